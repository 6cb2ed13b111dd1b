"""Lets the model judge stored items again: when a person's word is gone, or words are new to it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from sqlalchemy import Connection, Engine, Row, false, insert, select

from kundagenda.database.connection import clear_failures, take_turn
from kundagenda.database.refresh import refresh_agenda
from kundagenda.database.state import bump_version
from kundagenda.database.tables import audit
from kundagenda.intake.commit import NOBODY
from kundagenda.intake.item_states import items_of, label_of, months_of, write_labels
from kundagenda.intake.judge import Judged, judged_titles
from kundagenda.intake.knowledge import knowledge_of
from kundagenda.intake.meeting_items import PERSON
from kundagenda.intake.topics import chunks
from metrics.tables import CUSTOMER_LEVELS, agenda_items
from metrics.themes import CUSTOMER, THEMES

JUDGED = "review: judged again"


@dataclass(frozen=True)
class Rejudged:
    """How many items the model looked at again, and how many have another level or doubt now."""

    items: int
    changed: int


def rejudge_all(engine: Engine, who: str = NOBODY) -> Rejudged:
    """Judge every item that no person has labelled again, by all that corrections have taught.

    A correction holds for its own topic and for those nearly the same at once; what it teaches the
    model of other topics reaches stored items only when somebody asks, since it takes seconds.
    """
    with clear_failures(engine), engine.begin() as connection:
        take_turn(connection)
        done = rejudge(connection)
        told: dict[str, Any] = {"happened_at": datetime.now(UTC).replace(tzinfo=None), "who": who}
        told |= {"action": JUDGED, "table_name": agenda_items.name}
        told["after"] = f"{done.changed} of {done.items} judged otherwise"
        connection.execute(insert(audit).values(told))
    return done


def rejudge(connection: Connection) -> Rejudged:
    """Judge every item that no person has labelled again, in the caller's transaction.

    What an organisation calls its customers decides of items that are stored as of those to come.
    An item that a person took from the customer without naming a theme gets one as well.
    """
    item = agenda_items.c
    query = select(item.title).distinct().order_by(item.title)
    titles = query.where(item.formal == false(), (item.level_by != PERSON) | item.theme.is_(None))
    looked_at, changed, months = 0, 0, set[int]()
    for some in chunks(list(connection.execute(titles).scalars())):
        found = items_of(connection, some)
        rows = [row for row in found if row.level_by != PERSON or row.theme is None]
        new = judged_anew(connection, rows)
        new |= {row.id: _themed(row, new[row.id]) for row in rows if row.level_by == PERSON}
        moved = [row for row in rows if new[row.id] != label_of(row)]
        write_labels(connection, {row.id: new[row.id] for row in moved})
        looked_at, changed = looked_at + len(rows), changed + len(moved)
        months |= months_of(moved)
    if changed:
        refresh_agenda(connection, months)
        bump_version(connection)
    return Rejudged(looked_at, changed)


def judged_anew(connection: Connection, rows: Sequence[Row[Any]]) -> dict[int, dict[str, Any]]:
    """The label of each item, by id, as it would have if it were imported now."""
    found = judged_titles((row.title for row in rows), knowledge_of(connection))
    return {row.id: _label(label_of(row), found[row.title]) for row in rows}


def _label(label: Mapping[str, Any], judged: Judged) -> dict[str, Any]:
    """A label judged anew."""
    new = {
        "level": judged.level,
        "level_best": judged.best,
        "level_by": judged.by,
        "level_confidence": judged.confidence,
        "level_because": judged.because,
    }
    return with_theme({**label, **new}, judged.theme)


def with_theme(label: Mapping[str, Any], theme: str | None) -> dict[str, Any]:
    """A label with a theme as it is judged, unless the organisation made its own theme for it."""
    ours = label["theme"] in (None, "", CUSTOMER, *THEMES)
    return {**label, "theme": theme if ours or theme == CUSTOMER else label["theme"]}


def _themed(row: Row[Any], judged: Mapping[str, Any]) -> dict[str, Any]:
    """A person's label, with the theme that it lacks, unless the model takes it for customers'."""
    fits = (judged["theme"] == CUSTOMER) == (row.level_best in CUSTOMER_LEVELS)
    return label_of(row) | {"theme": judged["theme"] if fits else None}

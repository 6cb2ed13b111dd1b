"""Lets the model judge stored items again: when a person's word is gone, or words are new to it."""

from collections.abc import Sequence
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
from kundagenda.intake.knowledge import Knowledge, knowledge_of
from kundagenda.intake.meeting_items import PERSON
from kundagenda.intake.topics import chunks
from metrics.tables import agenda_items

JUDGED = "review: judged again"


@dataclass(frozen=True)
class Rejudged:
    """How many items the model looked at again, and how many have another level or doubt now."""

    items: int
    changed: int


def rejudge_all(engine: Engine, who: str = NOBODY) -> Rejudged:
    """Judge every item that no person has labelled again, by all that corrections have taught.

    A correction holds for its own topic at once; for topics that are alike the stored items are
    judged anew only when somebody asks, since it takes seconds.
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
    """
    query = select(agenda_items.c.title).distinct().order_by(agenda_items.c.title)
    unlabelled = query.where(agenda_items.c.formal == false(), agenda_items.c.level_by != PERSON)
    knowledge = knowledge_of(connection)
    looked_at, changed, months = 0, 0, set[int]()
    for titles in chunks(list(connection.execute(unlabelled).scalars())):
        rows = [row for row in items_of(connection, titles) if row.level_by != PERSON]
        new = judged_anew(rows, knowledge)
        moved = [row for row in rows if new[row.id] != label_of(row)]
        write_labels(connection, {row.id: new[row.id] for row in moved})
        looked_at, changed = looked_at + len(rows), changed + len(moved)
        months |= months_of(moved)
    if changed:
        refresh_agenda(connection, months)
        bump_version(connection)
    return Rejudged(looked_at, changed)


def judged_anew(rows: Sequence[Row[Any]], knowledge: Knowledge) -> dict[int, dict[str, Any]]:
    """The model's label of each item, by id."""
    found = judged_titles((row.title for row in rows), knowledge)
    return {row.id: by_model(found[row.title]) for row in rows}


def by_model(judged: Judged) -> dict[str, Any]:
    """A label as the model gives it."""
    return {
        "level": judged.level,
        "level_best": judged.best,
        "level_by": judged.by,
        "level_confidence": judged.confidence,
        "level_because": judged.because,
        "theme": judged.theme,
    }

"""Lets the model judge stored items again: when a person's word is gone, or words are new to it."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Connection, Row, false, select

from kundagenda.database.refresh import refresh_agenda
from kundagenda.database.state import bump_version
from kundagenda.intake.item_states import items_of, label_of, months_of, write_labels
from kundagenda.intake.judge import Judged, judged_titles
from kundagenda.intake.meeting_items import PERSON
from kundagenda.intake.topics import chunks
from metrics.tables import CUSTOMER_LEVELS, agenda_items
from metrics.themes import CUSTOMER


@dataclass(frozen=True)
class Rejudged:
    """How many items the model looked at again, and how many have another level or doubt now."""

    items: int
    changed: int


def rejudge(connection: Connection) -> Rejudged:
    """Judge every item that no person has labelled again, in the caller's transaction.

    What an organisation calls its customers decides of items that are stored as of those to come.
    """
    query = select(agenda_items.c.title).distinct().order_by(agenda_items.c.title)
    unlabelled = query.where(agenda_items.c.formal == false(), agenda_items.c.level_by != PERSON)
    looked_at, changed, months = 0, 0, set[int]()
    for titles in chunks(list(connection.execute(unlabelled).scalars())):
        rows = [row for row in items_of(connection, titles) if row.level_by != PERSON]
        new = judged_anew(rows)
        moved = [row for row in rows if new[row.id] != label_of(row)]
        write_labels(connection, {row.id: new[row.id] for row in moved})
        looked_at, changed = looked_at + len(rows), changed + len(moved)
        months |= months_of(moved)
    if changed:
        refresh_agenda(connection, months)
        bump_version(connection)
    return Rejudged(looked_at, changed)


def judged_anew(rows: Iterable[Row[Any]]) -> dict[int, dict[str, Any]]:
    """The model's label of each item, by id."""
    items = list(rows)
    found = judged_titles(row.title for row in items)
    return {row.id: by_model(label_of(row), found[row.title]) for row in items}


def by_model(label: Mapping[str, Any], judged: Judged) -> dict[str, Any]:
    """A label as the model gives it; the theme follows where the item came to customers or left."""
    theme = label["theme"]
    if judged.best in CUSTOMER_LEVELS:
        theme = CUSTOMER
    elif theme == CUSTOMER:
        theme = None
    return {
        "level": judged.level,
        "level_best": judged.best,
        "level_by": judged.by,
        "level_confidence": judged.confidence,
        "level_because": judged.because,
        "theme": theme,
    }

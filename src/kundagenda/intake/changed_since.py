"""What was known when: the changes that imports made to meetings that were there already."""

import json
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, time
from typing import Any

from sqlalchemy import Connection, Row, select

from kundagenda.database.tables import audit
from kundagenda.intake.changes import CHANGED, HIDDEN, Change, Edited
from kundagenda.intake.record import Key
from kundagenda.intake.titles import normal_title
from metrics.tables import agenda_items, forums, meetings

_Standing = dict[tuple[Key, str], bool]
"""Whether the items of a topic are confidential as they stand, by their meeting."""


@dataclass(frozen=True)
class Known:
    """Changes of one meeting or item that became known at one moment, by whom."""

    at: datetime
    who: str
    changes: tuple[Change, ...]


def changes_since(connection: Connection, day: date, limit: int = 500) -> list[Known]:
    """What imports and their undoing have changed since the start of a day, the latest first.

    Of an item that was confidential then or is so now no words are told.
    """
    query = (
        select(audit)
        .where(audit.c.action == CHANGED, audit.c.happened_at >= datetime.combine(day, time()))
        .order_by(audit.c.happened_at.desc(), audit.c.id)
        .limit(limit)
    )
    rows = [(row, _edited(row)) for row in connection.execute(query)]
    standing = _standing(connection, [edited.meeting for _, edited in rows])
    return [
        Known(row.happened_at, row.who, tuple(_open(edited, standing).changes()))
        for row, edited in rows
    ]


def _edited(row: Row[Any]) -> Edited:
    before, after = json.loads(row.before), json.loads(row.after)
    of = before.pop("of")
    fields = {name: (value, after[name]) for name, value in before.items()}
    meeting = of["forum"], date.fromisoformat(of["held_on"])
    # Entries of earlier versions do not say; where their item is gone, nobody can say any more.
    said = of.get("confidential")
    return Edited(row.table_name, None, meeting, of["item"], fields, said)


def _standing(connection: Connection, keys: Sequence[Key]) -> _Standing:
    if not keys:
        return {}
    days, item = [day for _, day in keys], agenda_items.c
    query = (
        select(forums.c.name, meetings.c.held_on, item.title, item.confidential)
        .join_from(meetings, forums, forums.c.id == meetings.c.forum_id)
        .join(agenda_items, item.meeting_id == meetings.c.id)
        .where(meetings.c.held_on.between(min(days), max(days)))
    )
    found: _Standing = {}
    for name, day, title, confidential in connection.execute(query):
        topic = (name, day), normal_title(title)
        found[topic] = confidential or found.get(topic, False)
    return found


def _open(edited: Edited, standing: _Standing) -> Edited:
    """The entry as it may be shown."""
    if edited.item is None or edited.item == HIDDEN:
        return edited
    now = standing.get((edited.meeting, normal_title(edited.item)))
    is_open = now is False or (now is None and edited.confidential is False)
    return edited if is_open else edited.hidden()

"""What was known when: the changes that imports made to meetings that were there already."""

import json
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, time
from typing import Any

from sqlalchemy import Connection, Row, select

from kundagenda.database.tables import audit
from kundagenda.intake.changes import CHANGED, Change


@dataclass(frozen=True)
class Known:
    """Changes of one meeting or item that became known at one moment, by whom."""

    at: datetime
    who: str
    changes: tuple[Change, ...]


def changes_since(connection: Connection, day: date, limit: int = 500) -> list[Known]:
    """What imports and their undoing have changed since the start of a day, the latest first."""
    query = (
        select(audit)
        .where(audit.c.action == CHANGED, audit.c.happened_at >= datetime.combine(day, time()))
        .order_by(audit.c.happened_at.desc(), audit.c.id)
        .limit(limit)
    )
    return [
        Known(row.happened_at, row.who, tuple(_changes(row)))
        for row in connection.execute(query)
    ]  # fmt: skip


def _changes(row: Row[Any]) -> Iterator[Change]:
    before, after = json.loads(row.before), json.loads(row.after)
    of = before.pop("of")
    meeting = of["forum"], date.fromisoformat(of["held_on"])
    for name, value in before.items():
        yield Change(meeting, of["item"], name, value, after[name])

"""What the log tells: the newest entries, and how many there are."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import ColumnElement, Connection, func, or_, select, true

from kundagenda.database.tables import audit, now

WEEK = timedelta(days=7)


@dataclass(frozen=True)
class Entry:
    """Who did what and when (UTC), to which row; what stood there, and what stands there now."""

    at: datetime
    who: str
    action: str
    table: str | None
    row: str | None
    before: str | None
    after: str | None


@dataclass(frozen=True)
class Log:
    """Entries, the newest first; ``count`` all that were asked for, ``week`` those of late."""

    entries: tuple[Entry, ...]
    count: int
    week: int


def log_of(connection: Connection, words: str, most: int) -> Log:
    """The newest entries that hold some words anywhere, at most so many."""
    of, held = audit.c, _held(words)
    columns = (
        of.happened_at, of.who, of.action, of.table_name, of.row_id, of.before, of.after,
    )  # fmt: skip
    rows = connection.execute(select(*columns).where(held).order_by(of.id.desc()).limit(most))
    counted = select(func.count(), func.count().filter(of.happened_at >= now() - WEEK))
    count, week = connection.execute(counted.select_from(audit).where(held)).one()
    return Log(tuple(Entry(*row) for row in rows), count, week)


def _held(words: str) -> ColumnElement[bool]:
    sought = words.strip()
    if not sought:
        return true()
    columns = (audit.c.who, audit.c.action, audit.c.table_name, audit.c.before, audit.c.after)
    return or_(*(column.icontains(sought, autoescape=True) for column in columns))

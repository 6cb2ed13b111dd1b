"""Copies of what was shown, kept as they are: never changed, never taken away."""

from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import Connection, Engine, insert, select

from kundagenda.database.connection import clear_failures, take_turn
from kundagenda.database.state import bump_version
from kundagenda.database.tables import audit, now, snapshots

KEPT = "keep: as shown"


@dataclass(frozen=True)
class Copy:
    """A kept copy: its number, the day it was shown on, and when it was kept (UTC)."""

    id: int
    shown_on: date
    created_at: datetime


@dataclass(frozen=True)
class Kept:
    """What keeping did: the copy's number, and whether the same was kept that day already."""

    id: int
    again: bool


def keep(engine: Engine, shown_on: date, content: str, who: str) -> Kept:
    """Keep a text as shown on a day; what was kept that day already is not kept twice.

    Args:
        engine: The app database.
        shown_on: The day on which it was shown.
        content: One JSON object, as `kundagenda.shown.frozen` writes it.
        who: The person, for the audit.
    """
    with clear_failures(engine), engine.begin() as connection:
        take_turn(connection)
        there = _same(connection, shown_on, content)
        if there is not None:
            return Kept(there, again=True)
        made_at = now()
        row = {"shown_on": shown_on, "created_at": made_at, "content": content}
        made = connection.execute(insert(snapshots).values(row).returning(snapshots.c.id))
        number = int(made.scalar_one())
        told = {"happened_at": made_at, "who": who, "action": KEPT, "table_name": snapshots.name}
        connection.execute(insert(audit).values(told | {"row_id": str(number)}))
        bump_version(connection)  # so that every reader's list of copies is read anew
    return Kept(number, again=False)


def copies_of(connection: Connection) -> tuple[Copy, ...]:
    """Every copy, the newest first, without its content."""
    kept = snapshots.c
    query = select(kept.id, kept.shown_on, kept.created_at).order_by(kept.id.desc())
    return tuple(Copy(*row) for row in connection.execute(query))


def content_of(connection: Connection, number: int) -> str | None:
    """The text of a copy as it was kept; null where there is none of this number."""
    query = select(snapshots.c.content).where(snapshots.c.id == number)
    return connection.execute(query).scalar()


def _same(connection: Connection, shown_on: date, content: str) -> int | None:
    query = select(snapshots.c.id).where(
        snapshots.c.shown_on == shown_on, snapshots.c.content == content
    )
    return connection.execute(query).scalars().first()

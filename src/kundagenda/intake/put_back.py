"""Puts rows back as they were before an import, and says what an undo did."""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

from sqlalchemy import Column, Connection, Row, Table, insert, select, tuple_, update

from kundagenda.errors import ReaderError
from kundagenda.intake.images import Image, Values, key_names
from kundagenda.intake.meeting_items import LEVEL, PERSON
from metrics.tables import agenda_items

_VERSION = "version"
_FAR_AWAY = 1_000_000


@dataclass(frozen=True)
class Undoing:
    """The import that is taken back, by whom, and when."""

    row: Row[Any]
    who: str
    at: datetime
    today: date


@dataclass
class Taken:
    """What an undo did: rows taken away and put back by table, and the months it touched."""

    deleted: Counter[str] = field(default_factory=Counter)
    restored: Counter[str] = field(default_factory=Counter)
    months: set[int] = field(default_factory=set)


def put_back(connection: Connection, image: Image) -> int:
    """Make rows what they were before; how many there are.

    What a person has said of an item since stays.

    Raises:
        ReaderError: a row pointed at one that is gone.
    """
    table, before = image.table, image.before or []
    there = rows_by_key(connection, table, image.keys)
    _only_known(connection, table, before)
    if table is agenda_items and there:
        # Positions are unique within a meeting: out of the way first, so that none clash.
        away = update(table).where(table.c.id.in_([row.id for row in there.values()]))
        connection.execute(away.values(position=-table.c.id - _FAR_AWAY))
    new = [
        values
        for key, values in zip(image.keys, before, strict=True)
        if not _changed_back(connection, table, there.get(key), values)
    ]
    if new:
        connection.execute(insert(table), new)
    return len(before)


def rows_by_key(
    connection: Connection, table: Table, keys: Sequence[tuple[Any, ...]]
) -> dict[tuple[Any, ...], Row[Any]]:
    """The rows of a table with these primary keys that are there."""
    names = key_names(table)
    found = connection.execute(select(table).where(has_key(table, keys)))
    return {tuple(getattr(row, name) for name in names): row for row in found}


def has_key(table: Table, keys: Sequence[tuple[Any, ...]]) -> Any:
    """That a row's primary key is one of these."""
    columns = [table.c[name] for name in key_names(table)]
    if len(columns) == 1:
        return columns[0].in_([key[0] for key in keys])
    return tuple_(*columns).in_(keys)


def _changed_back(
    connection: Connection, table: Table, row: Row[Any] | None, values: Values
) -> bool:
    if row is None:
        return False
    names = key_names(table)
    same = [table.c[name] == getattr(row, name) for name in names]
    back = {name: value for name, value in values.items() if name not in names}
    if _VERSION in back:
        back[_VERSION] = row.version + 1
    if table is agenda_items and row.level_by == PERSON and values["level_by"] != PERSON:
        back = {name: value for name, value in back.items() if name not in (*LEVEL, "theme")}
    connection.execute(update(table).where(*same).values(back))
    return True


def _only_known(connection: Connection, table: Table, rows: Iterable[Values]) -> None:
    """Leave out what pointed at a row that is gone; refuse where it must point somewhere."""
    rows = list(rows)
    for column in table.columns:
        for key in column.foreign_keys:
            wanted = {row[column.name] for row in rows} - {None}
            target: Column[Any] = key.column
            query = select(target).where(target.in_(wanted))
            known = set(connection.execute(query).scalars()) if wanted else set()
            if wanted - known and not column.nullable:
                raise ReaderError(
                    "The rows of {table} cannot be put back: the row {row} of {other} is gone. "
                    "Undo what took it away first.",
                    table=table.name,
                    row=min(wanted - known),
                    other=target.table.name,
                )
            for row in rows:
                if row[column.name] not in known and column.nullable:
                    row[column.name] = None

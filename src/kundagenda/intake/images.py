"""Rows as they were before an import touched them, kept so that an undo can put them back.

A record names one or several rows of a table by their primary keys, as JSON lists; ``before``
holds the rows in the same order, and is null for rows that the import made.
"""

import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time
from typing import Any

from sqlalchemy import ColumnElement, Connection, Date, DateTime, Row, Table, Time, insert, select
from sqlalchemy.types import TypeEngine

from kundagenda.database.tables import import_rows
from metrics.tables import METADATA

_AT_A_TIME = 50
Values = dict[str, Any]


@dataclass(frozen=True)
class Image:
    """Rows of one table: their keys, and how they were; null for rows that the import made."""

    id: int
    import_id: int
    table: Table
    keys: list[tuple[Any, ...]]
    before: list[Values] | None


def keep_new(
    connection: Connection, import_id: int, table: Table, keys: Sequence[Sequence[Any]]
) -> None:
    """Remember that an import made the rows with these keys."""
    if keys:
        _keep(connection, import_id, table, keys, None)


def keep_before(
    connection: Connection, import_id: int, table: Table, rows: Sequence[Row[Any]]
) -> None:
    """Remember rows as they are, before an import changes them or takes them away."""
    if rows:
        names = key_names(table)
        keys = [[getattr(row, name) for name in names] for row in rows]
        columns = [column.name for column in table.columns]
        before = [{name: getattr(row, name) for name in columns} for row in rows]
        _keep(connection, import_id, table, keys, json.dumps(before, default=str))


def key_names(table: Table) -> list[str]:
    """The columns of a table's primary key."""
    return [column.name for column in table.primary_key.columns]


def images_of(connection: Connection, import_id: int) -> Iterator[Image]:
    """What was kept for an import, the latest first: the way back is the way there reversed."""
    yield from images_where(connection, import_rows.c.import_id == import_id)


def images_where(connection: Connection, which: ColumnElement[bool]) -> Iterator[Image]:
    """Records that fulfil a condition, the latest first.

    Asked for some at a time, so that no cursor is open while the caller writes or gives up.
    """
    query = select(import_rows).where(which).order_by(import_rows.c.id.desc()).limit(_AT_A_TIME)
    rows = connection.execute(query).all()
    while rows:
        for row in rows:
            yield _image(row)
        rows = connection.execute(query.where(import_rows.c.id < rows[-1].id)).all()


def _image(row: Row[Any]) -> Image:
    """A record with its values as the columns have them."""
    table = METADATA.tables[row.table_name]
    types = {column.name: column.type for column in table.columns}
    named = [types[name] for name in key_names(table)]
    keys = [
        tuple(_typed(kind, cell) for kind, cell in zip(named, key, strict=True))
        for key in json.loads(row.row_key)
    ]
    before = None if row.before is None else [
        {name: _typed(types[name], value) for name, value in values.items() if name in types}
        for values in json.loads(row.before)
    ]  # fmt: skip
    return Image(row.id, row.import_id, table, keys, before)


def _keep(
    connection: Connection,
    import_id: int,
    table: Table,
    keys: Sequence[Sequence[Any]],
    before: str | None,
) -> None:
    row = {
        "import_id": import_id,
        "table_name": table.name,
        "row_key": json.dumps([list(key) for key in keys], default=str),
        "before": before,
    }
    connection.execute(insert(import_rows).values(row))


def _typed(kind: TypeEngine[Any], value: Any) -> Any:
    """A value of JSON as its column has it."""
    if not isinstance(value, str):
        return value
    if isinstance(kind, DateTime):
        return datetime.fromisoformat(value)
    if isinstance(kind, Date):
        return date.fromisoformat(value)
    return time.fromisoformat(value) if isinstance(kind, Time) else value

"""Carries rows from one app database into another, in batches, whatever kinds the two are."""

from collections.abc import Iterable, Iterator
from typing import Any

from sqlalchemy import (
    Column,
    Connection,
    Select,
    Table,
    bindparam,
    func,
    insert,
    null,
    select,
    update,
)

from kundagenda.database.connection import clear_failures

AT_A_TIME, NUL = 1000, "\0"


def carry(source: Connection, target: Connection, table: Table) -> int:
    """Add the rows of a table to the same one elsewhere; how many.

    A row may point at one that comes after it in its own table (an old agenda that was read in
    late): such pointers follow when all rows are there. Texts stay as they are, but for what
    `as_kept` takes out.
    """
    inward, count = _inward(table), 0
    query = select(*(null().label(c.name) if c in inward else c for c in table.columns))
    for rows in batches(source, query):
        count += len(rows)
        target.execute(insert(table), as_kept(target, rows))
    for column in inward:
        _point(source, target, table, column)
    return count


def as_kept(target: Connection, rows: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """Rows as a database can keep them: on PostgreSQL without the NUL that SQLite allows."""
    if target.dialect.name == "postgresql":
        for row in rows:
            held = [name for name, value in row.items() if isinstance(value, str) and NUL in value]
            row.update({name: row[name].replace(NUL, "") for name in held})
    return rows


def batches(source: Connection, query: Select[Any]) -> Iterator[list[dict[str, Any]]]:
    """What a query finds, some rows at a time: memory stays flat however many there are.

    Raises:
        ReaderError: the database that is read gives up.
    """
    with clear_failures(source.engine):
        found = source.execute(query, execution_options={"yield_per": AT_A_TIME})
        for some in found.mappings().partitions():
            yield [dict(row) for row in some]


def follow_ids(connection: Connection, tables: Iterable[Table]) -> None:
    """On PostgreSQL, let the ids that the database gives begin after those that came along.

    Never lower than they were: a sequence is not put back with its transaction.
    """
    if connection.dialect.name != "postgresql":
        return
    for column in (table.autoincrement_column for table in tables):
        if column is not None:
            sequence = func.pg_get_serial_sequence(column.table.name, column.name)
            after = select(func.coalesce(func.max(column), 0) + 1).scalar_subquery()
            highest = func.greatest(after, func.nextval(sequence))
            connection.execute(select(func.setval(sequence, highest, False)))


def _inward(table: Table) -> list[Column[Any]]:
    """The columns that point at rows of their own table."""
    return [c for c in table.columns if any(key.column.table is table for key in c.foreign_keys)]


def _point(source: Connection, target: Connection, table: Table, column: Column[Any]) -> None:
    this = update(table).where(table.c.id == bindparam("this"))
    moved = this.values({column.name: bindparam("to")})
    pointing = select(table.c.id.label("this"), column.label("to")).where(column.is_not(None))
    for rows in batches(source, pointing):
        target.execute(moved, rows)

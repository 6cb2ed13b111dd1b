"""Rows in every table that a database has, whatever its schema revision, and what is in them."""

import re
from datetime import date, datetime, time
from typing import Any

import sqlalchemy as sa
from sqlalchemy import Column, Connection, Engine, MetaData, Table

ROWS = (1, 2)
Content = dict[str, list[dict[str, Any]]]


def fill_every_table(engine: Engine) -> None:
    """Two rows a table, the first of which points at the second where a table points at itself."""
    found = _reflected(engine)
    with engine.begin() as connection:
        for table in found.sorted_tables:
            listed = _listed(connection, table)
            connection.execute(sa.insert(table), [_row(table, listed, n) for n in ROWS])
        for table in found.sorted_tables:
            for column in filter(_points_inward, table.columns):
                this = sa.update(table).where(table.c.id == 1)
                connection.execute(this.values({column.name: 2}))


def content_of(engine: Engine) -> Content:
    """Every row of every table, by column; in an order of its own."""
    with engine.connect() as connection:
        return {
            table.name: sorted(
                (dict(row) for row in connection.execute(sa.select(table)).mappings()), key=repr
            )
            for table in _reflected(engine).sorted_tables
        }


def _reflected(engine: Engine) -> MetaData:
    found = MetaData()
    found.reflect(engine)
    found.remove(found.tables["alembic_version"])
    return found


def _listed(connection: Connection, table: Table) -> dict[str, list[str]]:
    """The values that a column may have, where a check of the table lists them."""
    checks = sa.inspect(connection).get_check_constraints(table.name)
    return {
        re.findall(r"\w+", check["sqltext"])[0]: re.findall(r"'([^']*)'", check["sqltext"])
        for check in checks
    }


def _row(table: Table, listed: dict[str, list[str]], n: int) -> dict[str, Any]:
    return {
        column.name: listed[column.name][n - 1] if column.name in listed else _value(column, n)
        for column in table.columns
    }


def _points_inward(column: Column[Any]) -> bool:
    return any(key.column.table is column.table for key in column.foreign_keys)


def _value(column: Column[Any], n: int) -> Any:
    if _points_inward(column):
        return None
    by_type: dict[type, Any] = {
        bool: n == 1,
        int: n,
        float: n + 0.25,
        date: date(2024, 2, 27 + n),
        datetime: datetime(2024, 2, 28, 23, 59, n, 123_456),
        time: time(8, 30 + n),
        str: f"{n} å {column.name}"[: getattr(column.type, "length", None)],
    }
    return by_type[column.type.python_type]

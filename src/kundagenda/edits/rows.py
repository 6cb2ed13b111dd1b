"""Rows that people write down: found by key, and as the audit keeps them."""

import json
from collections.abc import Mapping
from datetime import date, datetime
from typing import Any

from sqlalchemy import ColumnElement, Connection, Date, DateTime, Table, and_, select
from sqlalchemy.types import TypeEngine

VERSION = "version"
Values = dict[str, Any]


def row_of(connection: Connection, table: Table, key: Mapping[str, Any]) -> Values | None:
    """The row of a key with all its columns; null if there is none."""
    row = connection.execute(select(table).where(has_key(table, key))).mappings().first()
    return dict(row) if row else None


def has_key(table: Table, key: Mapping[str, Any]) -> ColumnElement[bool]:
    """That a row has this primary key."""
    return and_(*(table.c[name] == value for name, value in key.items()))


def key_of(table: Table, row: Mapping[str, Any]) -> Values:
    """The primary key of a row."""
    return {column.name: row[column.name] for column in table.primary_key.columns}


def as_json(row: Mapping[str, Any]) -> str:
    """A row as one JSON object, days by ISO 8601."""
    return json.dumps(dict(row), default=str, ensure_ascii=False)


def from_json(table: Table, text: str) -> Values:
    """The row again, each value as its column has it; columns that are gone are left out."""
    kinds = {column.name: column.type for column in table.columns}
    return {
        name: _typed(kinds[name], value)
        for name, value in json.loads(text).items()
        if name in kinds
    }


def _typed(kind: TypeEngine[Any], value: Any) -> Any:
    if value and isinstance(kind, DateTime):
        return datetime.fromisoformat(value)
    return date.fromisoformat(value) if value and isinstance(kind, Date) else value

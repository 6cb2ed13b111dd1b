"""What people changed by hand after an import, so that its undo does not take that with it."""

import json
from collections.abc import Collection, Mapping
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, Table, select

from kundagenda.database.tables import audit
from kundagenda.errors import ReaderError
from kundagenda.intake.images import key_names
from kundagenda.intake.put_back import rows_by_key

WROTE, REMOVED, TOOK_BACK = "write: saved", "write: removed", "write: taken back"
BY_HAND = (WROTE, REMOVED, TOOK_BACK)
Key = tuple[Any, ...]


def refuse_by_hand(
    connection: Connection, table: Table, keys: Collection[Key], since: datetime, number: int
) -> None:
    """Keep rows that a person has changed since an import, unless that was taken back.

    Raises:
        ReaderError: there are such rows.
    """
    first = _first_before(connection, table, since)
    asked = [key for key in keys if _named(key) in first]
    there = rows_by_key(connection, table, asked) if asked else {}
    for key in asked:
        stands = there.get(key)
        now = json.loads(json.dumps(dict(stands._mapping), default=str)) if stands else None
        if _says(now) != _says(first[_named(key)]):
            raise ReaderError(
                "Import {number} cannot be undone: somebody has since changed its row {row} of "
                "{table} by hand. Take that change back first.",
                number=number,
                row=" ".join(str(part) for part in key),
                table=table.name,
            )


def _first_before(
    connection: Connection, table: Table, since: datetime
) -> dict[Key, Mapping[str, Any] | None]:
    """How each row stood before it was first changed by hand."""
    query = (
        select(audit.c.before, audit.c.after)
        .where(audit.c.table_name == table.name, audit.c.action.in_(BY_HAND))
        .where(audit.c.happened_at >= since)
        .order_by(audit.c.id)
    )
    first: dict[Key, Mapping[str, Any] | None] = {}
    for row in connection.execute(query):
        before, after = (json.loads(text) if text else None for text in row)
        some = before or after or {}
        first.setdefault(tuple(str(some[name]) for name in key_names(table)), before)
    return first


def _named(key: Key) -> Key:
    return tuple(str(part) for part in key)


def _says(row: Mapping[str, Any] | None) -> dict[str, Any] | None:
    """A row without its version, which a change that was taken back has raised too."""
    return {name: value for name, value in row.items() if name != "version"} if row else None

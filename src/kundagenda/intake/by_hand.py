"""What people changed by hand after an import, so that its undo does not take that with it."""

import json
from collections.abc import Collection, Iterable, Mapping
from datetime import datetime
from itertools import repeat
from typing import Any

from sqlalchemy import Connection, Table, select

from kundagenda.database.audit import CLEARED_TO
from kundagenda.database.state import remembered
from kundagenda.database.tables import audit
from kundagenda.errors import ReaderError
from kundagenda.intake.images import Image, key_names
from kundagenda.intake.put_back import Undoing, rows_by_key
from metrics.tables import agenda_items, meetings

WROTE, REMOVED, TOOK_BACK = "write: saved", "write: removed", "write: taken back"
BY_HAND = (WROTE, REMOVED, TOOK_BACK)
_VERSION = "version"
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
    return {name: value for name, value in row.items() if name != _VERSION} if row else None


def refuse_untold(connection: Connection, images: Iterable[Image], undoing: Undoing) -> None:
    """Keep rows that somebody may have changed by hand at a time of which the log has been cleared.

    Such rows have another version than the import left them with. Those of agendas are left out:
    links and labels raise theirs, and an undo lets both stay.

    Raises:
        ReaderError: there are such rows.
    """
    cleared = remembered(connection, CLEARED_TO)
    if not cleared or datetime.fromisoformat(cleared) <= undoing.row.imported_at:
        return
    for image in images:
        if _VERSION in image.table.c and image.table not in (meetings, agenda_items):
            _refuse_other_versions(connection, image, undoing.row.id)


def _refuse_other_versions(connection: Connection, image: Image, number: int) -> None:
    there = rows_by_key(connection, image.table, image.keys)
    for key, before in zip(image.keys, image.before or repeat(None), strict=False):
        stands = there.get(key)
        if stands is None:
            same = before is None  # what the import made and somebody took away is gone either way
        else:
            same = stands._mapping[_VERSION] == (before or {}).get(_VERSION, 0) + 1
        if not same:
            raise ReaderError(
                "Import {number} cannot be undone: its row {row} of {table} may have changed "
                "since, and the log of that time has been cleared. Change or remove the row by "
                "hand instead.",
                number=number,
                row=" ".join(str(part) for part in key),
                table=image.table.name,
            )

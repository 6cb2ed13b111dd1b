"""Foreign keys of a row: by id, or by the name of a forum or an initiative."""

from collections.abc import Iterable
from datetime import date
from difflib import get_close_matches
from typing import Any

from sqlalchemy import Connection, Table, select

from kundagenda.errors import ReaderError
from kundagenda.intake.table_shape import Shape
from metrics.tables import forums, initiatives, meetings


class Keys:
    """What is in the tables that a table's rows point to, read once.

    Args:
        connection: To read them with.
        shape: The table that is loaded.
    """

    def __init__(self, connection: Connection, shape: Shape) -> None:
        self._shape = shape
        self._forums = _by_name(connection, forums)
        self._initiatives = _by_name(connection, initiatives)
        self._meetings: dict[tuple[int, date], int] = {}
        self.days: dict[int, date] = {}
        if shape.table.name in ("meetings", "agenda_items"):
            query = select(meetings.c.forum_id, meetings.c.held_on, meetings.c.id)
            for forum_id, held_on, id_ in connection.execute(query):
                self._meetings[forum_id, held_on] = id_
                self.days[id_] = held_on
        self._known = {name: _ids(connection, table) for name, table in _targets(shape)}

    def resolve(self, row: dict[str, Any], line: int, own: set[int]) -> None:
        """Turn names into ids in a row, and check that every id exists.

        Args:
            row: Changed in place; the names are taken out.
            line: Of the file, for the message.
            own: The ids of the file's rows so far, which rows of the same file may point to.

        Raises:
            ReaderError: a name or an id that is not there.
        """
        forum_id = self._named(row, "forum", self._forums, line)
        if "meeting_id" in self._shape.columns:
            self._find_meeting(row, forum_id, line)
        elif forum_id is not None:
            row["forum_id"] = forum_id
        initiative_id = self._named(row, "initiative", self._initiatives, line)
        if initiative_id is not None:
            row["initiative_id"] = initiative_id
        for name, ids in self._known.items():
            wanted = row.get(name)
            if wanted is None or wanted in ids:
                continue
            if not (name == "first_seen_item_id" and wanted in own):
                raise ReaderError(f"Line {line}: there is no {name} {wanted}; load that row first.")

    def _named(
        self, row: dict[str, Any], column: str, ids: dict[str, int], line: int
    ) -> int | None:
        if column not in self._shape.named:
            return None
        name = row.pop(column, None)
        if name is None:
            return None
        if name not in ids:
            near = get_close_matches(name, list(ids), n=1)
            hint = f"did you mean {near[0]!r}?" if near else "load it first."
            raise ReaderError(f"Line {line}: there is no {column} {name!r}; {hint}")
        return ids[name]

    def _find_meeting(self, row: dict[str, Any], forum_id: int | None, line: int) -> None:
        held_on = row.pop("held_on", None)
        if row.get("meeting_id") is not None or "meeting_id" not in self._shape.columns:
            return
        found = self._meetings.get((forum_id, held_on)) if forum_id and held_on else None
        if found is None:
            raise ReaderError(
                f"Line {line}: there is no meeting on {held_on} in that forum; "
                "load the table meetings first."
            )
        row["meeting_id"] = found


def _targets(shape: Shape) -> Iterable[tuple[str, Table]]:
    for name, column in shape.columns.items():
        for key in column.foreign_keys:
            yield name, key.column.table


def _by_name(connection: Connection, table: Table) -> dict[str, int]:
    return dict(connection.execute(select(table.c.name, table.c.id)).all())


def _ids(connection: Connection, table: Table) -> set[int]:
    return set(connection.execute(select(table.c.id)).scalars())

"""Takes an import back: the database is as if it had not been, in one transaction."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from typing import Any

from sqlalchemy import Connection, Engine, Row, delete, insert, select, update

from kundagenda.database.connection import clear_failures, take_turn
from kundagenda.database.refresh import refresh_agenda
from kundagenda.database.state import bump_version
from kundagenda.database.tables import audit, import_rows, imports
from kundagenda.errors import ReaderError
from kundagenda.intake.commit import NOBODY
from kundagenda.intake.imports_list import why_not
from kundagenda.intake.put_back import Taken, Undoing
from kundagenda.intake.record import AGENDA
from kundagenda.intake.undo_agenda import undo_agenda
from kundagenda.intake.undo_table import undo_table

UNDONE = "import: undone"


@dataclass(frozen=True)
class Undone:
    """What an undo did: how many rows of each table went, and how many were put back."""

    id: int
    kind: str
    target: str
    path: str
    deleted: dict[str, int] = field(default_factory=dict)
    restored: dict[str, int] = field(default_factory=dict)

    def as_json(self) -> dict[str, Any]:
        """The object that ``kundagenda import undo --json`` prints."""
        return dict(vars(self))

    def lines(self) -> list[str]:
        """The same for a person."""
        return [f"undone    import {self.id}: {self.path}", *self._counts()]

    def _counts(self) -> Iterator[str]:
        for done, counts in (("taken away", self.deleted), ("put back", self.restored)):
            for table, count in counts.items():
                yield f"          {count} {table} {done}"


def undo_import(
    engine: Engine, import_id: int, who: str = NOBODY, today: date | None = None
) -> Undone:
    """Take an import back, all of it or nothing.

    What other imports say of its meetings stands; meetings that no import holds any more go with
    their items. Of a table, the rows that it made go, and those that it changed are as they were.
    The same file can be imported again.

    Raises:
        ReaderError: there is no such import, it was undone already, decisions or other rows hang
            on what it brought in, or a later import changed the same rows; nothing was changed.
    """
    with clear_failures(engine), engine.begin() as connection:
        take_turn(connection)
        row = _import(connection, import_id)
        now = datetime.now(UTC).replace(tzinfo=None)
        found = _take(connection, Undoing(row, who, now, today or date.today()))
        refresh_agenda(connection, found.months)
        bump_version(connection)
    done = (found.deleted, found.restored)
    counts = [{table: n for table, n in some.items() if n} for some in done]
    return Undone(row.id, row.kind, row.target, row.path, *counts)


def _take(connection: Connection, undoing: Undoing) -> Taken:
    """Take back what the import did; from the start it no longer counts as standing."""
    row = undoing.row
    this = update(imports).where(imports.c.id == row.id)
    connection.execute(this.values(undone_at=undoing.at))
    found = (undo_agenda if row.kind == AGENDA else undo_table)(connection, undoing)
    connection.execute(delete(import_rows).where(import_rows.c.import_id == row.id))
    told = {"happened_at": undoing.at, "who": undoing.who, "action": UNDONE}
    told |= {"table_name": imports.name, "row_id": str(row.id), "before": row.path}
    connection.execute(insert(audit).values(told))
    return found


def _import(connection: Connection, import_id: int) -> Row[Any]:
    """The import, if it can be undone at all."""
    row = connection.execute(select(imports).where(imports.c.id == import_id)).first()
    if row is None:
        raise ReaderError(
            "There is no import {number}. Look its number up with kundagenda import list.",
            number=import_id,
        )
    reason = why_not(connection, row)
    if reason is not None:
        raise reason
    return row

"""The imports there have been, and which of them can be undone."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, Row, Table, func, select

from kundagenda.database.tables import import_rows, imports
from kundagenda.errors import ReaderError
from kundagenda.intake.record import AGENDA
from metrics.tables import METADATA

DEMO = "demo"
IMPORT_ID = "import_id"


@dataclass(frozen=True)
class ImportLine:
    """One import for a list: ``why_not`` says why it cannot be undone, null when it can."""

    id: int
    kind: str
    target: str
    path: str
    rows: int
    imported_at: datetime
    imported_by: str | None
    undone_at: datetime | None
    why_not: str | None

    @property
    def file(self) -> str:
        """The file's name without its folder."""
        return self.path.rpartition("/")[2]

    @property
    def can_be_undone(self) -> bool:
        """Whether an undo may be tried; what hangs on its rows is only seen then."""
        return self.why_not is None

    def as_json(self) -> dict[str, Any]:
        """The import as ``kundagenda import list --json`` prints it."""
        at = {name: getattr(self, name) for name in ("imported_at", "undone_at")}
        told = {name: value and value.isoformat(timespec="seconds") for name, value in at.items()}
        return dict(vars(self)) | told | {"file": self.file, "can_be_undone": self.can_be_undone}


def imports_of(connection: Connection, limit: int = 100) -> list[ImportLine]:
    """The latest imports, newest first."""
    columns = [column for column in imports.columns if column.name != "detail"]
    query = select(*columns).order_by(imports.c.id.desc()).limit(limit)
    rows = connection.execute(query).all()
    return [_line(row, why_not(connection, row)) for row in rows]


def why_not(connection: Connection, row: Row[Any]) -> ReaderError | None:
    """Why an import cannot be undone whatever has happened since; null when it can be tried."""
    if row.undone_at is not None:
        return ReaderError(
            "Import {number} was undone on {day} already. Import the file again to have it back.",
            number=row.id,
            day=row.undone_at.date(),
        )
    if row.kind == DEMO:
        return ReaderError(
            "Import {number} is the demo company, which is left as a whole. "
            "Start with your own data on the page Data.",
            number=row.id,
        )
    if row.kind != AGENDA and not _is_kept(connection, row):
        return ReaderError(
            "Import {number} was made before imports could be undone. "
            "Load a corrected file into {table} instead.",
            number=row.id,
            table=row.target,
        )
    return None


def is_stamped(table: Table) -> bool:
    """Whether a table's rows have no key, and so name the import that they came with."""
    return IMPORT_ID in table.c


def _line(row: Row[Any], reason: ReaderError | None) -> ImportLine:
    values = {name: value for name, value in row._mapping.items() if name != "checksum"}
    return ImportLine(**values, why_not=str(reason) if reason else None)


def _is_kept(connection: Connection, row: Row[Any]) -> bool:
    """Whether a table's import left what an undo needs."""
    table = METADATA.tables.get(row.target)
    if table is None:
        return False
    kept = table if is_stamped(table) else import_rows
    query = select(func.count()).select_from(kept).where(kept.c[IMPORT_ID] == row.id)
    return connection.execute(query).scalar_one() > 0

"""Loads a table from a CSV file or a workbook: all of it, in one transaction, or nothing."""

from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from sqlalchemy import Connection, Engine, delete, insert, update

from kundagenda.database.connection import clear_failures, take_turn
from kundagenda.database.refresh import refresh_agenda
from kundagenda.database.rows_over import follow_ids
from kundagenda.database.state import bump_version
from kundagenda.database.tables import audit, imports
from kundagenda.intake.commit import NOBODY
from kundagenda.intake.plan import stored_path
from kundagenda.intake.table_plan import TABLE, TableReport, load_table
from kundagenda.intake.table_rows import Opener
from kundagenda.logs import note
from metrics.tables import METADATA


def commit_table(
    engine: Engine,
    path: Path,
    table_name: str,
    who: str = NOBODY,
    opener: Opener | None = None,
    called: str | None = None,
) -> TableReport:
    """Load a file into a table, all of it or nothing; ``opener`` as for `load_table`.

    ``called`` is what the file is called where it came from, if it was uploaded.

    Rows with a key replace the row of that key; rows without one (invitations, purchases) are
    added unless a file with the very same rows was loaded before. Agenda figures of the touched
    months are computed anew in the same transaction.

    Raises:
        ReaderError: as `preview_table`; then nothing was written.
    """
    with clear_failures(engine), engine.begin() as connection:
        take_turn(connection)
        number = _begin(connection, called or stored_path(path), table_name, who)
        report = load_table(
            connection, path, table_name, write=True, opener=opener, import_id=number
        )
        if report.status == "unchanged":
            connection.execute(delete(imports).where(imports.c.id == number))
        else:
            report.import_id = number
            _record(connection, number, report, who)
            follow_ids(connection, [METADATA.tables[report.table]])
            if report.months:
                refresh_agenda(connection, report.months)
            bump_version(connection)
    note("import", kind=TABLE, table=report.table, status=report.status, rows=report.rows)
    return report


def _begin(connection: Connection, path: str, table_name: str, who: str) -> int:
    """The number of the import, which its rows are kept under while they are written."""
    row = {
        "kind": TABLE,
        "target": table_name,
        "path": path,
        "checksum": "",
        "rows": 0,
        "imported_at": datetime.now(UTC).replace(tzinfo=None),
        "imported_by": who,
    }
    return int(connection.execute(insert(imports).values(row).returning(imports.c.id)).scalar_one())


def _record(connection: Connection, number: int, report: TableReport, who: str) -> None:
    told: dict[str, Any] = {"target": report.table, "checksum": report.checksum}
    this = update(imports).where(imports.c.id == number)
    at = this.values(told | {"rows": report.rows}).returning(imports.c.imported_at)
    now = connection.execute(at).scalar_one()
    told = {"happened_at": now, "who": who, "action": "import: table"}
    told |= {"table_name": report.table, "row_id": str(number)}
    told["after"] = f"{report.new} new, {report.changed} changed, {report.unchanged} unchanged"
    connection.execute(insert(audit).values(told))

"""Small tables as files, loaded into a database, for tests of the import."""

from pathlib import Path
from typing import Any

from sqlalchemy import Engine, Table, func, select

from kundagenda.intake.table_commit import commit_table
from kundagenda.intake.table_plan import TableReport
from metrics.tables import METADATA

MARCH = 2025 * 12 + 2
ANSWERS = (
    "answer_id,response_id,answered_on,instrument,scale_low,scale_high,score\n"
    "a1,r1,2025-03-03,nps,0,10,9\na2,r2,2025-03-04,NPS,0,10,\n"
)


def write(folder: Path, text: str, name: str = "table.csv", encoding: str = "utf-8") -> Path:
    path = folder / name
    path.write_bytes(text.encode(encoding))
    return path


def load(engine: Engine, folder: Path, table: str, text: str) -> TableReport:
    return commit_table(engine, write(folder, text, f"{table}.csv"), table)


def rows(engine: Engine, table: Table, *names: str) -> list[tuple[Any, ...]]:
    columns = [table.c[name] for name in names]
    with engine.connect() as connection:
        return [tuple(row) for row in connection.execute(select(*columns).order_by(*columns))]


def counts(engine: Engine) -> dict[str, int]:
    with engine.connect() as connection:
        return {
            table.name: connection.execute(select(func.count()).select_from(table)).scalar_one()
            for table in METADATA.sorted_tables
        }


def told(report: TableReport) -> tuple[str, int, int, int]:
    return report.status, report.new, report.changed, report.unchanged

"""What loading a table from a CSV file or a workbook does: every row checked and counted."""

import hashlib
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from functools import cached_property, partial
from itertools import islice
from pathlib import Path
from typing import Any

from sqlalchemy import Connection, Engine, Row, delete, func, select

from kundagenda.database.connection import clear_failures
from kundagenda.database.ready import GIVEN
from kundagenda.database.state import refuse_demo
from kundagenda.database.tables import imports
from kundagenda.errors import ReaderError
from kundagenda.intake.images import keep_before
from kundagenda.intake.knowledge import knowledge_of
from kundagenda.intake.kpi_values import KPI_NAMES, is_kpi_name, kpi_rows
from kundagenda.intake.reading import Remark
from kundagenda.intake.table_keys import Keys
from kundagenda.intake.table_rows import Opener, open_table
from kundagenda.intake.table_shape import KPI, Shape, plain_name, shape_of
from kundagenda.intake.table_typed import typed_rows
from kundagenda.intake.table_write import Typed, Values, Writer
from kundagenda.settings import settings
from metrics.periods import month_number
from metrics.tables import agenda_items, kpi_monthly, meetings

CHUNK = 2000
TABLE = "table"
_KPI_KEY = ("metric", "month", "forum", "segment")


@dataclass
class TableReport:
    """What loading a table does, or did."""

    path: str
    table: str
    rows: int = 0
    new: int = 0
    changed: int = 0
    unchanged: int = 0
    months: set[int] = field(default_factory=set)
    checksum: str = ""
    warnings: list[Remark] = field(default_factory=list)
    import_id: int | None = None

    @property
    def status(self) -> str:
        """imported, or unchanged when every row is there already."""
        return "imported" if self.new or self.changed else "unchanged"

    def as_json(self) -> dict[str, Any]:
        """The object that ``kundagenda import table --json`` prints."""
        told = {"path": self.path, "status": self.status, "error": None, "table": self.table}
        counts = {name: getattr(self, name) for name in ("rows", "new", "changed", "unchanged")}
        warnings = [{"line": remark.line, "text": remark.text} for remark in self.warnings]
        return {"files": [told | counts | {"meetings": [], "warnings": warnings}]}

    def lines(self, dry_run: bool = False) -> list[str]:
        """The same for a person."""
        counts = f"{self.new} new, {self.changed} changed, {self.unchanged} unchanged"
        done = "would import" if dry_run and self.status == "imported" else self.status
        told = [f"{done} {self.path}: {counts} rows of {self.table}"]
        return told + [f"          line {remark.line}: {remark.text}" for remark in self.warnings]


def preview_table(engine: Engine, path: Path, table_name: str) -> TableReport:
    """What loading a file into a table would do; nothing is written.

    Raises:
        ReaderError: the table, a column or a value is wrong; one sentence, with the line. Or
            the database is the demo company's.
    """
    with clear_failures(engine), engine.connect() as connection:
        return load_table(connection, path, table_name, write=False)


def _refuse_apart(table: str) -> None:
    """Keep rows out of a table that nobody reads, since the warehouse's stands in its place."""
    if table in settings().tables:
        raise ReaderError(
            "{table} is read from your own database (tables.{table} in kundagenda.toml), so rows "
            "loaded here would not count. Add them there, or take the setting away first.",
            table=table,
        )


def load_table(
    connection: Connection,
    path: Path,
    table_name: str,
    write: bool,
    opener: Opener | None = None,
    import_id: int | None = None,
) -> TableReport:
    """Check and count the rows of a file, and store them too when ``write`` is set.

    ``opener`` opens the file's rows under the names of the table's columns; without it the file's
    own names must be those. What an undo needs is kept for the import ``import_id``.
    """
    refuse_demo(connection)
    if plain_name(table_name) in (KPI, "kpi"):
        return _load_kpi(connection, path, write, opener, import_id)
    shape = shape_of(table_name)
    _refuse_apart(shape.table.name)
    opened = opener or partial(open_table, path, shape.names.__contains__, shape.names)
    report = TableReport(str(path), shape.table.name)
    report.checksum = _checksum(connection, path, shape, opened)
    if not shape.natural and _is_loaded(connection, report):
        report.unchanged = report.rows = _count(connection, path, shape, opened)
        return report
    keys = Keys(connection, shape)
    told = _MonthsTold(connection, shape, keys, report.months)
    with opened() as sheet:
        key = shape.key([plain_name(name) for _, name in sheet.header])
        writer = Writer(connection, shape.table, key, write, told, import_id=import_id)
        rows = typed_rows(path.name, sheet, shape, keys, knowledge_of(connection))
        _write(rows, writer, report)
        report.warnings = sheet.remarks
    return report


def _write(rows: Iterator[Typed], writer: Writer, report: TableReport) -> None:
    while chunk := list(islice(rows, CHUNK)):
        writer.add(chunk)
        report.rows += len(chunk)
    report.new, report.changed, report.unchanged = writer.new, writer.changed, writer.unchanged


def _load_kpi(
    connection: Connection, path: Path, write: bool, opener: Opener | None, import_id: int | None
) -> TableReport:
    """Ready values stand in the place of computed ones of the same metric and month."""
    report = TableReport(str(path), KPI)
    now = datetime.now(UTC).replace(tzinfo=None)
    given: set[tuple[str, int]] = set()
    silent = frozenset({"refreshed_at"})
    writer = Writer(
        connection, kpi_monthly, _KPI_KEY, write, lambda row, _: None, silent, import_id
    )
    with (opener or partial(open_table, path, is_kpi_name, KPI_NAMES))() as sheet:
        found = kpi_rows(path.name, sheet)
        rows = (Typed(line, row | {"refreshed_at": now}) for line, row in found)
        _write(_noting(rows, given), writer, report)
    if write:
        for metric, month in given:
            stale = (kpi_monthly.c.metric == metric) & (kpi_monthly.c.month == month)
            stale &= kpi_monthly.c.source != GIVEN
            if import_id is not None:
                computed = connection.execute(select(kpi_monthly).where(stale)).all()
                keep_before(connection, import_id, kpi_monthly, computed)
            connection.execute(delete(kpi_monthly).where(stale))
    return report


def _noting(rows: Iterator[Typed], given: set[tuple[str, int]]) -> Iterator[Typed]:
    for row in rows:
        given.add((row.values["metric"], row.values["month"]))
        yield row


def _checksum(connection: Connection, path: Path, shape: Shape, opened: Opener) -> str:
    """A digest of the rows as they would be stored, whatever the file is called or looks like."""
    digest = hashlib.sha256()
    if not shape.natural:
        for row in _typed(connection, path, shape, opened):
            digest.update(repr(sorted(row.values.items())).encode())
    return digest.hexdigest()


def _count(connection: Connection, path: Path, shape: Shape, opened: Opener) -> int:
    return sum(1 for _ in _typed(connection, path, shape, opened))


def _typed(connection: Connection, path: Path, shape: Shape, opened: Opener) -> Iterator[Typed]:
    with opened() as sheet:
        yield from typed_rows(path.name, sheet, shape, Keys(connection, shape))


def _is_loaded(connection: Connection, report: TableReport) -> bool:
    same = select(func.count()).where(
        imports.c.kind == TABLE,
        imports.c.target == report.table,
        imports.c.checksum == report.checksum,
        imports.c.undone_at.is_(None),
    )
    return connection.execute(same).scalar_one() > 0


class _MonthsTold:
    """Collects the months whose agenda figures a changed row touches."""

    def __init__(self, connection: Connection, shape: Shape, keys: Keys, months: set[int]) -> None:
        self._connection, self._name = connection, shape.table.name
        self._days, self._months = keys.days, months

    def __call__(self, values: Values, before: Row[Any] | None) -> None:
        days: list[date | None] = []
        if self._name == "meetings":
            days = [values.get("held_on"), before.held_on if before else None]
        elif self._name == "agenda_items":
            ids = [values.get("meeting_id"), before.meeting_id if before else None]
            days = [self._days[id_] for id_ in ids if id_ is not None]
        elif self._name == "decisions":
            ids = [values.get("agenda_item_id"), before.agenda_item_id if before else None]
            days = [self._day_of_item[id_] for id_ in ids if id_ is not None]
        elif self._name == "forums" and before is not None and not self._months:
            days = list(self._connection.execute(select(meetings.c.held_on)).scalars())
        self._months.update(month_number(day) for day in days if day is not None)

    @cached_property
    def _day_of_item(self) -> dict[int, date]:
        """The day on which each item was up: a decision counts there, whenever it was written."""
        query = select(agenda_items.c.id, meetings.c.held_on).join_from(agenda_items, meetings)
        return dict(self._connection.execute(query).all())

"""Everything that is wrong or doubtful in a file, with the lines: read once, nothing stored."""

import re
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

from sqlalchemy import Connection, func, select

from kundagenda.errors import ReaderError
from kundagenda.intake.cells import BadCell, value_of
from kundagenda.intake.kpi_values import kpi_rows
from kundagenda.intake.row_faults import doubts_of, faults_of
from kundagenda.intake.table_keys import Keys
from kundagenda.intake.table_rows import Opener, Sheet
from kundagenda.intake.table_shape import KPI, Shape, default_of, shape_of
from kundagenda.intake.table_typed import columns_of
from kundagenda.intake.told import Told, told
from metrics.tables import meetings, target_groups

_MOST_LINES = 5
_KPI_KEY = ("metric", "month", "forum", "segment")
_PLACE = re.compile(r"^(?:.*?, )?[Ll]ine \d+: ")


@dataclass
class Problem:
    """One kind of thing that is wrong: the first lines with it, how many, and one of them in words.

    ``refuses`` tells an error, which keeps the file out, from a doubt.
    """

    kind: str
    refuses: bool
    text: Told
    lines: list[int]
    count: int = 1

    def __str__(self) -> str:
        lines = ", ".join(map(str, self.lines))
        if self.count == 1:
            return f"line {lines}: {self.text}"
        more = f" and {self.count - len(self.lines)} more" if self.count > len(self.lines) else ""
        return f"lines {lines}{more}: {self.text}"

    def as_json(self) -> dict[str, Any]:
        """The problem as an object."""
        told_as = {"kind": self.kind, "refuses": self.refuses, "text": str(self.text)}
        return told_as | {"lines": list(self.lines), "count": self.count}


class Problems:
    """Collects problems of a kind and column under one heading."""

    def __init__(self) -> None:
        self._found: dict[tuple[str, str], Problem] = {}

    def add(self, kind: str, line: int, text: Told, refuses: bool, column: str = "") -> None:
        """Note a problem of a line; the first of its kind gives the words."""
        there = self._found.get((kind, column))
        if there is None:
            self._found[kind, column] = Problem(kind, refuses, text, [line])
            return
        there.count += 1
        if len(there.lines) < _MOST_LINES and there.lines[-1] != line:
            there.lines.append(line)

    def all(self) -> list[Problem]:
        """Errors first, each by its first line."""
        return sorted(self._found.values(), key=lambda one: (not one.refuses, one.lines[0]))


def problems_in(
    connection: Connection, path: Path, table_name: str, opener: Opener, today: date
) -> list[Problem]:
    """What is wrong or doubtful in a file's rows.

    Raises:
        ReaderError: the file cannot be read as rows of that table at all.
    """
    found = Problems()
    codes = set(connection.execute(select(target_groups.c.code)).scalars())
    if table_name == KPI:
        with opener() as sheet:
            _check_figures(path, sheet, found, codes)
        return found.all()
    shape = shape_of(table_name)
    checked = _Checked(connection, shape, found, codes, today)
    with opener() as sheet:
        columns = columns_of(path.name, sheet, shape)
        checked.present = [column.name for _, column in columns]
        for line, cells in sheet.rows:
            raw = {
                column.name: (column, cells[i] if i < len(cells) else None) for i, column in columns
            }
            checked.row(line, raw)
    checked.close()
    return found.all()


class _Checked:
    """The rows of one file, checked one at a time."""

    def __init__(
        self, connection: Connection, shape: Shape, found: Problems, codes: set[str], today: date
    ) -> None:
        self._shape, self._found, self._codes, self._today = shape, found, codes, today
        self._keys = Keys(connection, shape)
        self._lengths = _lengths(connection) if shape.table.name == "agenda_items" else {}
        self._minutes: dict[int, tuple[float, int]] = {}
        self._seen: set[int] = set()
        self._ids: set[int] = set()
        self.present: list[str] = []

    def row(self, line: int, raw: dict[str, Any]) -> None:
        row = {name: self._value(line, column, cell) for name, (column, cell) in raw.items()}
        for kind, text in faults_of(row):
            self._found.add(kind, line, text, refuses=True)
        for kind, text in doubts_of(row, self._today, self._codes):
            self._found.add(kind, line, text, refuses=False, column=text.text)
        try:
            self._keys.resolve(row, line, self._ids)
        except ReaderError as error:
            self._found.add("unknown", line, _without_place(error), refuses=True)
        if isinstance(row.get("id"), int):
            self._ids.add(row["id"])
        self._check_once(line, row)
        self._note_minutes(line, row)

    def _value(self, line: int, column: Any, raw: Any) -> Any:
        try:
            value = value_of(column, raw, self._shape.allowed.get(column.name, ()))
        except BadCell as error:
            text = told(
                "{column} is {value}; write {wanted}.",
                column=column.name,
                value=repr(str(raw)),
                wanted=str(error),
            )
            self._found.add("value", line, text, refuses=True, column=column.name)
            return None
        if value is None and self._is_needed(column):
            text = told("{column} is empty, but must be known.", column=column.name)
            self._found.add("empty", line, text, refuses=True, column=column.name)
        return value

    def _is_needed(self, column: Any) -> bool:
        own = self._shape.columns.get(column.name)
        if own is None or own.nullable or own.name == "id":
            return False
        return default_of(own) is None

    def _check_once(self, line: int, row: dict[str, Any]) -> None:
        key = self._shape.key(self.present)
        if not key or any(row.get(name) is None for name in key if name in self.present):
            return
        mark = hash(tuple(row.get(name) for name in key))
        if mark in self._seen:
            named = ", ".join(f"{name} {row.get(name)}" for name in key)
            text = told("{key} stands twice in the file; remove one row.", key=named)
            self._found.add("duplicate", line, text, refuses=True)
        self._seen.add(mark)

    def _note_minutes(self, line: int, row: dict[str, Any]) -> None:
        if self._shape.table.name not in ("agenda_items", "meetings"):
            return
        known = [row.get(name) for name in ("actual_minutes", "planned_minutes")]
        minutes = next((value for value in known if value is not None), None)
        if minutes is None:
            text = told("It has no minutes, planned or actual.")
            self._found.add("minutes", line, text, refuses=False)
        elif isinstance(meeting := row.get("meeting_id"), int) and minutes > 0:
            before, first = self._minutes.get(meeting, (0.0, line))
            self._minutes[meeting] = before + minutes, first

    def close(self) -> None:
        """What only the whole file shows: items that together last longer than their meeting."""
        for meeting, (minutes, line) in self._minutes.items():
            length = self._lengths.get(meeting)
            if length is not None and minutes > length:
                text = told(
                    "The meeting's items last {minutes} minutes, but the meeting {length}.",
                    minutes=f"{minutes:g}",
                    length=f"{length:g}",
                )
                self._found.add("overlap", line, text, refuses=False)


def _lengths(connection: Connection) -> dict[int, float]:
    length = func.coalesce(meetings.c.actual_minutes, meetings.c.planned_minutes)
    query = select(meetings.c.id, length).where(length.is_not(None))
    return dict(connection.execute(query).all())


def _check_figures(path: Path, sheet: Sheet, found: Problems, codes: set[str]) -> None:
    """Ready values, a line at a time, so that one wrong value does not hide the next."""
    seen: set[tuple[Any, ...]] = set()
    for line, cells in sheet.rows:
        try:
            rows = [
                row for _, row in kpi_rows(path.name, Sheet(sheet.header, iter([(line, cells)])))
            ]
        except ReaderError as error:
            text = _without_place(error)
            found.add("value", line, text, refuses=True, column=str(text).partition(" is ")[0])
            continue
        for row in rows:
            key = tuple(row[name] for name in _KPI_KEY)
            if key in seen:
                text = told("{metric} has two values for its month.", metric=row["metric"])
                found.add("duplicate", line, text, refuses=True)
            seen.add(key)
            if codes and row["segment"] and row["segment"] not in codes:
                text = told("{segment} is no target group.", segment=repr(row["segment"]))
                found.add("segment", line, text, refuses=False)


def _without_place(error: ReaderError) -> Told:
    return Told(_PLACE.sub("", str(error)))

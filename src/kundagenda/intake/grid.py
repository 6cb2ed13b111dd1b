"""Reads agendas from rows and columns: a CSV file, a sheet of a workbook, a table in a text."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date, time
from itertools import pairwise

from kundagenda.intake.blocks import Block
from kundagenda.intake.columns import header_of
from kundagenda.intake.dates import (
    AmbiguousDate,
    date_in,
    date_of_cell,
    day_comes_first,
    impossible_in,
    is_slashed,
)
from kundagenda.intake.formal import is_formal
from kundagenda.intake.minutes import clock_of_cell, minutes_of_cell
from kundagenda.intake.outcomes import (
    decisions_told,
    is_decision,
    says_cancelled,
    says_put_off,
)
from kundagenda.intake.reading import UNKNOWN, Minutes, ReadFile, ReadItem, ReadMeeting, Remark
from kundagenda.intake.titles import Title, has_words, normal_title, read_title

_SUMS = {"summa", "total", "totalt", "sum", "totals", "summering"}
# Starts of meetings lie after this hour, lengths of items before it.
_EARLIEST_CLOCK = time(5)
_FORMULA = re.compile(r"\s*[=+@-]\s*[A-Za-zÅÄÖåäö.]+\s*\(|\s*=")
_KINDS = {"b": "decision", "d": "discussion", "i": "information"}
Row = tuple[int, Sequence[object]]


@dataclass
class Grid:
    """Rows with their line numbers, the columns found, and the date where no column has one."""

    rows: list[Row]
    columns: dict[str, int]
    default: date | None = None
    title: str = ""
    read: ReadFile = field(default_factory=ReadFile)

    def cell(self, row: Sequence[object], name: str) -> object:
        """A row's value in a known column; null where the row is too short or has none."""
        place = self.columns.get(name)
        value = row[place] if place is not None and place < len(row) else None
        return None if isinstance(value, str) and not value.strip(" \u00a0") else value


def grid_of(rows: Sequence[Row], default: date | None) -> Grid | None:
    """The rows below the header of an agenda table; null when no header is found.

    Args:
        rows: Line number and cells, from the top of the sheet or file.
        default: The date of the file's name; a date in the title above the header comes first.
    """
    found = header_of([cells for _, cells in rows])
    if found is None:
        return None
    index, columns = found
    above = " ".join(str(cell) for _, row in rows[:index] for cell in row if cell is not None)
    return Grid(list(rows[index + 1 :]), columns, date_in(above) or default, above)


def read_grid(grid: Grid) -> ReadFile:
    """The meetings of an agenda table, in the order of their first rows.

    A date stands on every row or on a meeting's first; one rule for day and month holds for the
    whole table. Rows without a readable date are left out with a remark.
    """
    texts = [str(grid.cell(row, "date") or "").strip() for _, row in grid.rows]
    day_first = day_comes_first(texts)
    meetings: dict[tuple[date, str | None], ReadMeeting] = {}
    clocks = _clock_times(grid)
    current = latest = grid.default
    for line, row in grid.rows:
        if (value := grid.cell(row, "date")) is not None:
            latest = current or latest
            current = _row_date(grid, line, value, day_first, latest)
        if current is None:
            _without_date(grid, line, row, value)
            continue
        key = (current, _forum(grid, row))
        meeting = meetings.get(key) or ReadMeeting(current, forum=key[1], line=line)
        if _read_row(grid, meeting, line, row, clocks.get(line)):
            meetings[key] = meeting
    grid.read.meetings = list(meetings.values())
    grid.read.warnings.extend(decisions_told(_decided(grid)))
    return grid.read


def items_of_table(block: Block) -> Iterator[ReadItem]:
    """The items of a table inside a text, if its header names a column of items."""
    rows = [(block.line + index, row) for index, row in enumerate(block.rows)]
    grid = grid_of(rows, date(1, 1, 1))
    if grid is None:
        return
    # Every row belongs to the meeting that the text is about.
    grid.columns.pop("date", None)
    for meeting in read_grid(grid).meetings:
        yield from meeting.items


def _decided(grid: Grid) -> Iterator[int]:
    """The lines of the rows that hold a decision; one word, "yes" or "B", is none."""
    for line, row in grid.rows:
        decision, detail = (str(grid.cell(row, name) or "") for name in ("decision", "detail"))
        told = len(decision.split()) > 1 and not says_put_off(decision, first=True)
        if told or is_decision(detail):
            yield line


def _row_date(
    grid: Grid, line: int, value: object, day_first: bool | None, above: date | None
) -> date | None:
    try:
        found = date_of_cell(value, day_first, above)
    except AmbiguousDate:
        text = f"The date {value} can be read two ways, so the row is left out; write YYYY-MM-DD."
        grid.read.warnings.append(Remark(line, text))
        return None
    if found and isinstance(value, str) and is_slashed(value.strip()):
        rule = "day before month" if day_first else "month before day"
        text = f"The date {value} is read as {found}: {rule}, as other dates of the file show."
        grid.read.warnings.append(Remark(line, text))
    return found


def _without_date(grid: Grid, line: int, row: Sequence[object], value: object) -> None:
    already = bool(grid.read.warnings) and grid.read.warnings[-1].line == line
    if grid.cell(row, "item") is None or already:
        return
    reason = "no date stands on it or above it"
    if value is not None:
        missing = impossible_in(str(value)) or is_slashed(str(value).strip())
        reason = f"{value} is {'a day that does not exist' if missing else 'not a date'}"
    grid.read.warnings.append(Remark(line, f"The row is left out: {reason}."))


def _forum(grid: Grid, row: Sequence[object]) -> str | None:
    value = grid.cell(row, "forum")
    return str(value).strip() if value is not None else None


def _read_row(
    grid: Grid, meeting: ReadMeeting, line: int, row: Sequence[object], clock: Minutes | None
) -> bool:
    """Add a row's item to its meeting; whether the row says anything of the meeting."""
    status = str(grid.cell(row, "status") or "")
    if says_cancelled(status) or says_cancelled(str(grid.cell(row, "meeting") or "")):
        meeting.status = "cancelled"
    cell = grid.cell(row, "item")
    title = _title(grid, line, str(cell)) if cell is not None else None
    if title is None or normal_title(title.text) in _SUMS:
        return grid.cell(row, "date") is not None and meeting.status == "cancelled"
    if not has_words(title.text):
        grid.read.warnings.append(Remark(line, f"The row is left out: {cell!r} has no words."))
        return False
    read = clock or minutes_of_cell(grid.cell(row, "minutes"))
    planned = title.minutes if read is UNKNOWN else read
    actual = minutes_of_cell(grid.cell(row, "actual"))
    for minutes in (planned, actual):
        if minutes.problem:
            grid.read.warnings.append(Remark(line, f"{title.text}: {minutes.problem}"))
    shown = planned if actual is UNKNOWN else actual
    item = ReadItem(len(meeting.items) + 1, title.text, line, _detail(grid, row))
    item.planned_minutes, item.actual_minutes = planned.minutes, actual.minutes
    item.minutes_as_read = shown.as_read
    item.formal, item.confidential = is_formal(title.text), title.confidential
    item.kind = title.kind or _kind(grid.cell(row, "kind"))
    item.outcome = "deferred" if title.deferred else _outcome(grid, row, status)
    meeting.items.append(item)
    return True


def _title(grid: Grid, line: int, text: str) -> Title:
    """A cell's title; what would be a formula elsewhere is kept letter by letter."""
    if not _FORMULA.match(text):
        return read_title(text)
    told = f"The item begins like a formula and is kept as text: {text[:60]}"
    grid.read.warnings.append(Remark(line, told))
    return Title(text.strip())


def _detail(grid: Grid, row: Sequence[object]) -> str | None:
    value = grid.cell(row, "detail")
    return str(value).strip()[:1000] if value is not None else None


def _kind(value: object) -> str | None:
    word = str(value or "").strip().casefold()
    return _KINDS.get(word) or read_title(f"({word}) x").kind if word else None


def _outcome(grid: Grid, row: Sequence[object], status: str) -> str:
    word = str(grid.cell(row, "outcome") or status).strip().casefold()
    notes = [str(grid.cell(row, name) or "") for name in ("detail", "decision")]
    if any(says_put_off(text, first=True) for text in [word, *notes]):
        return "deferred"
    return "added" if word in ("added", "tillagd", "tillagt") else "handled"


def _clock_times(grid: Grid) -> dict[int, Minutes]:
    """Lengths by line where the column holds times of day, not lengths: 09:00, 09:10, 09:40.

    The last item of a meeting ends when nobody knows.
    """
    timed: list[tuple[int, object, time]] = []
    day: object = None
    for line, row in grid.rows:
        day = grid.cell(row, "date") or day
        if (clock := clock_of_cell(grid.cell(row, "minutes"))) is not None:
            timed.append((line, day, clock))
    if not timed or any(clock < _EARLIEST_CLOCK for _, _, clock in timed):
        return {}
    lengths = {timed[-1][0]: Minutes()}
    for (line, day, start), (_, next_day, end) in pairwise(timed):
        minutes = (end.hour - start.hour) * 60 + end.minute - start.minute
        known = minutes > 0 and day == next_day
        lengths[line] = Minutes(float(minutes), minutes) if known else Minutes()
    return lengths

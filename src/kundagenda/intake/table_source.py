"""A table as its file has it: where its header is, its columns' own names, its first rows."""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date, datetime, time
from itertools import dropwhile, islice
from pathlib import Path
from typing import Any

from kundagenda.errors import ReaderError
from kundagenda.intake.amounts import mark_of
from kundagenda.intake.cells import is_missing
from kundagenda.intake.column_profile import is_number_or_day
from kundagenda.intake.columns import HEADER_WITHIN
from kundagenda.intake.known_names import is_known
from kundagenda.intake.table_rows import Line, check_file, sheets_in

SAMPLE = 1000
_MOST_SHEETS = 20
_MOST_LABELS = 2
# Of the best row's points: an earlier row with so many of them is the header.
_NEARLY = 0.8


@dataclass(frozen=True)
class Source:
    """The table of a file, before anybody says what it means.

    ``names`` are the columns' names, each once; ``labels`` the same with what stands in the rows
    under the header that are no data (the questions' wording in an export of a survey tool).
    ``title`` is what stands above the header. ``sample`` holds the first rows.
    """

    path: Path
    sheet: int
    line: int
    first: int
    names: tuple[str, ...]
    labels: tuple[str, ...]
    title: str
    sample: tuple[Line, ...]

    def place(self, name: str) -> int:
        """The column of a name.

        Raises:
            ReaderError: there is none.
        """
        if name not in self.names:
            raise ReaderError(
                f"{self.path.name} has no column {name!r}; its columns are {', '.join(self.names)}."
            )
        return self.names.index(name)

    def cells(self, place: int) -> list[Any]:
        """The sample's values of a column."""
        return [cell_at(cells, place) for _, cells in self.sample]


def source_of(path: Path) -> Source:
    """Find the table in a CSV file or a workbook.

    Raises:
        ReaderError: the file is missing, empty, damaged, or holds no table.
    """
    check_file(path)
    found: list[tuple[int, Source]] = []
    with sheets_in(path) as sheets:
        for number, lines in enumerate(islice(sheets, _MOST_SHEETS)):
            early = list(islice(lines, HEADER_WITHIN + SAMPLE))
            if (source := _table(path, number, early)) is not None:
                found.append((sum(map(is_known, source.names)), source))
    if not found:
        raise ReaderError(
            f"{path.name} holds no table: it needs a row with the names of two columns or more, "
            "and rows below it."
        )
    return max(found, key=lambda one: one[0])[1]


def cell_at(cells: Sequence[Any], place: int) -> Any:
    """A row's value in a column; null where the row is too short."""
    return cells[place] if place < len(cells) else None


@contextmanager
def rows_below(source: Source) -> Iterator[Iterator[Line]]:
    """All rows below the header, as a stream."""
    with sheets_in(source.path) as sheets:
        lines = next(islice(sheets, source.sheet, None))
        yield dropwhile(lambda line: line[0] < source.first, lines)


def _table(path: Path, number: int, early: Sequence[Line]) -> Source | None:
    points = [_points(cells) for _, cells in early[:HEADER_WITHIN]]
    best = max(points, default=0)
    if best < 2:
        return None
    at = next(i for i, found in enumerate(points) if found >= _NEARLY * best)
    labels = _label_rows(early, at)
    data = early[at + 1 + labels :]
    if not data:
        return None
    names = _names(early[at][1], data)
    wordings = [early[at + 1 + i][1] for i in range(labels)]
    told = tuple(_label(place, name, wordings) for place, name in enumerate(names))
    title = " ".join(_text(cell) for _, cells in early[:at] for cell in cells if _is_filled(cell))
    first = tuple(data[:SAMPLE])
    return Source(path, number, early[at][0], data[0][0], names, told, title, first)


def _points(cells: Sequence[Any]) -> float:
    """How much a row looks like a header: different words, above all known ones, no figures."""
    filled = [cell for cell in cells if _is_filled(cell)]
    months = sum(isinstance(cell, date) for cell in filled)
    words = {_text(cell).casefold() for cell in filled if not is_number_or_day(cell)}
    figures = len(filled) - months - sum(not is_number_or_day(cell) for cell in filled)
    known = sum(map(is_known, words))
    return len(words) + min(months, 24) * 0.9 + 2 * known - 1.5 * figures


def _label_rows(early: Sequence[Line], at: int) -> int:
    """How many rows below the header word its columns rather than hold data."""
    rest = early[at + 1 :]
    found = 0
    for found in range(min(_MOST_LABELS, len(rest) - 1)):
        if not _is_label(rest[found][1], [cells for _, cells in rest[found + 1 :][:50]]):
            return found
    return found + 1 if rest[1:] and found == _MOST_LABELS - 1 else found


def _is_label(cells: Sequence[Any], below: Sequence[Sequence[Any]]) -> bool:
    """Whether a row has words where the rows below it nearly always have a figure or a day."""
    if any(is_number_or_day(cell) for cell in cells if _is_filled(cell)):
        return False
    places = [place for place, cell in enumerate(cells) if _is_filled(cell)]
    for place in places:
        values = [row[place] for row in below if place < len(row) and _is_filled(row[place])]
        figures = sum(is_number_or_day(v) or mark_of(v) is not None for v in values)
        if len(values) > 1 and figures >= 0.8 * len(values):
            return True
    return False


def _names(cells: Sequence[Any], data: Sequence[Line]) -> tuple[str, ...]:
    """The names of the columns, made different where two are the same or one has none."""
    width = max(len(cells), max(len(row) for _, row in data[:50]))
    found: list[str] = []
    for place in range(width):
        text = _text(cells[place]) if place < len(cells) and _is_filled(cells[place]) else ""
        name = text or f"column {place + 1}"
        number = 2
        while name in found:
            name, number = f"{text or f'column {place + 1}'} ({number})", number + 1
        found.append(name)
    return tuple(found)


def _label(place: int, name: str, rows: Sequence[Sequence[Any]]) -> str:
    under = [_text(row[place]) for row in rows if place < len(row) and _is_filled(row[place])]
    return " ".join([name, *(text for text in under if not text.startswith("{"))])


def _is_filled(cell: Any) -> bool:
    return cell is not None and not (isinstance(cell, str) and is_missing(cell))


def _text(cell: Any) -> str:
    if isinstance(cell, datetime) and cell.time() == time():
        cell = cell.date()
    return " ".join(str(cell).replace("\ufeff", "").split())

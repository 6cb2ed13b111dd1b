"""Rows of a table to import, as a stream: a million rows cost no more memory than a thousand."""

import io
from collections.abc import Callable, Iterator, Sequence
from contextlib import AbstractContextManager, contextmanager
from dataclasses import dataclass, field
from itertools import chain, islice
from pathlib import Path
from typing import Any

from kundagenda.errors import ReaderError
from kundagenda.intake.columns import HEADER_WITHIN
from kundagenda.intake.comma import delimiter_of, rows_of
from kundagenda.intake.encoding import encoding_of, is_text, other_kind
from kundagenda.intake.reading import Remark
from kundagenda.intake.spaced import is_spaced, spaced_rows
from kundagenda.intake.table_shape import plain_name
from kundagenda.intake.workbook import SheetRow, is_workbook, sheets_of

_HEAD_BYTES = 1 << 20
Line = tuple[int, Sequence[Any]]


@dataclass
class Sheet:
    """A header's names with their places, and the rows below it with their line numbers.

    ``remarks`` fills up while the rows are read: what a person should know of them.
    """

    header: list[tuple[int, str]]
    rows: Iterator[Line]
    remarks: list[Remark] = field(default_factory=list)


# Opens the rows of one file under the names of a table's columns.
Opener = Callable[[], AbstractContextManager[Sheet]]


@contextmanager
def open_table(
    path: Path, is_name: Callable[[str], bool], expected: Sequence[str]
) -> Iterator[Sheet]:
    """The rows of a CSV file or of the first sheet of a workbook that has such columns.

    Args:
        path: The file.
        is_name: Whether a name (plain, lower-case) is one of the table's columns. The header is
            the early row with most of them; title rows may stand above it.

    Raises:
        ReaderError: the file is missing, empty, damaged, or has no such row.
    """
    check_file(path)
    with sheets_in(path) as sheets:
        yield _first_table(path, sheets, is_name, expected)


def check_file(path: Path) -> None:
    """Refuse a file that is not there or holds nothing.

    Raises:
        ReaderError: it is missing or empty.
    """
    if not path.is_file():
        raise ReaderError(f"There is no file {path}: check the name.")
    if path.stat().st_size == 0:
        raise ReaderError(f"{path.name} is empty: export or save it again.")


@contextmanager
def sheets_in(path: Path) -> Iterator[Iterator[Iterator[Line]]]:
    """The rows of every sheet of a workbook, or of a CSV file as the only one, as streams."""
    if is_workbook(path):
        yield (_sheet_lines(path, rows) for _, rows in sheets_of(path))
        return
    with path.open("rb") as content:
        head = content.read(_HEAD_BYTES)
        encoding = _encoding(path, head)
        content.seek(0)
        with io.TextIOWrapper(content, encoding=encoding, newline="") as text:
            yield iter([_csv_lines(path, text, encoding)])


def _encoding(path: Path, head: bytes) -> str:
    """The encoding of a CSV file; refuses what is no table before it is read as one."""
    what = other_kind(path, head)
    encoding = encoding_of(head, whole=len(head) < _HEAD_BYTES)
    if what is None and not is_text(head.decode(encoding, errors="replace")):
        what = "a file of another kind"
    if what is not None:
        raise ReaderError(
            f"{path.name} is {what}, not a table; tables come as CSV or Excel (.xlsx)."
        )
    return encoding


def _csv_lines(path: Path, text: io.TextIOWrapper, encoding: str) -> Iterator[Line]:
    try:
        first = list(islice(text, 60))
        filled = [line for line in first if line.strip()]
        delimiter = delimiter_of(filled)
        if delimiter is None and is_spaced(filled):
            yield from spaced_rows(chain(first, text))
            return
        yield from rows_of(chain(first, text), delimiter or ",", path.name)
    except UnicodeError as error:
        raise ReaderError(
            f"{path.name} is not text in the encoding {encoding} that it begins with: "
            "save it as CSV UTF-8."
        ) from error


def _sheet_lines(path: Path, rows: Iterator[SheetRow]) -> Iterator[Line]:
    for row in rows:
        if row.unknown:
            raise ReaderError(
                f"{path.name} has a formula without a stored value on line {row.line}: "
                "open it in Excel and save it, or paste the values."
            )
        yield row.line, row.cells


def _first_table(
    path: Path,
    sheets: Iterator[Iterator[Line]],
    is_name: Callable[[str], bool],
    expected: Sequence[str],
) -> Sheet:
    """The header of the first sheet that has one, and the rows below it."""
    begins = "nothing"
    for lines in sheets:
        early = list(islice(lines, HEADER_WITHIN))
        best = max(range(len(early)), key=lambda i: _known(early[i][1], is_name), default=None)
        if best is not None and _known(early[best][1], is_name):
            return Sheet(_names(path, early[best]), chain(early[best + 1 :], lines))
        if early:
            begins = ", ".join(str(cell) for cell in early[0][1][:8])
    raise ReaderError(
        f"{path.name} has no column of the table: it begins with {begins}; "
        f"the columns are {', '.join(expected)}."
    )


def _known(cells: Sequence[Any], is_name: Callable[[str], bool]) -> int:
    return sum(isinstance(cell, str) and is_name(plain_name(cell)) for cell in cells)


def _names(path: Path, line: Line) -> list[tuple[int, str]]:
    """The header's names, each once."""
    named = [(i, str(cell).strip()) for i, cell in enumerate(line[1]) if cell is not None]
    named = [(i, name) for i, name in named if name]
    plain = [plain_name(name) for _, name in named]
    twice = next((name for name in plain if plain.count(name) > 1), None)
    if twice is not None:
        raise ReaderError(f"{path.name} has two columns called {twice!r}: rename one of them.")
    return named

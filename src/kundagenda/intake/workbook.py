"""Rows of an Excel workbook: stored values only, and never more than a file may hold."""

import warnings
from collections.abc import Iterator
from contextlib import AbstractContextManager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from openpyxl import load_workbook
from openpyxl.utils.exceptions import InvalidFileException

from kundagenda.intake.encoding import parts_in
from kundagenda.intake.packed import Packing, check_parts, read_or_refused

WORKBOOK = Packing("an Excel workbook", most=400_000_000, most_xml=400_000_000)


@dataclass(frozen=True)
class SheetRow:
    """A row's line in its sheet, its stored values, and how many formulas have none."""

    line: int
    cells: list[Any]
    unknown: int = 0


def is_workbook(path: Path) -> bool:
    """Whether a file is an Excel workbook by its content, whatever its name."""
    return "xl/workbook.xml" in parts_in(path)


def sheets_of(path: Path, formulas: bool = True) -> Iterator[tuple[str, Iterator[SheetRow]]]:
    """Name and rows of every sheet, read as a stream.

    Args:
        path: The workbook.
        formulas: Whether to look for formulas without a stored value, which reads the file twice.

    Raises:
        ReaderError: it is damaged, too large when unpacked, or declares entities.
    """
    check_parts(path, WORKBOOK)
    # Opened here, because openpyxl would go by the ending of a path.
    opened = path.open("rb")
    with _refused(path), opened as one, path.open("rb") as two, warnings.catch_warnings():
        warnings.simplefilter("ignore")
        values = load_workbook(one, read_only=True, data_only=True)
        written = load_workbook(two, read_only=True) if formulas else None
        try:
            for sheet in values.worksheets:
                twin = written[sheet.title] if written is not None else None
                yield sheet.title, _told_in_one(path, _rows(sheet, twin))
        finally:
            values.close()
            if written is not None:
                written.close()


def _refused(path: Path) -> AbstractContextManager[None]:
    return read_or_refused(path, WORKBOOK.kind, (InvalidFileException,))


def _told_in_one(path: Path, rows: Iterator[SheetRow]) -> Iterator[SheetRow]:
    """Rows are parsed as they are asked for, and so may fail long after the sheet was opened."""
    with _refused(path):
        yield from rows


def _rows(sheet: Any, twin: Any) -> Iterator[SheetRow]:
    sheet.reset_dimensions()
    if twin is None:
        for line, cells in enumerate(sheet.iter_rows(values_only=True), start=1):
            if any(cell is not None for cell in cells):
                yield SheetRow(line, list(cells))
        return
    twin.reset_dimensions()
    both = zip(sheet.iter_rows(values_only=True), twin.iter_rows(), strict=False)
    for line, (cells, written) in enumerate(both, start=1):
        unknown = sum(
            cell.data_type == "f" and value is None
            for cell, value in zip(written, cells, strict=False)
        )
        if unknown or any(cell is not None for cell in cells):
            yield SheetRow(line, list(cells), unknown)

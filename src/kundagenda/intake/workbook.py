"""Rows of an Excel workbook: stored values only, and never more than a file may hold."""

import warnings
import zipfile
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from xml.etree.ElementTree import ParseError

from openpyxl import load_workbook
from openpyxl.utils.exceptions import InvalidFileException

from kundagenda.errors import ReaderError
from kundagenda.intake.encoding import check_size

MOST_UNPACKED = 400_000_000
MOST_RATIO = 200
MOST_PARTS = 5_000
_CHUNK = 1 << 16
_BROKEN = (
    zipfile.BadZipFile, zlib.error, InvalidFileException, ParseError, KeyError, ValueError,
    SyntaxError, TypeError, AttributeError, IndexError, EOFError, OSError, NotImplementedError,
    RuntimeError,
)  # fmt: skip


@dataclass(frozen=True)
class SheetRow:
    """A row's line in its sheet, its stored values, and how many formulas have none."""

    line: int
    cells: list[Any]
    unknown: int = 0


def is_workbook(path: Path) -> bool:
    """Whether a file is an Excel workbook by its content, whatever its name."""
    try:
        with zipfile.ZipFile(path) as parts:
            return "xl/workbook.xml" in parts.namelist()
    except (zipfile.BadZipFile, OSError, ValueError):
        return False


def sheets_of(path: Path, formulas: bool = True) -> Iterator[tuple[str, Iterator[SheetRow]]]:
    """Name and rows of every sheet, read as a stream.

    Args:
        path: The workbook.
        formulas: Whether to look for formulas without a stored value, which reads the file twice.

    Raises:
        ReaderError: it is damaged, too large when unpacked, or declares entities.
    """
    check_parts(path)
    # Opened here, because openpyxl would go by the ending of a path.
    opened = path.open("rb")
    with _one_sentence(path), opened as one, path.open("rb") as two, warnings.catch_warnings():
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


def _told_in_one(path: Path, rows: Iterator[SheetRow]) -> Iterator[SheetRow]:
    """Rows are parsed as they are asked for, and so may fail long after the sheet was opened."""
    with _one_sentence(path):
        yield from rows


def check_parts(path: Path) -> None:
    """Refuse a workbook before anything in it is parsed.

    Raises:
        ReaderError: it is damaged, or unpacks to far more than it holds, or declares entities.
    """
    name = path.name
    with _one_sentence(path):
        size = path.stat().st_size
        with zipfile.ZipFile(path) as parts:
            entries = parts.infolist()
            unpacked = sum(entry.file_size for entry in entries)
            check_size(size, name)
            if unpacked > MOST_UNPACKED or len(entries) > MOST_PARTS:
                raise ReaderError(f"{name} unpacks to {unpacked:,} bytes, too many for an agenda.")
            if unpacked > 10_000_000 and unpacked > MOST_RATIO * size:
                raise ReaderError(
                    f"{name} unpacks to {unpacked // max(size, 1)} times its size and is refused."
                )
            for entry in entries:
                if entry.filename.endswith((".xml", ".rels", ".vml")):
                    _refuse_entities(parts, entry, name)


def _refuse_entities(parts: zipfile.ZipFile, entry: zipfile.ZipInfo, name: str) -> None:
    """A document type may stand only before the first element, so the first bytes tell."""
    with parts.open(entry) as content:
        head = content.read(_CHUNK).replace(b"\0", b"").upper()
    if b"<!DOCTYPE" in head or b"<!ENTITY" in head:
        raise ReaderError(f"{name} declares a document type or entities and is refused.")


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


@contextmanager
def _one_sentence(path: Path) -> Iterator[None]:
    try:
        yield
    except _BROKEN as error:
        raise ReaderError(
            f"{path.name} is damaged and cannot be read as an Excel workbook: save it again."
        ) from error

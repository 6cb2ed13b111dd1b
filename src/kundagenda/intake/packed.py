"""Packed office files: what is inside, and refused before anything in them is parsed."""

import zipfile
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from kundagenda.errors import ReaderError
from kundagenda.intake.encoding import check_size

MOST_RATIO = 200
MOST_PARTS = 5_000
# A small file may well unpack to many times its size; only beyond this does the ratio count.
_FREE = 10_000_000
_CHUNK = 1 << 16
_XML = (".xml", ".rels", ".vml")
# Errors of both XML parsers, the standard library's and lxml's, are syntax errors.
_BROKEN = (
    zipfile.BadZipFile, zlib.error, SyntaxError, KeyError, ValueError, TypeError,
    AttributeError, IndexError, EOFError, OSError, NotImplementedError, RuntimeError,
)  # fmt: skip


@dataclass(frozen=True)
class Packing:
    """A kind of packed file, and how many bytes it may unpack to: in all, and of XML."""

    kind: str
    most: int
    most_xml: int


def check_parts(path: Path, packing: Packing) -> None:
    """Refuse a packed file that could not be parsed safely.

    Raises:
        ReaderError: it is damaged, larger than the setting allows, unpacks to far more than an
            agenda needs, or declares entities.
    """
    with read_or_refused(path, packing.kind), zipfile.ZipFile(path) as parts:
        entries = parts.infolist()
        _check_size(path, entries, packing)
        for entry in entries:
            if entry.filename.casefold().endswith(_XML):
                _refuse_entities(parts, entry, path.name)


def _check_size(path: Path, entries: list[zipfile.ZipInfo], packing: Packing) -> None:
    name, size = path.name, path.stat().st_size
    check_size(size, name)
    unpacked = sum(entry.file_size for entry in entries)
    xml = sum(e.file_size for e in entries if e.filename.casefold().endswith(_XML))
    if unpacked > packing.most or xml > packing.most_xml or len(entries) > MOST_PARTS:
        raise ReaderError(
            f"{name} unpacks to {unpacked:,} bytes in {len(entries):,} parts, too many for an "
            "agenda: copy the agenda into a new document."
        )
    if unpacked > _FREE and unpacked > MOST_RATIO * size:
        raise ReaderError(
            f"{name} unpacks to {unpacked // max(size, 1)} times its size and is refused: "
            "save it anew from the program that wrote it."
        )


def _refuse_entities(parts: zipfile.ZipFile, entry: zipfile.ZipInfo, name: str) -> None:
    """A document type may stand only before the first element, so the first bytes tell."""
    with parts.open(entry) as content:
        head = content.read(_CHUNK).replace(b"\0", b"").upper()
    if b"<!DOCTYPE" in head or b"<!ENTITY" in head:
        raise ReaderError(
            f"{name} declares a document type or entities in {entry.filename[:80]!r} and is "
            "refused: save it anew from the program that wrote it."
        )


@contextmanager
def read_or_refused(
    path: Path, kind: str, also: tuple[type[Exception], ...] = ()
) -> Iterator[None]:
    """Say in one sentence that a file is damaged, whatever its parser stumbles over.

    Args:
        path: The file.
        kind: What it was to be read as, with its article.
        also: Errors of the parser besides the usual ones.
    """
    broken: tuple[type[Exception], ...] = (*_BROKEN, *also)
    try:
        yield
    except broken as error:
        raise ReaderError(
            f"{path.name} is damaged and cannot be read as {kind}: save it again."
        ) from error

"""Uploaded files, laid in a folder for as long as they are read and not a moment longer."""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Protocol

_LONGEST_STEM, _LONGEST_ENDING = 60, 10


class Uploaded(Protocol):
    """A file as a browser sent it."""

    name: str
    file_id: str

    def getvalue(self) -> bytes:
        """Its content."""


@contextmanager
def on_disk(files: Sequence[Uploaded]) -> Iterator[dict[Path, str]]:
    """The files in a folder that is gone afterwards, each with the name that it came with.

    Each lies in a folder of its own, so that two of the same name do not meet.
    """
    with TemporaryDirectory(prefix="kundagenda-") as folder:
        laid: dict[Path, str] = {}
        for number, file in enumerate(files):
            place = Path(folder) / str(number)
            place.mkdir()
            path = place / safe_name(file.name)
            path.write_bytes(file.getvalue())
            laid[path] = shown_name(file.name)
        yield laid


def shown_name(name: str) -> str:
    """The last part of a name, as a person knows the file, on one line and without control signs.

    >>> shown_name("C:\\\\Mina\\\\dagordning 2025-01-14.docx"), shown_name("../../a.md")
    ('dagordning 2025-01-14.docx', 'a.md')
    """
    last = name.replace("\\", "/").rstrip("/").rpartition("/")[2]
    clean = "".join(sign for sign in last if sign.isprintable()).strip()
    return clean if clean.strip(".") else "file"


def safe_name(name: str) -> str:
    """A name that every disk takes, with the ending that tells the kind of file.

    >>> safe_name("Möte: 3/4.md"), safe_name("..")
    ('4.md', 'file')
    """
    shown = Path(shown_name(name))
    stem = shown.stem.encode("utf-8", "ignore").decode()
    return stem[:_LONGEST_STEM] + shown.suffix[:_LONGEST_ENDING]

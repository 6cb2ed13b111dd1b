"""Writes a file whole: under its name stands what was there or what is new, never a part of it."""

import os
from contextlib import suppress
from pathlib import Path
from secrets import token_hex

NEW = 0o666
"""The rights of a file that was not there, less what the process takes away (umask)."""


def write_whole(file: Path, content: bytes, mode: int = NEW) -> None:
    """Put a content in the place of a file, so that it outlives a power cut.

    A file that is there keeps its rights, and a link goes on pointing at it.

    Args:
        file: The file.
        content: All that it is to hold.
        mode: The rights of a new one.

    Raises:
        OSError: it cannot be written; what was there is as it was, and nothing is left beside it.
    """
    if file.exists() and not file.is_file():  # a pipe or a terminal has no other beside it
        file.write_bytes(content)
        return
    target = file.resolve()
    part = target.with_name(f".{target.name}-{token_hex(4)}.part")
    try:
        _fill(part, content, target, mode)
        part.replace(target)
    finally:
        part.unlink(missing_ok=True)
    with suppress(OSError):  # it is in its place; some folders on a network cannot be synced
        onto_disk(target.parent)


def _fill(part: Path, content: bytes, target: Path, mode: int) -> None:
    with os.fdopen(os.open(part, os.O_WRONLY | os.O_CREAT | os.O_EXCL, mode), "wb") as new:
        if target.exists():
            os.fchmod(new.fileno(), target.stat().st_mode & 0o7777)
        new.write(content)
        new.flush()
        os.fsync(new.fileno())


def onto_disk(place: Path) -> None:
    """See that a file, or the names in a folder, outlive a power cut."""
    opened = os.open(place, os.O_RDONLY)
    try:
        os.fsync(opened)
    finally:
        os.close(opened)

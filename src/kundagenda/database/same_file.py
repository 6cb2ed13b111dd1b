"""An SQLite database is the file that lies at its address now: no other one, and never a new one.

Moved away, a file would be read and written on by the connections that are open, and a new one
would make an empty file in its place; put back from a copy, the former would be used for ever.
"""

import os
from typing import Any

from sqlalchemy import Engine, event
from sqlalchemy.exc import InvalidatePoolError

from kundagenda.database.connection import place_of
from kundagenda.errors import ReaderError

_OPENED = "file that was opened"


class FileGone(ReaderError):
    """The file of a database is not where its address says."""

    def __init__(self, place: str, error: OSError) -> None:
        super().__init__(
            "The database {place} did not answer. Nothing was changed; "
            "check that it is running and may be reached ({reason}).",
            place=place,
            reason=error.strerror or str(error),
        )


def file_of(engine: Engine) -> str | None:
    """The file of an SQLite database; null for every other, and for one in memory."""
    file = engine.url.database if engine.url.get_backend_name() == "sqlite" else None
    return None if not file or file.startswith((":memory:", "file:")) else file


def watch_file(engine: Engine) -> Engine:
    """The engine, whose connections reach the file at its address, whatever became of it before.

    Each time one is lent out it costs a look at the file's name, some microseconds, and it is
    opened anew where another file lies there. While none does, asking for a connection raises
    `FileGone`, and none is made. So an engine is watched once its file is there.
    """
    file = file_of(engine)
    if file is not None:
        place = place_of(engine)
        _listen(engine, file, place)
    return engine


def _listen(engine: Engine, file: str, place: str) -> None:
    def refuse_gone(*_asked: Any) -> None:
        try:
            os.stat(file)
        except OSError as error:
            raise FileGone(place, error) from error

    def note_opened(_connection: Any, record: Any) -> None:
        record.info[_OPENED] = _name_of(file)

    def see_same(_connection: Any, record: Any, _lent: Any) -> None:
        name = _name_of(file)
        if name is None or record.info.get(_OPENED) != name:
            # None that is open is used any more: what lay beside the file may be another, too.
            raise InvalidatePoolError("the file at the address is not the one that was opened")

    event.listen(engine, "do_connect", refuse_gone)
    event.listen(engine, "connect", note_opened)
    event.listen(engine, "checkout", see_same)


def _name_of(file: str) -> tuple[int, int] | None:
    """What no two files have in common while either is open; null where there is none."""
    try:
        found = os.stat(file)
    except OSError:
        return None
    return found.st_dev, found.st_ino

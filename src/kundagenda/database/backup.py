"""A backup: the whole app database of one moment in an SQLite file, taken while it is in use."""

import os
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from glob import escape
from pathlib import Path
from tempfile import mkstemp
from time import time

from sqlalchemy import Connection, Engine, Table
from sqlalchemy.exc import DBAPIError

from kundagenda.database.connection import clear_failures, open_engine
from kundagenda.database.rows_over import carry
from kundagenda.database.schema import newest_revision, upgrade
from kundagenda.database.snapshot import snapshot
from kundagenda.database.tables import sessions
from kundagenda.errors import ReaderError
from kundagenda.whole_file import onto_disk
from metrics.tables import METADATA

PART = ".part"
BESIDE = ("", "-wal", "-shm", "-journal", "-refresh")
"""What the names of an SQLite database's files end in, that of the refresh's lock included."""
DAY_SECONDS = 24 * 3600
Tables = Callable[[Sequence[Table]], Iterable[Table]]


@dataclass(frozen=True)
class Backup:
    """What was written: how many rows, and the schema revision that they have."""

    file: Path
    rows: int
    revision: str


def carried_tables() -> list[Table]:
    """The tables of a backup, parents first: all but the sign-ins, which must not come back."""
    return [table for table in METADATA.sorted_tables if table is not sessions]


def back_up(engine: Engine, file: Path, replace: bool = False, progress: Tables = iter) -> Backup:
    """Write every table, as all of them stand at one moment, into a file of its own.

    Others read and write on meanwhile. The file appears under its name when it is whole.

    Args:
        engine: The app database, with its schema.
        file: Where to; readable for its owner alone.
        replace: Whether a file that is there may go.
        progress: Wraps the tables, for a bar on a terminal.

    Raises:
        ReaderError: the file is there already, is the database's own or cannot be written, or
            the database gives up; then no new file is there, and an old one is as it was.
    """
    own = _own_files(engine)
    _refuse_taken(file, replace, own)
    with _writing(file), _beside(file) as part, snapshot(engine) as source:
        rows = _fill(source, part, progress)
        _refuse_taken(file, replace, own)
        part.replace(file)
        onto_disk(file.parent)
    return Backup(file, rows, str(newest_revision()))


def _fill(source: Connection, part: Path, progress: Tables) -> int:
    engine = open_engine(f"sqlite:///{part}")
    try:
        upgrade(engine)
        with engine.begin() as target:
            rows = sum(carry(source, target, table) for table in progress(carried_tables()))
        with engine.connect() as connection:  # one file, without a log beside it
            connection.exec_driver_sql("PRAGMA journal_mode = DELETE")
    finally:
        engine.dispose()
    onto_disk(part)
    return rows


def _own_files(engine: Engine) -> list[Path]:
    """The file that an SQLite database lies in, as SQLite found it, and those it has beside it."""
    if engine.dialect.name != "sqlite":
        return []
    with clear_failures(engine), engine.connect() as connection:
        found = connection.exec_driver_sql("PRAGMA database_list").all()
    return [Path(row.file + ending) for row in found if row.file for ending in BESIDE]


def _refuse_taken(file: Path, replace: bool, own: Sequence[Path]) -> None:
    """Keep what a backup would destroy; a link to the database is the database."""
    if any(_same(file, each) for each in own):
        raise ReaderError(
            "{file} is the app database itself, or a file that belongs to it. Nothing was changed; "
            "give the backup another name.",
            file=file,
        )
    if file.exists() and not replace:
        raise ReaderError(
            "There is a file {file} already. Choose another name, or say --replace.", file=file
        )


def _same(file: Path, own: Path) -> bool:
    """Whether two names are one place, links included; also where no file is there yet."""
    if file.exists() and own.exists():
        return file.samefile(own)
    return file.resolve() == own.resolve()


@contextmanager
def _writing(file: Path) -> Iterator[None]:
    try:
        yield
    except (OSError, DBAPIError) as error:
        why = error.orig if isinstance(error, DBAPIError) else error.strerror
        raise ReaderError(
            "The backup {file} cannot be written: {why}. Nothing of it was kept; make room there, "
            "or choose another place.",
            file=file,
            why=str(why or error).rstrip("."),
        ) from error


@contextmanager
def _beside(file: Path) -> Iterator[Path]:
    """A new file in the same folder, gone at the end unless it was renamed."""
    _sweep(file)
    opened, name = mkstemp(prefix=f".{file.name}-", suffix=PART, dir=file.parent)
    os.close(opened)
    try:
        yield Path(name)
    finally:
        for ending in ("", "-wal", "-shm", "-journal"):
            Path(name + ending).unlink(missing_ok=True)


def _sweep(file: Path) -> None:
    """Take away what backups left that were killed; a younger one may still be running."""
    for left in file.parent.glob(f".{escape(file.name)}-*{PART}*"):
        with suppress(FileNotFoundError):
            if time() - left.stat().st_mtime > DAY_SECONDS:
                left.unlink()

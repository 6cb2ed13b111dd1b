"""A file that is to be restored: looked through, and moved forward as a copy of its own."""

import shutil
from collections.abc import Iterator
from contextlib import closing, contextmanager
from errno import EDQUOT, ENOSPC
from pathlib import Path
from sqlite3 import SQLITE_FULL, SQLITE_IOERR_SHMSIZE, DatabaseError, connect
from tempfile import TemporaryDirectory

from sqlalchemy import Engine, inspect
from sqlalchemy.exc import DBAPIError

from kundagenda.database.connection import open_engine
from kundagenda.database.schema import known_revisions, schema_revision, upgrade
from kundagenda.errors import ReaderError
from metrics.tables import METADATA

FIRST_BYTES = b"SQLite format 3\0"
_FULL = (SQLITE_FULL, SQLITE_IOERR_SHMSIZE)


@contextmanager
def opened_backup(file: Path) -> Iterator[tuple[Engine, str]]:
    """A copy of a backup with the newest schema, and the revision that the file itself has.

    The file is only read. The copy needs as much room again in the folder for temporary files.

    Raises:
        ReaderError: it is no backup, is damaged, or was made by a newer version; or there is no
            room for the copy.
    """
    with _folder(file) as folder:
        copy = Path(folder) / "backup.db"
        _copy(file, copy)
        engine = open_engine(f"sqlite:///{copy}")
        try:
            with _failures_told(file):
                _see_whole(file, copy)
                revision = _revision(file, engine)
                _move_forward(file, engine)
            yield engine, revision
        finally:
            engine.dispose()


def _folder(file: Path) -> TemporaryDirectory[str]:
    try:
        return TemporaryDirectory(prefix="kundagenda-")
    except OSError as error:
        raise _no_room(file, error.strerror or error) from error


def _copy(file: Path, copy: Path) -> None:
    """The file, with the log that lies beside it where it is a copy of a database in use."""
    try:
        with file.open("rb") as opened:
            if opened.read(len(FIRST_BYTES)) != FIRST_BYTES:
                raise _no_backup(file)
        shutil.copyfile(file, copy)
        log = Path(f"{file}-wal")
        if log.exists():
            shutil.copyfile(log, f"{copy}-wal")
    except OSError as error:
        why = error.strerror or error
        if error.errno in (ENOSPC, EDQUOT):
            raise _no_room(file, why) from error
        raise ReaderError(
            "The backup {file} cannot be read: {why}. Nothing was changed.",
            file=file,
            why=why,
        ) from error


@contextmanager
def _failures_told(file: Path) -> Iterator[None]:
    """Say whether it is the backup that fails, or the room for its copy."""
    try:
        yield
    except (DatabaseError, DBAPIError) as error:
        said = error.orig if isinstance(error, DBAPIError) else error
        if getattr(said, "sqlite_errorcode", None) in _FULL:
            raise _no_room(file, said) from error
        raise _damaged(file, said) from error


def _see_whole(file: Path, copy: Path) -> None:
    """Refuse a database that is not whole."""
    with closing(connect(copy)) as opened:
        [said] = opened.execute("PRAGMA integrity_check(1)").fetchone()
        lost = opened.execute("PRAGMA foreign_key_check").fetchone()
    if said != "ok":
        raise _damaged(file, said)
    if lost:
        raise _damaged(file, f"a row of {lost[0]} points at one of {lost[2]} that is not there")


def _revision(file: Path, engine: Engine) -> str:
    with engine.connect() as connection:
        found = schema_revision(connection)
    if found is None:
        raise _no_backup(file)
    if found not in known_revisions():
        raise ReaderError(
            "The backup {file} was made by a newer version of Kundagenda (schema version {found}). "
            "Nothing was changed; update Kundagenda first.",
            file=file,
            found=found,
        )
    return found


def _move_forward(file: Path, engine: Engine) -> None:
    """Bring the schema of the copy to what this program needs, and see that all of it is there."""
    upgrade(engine)
    missing = sorted(set(METADATA.tables) - set(inspect(engine).get_table_names()))
    if missing:
        raise _damaged(file, f"the table {missing[0]} is missing")


def _no_room(file: Path, why: object) -> ReaderError:
    return ReaderError(
        "The backup {file} cannot be copied into the folder for temporary files: {why}. Nothing "
        "was changed; make room there, or name another folder in TMPDIR.",
        file=file,
        why=str(why).strip().rstrip("."),
    )


def _no_backup(file: Path) -> ReaderError:
    return ReaderError(
        "{file} is no backup of Kundagenda. Nothing was changed; give a file that "
        "kundagenda backup has written.",
        file=file,
    )


def _damaged(file: Path, why: object) -> ReaderError:
    return ReaderError(
        "The backup {file} is damaged ({why}). Nothing was changed; restore another one.",
        file=file,
        why=str(why).strip().rstrip("."),
    )

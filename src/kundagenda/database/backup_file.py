"""A file that is to be restored: looked through, and moved forward as a copy of its own."""

import shutil
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from sqlite3 import DatabaseError, connect
from tempfile import TemporaryDirectory

from sqlalchemy import Engine, inspect
from sqlalchemy.exc import DBAPIError

from kundagenda.database.connection import open_engine
from kundagenda.database.schema import known_revisions, schema_revision, upgrade
from kundagenda.errors import ReaderError
from metrics.tables import METADATA

FIRST_BYTES = b"SQLite format 3\0"


@contextmanager
def opened_backup(file: Path) -> Iterator[tuple[Engine, str]]:
    """A copy of a backup with the newest schema, and the revision that the file itself has.

    The file is only read. The copy needs as much room again in the folder for temporary files.

    Raises:
        ReaderError: it is no backup, is damaged, or was made by a newer version.
    """
    with TemporaryDirectory(prefix="kundagenda-") as folder:
        copy = Path(folder) / "backup.db"
        _copy(file, copy)
        revision = _sound(file, copy)
        engine = open_engine(f"sqlite:///{copy}")
        try:
            _move_forward(file, engine)
            yield engine, revision
        finally:
            engine.dispose()


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
        raise ReaderError(
            "The backup {file} cannot be read: {why}. Nothing was changed.",
            file=file,
            why=error.strerror or error,
        ) from error


def _sound(file: Path, copy: Path) -> str:
    """The revision of a database that is whole."""
    try:
        with closing(connect(copy)) as opened:
            [said] = opened.execute("PRAGMA integrity_check(1)").fetchone()
            lost = opened.execute("PRAGMA foreign_key_check").fetchone()
    except DatabaseError as error:
        raise _damaged(file, error) from error
    if said != "ok":
        raise _damaged(file, said)
    if lost:
        raise _damaged(file, f"a row of {lost[0]} points at one of {lost[2]} that is not there")
    return _revision(file, copy)


def _revision(file: Path, copy: Path) -> str:
    engine = open_engine(f"sqlite:///{copy}")
    with engine.connect() as connection:
        found = schema_revision(connection)
    engine.dispose()
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
    try:
        upgrade(engine)
    except DBAPIError as error:
        raise _damaged(file, error.orig) from error
    missing = sorted(set(METADATA.tables) - set(inspect(engine).get_table_names()))
    if missing:
        raise _damaged(file, f"the table {missing[0]} is missing")


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

"""One refresh at a time, however many processes there are, and what became of the last one."""

import json
from collections.abc import Iterator
from contextlib import ExitStack, closing, contextmanager, suppress
from sqlite3 import OperationalError, connect

from sqlalchemy import Connection, Engine, delete, text
from sqlalchemy.exc import DBAPIError

from kundagenda.database.connection import clear_failures
from kundagenda.database.state import remember, remembered
from kundagenda.database.tables import now, state
from kundagenda.errors import ReaderError

REFRESHER = 20_260_112  # any number will do that no other lock has
FAILED = "refresh_failed"


@contextmanager
def only_refresh(engine: Engine) -> Iterator[None]:
    """Keep every other refresh of this app database out until this one ends, or its process does.

    Raises:
        ReaderError: another one is at it.
    """
    if engine.dialect.name == "postgresql":
        with clear_failures(engine), engine.connect() as connection:
            alone = connection.scalar(text("SELECT pg_try_advisory_lock(:it)"), {"it": REFRESHER})
            connection.commit()  # the lock is the session's; an open transaction would hold rows
            if not alone:
                raise _at_it()
            try:
                yield
            finally:
                connection.execute(text("SELECT pg_advisory_unlock(:it)"), {"it": REFRESHER})
                connection.commit()
    elif engine.url.database in (None, "", ":memory:"):
        yield
    else:
        with _file_lock(f"{engine.url.database}-refresh"):
            yield


@contextmanager
def _file_lock(file: str) -> Iterator[None]:
    """A lock that ends with its process: an open transaction on an SQLite file of its own."""
    with ExitStack() as held:
        try:
            lock = held.enter_context(closing(connect(file, timeout=0, isolation_level=None)))
            lock.execute("BEGIN EXCLUSIVE")
        except OperationalError as error:
            if "locked" in str(error):
                raise _at_it() from error
            raise ReaderError(
                "The file {file} cannot be written ({why}), so nothing keeps a second refresh out. "
                "Nothing was changed; let the app write in its folder.",
                file=file,
                why=error,
            ) from error
        yield


def _at_it() -> ReaderError:
    return ReaderError(
        "Another refresh of this database is running; its figures will be here when it ends. "
        "Nothing was changed."
    )


@contextmanager
def failure_kept(engine: Engine) -> Iterator[None]:
    """Remember that a refresh failed and why, until one succeeds."""
    try:
        yield
    except ReaderError as error:
        values = {name: str(value) for name, value in error.values.items()}
        at = now().isoformat(sep=" ", timespec="seconds")
        said = json.dumps({"at": at, "text": error.text, "values": values})
        with suppress(DBAPIError), engine.begin() as connection:  # it may be what failed
            remember(connection, FAILED, said)
        raise


def forget_failure(connection: Connection) -> None:
    """The figures are whole again."""
    connection.execute(delete(state).where(state.c.key == FAILED))


def last_failure(connection: Connection) -> tuple[str, ReaderError] | None:
    """When the last refresh failed (UTC) and why; null where it succeeded."""
    said = remembered(connection, FAILED)
    if said is None:
        return None
    read = json.loads(said)
    return read["at"], ReaderError(read["text"], **read["values"])

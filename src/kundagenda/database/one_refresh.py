"""One refresh at a time, however many processes there are, and what became of the last one."""

import json
import sqlite3
from collections.abc import Callable, Iterator
from contextlib import ExitStack, closing, contextmanager, suppress

from sqlalchemy import Connection, Engine, delete, text
from sqlalchemy.exc import DataError, DBAPIError, IntegrityError, ProgrammingError
from sqlalchemy.exc import TimeoutError as NoConnectionFree

from kundagenda.database.connection import clear_failures, take_turn
from kundagenda.database.facts import forget_answers
from kundagenda.database.state import bump_version, remember, remembered
from kundagenda.database.tables import now, state
from kundagenda.errors import ReaderError

REFRESHER = 20_260_112  # any number will do that no other lock has
FAILED = "refresh_failed"
REFUSED = (DataError, IntegrityError, ProgrammingError)
"""What a database says of rows and tables that it will not have, however often it is asked."""


class AnotherRefresh(ReaderError):
    """Another refresh is at it; this one never was one."""


@contextmanager
def only_refresh(engine: Engine) -> Iterator[Callable[[], None]]:
    """Keep every other refresh of this app database out until this one ends, or its process does.

    Yields a function that sees that it is so still: on a server the lock lies with a connection
    that is idle for as long as a warehouse counts, and ends with it.

    Raises:
        AnotherRefresh: another one is at it.
        ReaderError: nothing can keep another one out.
    """
    if engine.dialect.name == "postgresql":
        with _server_lock(engine) as still_alone:
            yield still_alone
    elif engine.url.database in (None, "", ":memory:"):
        yield lambda: None
    else:
        with _file_lock(f"{engine.url.database}-refresh"):
            yield lambda: None


@contextmanager
def _server_lock(engine: Engine) -> Iterator[Callable[[], None]]:
    with clear_failures(engine), engine.connect() as connection:
        _take(connection)
        try:
            yield lambda: _take_again(connection)
        finally:
            # The refresh has ended, well or not, whatever becomes of the lock: one that is not
            # given back ends with its connection.
            try:
                connection.execute(text("SELECT pg_advisory_unlock_all()"))
                connection.commit()
            except DBAPIError:
                connection.invalidate()


def _take(connection: Connection) -> None:
    """Let the session have the lock, once more where it has it."""
    alone = connection.scalar(text("SELECT pg_try_advisory_lock(:it)"), {"it": REFRESHER})
    connection.commit()  # the lock is the session's; an open transaction would hold rows
    if not alone:
        raise _at_it()


def _take_again(connection: Connection) -> None:
    """See that the lock is ours; where its connection has died, take it on a new one."""
    try:
        _take(connection)
    except DBAPIError:
        connection.rollback()
        _take(connection)


@contextmanager
def _file_lock(file: str) -> Iterator[None]:
    """A lock that ends with its process: an open transaction on an SQLite file of its own."""
    with ExitStack() as held:
        try:
            lock = held.enter_context(
                closing(sqlite3.connect(file, timeout=0, isolation_level=None))
            )
            lock.execute("BEGIN EXCLUSIVE")
        except sqlite3.OperationalError as error:
            if "locked" in str(error):
                raise _at_it() from error
            raise ReaderError(
                "The file {file} cannot be written ({why}), so nothing keeps a second refresh out. "
                "Nothing was changed; let the app write in its folder.",
                file=file,
                why=error,
            ) from error
        yield


def _at_it() -> AnotherRefresh:
    return AnotherRefresh(
        "Another refresh of this database is running; its figures will be here when it ends. "
        "Nothing was changed."
    )


@contextmanager
def failure_kept(engine: Engine) -> Iterator[None]:
    """Remember that a refresh failed and why, until one succeeds.

    What the warehouse has answered stays for the next one where a database went away. Where it is
    the answers that were refused, they go: mended rows must be asked for anew.
    """
    try:
        yield
    except AnotherRefresh:
        raise
    except ReaderError as error:
        _keep(engine, error, fresh=_away(error.__cause__))
        raise
    except Exception as error:  # whatever it is, it goes on to where it is told
        _keep(engine, _unexpected(error), fresh=False)
        raise


def _away(cause: BaseException | None) -> bool:
    """Whether it says nothing of the rows: a database went away, or had no time or no room."""
    came_of_it = isinstance(cause, (DBAPIError, NoConnectionFree))
    return came_of_it and not isinstance(cause, REFUSED)


def _unexpected(error: Exception) -> ReaderError:
    """What can be said of an error that nobody foresaw; its own words may hold what rows say."""
    return ReaderError(
        "It stopped at an error that nobody foresaw ({kind}). Nothing was changed; run kundagenda "
        "refresh again, and if it stops again, send what it prints to whoever looks after "
        "Kundagenda.",
        kind=type(error).__name__,
    )


def _keep(engine: Engine, error: ReaderError, fresh: bool) -> None:
    """Write it down, for every page to see; the answers stay where they are still as good."""
    values = {name: str(value) for name, value in error.values.items()}
    at = now().isoformat(sep=" ", timespec="seconds")
    said = json.dumps({"at": at, "text": error.text, "values": values})
    with suppress(DBAPIError, NoConnectionFree):  # the app database may be what failed
        with engine.begin() as connection:
            if not fresh:
                forget_answers(connection)
            remember(connection, FAILED, said)
        with engine.begin() as connection:  # kept already, should no turn come
            take_turn(connection)
            bump_version(connection)


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

"""The one place that opens databases and runs statements."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from sqlite3 import SQLITE_BUSY, SQLITE_FULL, SQLITE_LOCKED, SQLITE_READONLY
from typing import Any

from sqlalchemy import Connection, Engine, create_engine, event, text
from sqlalchemy.dialects import registry
from sqlalchemy.engine import URL, make_url
from sqlalchemy.exc import ArgumentError, DBAPIError, NoSuchModuleError, OperationalError
from sqlalchemy.exc import TimeoutError as NoConnectionFree

from kundagenda.errors import ReaderError
from kundagenda.logs import without_secrets

BUSY_SECONDS = 10
# Named here and loaded when an address asks for it: few companies have Spark, and PyHive with it.
registry.register("spark.thrift", "kundagenda.database.spark", "SparkDialect")
_NO_ROOM = frozenset({SQLITE_FULL, "53100"})
_READ_ONLY = frozenset({SQLITE_READONLY, "25006"})
_TAKEN = frozenset({SQLITE_BUSY, SQLITE_LOCKED, "55P03"})
# A server that died, or a firewall that forgot an idle connection, is noticed within a minute.
KEEPALIVES = {"keepalives_idle": 30, "keepalives_interval": 10, "keepalives_count": 3}
WRITER = 20_260_111  # any number will do, as long as every writer asks for the same


def open_engine(address: str, patience: int = BUSY_SECONDS) -> Engine:
    """An engine for SQLite, PostgreSQL, DuckDB or Spark; nothing is connected yet.

    Args:
        address: As SQLAlchemy writes it.
        patience: Seconds to wait for a connection, also for one that others use, and in SQLite
            for whoever holds the file.

    Raises:
        ReaderError: the address is not one, or names a database that has no driver here.
    """
    url = address_of(address)
    if url.get_backend_name() == "sqlite":
        return _sqlite(url, patience)
    try:
        args = _patience(url, patience)
        return create_engine(url, pool_pre_ping=True, connect_args=args, **_pool(url, patience))
    except (NoSuchModuleError, ModuleNotFoundError) as error:
        raise ReaderError(
            "There is no driver for databases of the kind '{kind}'. "
            "Use a sqlite:/// or postgresql:// address.",
            kind=url.drivername,
        ) from error


def address_of(address: str) -> URL:
    """An address in its parts.

    Raises:
        ReaderError: it is not one.
    """
    try:
        url = make_url(address)
    except (ArgumentError, ValueError) as error:
        raise ReaderError(
            "The database address cannot be read. Write it as sqlite:///path/to/file.db "
            "or postgresql://user:password@host/name in KUNDAGENDA_DATABASE_URL."
        ) from error
    # A bare postgresql:// means the driver that is installed, so that nobody must know its name.
    return url.set(drivername="postgresql+psycopg") if url.drivername == "postgresql" else url


def _patience(url: URL, seconds: int) -> dict[str, Any]:
    if url.get_backend_name() != "postgresql":
        return {}
    # The second, in milliseconds, is for a network that swallows what an open connection sends.
    return {"connect_timeout": seconds, "tcp_user_timeout": 1000 * seconds} | KEEPALIVES


def _pool(url: URL, seconds: int) -> dict[str, Any]:
    """How long to wait where others use all connections; in memory there is but one."""
    kind, in_memory = url.get_backend_name(), url.database in (None, "", ":memory:")
    pooled = kind == "postgresql" or (kind == "sqlite" and not in_memory)
    return {"pool_timeout": seconds} if pooled else {}


def _sqlite(url: URL, patience: int) -> Engine:
    if url.database and url.database != ":memory:":
        folder = Path(url.database).parent
        if not folder.is_dir():
            raise ReaderError(
                "The folder '{folder}' of the database file does not exist. "
                "Create it, or set KUNDAGENDA_DATABASE_URL to another file.",
                folder=folder,
            )
    engine = create_engine(url, connect_args={"timeout": patience}, **_pool(url, patience))
    event.listen(engine, "connect", lambda opened, _record: _prepare_sqlite(opened, patience))
    return engine


def _prepare_sqlite(connection: Any, patience: int) -> None:
    """Readers never wait for a writer (WAL), and no row points at one that is not there."""
    cursor = connection.cursor()
    cursor.execute("PRAGMA foreign_keys = ON")
    cursor.execute(f"PRAGMA busy_timeout = {patience * 1000}")
    cursor.execute("PRAGMA journal_mode = WAL")
    cursor.execute("PRAGMA synchronous = NORMAL")
    cursor.close()


def wait_at_most(connection: Connection, seconds: int) -> None:
    """Let no statement of this transaction run for longer, waiting for a lock included.

    SQLite waits as long as its engine has patience. On PostgreSQL the limit is the transaction's
    own: a pooler between would hand that of a session on to somebody else.
    """
    if connection.dialect.name == "postgresql":
        connection.exec_driver_sql(f"SET LOCAL statement_timeout = '{seconds}s'")


def take_turn(connection: Connection) -> None:
    """Let nobody else write until this transaction ends: what it reads first is then still true.

    Without it two imports of one file at the same time would both find it new. Whoever holds the
    turn is waited for `BUSY_SECONDS`, as SQLite waits. No other wait is cut short: a refresh may
    have to let a vacuum of the server end first.
    """
    if connection.dialect.name == "sqlite":
        connection.exec_driver_sql("BEGIN IMMEDIATE")
    elif connection.dialect.name == "postgresql":
        connection.exec_driver_sql(f"SET LOCAL lock_timeout = '{BUSY_SECONDS}s'")
        connection.execute(text("SELECT pg_advisory_xact_lock(:writer)"), {"writer": WRITER})
        connection.exec_driver_sql("SET LOCAL lock_timeout = DEFAULT")


def place_of(engine: Engine) -> str:
    """Where a database is, for people: its address without the password and without options."""
    url = engine.url.set(query={})  # which may hold a password or a token too
    if url.get_backend_name() == "sqlite":
        url = url.set(database=(url.database or "").removeprefix("file:"))
    return url.render_as_string(hide_password=True)


@contextmanager
def clear_failures(engine: Engine) -> Iterator[None]:
    """Turn what a database driver says into one sentence for the reader."""
    try:
        yield
    except DBAPIError as error:
        said = _sentence(error)
        raise ReaderError(said, place=place_of(engine), reason=_first_line(error)) from error
    except NoConnectionFree as error:
        raise ReaderError(
            "All connections to the database {place} are in use. Nothing was changed; "
            "try again in a moment.",
            place=place_of(engine),
        ) from error


def _sentence(error: DBAPIError) -> str:
    """What a person can do about it."""
    kind = getattr(error.orig, "sqlite_errorcode", 0) & 0xFF, getattr(error.orig, "sqlstate", None)
    if _NO_ROOM.intersection(kind):
        return (
            "There is no room left for the database {place}. Nothing was changed; make room on its "
            "disk, and do it again ({reason})."
        )
    if _READ_ONLY.intersection(kind):
        return (
            "Kundagenda may not write to the database {place}. Nothing was changed; let it write "
            "to the file and those beside it, and in its folder ({reason})."
        )
    if _TAKEN.intersection(kind):
        return (
            "Somebody else is writing to the database {place}. Nothing was changed; "
            "try again in a moment ({reason})."
        )
    if isinstance(error, OperationalError):
        return (
            "The database {place} did not answer. Nothing was changed; "
            "check that it is running and may be reached ({reason})."
        )
    return "The database {place} refused the statement. Nothing was changed ({reason})."


def _first_line(error: DBAPIError) -> str:
    """What the driver said; it may quote the address of a file with its signature."""
    return without_secrets(str(error.orig).strip().partition("\n")[0].rstrip("."))

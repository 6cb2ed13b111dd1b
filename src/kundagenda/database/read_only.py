"""Engines that read and never write, and that give up a statement after a while."""

from collections.abc import Iterable, Mapping
from threading import Timer
from typing import Any

from sqlalchemy import (
    ColumnElement,
    Engine,
    create_engine,
    event,
    func,
    literal,
    literal_column,
    select,
)
from sqlalchemy.engine import URL
from sqlalchemy.exc import NoSuchModuleError
from sqlalchemy.pool import NullPool
from sqlalchemy.sql.ddl import CreateView

from kundagenda.database.connection import BUSY_SECONDS, KEEPALIVES, address_of
from kundagenda.database.their_days import LOCAL_DAY, local_day
from kundagenda.database.their_numbers import NUMBER, WHOLE, said_number, said_whole
from kundagenda.errors import ReaderError
from kundagenda.sources import TableSource

INTERRUPTED = ("sqlite", "duckdb")
"""Engines in our own process, whose statements are stopped from a thread beside."""
_ZONED = ("spark", "databricks")

_DRIVERS = {
    "duckdb": "duckdb-sqlalchemy",
    "spark": "PyHive and thrift",
    "mysql": "PyMySQL",
    "mssql": "pyodbc",
    "snowflake": "snowflake-sqlalchemy",
    "bigquery": "sqlalchemy-bigquery",
    "databricks": "databricks-sqlalchemy",
    "trino": "trino",
}


def read_only_engine(
    address: str, seconds: int, shown: Iterable[CreateView] = (), pooled: bool = True
) -> Engine:
    """An engine on a database of any kind, in which nothing is written.

    Args:
        address: As SQLAlchemy writes it.
        seconds: After which a statement is given up; on SQLite, DuckDB, PostgreSQL and Spark.
        shown: Views of files that every connection of a DuckDB has.
        pooled: Whether a connection is kept for the next statement, or closed after each use.

    Raises:
        ReaderError: the address is not one, or names a database that has no driver here.
    """
    url = address_of(address)
    kind = url.get_backend_name()
    options = _options(url, seconds) | ({} if pooled else {"poolclass": NullPool})
    try:
        engine = create_engine(_of_files(url) if kind == "sqlite" else url, **options)
    except (NoSuchModuleError, ModuleNotFoundError) as error:
        raise ReaderError(
            "There is no driver for databases of the kind '{kind}'. Install one ({package}) "
            "beside Kundagenda, or change warehouse_url.",
            kind=url.drivername,
            package=_DRIVERS.get(kind, "see docs/connect"),
        ) from error
    event.listen(engine, "connect", lambda opened, _record: _prepare(kind, opened, seconds))
    if views_wanted := list(shown):
        _show(engine, views_wanted)
    if kind in INTERRUPTED:
        _give_up_after(engine, seconds)
    return engine


def _options(url: URL, seconds: int) -> dict[str, Any]:
    kind = url.get_backend_name()
    if kind == "postgresql":
        ours = f"-c default_transaction_read_only=on -c statement_timeout={1000 * seconds}"
        # Theirs may name the schema that is meant; of what both say, the last holds.
        said = " ".join([*url.normalized_query.get("options", ()), ours])
        args: dict[str, Any] = {"connect_timeout": BUSY_SECONDS, "options": said} | KEEPALIVES
        return {"pool_pre_ping": True, "connect_args": args}
    if kind == "duckdb":
        # A file that is held, even idle, is shut to every other process: never kept in a pool.
        in_memory = url.database in (None, "", ":memory:")
        return {"poolclass": NullPool, "connect_args": {"read_only": not in_memory}}
    return {"poolclass": NullPool} if kind == "sqlite" else {"pool_pre_ping": True}


def _of_files(url: URL) -> URL:
    """An SQLite file that is opened for reading, and never made where it is missing."""
    if not url.database or url.database == ":memory:" or url.database.startswith("file:"):
        return url
    return url.set(database=f"file:{url.database}").update_query_dict({"mode": "ro", "uri": "true"})


def _prepare(kind: str, opened: Any, seconds: int) -> None:
    if kind == "sqlite":
        add_functions(opened)
        opened.execute("PRAGMA query_only = ON")
        opened.execute(f"PRAGMA busy_timeout = {BUSY_SECONDS * 1000}")
    elif kind in _ZONED:
        cursor = opened.cursor()
        # Moments are turned from the zone of the session, which is else the server's own.
        cursor.execute("SET TIME ZONE 'UTC'")
        if kind == "spark":
            cursor.execute(f"SET spark.sql.thriftServer.queryTimeout={seconds}")
        cursor.close()


def add_functions(opened: Any) -> None:
    """What a mapped table asks that SQLite does not know, made known to a connection of it."""
    opened.create_function(LOCAL_DAY, 2, local_day, deterministic=True)
    opened.create_function(NUMBER, 1, said_number, deterministic=True)
    opened.create_function(WHOLE, 1, said_whole, deterministic=True)


def views(named: Mapping[str, TableSource]) -> list[CreateView]:
    """A view for every place of the settings that is Parquet files, under `view_name`."""
    star: ColumnElement[Any] = literal_column("*")
    return [
        CreateView(
            select(star).select_from(
                func.read_parquet(literal(source.parquet, literal_execute=True))
            ),
            view_name(key),
        )
        for key, source in named.items()
        if source.parquet is not None
    ]


def view_name(key: str) -> str:
    """What the view of the files of a setting is called."""
    return key.replace(".", "_") + "_files"


def _show(engine: Engine, shown: list[CreateView]) -> None:
    if engine.dialect.name != "duckdb":
        raise ReaderError(
            "Parquet files are read by DuckDB: set warehouse_url to duckdb:///:memory:, "
            "not to {kind}.",
            kind=engine.dialect.name,
        )
    said = [str(each.compile(engine, compile_kwargs={"literal_binds": True})) for each in shown]

    def make(opened: Any, _record: Any) -> None:
        cursor = opened.cursor()
        for each in said:
            cursor.execute(each)
        cursor.close()

    event.listen(engine, "connect", make)


def _give_up_after(engine: Engine, seconds: int) -> None:
    """Stop a statement from a thread beside it; its driver then says that it was interrupted."""

    def begun(connection: Any, _cursor: Any, _statement: Any, *_rest: Any) -> None:
        timer = Timer(seconds, connection.connection.driver_connection.interrupt)
        timer.daemon = True
        connection.info["gives up"] = timer
        timer.start()

    def ended(connection: Any, *_rest: Any) -> None:
        connection.info.pop("gives up").cancel()

    def failed(context: Any) -> None:
        if context.connection is not None and "gives up" in context.connection.info:
            context.connection.info.pop("gives up").cancel()

    event.listen(engine, "before_cursor_execute", begun)
    event.listen(engine, "after_cursor_execute", ended)
    event.listen(engine, "handle_error", failed)

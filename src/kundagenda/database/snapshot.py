"""One moment of a database, for whatever is read with many statements and must agree."""

from collections.abc import Iterator
from contextlib import contextmanager

from sqlalchemy import Connection, Engine

from kundagenda.database.connection import clear_failures


@contextmanager
def snapshot(engine: Engine) -> Iterator[Connection]:
    """A connection that sees one moment of a database, whatever others write meanwhile."""
    is_file = engine.dialect.name == "sqlite"
    options = {} if is_file else {"isolation_level": "REPEATABLE READ"}
    with clear_failures(engine):
        connection = engine.connect().execution_options(**options)
    with connection:
        if is_file:
            connection.exec_driver_sql("BEGIN")
        yield connection

"""Spark's Thrift server, as ``spark+thrift://host:port/database?auth=NOSASL``.

PyHive speaks the protocol, and its dialect is made for Hive and for an older SQLAlchemy. What
Spark 4 answers otherwise is put right here, and nothing else:

- a day comes back as text, whatever type the statement says it has, and a column of days that was
  found in the database takes no day to compare with;
- ``SHOW TABLES`` names the database first, so that every table is called ``default``;
- a table that is not there is told in other words, and then looks like a failure;
- what an unreachable server raises is no database error, and a refused statement says so on
  hundreds of lines, of which the reader wants the first.
"""

import re
from datetime import date
from typing import Any, ClassVar

from pyhive import hive
from pyhive.sqlalchemy_hive import HiveDialect, HiveTypeCompiler
from sqlalchemy import Connection, types
from sqlalchemy.exc import NoSuchTableError
from thrift.transport.TTransport import TTransportException

_TYPES: dict[str, type[types.TypeEngine[Any]]] = {
    "boolean": types.Boolean,
    "tinyint": types.SmallInteger,
    "smallint": types.SmallInteger,
    "int": types.Integer,
    "bigint": types.BigInteger,
    "float": types.Float,
    "double": types.Double,
    "decimal": types.Numeric,
    "string": types.String,
    "varchar": types.String,
    "char": types.String,
    "date": types.Date,
    "timestamp": types.DateTime,
    "timestamp_ntz": types.DateTime,
}
_REASON = re.compile(r"(?:Error running query: )?(?:\[[A-Z_.]+\] [\w.$]+:\s)?\s*(.*)")


class SparkDate(types.Date):
    """A day, which the Thrift server hands over as text."""

    def result_processor(self, dialect: Any, coltype: Any) -> Any:
        return lambda text: None if text is None else date.fromisoformat(text)


class SparkTypeCompiler(HiveTypeCompiler):  # type: ignore[misc]  # PyHive has no types
    """Names of types, a day being a day: older versions of Hive had none and took a time."""

    def visit_DATE(self, type_: Any) -> str:
        return "DATE"


class SparkDialect(HiveDialect):  # type: ignore[misc]  # PyHive has no types
    """Hive's dialect with the answers of Spark."""

    name = "spark"
    driver = "thrift"
    type_compiler = SparkTypeCompiler
    # No value is written into the statement before it is kept: PyHive writes them in when it runs.
    supports_statement_cache = True
    colspecs: ClassVar[dict[Any, Any]] = {types.Date: SparkDate}

    @classmethod
    def import_dbapi(cls) -> Any:
        return hive

    def connect(self, *args: Any, **options: Any) -> Any:
        """Open a session; a server out of reach is a database error as any."""
        try:
            return super().connect(*args, **options)
        except TTransportException as error:
            raise hive.OperationalError(str(error)) from error

    def do_ping(self, dbapi_connection: Any) -> bool:
        """Whether the session is still there; one cut off is a database error as any."""
        try:
            return bool(super().do_ping(dbapi_connection))
        except (TTransportException, OSError) as error:
            raise hive.OperationalError(str(error)) from error

    def is_disconnect(self, e: Any, connection: Any, cursor: Any) -> bool:
        """Whether a failure means that the session is gone, so that a new one is to be opened."""
        return isinstance(e.__cause__, TTransportException | OSError)

    def do_execute(self, cursor: Any, statement: str, parameters: Any, context: Any = None) -> None:
        """Run a statement; a refusal is told in Spark's own first sentence."""
        try:
            super().do_execute(cursor, statement, parameters, context)
        except (TTransportException, OSError) as error:
            raise hive.OperationalError(str(error)) from error
        except hive.OperationalError as error:
            raise hive.OperationalError(_reason(error)) from error

    def get_table_names(self, connection: Connection, schema: Any = None, **kw: Any) -> list[str]:
        """Tables without the views, which Spark lists among them."""
        views = set(self.get_view_names(connection, schema))
        return [name for name in self._shown(connection, "TABLES", schema) if name not in views]

    def get_view_names(self, connection: Connection, schema: Any = None, **kw: Any) -> list[str]:
        return self._shown(connection, "VIEWS", schema)

    def _shown(self, connection: Connection, what: str, schema: str | None) -> list[str]:
        """Names of ``SHOW TABLES`` or ``SHOW VIEWS``: database, name, whether it is temporary."""
        within = f" IN {self._quoted(schema)}" if schema else ""
        return [row[1] for row in connection.exec_driver_sql(f"SHOW {what}{within}")]

    def has_table(
        self, connection: Connection, table_name: str, schema: Any = None, **kw: Any
    ) -> bool:
        """Whether there is a table or view of that name, in small or capital letters."""
        names = self._shown(connection, "TABLES", schema)
        return table_name.casefold() in {name.casefold() for name in names}

    def get_columns(
        self, connection: Connection, table_name: str, schema: Any = None, **kw: Any
    ) -> list[dict[str, Any]]:
        """Every column of a table or view, those it is partitioned by too.

        Raises:
            NoSuchTableError: there is neither.
        """
        if not self.has_table(connection, table_name, schema):
            raise NoSuchTableError(table_name)
        of = ".".join(self._quoted(part) for part in (schema, table_name) if part)
        columns = {}
        for name, kind, _comment in connection.exec_driver_sql(f"DESCRIBE TABLE {of}"):
            if not name or name.startswith("#"):
                break  # what follows is about partitions, whose columns stand above too
            columns[name] = _TYPES.get(re.split(r"\W", kind)[0], types.NullType)()
        return [
            {"name": name, "type": kind, "nullable": True, "default": None}
            for name, kind in columns.items()
        ]

    def get_indexes(self, connection: Connection, table_name: str, **kw: Any) -> list[Any]:
        """None: Spark has no indexes, and what a table is parted by is none."""
        return []

    def _quoted(self, name: str) -> str:
        return str(self.identifier_preparer.quote_identifier(name))


def _reason(error: Exception) -> str:
    """The first sentence of what Spark has against a statement; else the error as it is."""
    status = getattr(error.args[0], "status", None) if error.args else None
    message = getattr(status, "errorMessage", None) or str(error)
    found = _REASON.match(message)
    return found[1] if found else str(message)

"""The few words of SQL that databases spell differently, each with its spellings in one place."""

from collections.abc import Iterable
from datetime import date
from typing import Any

from sqlalchemy import ColumnElement, Date
from sqlalchemy.ext.compiler import compiles
from sqlalchemy.sql.compiler import SQLCompiler
from sqlalchemy.sql.functions import FunctionElement


class DaysAfter(FunctionElement[date]):
    """A day so many days after another: a column of dates, and a number written into the SQL."""

    type = Date()
    inherit_cache = True


class Rounded(FunctionElement[Any]):
    """A number rounded to a whole one."""

    inherit_cache = True


# The days are kept out of quotes but for SQLite and the standard form, which want a text.
_DAYS_AFTER = {
    "": "({0} + INTERVAL '{1}' DAY)",
    "sqlite": "date({0}, '{1} days')",
    "postgresql": "({0} + {1})",
    "duckdb": "({0} + {1})",
    "mssql": "DATEADD(day, {1}, {0})",
    "snowflake": "DATEADD(day, {1}, {0})",
    "mysql": "DATE_ADD({0}, INTERVAL {1} DAY)",
    "mariadb": "DATE_ADD({0}, INTERVAL {1} DAY)",
    "bigquery": "DATE_ADD({0}, INTERVAL {1} DAY)",
    "trino": "date_add('day', {1}, {0})",
    "databricks": "date_add({0}, {1})",
}
# SQL Server wants the number of places; PostgreSQL takes one for decimals only.
_ROUNDED = {"": "round({0})", "mssql": "round({0}, 0)"}


@compiles(DaysAfter)
def _spell_days_after(element: DaysAfter, compiler: SQLCompiler, **options: Any) -> str:
    return _spelt(_DAYS_AFTER, element.clauses, compiler, options)


@compiles(Rounded)
def _spell_rounded(element: Rounded, compiler: SQLCompiler, **options: Any) -> str:
    return _spelt(_ROUNDED, element.clauses, compiler, options)


def _spelt(
    spellings: dict[str, str],
    parts: Iterable[ColumnElement[Any]],
    compiler: SQLCompiler,
    options: dict[str, Any],
) -> str:
    written = (compiler.process(part, **options) for part in parts)
    return spellings.get(compiler.dialect.name, spellings[""]).format(*written)

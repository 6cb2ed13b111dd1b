"""Days as other databases keep them: moments, texts, numbers of digits, in a zone or without."""

from datetime import UTC, date, datetime
from typing import Any
from zoneinfo import ZoneInfo

from sqlalchemy import (
    ColumnElement,
    Date,
    DateTime,
    Integer,
    String,
    cast,
    func,
    literal_column,
)
from sqlalchemy.ext.compiler import compiles
from sqlalchemy.sql.compiler import SQLCompiler
from sqlalchemy.sql.functions import FunctionElement

from kundagenda.sources import Written
from metrics.periods import inline

LOCAL_DAY = "kundagenda_local_day"
# Where year, month and day begin in each form.
_PLACES = {
    Written.ISO: (1, 6, 9),
    Written.DIGITS: (1, 5, 7),
    Written.POINTS: (7, 4, 1),
    Written.SLASHES: (7, 4, 1),
    Written.AMERICAN: (7, 1, 4),
}
_MONTH_AT = {Written.MONTH: 6, Written.MONTH_DIGITS: 5}


class _Day(FunctionElement[date]):
    """The day of a moment, or of a text written YYYY-MM-DD."""

    type = Date()
    inherit_cache = True


class _LocalDay(FunctionElement[date]):
    """The day in a zone of a moment in UTC."""

    type = Date()
    inherit_cache = True


def day_of(moment: ColumnElement[Any]) -> ColumnElement[date]:
    """The day of a moment or of an ISO text, as a SQL expression."""
    return _Day(moment)


def day_in_zone(moment: ColumnElement[Any], zone: str) -> ColumnElement[date]:
    """The day in a zone of a moment that is kept in UTC, as a SQL expression."""
    # In the text of the statement, so that grouping by it names no bound value; the settings let
    # through nothing but names of zones.
    return _LocalDay(moment, literal_column(f"'{ZoneInfo(zone).key}'", String))


def day_of_text(text: ColumnElement[str], form: Written) -> ColumnElement[date]:
    """The day that a text says, as a SQL expression; a blank text is none."""
    if form is Written.ISO:
        return _Day(func.nullif(func.substring(text, inline(1), inline(10)), ""))
    year, month, day = _PLACES[form]
    dash = literal_column("'-'", String)
    said = (
        func.substring(text, inline(year), inline(4)).concat(dash)
        .concat(func.substring(text, inline(month), inline(2))).concat(dash)
        .concat(func.substring(text, inline(day), inline(2)))
    )  # fmt: skip
    return _Day(func.nullif(said, literal_column("'--'", String)))


def month_of_text(text: ColumnElement[str], form: Written) -> ColumnElement[int]:
    """The number of the month that a text or digits say, as a SQL expression."""
    year = cast(func.substring(text, inline(1), inline(4)), Integer)
    month = cast(func.substring(text, inline(_MONTH_AT[form]), inline(2)), Integer)
    return year * inline(12) + month - inline(1)


def local_day(moment: str | None, zone: str) -> str | None:
    """The day in a zone of a moment in UTC, both as SQLite keeps them: it knows no zones itself.

    Null where it is no moment, as SQLite's own function of days is.
    """
    try:
        read = datetime.fromisoformat(moment or "")
    except (TypeError, ValueError):
        return None
    aware = read if read.tzinfo else read.replace(tzinfo=UTC)
    return aware.astimezone(ZoneInfo(zone)).date().isoformat()


@compiles(_Day)
def _spell_day(element: _Day, compiler: SQLCompiler, **options: Any) -> str:
    (moment,) = element.clauses
    said = compiler.process(moment, **options)
    return f"date({said})" if compiler.dialect.name == "sqlite" else f"CAST({said} AS DATE)"


# Of a moment without a zone; one that has a zone is asked for its own.
_IN_ZONE = {
    "": "CAST(({moment} AT TIME ZONE 'UTC') AT TIME ZONE {zone} AS DATE)",
    "sqlite": LOCAL_DAY + "({moment}, {zone})",
    "spark": "CAST(from_utc_timestamp({moment}, {zone}) AS DATE)",
    "databricks": "CAST(from_utc_timestamp({moment}, {zone}) AS DATE)",
    "mysql": "CAST(CONVERT_TZ({moment}, 'UTC', {zone}) AS DATE)",
    "mariadb": "CAST(CONVERT_TZ({moment}, 'UTC', {zone}) AS DATE)",
    "snowflake": "CAST(CONVERT_TIMEZONE('UTC', {zone}, {moment}) AS DATE)",
    "bigquery": "DATE(TIMESTAMP({moment}), {zone})",
    "trino": "CAST(with_timezone({moment}, 'UTC') AT TIME ZONE {zone} AS DATE)",
}
_OWN_ZONE = "CAST({moment} AT TIME ZONE {zone} AS DATE)"
_ASKS_OWN = ("postgresql", "duckdb", "mssql", "trino")


@compiles(_LocalDay)
def _spell_local_day(element: _LocalDay, compiler: SQLCompiler, **options: Any) -> str:
    moment, zone = element.clauses
    name, kind = compiler.dialect.name, moment.type
    aware = isinstance(kind, DateTime) and bool(kind.timezone)
    form = _OWN_ZONE if aware and name in _ASKS_OWN else _IN_ZONE.get(name, _IN_ZONE[""])
    said = (compiler.process(part, **options) for part in (moment, zone))
    return form.format(**dict(zip(("moment", "zone"), said, strict=True)))

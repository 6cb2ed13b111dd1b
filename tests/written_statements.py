"""Every statement in the words of every database that a company may have, as JSON.

A program of its own: a dialect registers functions for the whole process that imports it, which
the tests on real databases must not meet.
"""

import json
import sys
import warnings
from datetime import date
from importlib import import_module
from typing import Any

import sqlalchemy as sa

from metrics import METRICS
from metrics.attention import meeting_days
from metrics.cohorts import cohorts, tenures
from metrics.follow_through import action_completion, follow_through
from metrics.initiatives import appearances
from metrics.movements import arrivals, intra_month, movers
from metrics.outcomes import outcome, outcome_names, values_given
from metrics.periods import parse_month
from metrics.respondents import respondents
from metrics.retention import cohort
from metrics.satisfaction import answers_counted
from metrics.say_do import given_between
from metrics.scope import Scope
from metrics.themes import theme_counts

YEAR = Scope(parse_month("2024-01"), parse_month("2024-12"))
AS_OF = date(2025, 1, 1)
DIALECTS = {
    "postgresql": "sqlalchemy.dialects.postgresql:dialect",
    "sqlite": "sqlalchemy.dialects.sqlite:dialect",
    "duckdb": "duckdb_sqlalchemy:Dialect",
    "mssql": "sqlalchemy.dialects.mssql:dialect",
    "mysql": "sqlalchemy.dialects.mysql:dialect",
    "oracle": "sqlalchemy.dialects.oracle:dialect",
    "snowflake": "snowflake.sqlalchemy.snowdialect:SnowflakeDialect",
    "bigquery": "sqlalchemy_bigquery:BigQueryDialect",
    "trino": "trino.sqlalchemy.dialect:TrinoDialect",
    "databricks": "databricks.sqlalchemy:DatabricksDialect",
    "spark": "kundagenda.database.spark:SparkDialect",
}
STATEMENTS = {metric.key: metric(YEAR) for metric in (*METRICS, outcome("uptime"))} | {
    "meeting_days": meeting_days(YEAR),
    "cohorts": cohorts(YEAR),
    "tenures": tenures(YEAR),
    "action_completion": action_completion(AS_OF),
    "follow_through": follow_through(AS_OF),
    "answers_counted": answers_counted("ces", YEAR),
    "appearances": appearances(AS_OF),
    "arrivals": arrivals(YEAR, 12),
    "cohort": cohort(YEAR.last, 12, "north"),
    "given_between": given_between(AS_OF, AS_OF),
    "intra_month": intra_month(YEAR),
    "movers": movers(YEAR, segment="north"),
    "outcome_names": outcome_names(),
    "respondents": respondents(YEAR),
    "theme_counts": theme_counts(YEAR),
    "values_given": values_given("uptime", YEAR, "north"),
}
month = sa.column("month", sa.Integer)
STATEMENTS["bound"] = sa.select(sa.func.count()).group_by(month + sa.bindparam("by", 3))


def written(dialect: str) -> dict[str, str]:
    """The SQL of every statement."""
    module, _, kind = DIALECTS[dialect].partition(":")
    found: Any = getattr(import_module(module), kind)(paramstyle="named")
    with warnings.catch_warnings():
        # Until it is connected, the dialect takes MySQL for an old one; 8.0.17 and later can
        # cast, and without the cast it divides whole numbers exactly.
        warnings.filterwarnings("ignore", "Datatype DOUBLE does not support CAST")
        return {key: str(statement.compile(dialect=found)) for key, statement in STATEMENTS.items()}


if __name__ == "__main__":
    json.dump(written(sys.argv[1]), sys.stdout)

"""Fills the table of cohorts: what is left of the customers who came in each month."""

from collections.abc import Sequence
from typing import Any

from sqlalchemy import Connection, delete, insert

from kundagenda.database.facts import Facts
from metrics.cohorts import cohorts
from metrics.scope import Scope
from metrics.tables import kpi_cohorts

COLUMNS = ("cohort_month", "month", "segment", "size", "accounts", "mrr")


def refresh_cohorts(
    connection: Connection, source: Facts, scope: Scope | None, since: int | None
) -> int:
    """Replace the months in scope (all from ``since`` on where null); the rows written.

    Args:
        connection: The app database, in the caller's transaction.
        source: Who answers about subscriptions.
        scope: The months of the book that have ended; null where there is no book.
        since: The first month to compute again; all when null.
    """
    connection.execute(delete(kpi_cohorts).where(kpi_cohorts.c.month >= (since or 0)))
    if scope is None:
        return 0
    rows = [dict(zip(COLUMNS, row, strict=True)) for row in cohort_rows(source, scope)]
    if rows:
        connection.execute(insert(kpi_cohorts), rows)
    return len(rows)


def cohort_rows(source: Facts, scope: Scope) -> Sequence[Any]:
    """What is left of every cohort in the months of a scope."""
    return source.rows("cohorts", cohorts(scope))

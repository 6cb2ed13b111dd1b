"""Puts computed figures into the KPI table, beside ready ones and never among them."""

from collections.abc import Sequence
from typing import Any

from sqlalchemy import Connection, delete, insert, select

from kundagenda.database.ready import AS_GIVEN
from kundagenda.database.tables import now
from metrics import Metric
from metrics.definition import PARTS
from metrics.scope import Scope
from metrics.tables import kpi_monthly


def store_rows(connection: Connection, metric: Metric, scope: Scope, found: Sequence[Any]) -> int:
    """Replace a metric's computed rows in a scope; the number of rows written.

    A month with ready values is left to them: figures of two origins never stand side by side.
    """
    inside = kpi_monthly.c.month.between(scope.first, scope.last)
    _delete_computed(connection, metric, inside)
    given = given_months(connection, metric)
    rows = [
        dict(zip(PARTS, row, strict=True))
        | {"metric": metric.key, "source": str(metric.family), "refreshed_at": now()}
        for row in found
        if row.month not in given
    ]
    if rows:
        connection.execute(insert(kpi_monthly), rows)
    return len(rows)


def forget_rows(connection: Connection, metric: Metric, since: int | None) -> None:
    """Drop computed months, so that a month whose rows are gone does not linger."""
    _delete_computed(connection, metric, kpi_monthly.c.month >= (since if since else 0))


def _delete_computed(connection: Connection, metric: Metric, which: Any) -> None:
    connection.execute(
        delete(kpi_monthly).where(
            kpi_monthly.c.metric == metric.key, kpi_monthly.c.source.not_in(AS_GIVEN), which
        )
    )


def given_months(connection: Connection, metric: Metric) -> set[int]:
    given = select(kpi_monthly.c.month).where(
        kpi_monthly.c.metric == metric.key, kpi_monthly.c.source.in_(AS_GIVEN)
    )
    return set(connection.execute(given).scalars())

"""Computes the verdicts at refresh and keeps them, so that no page runs a test."""

import json
from dataclasses import asdict
from datetime import UTC, date, datetime
from typing import Any

import pandas as pd
from sqlalchemy import Connection, case, delete, func, insert, select

from metrics import customer_item_share, logo_churn_month, nps
from metrics.change import level_change
from metrics.definition import Metric
from metrics.lead import lead_verdict
from metrics.periods import Grain, month_number, month_text, period_of
from metrics.tables import kpi_monthly, verdicts

OUTCOMES = (nps, logo_churn_month)


def store_verdicts(connection: Connection, on: date) -> None:
    """Replace this quarter's verdicts with those that the KPI table gives on a day.

    A change of level looks at every month that has ended; whether attention comes first is
    asked of whole quarters only, so that a new month does not fish for a first hit.
    """
    last = month_number(on) - 1
    quarter_end = period_of(last + 1, Grain.QUARTER) - 1
    for metric in (customer_item_share, *OUTCOMES):
        series = monthly_series(connection, metric, last)
        found = level_change(series, "share" if metric is customer_item_share else "plain")
        _store(connection, "level", metric, "", last, found.status, asdict(found))
    attention = monthly_series(connection, customer_item_share, quarter_end)
    for outcome in OUTCOMES:
        verdict = lead_verdict(attention, monthly_series(connection, outcome, quarter_end))
        _store(
            connection,
            "lead",
            customer_item_share,
            outcome.key,
            quarter_end,
            verdict.status,
            asdict(verdict),
        )


def monthly_series(connection: Connection, metric: Metric, last: int) -> "pd.Series[float]":
    """A metric of the whole company by month, up to and including ``last``; PeriodIndex.

    A month with a value given without its base does not add up, and is unknown.

    An agenda month without a held meeting, between the first and the last with one, has
    attention 0: a Swedish July is not a gap in the data.
    """
    adds_up = func.count() == func.count(kpi_monthly.c.denominator)
    parts = (
        select(
            kpi_monthly.c.month,
            func.sum(kpi_monthly.c.numerator),
            case((adds_up, func.sum(kpi_monthly.c.denominator))),
        )
        .where(kpi_monthly.c.metric == metric.key, kpi_monthly.c.month <= last)
        .group_by(kpi_monthly.c.month)
        .order_by(kpi_monthly.c.month)
    )
    values = {row[0]: metric.value(row[1], row[2]) for row in connection.execute(parts)}
    if not values:
        return pd.Series(dtype=float, index=pd.PeriodIndex([], freq="M"))
    months = range(min(values), max(values) + 1)
    quiet = 0.0 if metric is customer_item_share else None
    index = pd.PeriodIndex([month_text(month) for month in months], freq="M")
    return pd.Series([values.get(month, quiet) for month in months], index=index, dtype=float)


def _store(
    connection: Connection,
    kind: str,
    metric: Metric,
    against: str,
    month: int,
    status: str,
    detail: dict[str, Any],
) -> None:
    quarter = period_of(month, Grain.QUARTER)
    same = (
        (verdicts.c.kind == kind)
        & (verdicts.c.metric == metric.key)
        & (verdicts.c.against == against)
        & (verdicts.c.quarter == quarter)
    )
    connection.execute(delete(verdicts).where(same))
    connection.execute(
        insert(verdicts).values(
            kind=kind,
            metric=metric.key,
            against=against,
            forum="",
            segment="",
            quarter=quarter,
            status=status,
            detail=json.dumps(detail, default=str),
            computed_at=datetime.now(UTC).replace(tzinfo=None),
        )
    )

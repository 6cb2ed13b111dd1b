"""Monthly series of every segment, side by side, for the verdict that compares segments."""

import pandas as pd
from sqlalchemy import Connection, case, func, select

from metrics.definition import Metric
from metrics.periods import month_text
from metrics.scope import Rows
from metrics.tables import kpi_monthly


def tagged_by_segment(connection: Connection, metric: Metric, last: int) -> pd.DataFrame:
    """Each segment's own counted items over all items of the month, up to ``last``.

    One row a month from the first to the last with a meeting, one column per segment that is
    ever tagged. A month without a tagged item, or without a meeting, has attention 0.
    """
    parts = _parts(connection, metric, last)
    tagged = parts[parts["segment"] != ""]
    if tagged.empty:
        return pd.DataFrame(index=pd.PeriodIndex([], freq="M"))
    counted = tagged.pivot(index="month", columns="segment", values="numerator")
    items = parts.groupby("month")["denominator"].sum()
    months = range(int(parts["month"].min()), int(parts["month"].max()) + 1)
    share = counted.reindex(months).div(items.reindex(months).where(lambda n: n > 0), axis=0)
    return _by_period(share.fillna(0.0))


def outcome_by_segment(connection: Connection, metric: Metric, last: int) -> pd.DataFrame:
    """A metric by segment, one row a month up to ``last``, null where there is no value."""
    parts = _parts(connection, metric, last)
    parts = parts[parts["segment"] != ""].reset_index(drop=True)
    if parts.empty:
        return pd.DataFrame(index=pd.PeriodIndex([], freq="M"))
    pairs = zip(parts["numerator"], parts["denominator"], strict=True)
    valued = parts.assign(value=pd.Series([metric.value(*pair) for pair in pairs], dtype=float))
    values = valued.pivot(index="month", columns="segment", values="value")
    return _by_period(values.reindex(range(values.index.min(), values.index.max() + 1)))


def _parts(connection: Connection, metric: Metric, last: int) -> pd.DataFrame:
    """Summed parts by month and segment; the denominator is 0 where some value has no base."""
    rows = connection.execute(_query(metric, last)).all()
    names = ["month", "segment", "numerator", "denominator"]
    return pd.DataFrame([tuple(row) for row in rows], columns=names)


def _query(metric: Metric, last: int) -> Rows:
    adds_up = func.count() == func.count(kpi_monthly.c.denominator)
    return (
        select(
            kpi_monthly.c.month,
            kpi_monthly.c.segment,
            func.sum(kpi_monthly.c.numerator),
            case((adds_up, func.sum(kpi_monthly.c.denominator)), else_=0),
        )
        .where(kpi_monthly.c.metric == metric.key, kpi_monthly.c.month <= last)
        .group_by(kpi_monthly.c.month, kpi_monthly.c.segment)
    )


def _by_period(frame: pd.DataFrame) -> pd.DataFrame:
    index = pd.PeriodIndex([month_text(int(month)) for month in frame.index], freq="M")
    return frame.set_axis(index, axis=0)

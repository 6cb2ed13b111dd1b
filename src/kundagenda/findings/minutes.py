"""The customer share of minutes over time, read together from the six figures behind it."""

from collections.abc import Mapping
from dataclasses import replace

from sqlalchemy import Connection

from kundagenda.findings.kpi import Monthly, monthly_parts
from kundagenda.findings.reading import Reading, Status, Sums
from kundagenda.findings.readings import (
    periods_in,
    plain_readings,
    reading_of,
    span_of,
    sum_of,
)
from metrics.definition import Metric
from metrics.minutes import MINUTE_PARTS, customer_minute_share, minute_share, minutes_imputed
from metrics.periods import Grain

MINUTES_READ = (*MINUTE_PARTS, customer_minute_share)


def minute_readings(
    connection: Connection,
    grain: Grain = Grain.MONTH,
    first: int | None = None,
    last: int | None = None,
    *,
    ended: int,
    forum: str = "",
) -> list[Reading]:
    """The customer share of minutes for every period with data, oldest first.

    ``low`` and ``high`` are the least and the greatest the share can be, not a 95 % interval.
    They stand also where the value is null because too few minutes are known. Ready values are
    read where no minutes are.

    Args:
        connection: The app database.
        grain: The length of a period.
        first: The first month wanted; the first with data when null.
        last: The last month wanted; the last with data when null.
        ended: The last month that is over; a period that reaches beyond it is partial.
        forum: One forum; all when empty.
    """
    monthly = monthly_parts(connection, MINUTES_READ, [forum] if forum else [])
    months = span_of(monthly[told_by(monthly).key], first, last)
    return [
        minute_reading(monthly, period, grain, ended=ended) for period in periods_in(months, grain)
    ]


def minute_months(connection: Connection, ended: int) -> dict[int, float | None]:
    """The customer share of minutes by month up to one that is over, every month between in it.

    A month without a held meeting gave customers no time, and is no gap in the data; a month with
    too few minutes known is one, and so is a missing month among ready values.
    """
    monthly = monthly_parts(connection, MINUTES_READ)
    metric = told_by(monthly)
    found = monthly[metric.key]
    quiet = None if metric is customer_minute_share else 0.0
    return {
        month: minute_reading(monthly, month, Grain.MONTH, ended=ended).value
        if month in found
        else quiet
        for month in span_of(found, None, min(ended, max(found, default=ended)))
    }


def told_by(monthly: Mapping[str, Monthly]) -> Metric:
    """The metric whose months are those of the share: ready values where no minutes are read."""
    given = monthly[customer_minute_share.key] and not monthly[minutes_imputed.key]
    return customer_minute_share if given else minutes_imputed


def minute_reading(
    monthly: Mapping[str, Monthly], period: int, grain: Grain, *, ended: int
) -> Reading:
    """The customer share of minutes of one period, from the parts of `MINUTES_READ` by key."""
    if told_by(monthly) is customer_minute_share:
        given = monthly[customer_minute_share.key]
        [reading] = plain_readings(customer_minute_share, given, [period], grain, ended)
        return reading
    sums = {
        metric.key: sum_of(metric, monthly[metric.key], period, grain) for metric in MINUTE_PARTS
    }
    return _reading(period, sums, grain, ended)


def _reading(period: int, sums: dict[str, Sums | None], grain: Grain, ended: int) -> Reading:
    """The reading of one period: its bounds always, its value where enough minutes are known."""
    imputed = reading_of(customer_minute_share, period, sums[minutes_imputed.key], grain, ended)
    share = minute_share(
        {key: (of.numerator, of.denominator) if of else (None, None) for key, of in sums.items()}
    )
    status = Status.UNDEFINED if share.value is None else imputed.status
    return replace(imputed, value=share.value, low=share.low, high=share.high, status=status)

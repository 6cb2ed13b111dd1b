"""The customer share of minutes over time, read together from the six figures behind it."""

from dataclasses import replace

from sqlalchemy import Connection

from kundagenda.findings.kpi import monthly_parts
from kundagenda.findings.reading import Reading, Status, Sums
from kundagenda.findings.readings import (
    periods_in,
    plain_readings,
    reading_of,
    span_of,
    sum_of,
)
from metrics.minutes import MINUTE_PARTS, customer_minute_share, minute_share, minutes_imputed
from metrics.periods import Grain


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
    read = (*MINUTE_PARTS, customer_minute_share)
    monthly = monthly_parts(connection, read, [forum] if forum else [])
    given, found = monthly[customer_minute_share.key], []
    if given and not monthly[minutes_imputed.key]:
        periods = periods_in(span_of(given, first, last), grain)
        return plain_readings(customer_minute_share, given, periods, grain, ended)
    for period in periods_in(span_of(monthly[minutes_imputed.key], first, last), grain):
        sums = {
            metric.key: sum_of(metric, monthly[metric.key], period, grain)
            for metric in MINUTE_PARTS
        }
        found.append(_reading(period, sums, grain, ended))
    return found


def _reading(period: int, sums: dict[str, Sums | None], grain: Grain, ended: int) -> Reading:
    """The reading of one period: its bounds always, its value where enough minutes are known."""
    imputed = reading_of(customer_minute_share, period, sums[minutes_imputed.key], grain, ended)
    share = minute_share(
        {key: (of.numerator, of.denominator) if of else (None, None) for key, of in sums.items()}
    )
    status = Status.UNDEFINED if share.value is None else imputed.status
    return replace(imputed, value=share.value, low=share.low, high=share.high, status=status)

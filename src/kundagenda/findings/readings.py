"""A metric over time, as every reader meets it: pooled, withheld if it must be, with interval."""

from collections.abc import Iterable, Sequence
from functools import reduce
from math import inf
from operator import add
from statistics import NormalDist

from sqlalchemy import Connection

from kundagenda.findings.kpi import Monthly, parts_of, segment_parts
from kundagenda.findings.reading import SHOWN_FROM, SURE_FROM, Reading, Status, Sums
from kundagenda.findings.withholding import WHOLE, Published
from metrics.definition import Family, Interval, Metric
from metrics.periods import Grain, months_of, period_of
from metrics.uncertainty import mean_interval, nps_interval, wilson


def readings(
    connection: Connection,
    metric: Metric,
    *,
    grain: Grain = Grain.MONTH,
    first: int | None = None,
    last: int | None = None,
    ended: int,
    forum: str = "",
    segment: str = "",
) -> list[Reading]:
    """The metric for every period from the first to the last month with data, oldest first.

    Args:
        connection: The app database.
        metric: What to read.
        grain: The length of a period.
        first: The first month wanted; the first with data when null.
        last: The last month wanted; the last with data when null.
        ended: The last month that is over; a period that reaches beyond it is partial.
        forum: One forum (agenda metrics only); all when empty.
        segment: One segment; all when empty.
    """
    if metric.family is Family.SURVEY:
        said = Published(segment_parts(connection, [metric])[metric.key])
        months = span_of(said.segments.get(segment, {}) if segment else said.whole, first, last)
        return survey_readings(metric, said, periods_in(months, grain), grain, ended, segment)
    monthly = parts_of(connection, metric, forum, segment)
    periods = periods_in(span_of(monthly, first, last), grain)
    return plain_readings(metric, monthly, periods, grain, ended)


def span_of(monthly: Monthly, first: int | None, last: int | None) -> range:
    """The months wanted, within those that have data."""
    if not monthly:
        return range(0)
    start = min(monthly) if first is None else first
    return range(start, (max(monthly) if last is None else last) + 1)


def periods_in(months: Iterable[int], grain: Grain) -> list[int]:
    return sorted({period_of(month, grain) for month in months})


def plain_readings(
    metric: Metric, monthly: Monthly, periods: Sequence[int], grain: Grain, ended: int
) -> list[Reading]:
    """Readings of an agenda or retention metric: thin ones are marked, none is withheld."""
    return [
        reading_of(metric, period, sum_of(metric, monthly, period, grain), grain, ended)
        for period in periods
    ]


def sum_of(metric: Metric, monthly: Monthly, period: int, grain: Grain) -> Sums | None:
    """A period's parts: its months added, or its last month where months do not add up.

    They do not at a horizon of a year, nor for ready values that came without a base.
    """
    there = [monthly[month] for month in months_of(period, grain) if month in monthly]
    if not there:
        return None
    add_up = metric.pooled and all(sums.poolable for sums in there)
    return reduce(add, there) if add_up else there[-1]


def survey_readings(
    metric: Metric,
    said: Published,
    periods: Sequence[int],
    grain: Grain,
    ended: int,
    segment: str = "",
) -> list[Reading]:
    """Readings of a survey metric for one segment, or for the company when none is named."""
    unit = segment or WHOLE
    monthly = said.segments.get(segment, {}) if segment else said.whole
    found = []
    for period in periods:
        there = sum_of(metric, monthly, period, grain)
        if there is None or not there.poolable:
            found.append(reading_of(metric, period, there, grain, ended))
            continue
        rolled = grain is Grain.ROLLING12
        sums = said.rolling(unit, period) if rolled else said.parts(unit)[grain].get(period)
        if sums is None:
            found.append(_withheld(metric, period, there))
        else:
            found.append(reading_of(metric, period, sums, grain, ended))
    return found


def _withheld(metric: Metric, period: int, sums: Sums) -> Reading:
    """The period with its base alone: how few answered is no secret, what they said is."""
    base = sums.base or 0
    return Reading(metric, period, None, None, None, base, None, None, None, Status.WITHHELD)


def reading_of(metric: Metric, period: int, sums: Sums | None, grain: Grain, ended: int) -> Reading:
    """The reading of summed parts, with its interval and standing."""
    if sums is None:
        return Reading(metric, period, None, None, None, 0, None, None, None, Status.UNDEFINED)
    if not sums.poolable:
        value = sums.numerator
        low, high = _by_error(metric, value, sums.error)
        base, given = sums.base, _given(value)
        return Reading(metric, period, value, low, high, base, None, None, None, given)
    value = metric.value(sums.numerator, sums.denominator)
    low, high = _interval(metric, sums) if value is not None else (None, None)
    base = sums.base or 0
    status = _status(value, base, months_of(period, grain)[-1] > ended)
    return Reading(
        metric, period, value, low, high, base,
        sums.numerator, sums.denominator, sums.squares, status,
    )  # fmt: skip


def _given(value: float | None) -> Status:
    return Status.UNDEFINED if value is None else Status.OK


def _status(value: float | None, base: int, partial: bool) -> Status:
    if value is None:
        return Status.UNDEFINED
    if partial:
        return Status.PARTIAL
    return Status.THIN if base < SURE_FROM else Status.OK


def _interval(metric: Metric, sums: Sums) -> tuple[float | None, float | None]:
    """The 95 % interval by the metric's own method, in its unit; null where it has none."""
    numerator, denominator = sums.numerator or 0, sums.denominator or 0
    if sums.error is not None:  # whoever told it knows how the answers were weighed
        return _by_error(metric, metric.value(numerator, denominator), sums.error)
    match metric.interval:
        case Interval.WILSON if 0 <= numerator <= denominator and round(denominator):
            low, high = wilson(round(numerator), round(denominator))
            return metric.scale * low, metric.scale * high
        case Interval.NPS if sums.squares is not None:
            return nps_interval(*nps_counts(sums))
        case Interval.MEAN if sums.squares is not None and denominator > 1:
            low, high = mean_interval(numerator, sums.squares, round(denominator))
            return metric.scale * low, metric.scale * high
        case _:
            return None, None


def _by_error(
    metric: Metric, value: float | None, error: float | None
) -> tuple[float | None, float | None]:
    """The 95 % interval of a ready value whose standard error was told, within what it can be."""
    if value is None or error is None:
        return None, None
    least, most = metric.values or (-inf, inf)
    margin = NormalDist().inv_cdf(0.975) * error
    return max(value - margin, least), min(value + margin, most)


def nps_counts(sums: Sums | Reading) -> tuple[int, int, int]:
    """Promoters, passives and detractors from the sums of +1, 0 and -1 and of their squares."""
    net, off_centre, answers = sums.numerator or 0, sums.squares or 0, sums.denominator or 0
    promoters, detractors = round((off_centre + net) / 2), round((off_centre - net) / 2)
    return promoters, round(answers) - promoters - detractors, detractors


__all__ = ["SHOWN_FROM", "Reading", "Status", "plain_readings", "readings", "survey_readings"]

"""How a figure differs from the year before, and whether chance alone explains it."""

from kundagenda.findings.overview import Change, Figure
from kundagenda.findings.reading import Reading
from kundagenda.findings.readings import nps_counts
from metrics.definition import Interval, Metric
from metrics.uncertainty import difference_of_means, difference_of_nps, difference_of_shares


def figure_of(metric: Metric, now: Reading, before: Reading) -> Figure:
    """A metric's last twelve months beside the twelve before."""
    return Figure(metric, now, before, _change(metric, now, before))


def _change(metric: Metric, now: Reading, before: Reading) -> Change | None:
    if now.value is None or before.value is None:
        return None
    low, high = _interval(metric, now, before)
    return Change(now.value - before.value, low, high)


def _interval(metric: Metric, now: Reading, before: Reading) -> tuple[float | None, float | None]:
    """The 95 % interval of the difference; null for a metric that has none."""
    if now.low is None or before.low is None:
        return None, None
    if metric.interval is Interval.NPS:
        return difference_of_nps(nps_counts(now), nps_counts(before))
    if metric.interval is Interval.MEAN:
        low, high = difference_of_means(_sums_of(now), _sums_of(before))
    else:
        low, high = difference_of_shares(
            now.numerator or 0, now.denominator or 0, before.numerator or 0, before.denominator or 0
        )
    return metric.scale * low, metric.scale * high


def _sums_of(reading: Reading) -> tuple[float, float, int]:
    """Sum, sum of squares and number, which a reading with an interval around a mean has."""
    return reading.numerator or 0, reading.squares or 0, round(reading.denominator or 0)

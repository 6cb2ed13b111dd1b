"""A company's own outcomes that are parts of a whole, so that they can be read in percent."""

from collections.abc import Iterable, Iterator
from dataclasses import replace

from kundagenda.findings.kpi import BySegment
from metrics.definition import Metric, Unit
from metrics.outcomes import plain_name

# A part of everything, between 0 and 1.
_PARTS = (
    *("uptime", "availability", "delivery_precision", "on_time_delivery", "downtime"),
    *("drifttid", "tillgänglighet", "leveransprecision", "stillestånd"),
)
# More or less than something else; beyond a half, as ones given in percent are, it is not a share.
_RATES = (
    *("price_premium", "growth", "margin", "profitability"),
    *("prispremie", "tillväxt", "marginal", "lönsamhet"),
)
_LIMITS = {name: (0.0, 1.0) for name in _PARTS} | {name: (-0.5, 0.5) for name in _RATES}


def as_rate(metric: Metric, segments: BySegment, targets: Iterable[float]) -> Metric:
    """The metric as a share, where its name and every value and target agree that it is one.

    An outcome's rows say nothing of its unit: 0.97 of uptime is 97 %, and 97 is too.
    """
    limits = _LIMITS.get(plain_name(metric))
    if limits is None:
        return metric
    low, high = limits
    values = [*_values(metric, segments), *targets]
    if not all(low <= value <= high for value in values):
        return metric
    return replace(metric, unit=Unit.SHARE, values=(-1.0 if low < 0 else 0.0, 1.0))


def _values(metric: Metric, segments: BySegment) -> Iterator[float]:
    for monthly in segments.values():
        for sums in monthly.values():
            given = sums.numerator
            value = metric.value(given, sums.denominator) if sums.poolable else given
            if value is not None:
                yield value

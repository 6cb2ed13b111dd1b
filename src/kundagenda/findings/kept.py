"""What a figure of loss leaves: customers who stay, where the metric counts those who went."""

from collections.abc import Mapping
from dataclasses import replace

from kundagenda.findings.measured import Measured
from kundagenda.findings.overview import Change, Figure
from kundagenda.findings.reading import Reading
from kundagenda.findings.targets import Target
from metrics import logo_churn, logo_churn_month
from metrics.definition import Better, Metric

# The same rows under the same key, told the other way round.
KEPT: Mapping[str, Metric] = {
    logo_churn.key: replace(
        logo_churn,
        label="Customers kept",
        definition="Customers of twelve months ago who still are, as a share of those customers.",
        formula="customers of m-12 with revenue in m / customers of m-12",
        better=Better.HIGHER,
    ),
    logo_churn_month.key: replace(
        logo_churn_month,
        label="Customers kept, one month",
        definition="Customers of a month ago who still are, as a share of those customers.",
        formula="customers of m-1 with revenue in m / customers of m-1",
        better=Better.HIGHER,
    ),
}


def kept(found: Measured) -> Measured:
    """A share that was lost, as the share that is left: readings, change and target.

    A metric that counts no loss is returned as it is.
    """
    metric = KEPT.get(found.metric.key)
    if metric is None:
        return found
    return replace(
        found,
        metric=metric,
        figure=_figure(metric, found.figure),
        readings=tuple(_reading(metric, reading) for reading in found.readings),
        target=_target(found.target),
    )


def _figure(metric: Metric, figure: Figure) -> Figure:
    now, before = figure.now, figure.before
    return Figure(
        metric,
        now and _reading(metric, now),
        before and _reading(metric, before),
        figure.change and _change(figure.change),
    )


def _reading(metric: Metric, reading: Reading) -> Reading:
    numerator, denominator = reading.numerator, reading.denominator
    left = None if numerator is None or denominator is None else denominator - numerator
    return replace(
        reading,
        metric=metric,
        value=_rest(reading.value),
        low=_rest(reading.high),
        high=_rest(reading.low),
        numerator=left,
        squares=None,
    )


def _change(change: Change) -> Change:
    low, high = change.low, change.high
    return Change(
        -change.difference, None if high is None else -high, None if low is None else -low
    )


def _target(target: Target | None) -> Target | None:
    return None if target is None else replace(target, value=1 - target.value)


def _rest(share: float | None) -> float | None:
    return None if share is None else 1 - share

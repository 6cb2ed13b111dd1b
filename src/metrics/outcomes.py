"""Figures of the company's own: uptime, delivery precision, margin, or whatever it follows."""

from sqlalchemy import BigInteger, case, cast, func, literal, null, select

from metrics.definition import Better, Family, Interval, Metric, Unit, metric
from metrics.scope import Rows, Scope, segment_of
from metrics.tables import outcome_values

PREFIX = "outcome:"
# Outcomes of which every company means the same direction, in the words of either language.
_MORE_IS_BETTER = (
    *("uptime", "availability", "delivery_precision", "on_time_delivery", "price_premium"),
    *("growth", "margin", "profitability"),
    *("drifttid", "tillgänglighet", "leveransprecision", "prispremie", "tillväxt", "marginal"),
    *("lönsamhet",),
)
_LESS_IS_BETTER = ("downtime", "complaints", "stillestånd", "klagomål", "reklamationer")
_DIRECTIONS = {
    **dict.fromkeys(_MORE_IS_BETTER, Better.HIGHER),
    **dict.fromkeys(_LESS_IS_BETTER, Better.LOWER),
}


def outcome(name: str) -> Metric:
    """The metric of the outcome values of that name, in their own unit.

    Its direction is known for the usual names alone (`better_of`). ``dated_by`` is a month
    number, not a day.

    Raises:
        ValueError: the name is blank.
    """
    if not name.strip():
        raise ValueError("an outcome needs a name, as in outcome:uptime")
    return metric(
        key=PREFIX + name,
        definition="The company's own figure in its own unit, weighed by what each value rests on.",
        label=name,
        unit=Unit.OWN,
        better=better_of(name),
        base="observations",
        family=Family.OUTCOME,
        interval=Interval.NONE,
        splits=("segment",),
        dated_by=(outcome_values.c.month,),
        formula="sum of value x base / sum of base",
        source="own definition; no published standard",
    )(lambda scope: _weighed(scope, name))


def better_of(name: str) -> Better:
    """Which way of an outcome is good; neither of a name that does not say it.

    A longer delivery time is worse, a longer stay better: a name must be one of the usual ones.

    >>> str(better_of("Delivery precision")), str(better_of("days"))
    ('higher', 'neither')
    """
    return _DIRECTIONS.get(_plain(name), Better.NEITHER)


def plain_name(metric: Metric) -> str:
    """The name of an outcome in small letters, its words parted by low lines; else empty."""
    return _plain(metric.key.removeprefix(PREFIX)) if metric.key.startswith(PREFIX) else ""


def _plain(name: str) -> str:
    return name.strip().casefold().replace(" ", "_").replace("-", "_")


def outcome_names() -> Rows:
    """The names of all outcomes, in order; one row a ``name``.

    A table of the company's own may have rows without one: they are of no outcome.
    """
    given = outcome_values.c.metric
    # Of a name of blanks alone nothing is left; of null neither, since null is not unlike ''.
    named = select(given.label("name")).where(func.trim(given) != "")
    # Ordered by its label: Spark no longer knows the column once the rows are distinct.
    return named.distinct().order_by("name")


def values_given(name: str, scope: Scope, segment: str = "") -> Rows:
    """The values of an outcome as they were given: ``month, segment, value, base``."""
    values = outcome_values.c
    month, of = values.month, segment_of(values.segment)
    rows = select(month, of.label("segment"), values.value, values.base).where(
        values.metric == name, month >= scope.first, month <= scope.last
    )
    return rows.where(of == segment) if segment else rows


def _weighed(scope: Scope, name: str) -> Rows:
    """Values times bases over bases, by month and segment.

    A value without base cannot be weighed: it stands as it was given, with no denominator. The
    table's key allows one row for a month and segment; where a warehouse has several, one without
    base means that none adds up.
    """
    values = outcome_values.c
    month, segment = values.month, segment_of(values.segment)
    adds_up = func.count() == func.count(values.base)
    # PostgreSQL adds large whole numbers to decimals; the parts are plain numbers.
    based = cast(func.sum(values.base), BigInteger)
    given = func.max(case((values.base.is_(None), values.value)))
    return (
        select(
            month.label("month"),
            literal("").label("forum"),
            segment.label("segment"),
            case((adds_up, func.sum(values.value * values.base)), else_=given).label("numerator"),
            case((adds_up, based)).label("denominator"),
            null().label("squares"),
            case((adds_up, based)).label("base"),
        )
        .where(values.metric == name, month >= scope.first, month <= scope.last)
        .group_by(month, segment)
    )

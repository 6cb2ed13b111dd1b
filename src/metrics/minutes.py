"""How much of the leadership's time goes to customers, where minutes are known and where not.

Six figures by month and forum stand behind the share that is shown; `minute_share` reads them
together. A meeting's residual is what is left of its length after formal items and items with
minutes; its items without minutes shared that time, nobody knows how.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from sqlalchemy import (
    ColumnElement,
    Double,
    Integer,
    Subquery,
    case,
    cast,
    false,
    func,
    literal,
    null,
    select,
)

from metrics.agenda_rows import customer_item, discussed
from metrics.definition import Better, Family, Interval, Unit, metric
from metrics.periods import inline, month_of
from metrics.quotient import quotient
from metrics.scope import Rows, Scope
from metrics.tables import agenda_items, forums, meetings

# With fewer minutes known than this the imputed share would be mostly a guess.
ENOUGH_COVERAGE = 0.5

_MINUTES: dict[str, Any] = {
    "unit": Unit.SHARE,
    "better": Better.NEITHER,
    "family": Family.AGENDA,
    "interval": Interval.NONE,
    "source": "own definition; no published standard",
    "splits": ("forum",),
    "dated_by": (meetings.c.held_on,),
}
_BOUND = _MINUTES | {"source": "own definition; bounds: Manski", "base": "items with minutes"}


@dataclass(frozen=True)
class MinuteShare:
    """The customer share of minutes, with how far it can be trusted.

    Attributes:
        value: The imputed share; null when too few items have minutes.
        low: The least the share can be; null when some meeting's length is unknown.
        high: The greatest the share can be; likewise.
        coverage: Items with minutes as a share of items.
        recorded_share: The share of the minutes that were recorded.
    """

    value: float | None
    low: float | None
    high: float | None
    coverage: float | None
    recorded_share: float | None


def minute_share(parts: Mapping[str, tuple[float | None, float | None]]) -> MinuteShare:
    """The share and its bounds from summed numerators and denominators, by metric key."""
    found = {key: quotient(*pair) for key, pair in parts.items()}
    coverage = found["minutes_coverage"]
    enough = coverage is not None and coverage >= ENOUGH_COVERAGE
    bounded = not parts["meetings_without_length"][0]
    return MinuteShare(
        value=found["minutes_imputed"] if enough else None,
        low=found["minutes_low"] if bounded else None,
        high=found["minutes_high"] if bounded else None,
        coverage=coverage,
        recorded_share=found["minutes_recorded"],
    )


def _known(actual: ColumnElement[Any], planned: ColumnElement[Any]) -> ColumnElement[Any]:
    """Minutes as they were, else as planned; a negative number says nothing and is null."""
    minutes = func.coalesce(actual, planned)
    return case((minutes >= 0, minutes))


def _timed(scope: Scope) -> Subquery:
    """One row per held meeting with discussed items: counts of items and sums of minutes."""
    minutes = _known(agenda_items.c.actual_minutes, agenda_items.c.planned_minutes)
    length = _known(meetings.c.actual_minutes, meetings.c.planned_minutes)
    formal = (agenda_items.c.formal != false()) & (agenda_items.c.outcome != "deferred")
    customer = discussed() & (customer_item() == 1)
    return (
        select(
            month_of(meetings.c.held_on).label("month"),
            forums.c.name.label("forum"),
            func.max(length).label("length"),
            _count(discussed()).label("discussed"),
            _count(discussed() & minutes.is_(None)).label("missing"),
            _count(customer & minutes.is_(None)).label("customer_missing"),
            _sum(discussed() & minutes.is_not(None), minutes).label("minutes"),
            _sum(customer & minutes.is_not(None), minutes).label("customer_minutes"),
            _sum(formal & minutes.is_not(None), minutes).label("formal_minutes"),
        )
        .join_from(meetings, forums, forums.c.id == meetings.c.forum_id)
        .join(agenda_items, agenda_items.c.meeting_id == meetings.c.id)
        .where(meetings.c.status == "held")
        .where(meetings.c.held_on >= scope.start, meetings.c.held_on < scope.end)
        .group_by(meetings.c.id, meetings.c.held_on, forums.c.name)
        .having(_count(discussed()) > 0)
        .subquery("timed")
    )


def _count(met: ColumnElement[bool]) -> ColumnElement[int]:
    return cast(func.sum(case((met, 1), else_=0)), Integer)  # else their sum is a decimal


def _sum(met: ColumnElement[bool], minutes: ColumnElement[Any]) -> ColumnElement[Any]:
    return func.sum(case((met, minutes), else_=0))


def _residual(rows: Subquery) -> ColumnElement[float]:
    """The time that a meeting's items without minutes shared; 0 when there are none."""
    left = rows.c.length - rows.c.formal_minutes - rows.c.minutes
    return case(((rows.c.missing > 0) & (left > 0), left), else_=0)


def _parts(
    rows: Subquery, numerator: ColumnElement[Any], denominator: ColumnElement[Any], base: Any
) -> Rows:
    """Sums over meetings by month and forum."""
    return select(
        rows.c.month,
        rows.c.forum,
        literal("").label("segment"),
        func.sum(numerator).label("numerator"),
        func.sum(denominator).label("denominator"),
        null().label("squares"),
        func.sum(base).label("base"),
    ).group_by(rows.c.month, rows.c.forum)


def _with_residual(rows: Subquery, customers: ColumnElement[Any]) -> Rows:
    """Customer minutes and the customers' part of the residual, over minutes and residual."""
    return _parts(
        rows,
        rows.c.customer_minutes + customers,
        rows.c.minutes + _residual(rows),
        rows.c.discussed - rows.c.missing,
    )


@metric(
    label="Customer share of recorded minutes",
    base="items with minutes",
    formula="customer minutes / minutes, of items with minutes",
    **_MINUTES,
)
def minutes_recorded(scope: Scope) -> Rows:
    """Minutes of customer items as a share of minutes, of items whose minutes are known.

    Minutes as they were, else as planned. 0 is a recorded zero, a negative number is unknown.
    """
    rows = _timed(scope)
    return _parts(rows, rows.c.customer_minutes, rows.c.minutes, rows.c.discussed - rows.c.missing)


def _imputed(scope: Scope) -> Rows:
    rows = _timed(scope)
    each = _residual(rows) / cast(rows.c.missing, Double)
    customers = case((rows.c.missing > 0, rows.c.customer_missing * each), else_=0)
    return _with_residual(rows, customers)


_IMPUTED = {
    **_MINUTES,
    "base": "items with minutes",
    "formula": "(customer minutes + imputed customer minutes) / (minutes + time left over)",
}
minutes_imputed = metric(
    key="minutes_imputed",
    label="Customer share of minutes, with imputed ones",
    definition="Customer minutes as a share of minutes; the time a meeting has left over is "
    "split equally over its items without minutes.",
    **_IMPUTED,
)(_imputed)
# Never stored: read through `minute_share`, which knows when to show no value, or no bounds.
customer_minute_share = metric(
    key="customer_minute_share",
    label="Customer share of minutes",
    definition="Customer minutes as a share of all minutes at meetings, formalities left out.",
    **_IMPUTED,
)(_imputed)


@metric(
    label="Least customer share of minutes",
    formula="(customer minutes + time left over if only customer items lack minutes)"
    " / (minutes + time left over)",
    **_BOUND,
)
def minutes_low(scope: Scope) -> Rows:
    """The least the customer share of minutes can be, whoever had the time left over."""
    rows = _timed(scope)
    only_customers = rows.c.customer_missing == rows.c.missing
    return _with_residual(rows, case((only_customers, _residual(rows)), else_=0))


@metric(
    label="Greatest customer share of minutes",
    formula="(customer minutes + time left over if a customer item lacks minutes)"
    " / (minutes + time left over)",
    **_BOUND,
)
def minutes_high(scope: Scope) -> Rows:
    """The greatest the customer share of minutes can be, whoever had the time left over."""
    rows = _timed(scope)
    return _with_residual(rows, case((rows.c.customer_missing > 0, _residual(rows)), else_=0))


@metric(label="Items with minutes", base="items", formula="items with minutes / items", **_MINUTES)
def minutes_coverage(scope: Scope) -> Rows:
    """Items whose minutes are known, as a share of items."""
    rows = _timed(scope)
    return _parts(rows, rows.c.discussed - rows.c.missing, rows.c.discussed, rows.c.discussed)


@metric(
    label="Meetings without length",
    base="meetings",
    formula="meetings with items without minutes and no length / meetings with items",
    **_MINUTES,
)
def meetings_without_length(scope: Scope) -> Rows:
    """Meetings of unknown length with items of unknown minutes, as a share of meetings."""
    rows = _timed(scope)
    unknown = case(((rows.c.missing > 0) & rows.c.length.is_(None), 1), else_=0)
    return _parts(rows, unknown, inline(1), inline(1))


# What `minute_share` reads, in the order in which the catalogue lists them.
MINUTE_PARTS = (
    *(minutes_recorded, minutes_imputed, minutes_low, minutes_high),
    *(minutes_coverage, meetings_without_length),
)

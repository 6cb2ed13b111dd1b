"""The book of subscriptions in event form: what a customer pays changes only now and then.

A subscription enters and leaves the month-end snapshots once, so an account's revenue and segment
are kept as stretches of months, and a sum over a stretch is a step up and a step down. Running
sums over a dense calendar give every month, quiet ones too; months x subscriptions is never built
(docs/decisions.md).
"""

from collections.abc import Iterable, Mapping
from typing import Any

from sqlalchemy import (
    CTE,
    BigInteger,
    ColumnElement,
    Double,
    FromClause,
    Integer,
    and_,
    case,
    cast,
    func,
    literal_column,
    select,
    union,
    union_all,
)

from metrics.periods import inline, month_of
from metrics.scope import Scope, segment_of
from metrics.spelling import Rounded
from metrics.tables import subscriptions

FOREVER = inline(1_000_000)
ALWAYS = inline(1) == inline(1)
"""Joins every row with every row, in words that all databases take."""


def hundredths(amount: ColumnElement[float]) -> ColumnElement[int]:
    """An amount as a whole number of hundredths, so that sums are exact on every database.

    Some databases round a half to the even number and some away from zero: a millionth more
    leaves no halves, and a yearly price over twelve months is the same everywhere.
    """
    return cast(Rounded(amount * inline(100) + literal_column("0.000001")), BigInteger)


def in_currency(total: ColumnElement[int]) -> ColumnElement[Any]:
    """Hundredths in the currency's whole unit, divided once and last."""
    exact: ColumnElement[Any] = cast(total, Double)
    return exact / inline(100)


def _spells() -> CTE:
    """One row per subscription that is in a month-end snapshot: months from_ to before until.

    Active on the last day of month m means started in m or earlier and ended after m.
    """
    start, end = month_of(subscriptions.c.started_on), month_of(subscriptions.c.ended_on)
    until, cents = func.coalesce(end, FOREVER), hundredths(subscriptions.c.mrr)
    return (
        select(
            subscriptions.c.account_id,
            segment_of(subscriptions.c.segment).label("segment"),
            start.label("from_"),
            until.label("until"),
            cents.label("cents"),
        )
        .where(until > start, cents > 0)
        .cte("spells")
    )


def _changes(spells: CTE) -> CTE:
    """Every account and month in which one of its subscriptions enters or leaves the snapshots."""
    return union(
        select(spells.c.account_id, spells.c.from_.label("month")),
        select(spells.c.account_id, spells.c.until).where(spells.c.until < FOREVER),
    ).cte("changes")


def _ranked(spells: CTE, changes: CTE) -> CTE:
    """Each change with the account's whole revenue, a row a subscription, largest first.

    On a tie the lowest segment code comes first.
    """
    same = (changes.c.account_id, changes.c.month)
    active = and_(
        spells.c.account_id == changes.c.account_id,
        spells.c.from_ <= changes.c.month,
        spells.c.until > changes.c.month,
    )
    revenue = func.sum(spells.c.cents).over(partition_by=same)
    largest_first = (spells.c.cents.desc(), spells.c.segment)
    rank = func.row_number().over(partition_by=same, order_by=largest_first)
    return (
        select(
            *same,
            spells.c.segment,
            func.coalesce(revenue, inline(0)).label("cents"),
            rank.label("rank"),
        )
        .select_from(changes.outerjoin(spells, active))
        .cte("ranked")
    )


def states() -> CTE:
    """One row per account and change: its revenue and segment from ``from_`` to before ``until``.

    The first begins with the account's first snapshot; revenue is 0 and the segment null while it
    is away. The segment is that of the largest subscription.
    """
    spells = _spells()
    ranked = _ranked(spells, _changes(spells))
    until = func.lead(ranked.c.month).over(
        partition_by=ranked.c.account_id, order_by=ranked.c.month
    )
    return (
        select(
            ranked.c.account_id,
            ranked.c.segment,
            cast(ranked.c.cents, BigInteger).label("cents"),
            ranked.c.month.label("from_"),
            func.coalesce(until, FOREVER).label("until"),
        )
        .where(ranked.c.rank == 1)
        .cte("states")
    )


def stretches(book: CTE, horizon: int) -> CTE:
    """The months over which neither an account's state nor that of the horizon before changes."""
    turns = union(
        select(book.c.account_id, book.c.from_.label("month")),
        select(book.c.account_id, book.c.from_ + inline(horizon)),
    ).cte("turns")
    until = func.lead(turns.c.month).over(partition_by=turns.c.account_id, order_by=turns.c.month)
    return select(turns, func.coalesce(until, FOREVER).label("until")).cte("stretches")


def state_at(state: Any, stretch: CTE, horizon: int = 0) -> ColumnElement[bool]:
    """Whether a state is the account's during a stretch, or was so the horizon before it."""
    h = inline(horizon)
    return and_(
        state.c.account_id == stretch.c.account_id,
        state.c.from_ + h <= stretch.c.month,
        state.c.until + h > stretch.c.month,
    )


def running(
    stretch: CTE, keys: tuple[str, ...], measures: Mapping[str, ColumnElement[int]], scope: Scope
) -> CTE:
    """The sums of the measures over the stretches that hold in a month, by month and keys.

    ``stretch`` has the keys, ``month`` and ``until``; every month in scope has a row for every
    combination of keys that is met, zero where nothing holds.
    """
    moves = _moves(stretch, keys, measures, scope)
    by_key = [moves.c[key] for key in keys]
    steps = (
        select(
            *by_key, moves.c.month, *_parts((name, func.sum(moves.c[name])) for name in measures)
        )
        .group_by(*by_key, moves.c.month)
        .cte("steps")
    )
    same = [steps.c[key] for key in keys]
    totals = (
        (name, func.sum(steps.c[name]).over(partition_by=same, order_by=steps.c.month))
        for name in measures
    )
    return select(steps.c.month, *same, *_parts(totals)).cte("running")


def _moves(
    stretch: CTE, keys: tuple[str, ...], measures: Mapping[str, ColumnElement[int]], scope: Scope
) -> CTE:
    """A step up where a stretch begins and down where it ends, and nothing in every month.

    What began before the scope steps up in its first month.
    """
    by_key = [stretch.c[key] for key in keys]
    first, last = inline(scope.first), inline(scope.last)
    begun = case((stretch.c.month < first, first), else_=stretch.c.month)
    met = and_(stretch.c.month <= last, stretch.c.until > first)
    seen = select(*by_key).where(met).distinct().cte("seen")
    days = calendar(scope)
    return union_all(
        select(*by_key, begun.label("month"), *_parts(measures.items())).where(met),
        select(
            *by_key, stretch.c.until, *_parts((name, -part) for name, part in measures.items())
        ).where(met, stretch.c.until <= last),
        select(seen, days.c.month, *_parts((name, inline(0)) for name in measures)).select_from(
            seen.join(days, ALWAYS)
        ),
    ).cte("moves")


def _parts(named: Iterable[tuple[str, ColumnElement[int]]]) -> list[ColumnElement[int]]:
    return [cast(part, BigInteger).label(name) for name, part in named]


def calendar(scope: Scope) -> CTE:
    """Every month in scope, so that quiet months exist.

    Counted with digits: recursion ends after ten to a hundred rounds on some databases.
    """
    digits = union_all(*(select(inline(digit).label("digit")) for digit in range(10))).cte("digits")
    rows: FromClause = digits
    months = inline(scope.first) + digits.c.digit
    for place in range(1, len(str(scope.last - scope.first))):
        column = digits.alias(f"digits_{place}")
        months = months + column.c.digit * inline(10**place)
        rows = rows.join(column, ALWAYS)
    month = cast(months, Integer).label("month")
    return select(month).select_from(rows).where(months <= inline(scope.last)).cte("calendar")

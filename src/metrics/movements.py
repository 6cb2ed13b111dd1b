"""What moves recurring revenue from one month to the next, and who comes and who never stays."""

from collections.abc import Sequence
from typing import Any

from sqlalchemy import (
    CTE,
    BigInteger,
    ColumnElement,
    and_,
    case,
    cast,
    func,
    literal,
    null,
    or_,
    select,
    union_all,
)

from metrics.book import hundredths, in_currency, running, state_at, states, stretches
from metrics.definition import Better, Family, Interval, Metric, Unit, metric
from metrics.periods import inline, month_of
from metrics.retention import STANDARD
from metrics.scope import Rows, Scope, segment_of
from metrics.tables import subscriptions


def _moved(book: CTE) -> CTE:
    """One row per account and month in which its subscriptions change: revenue before and after.

    ``before`` is null in the month of its first snapshot.
    """

    def previous(column: ColumnElement[Any]) -> ColumnElement[Any]:
        return func.lag(column).over(partition_by=book.c.account_id, order_by=book.c.from_)

    return select(
        book.c.account_id,
        book.c.from_.label("month"),
        book.c.segment,
        book.c.cents,
        previous(book.c.cents).label("before"),
        previous(book.c.segment).label("segment_before"),
    ).cte("moved")


def _movement(moved: CTE, kind: str) -> tuple[ColumnElement[bool], ColumnElement[int], Any]:
    """When an account's change is of a kind, its amount, and the segment that it counts in.

    Who was a customer counts where it was; who was not, where it came to.
    """
    before, after = moved.c.before, moved.c.cents
    match kind:
        case "new":
            return before.is_(None), after, moved.c.segment
        case "reactivation":
            return before == 0, after, moved.c.segment
        case "churn":
            return after == 0, before, moved.c.segment_before
        case "expansion":
            return and_(before > 0, after > before), after - before, moved.c.segment_before
        case _:
            smaller = and_(after > 0, after < before)
            return smaller, before - after, moved.c.segment_before


def _parts(scope: Scope, kind: str) -> Rows:
    """Revenue moved over opening revenue; accounts that moved are the base.

    A segment that had no revenue keeps its row when accounts come to it, with 0 to divide by.
    """
    both = _moved_and_opening(scope, kind)
    return select(
        both.c.month,
        literal("").label("forum"),
        both.c.segment,
        in_currency(func.sum(both.c.moved)).label("numerator"),
        in_currency(func.sum(both.c.opening)).label("denominator"),
        null().label("squares"),
        cast(func.sum(both.c.accounts), BigInteger).label("base"),
    ).group_by(both.c.month, both.c.segment)


def _moved_and_opening(scope: Scope, kind: str) -> CTE:
    """A row for every account that moved, and one for every segment that had revenue to move."""
    book = states()
    moved = _moved(book)
    met, amount, segment = _movement(moved, kind)
    opening = _opening(book, scope)
    none = cast(inline(0), BigInteger)
    movers = select(
        moved.c.month,
        segment.label("segment"),
        cast(amount, BigInteger).label("moved"),
        none.label("opening"),
        cast(inline(1), BigInteger).label("accounts"),
    ).where(met, moved.c.month >= inline(scope.first), moved.c.month <= inline(scope.last))
    keys = (opening.c.month, opening.c.segment)
    openings = select(*keys, none.label("moved"), opening.c.cents, none.label("accounts"))
    return union_all(movers, openings.where(opening.c.cents > 0)).cte("both")


def _opening(book: CTE, scope: Scope) -> CTE:
    """Revenue of the month before, by segment: each state holds a month later."""
    later = (
        select(
            book.c.segment,
            (book.c.from_ + inline(1)).label("month"),
            (book.c.until + inline(1)).label("until"),
            book.c.cents,
        )
        .where(book.c.cents > 0)
        .cte("later")
    )
    return running(later, ("segment",), {"cents": later.c.cents}, scope)


def _bridge(kind: str, label: str, definition: str, formula: str) -> Metric:
    lost = kind in ("contraction", "churn")
    return metric(
        key=f"mrr_{kind}",
        label=label,
        definition=definition,
        unit=Unit.SHARE,
        better=Better.LOWER if lost else Better.HIGHER,
        base="customers",
        family=Family.RETENTION,
        interval=Interval.NONE,
        splits=("segment",),
        source=STANDARD,
        dated_by=(subscriptions.c.started_on,),
        formula=f"{formula} / revenue in m-1",
        # A book that is new may grow many times over; nobody loses more than there was.
        values=(0, 1) if lost else (0, 10),
        horizon=1,
    )(lambda scope: _parts(scope, kind))


mrr_new = _bridge(
    "new",
    "Revenue from new customers",
    "Recurring revenue of customers for the first time, as a share of the revenue a month ago.",
    "revenue in m of customers in m that never were before",
)
mrr_expansion = _bridge(
    "expansion",
    "Revenue from expansion",
    "What customers of a month ago pay more than then, as a share of what all of them paid.",
    "sum of increases since m-1 of customers of m-1",
)
mrr_contraction = _bridge(
    "contraction",
    "Revenue lost to contraction",
    "What customers who stayed pay less than a month ago, as a share of what all of them paid.",
    "sum of decreases since m-1 of customers of m-1 who stay",
)
mrr_churn = _bridge(
    "churn",
    "Revenue lost to churn",
    "What lost customers paid a month ago, as a share of what all customers paid then.",
    "revenue in m-1 of customers of m-1 without revenue in m",
)
mrr_reactivation = _bridge(
    "reactivation",
    "Revenue from returning customers",
    "Recurring revenue of customers who came back, as a share of the revenue a month ago.",
    "revenue in m of customers in m, not in m-1, but before",
)


KINDS = ("new", "expansion", "contraction", "churn", "reactivation")


def movers(scope: Scope, kinds: Sequence[str] = KINDS, segment: str = "") -> Rows:
    """The accounts whose recurring revenue moved: one row an account and month, in any order.

    Columns ``month``, ``account_id``, ``segment`` (where the account counts), ``kind``, and its
    monthly revenue ``before`` (null for one that never was a customer) and ``after``.
    """
    moved = _moved(states())
    found = {kind: _movement(moved, kind) for kind in kinds}
    kind = case(*((met, literal(name)) for name, (met, _, _) in found.items()))
    counts_in = case(*((met, where) for met, _, where in found.values()))
    inside = moved.c.month.between(inline(scope.first), inline(scope.last))
    rows = select(
        moved.c.month,
        moved.c.account_id,
        counts_in.label("segment"),
        kind.label("kind"),
        in_currency(moved.c.before).label("before"),
        in_currency(moved.c.cents).label("after"),
    ).where(inside, or_(*(met for met, _, _ in found.values())))
    return rows.where(counts_in == segment) if segment else rows


def arrivals(scope: Scope, horizon: int) -> Rows:
    """Customers of the month who were not customers ``horizon`` months before.

    One row per ``month`` and ``segment`` (that of the month) with any: ``new`` were in no snapshot
    up to then, ``reactivated`` were.
    """
    came = _came(horizon)
    is_new = came.c.month < came.c.first + inline(horizon)
    counted = {
        "new": case((is_new, inline(1)), else_=inline(0)),
        "reactivated": case((is_new, inline(0)), else_=inline(1)),
    }
    sums = running(came, ("segment",), counted, scope)
    return select(sums.c.month, sums.c.segment, sums.c.new, sums.c.reactivated).where(
        sums.c.new + sums.c.reactivated > 0
    )


def _came(horizon: int) -> CTE:
    """The stretches of months in which an account is a customer, and was not the horizon before."""
    book = states()
    every, then, now = stretches(book, horizon), book.alias("then"), book.alias("now")
    # An account's first stretch begins with its first snapshot: no join is needed to find it.
    begun = func.min(every.c.month).over(partition_by=every.c.account_id)
    spans = select(every, begun.label("first")).cte("spans")
    here = and_(state_at(now, spans), now.c.cents > 0)
    there = and_(state_at(then, spans, horizon), then.c.cents > 0)
    return (
        select(now.c.segment, spans.c.month, spans.c.until, spans.c.first)
        .select_from(spans.join(now, here).outerjoin(then, there))
        .where(then.c.account_id.is_(None))
        .cte("came")
    )


def intra_month(scope: Scope) -> Rows:
    """Paid subscriptions that started and ended within a month, so that no snapshot has them.

    One row per ``month`` and ``segment`` with any: ``subscriptions``.
    """
    start, end = subscriptions.c.started_on, subscriptions.c.ended_on
    month, segment = month_of(start), segment_of(subscriptions.c.segment)
    return (
        select(month.label("month"), segment.label("segment"), func.count().label("subscriptions"))
        .where(start >= scope.start, start < scope.end)
        .where(end >= start, month_of(end) == month, hundredths(subscriptions.c.mrr) > 0)
        .group_by(month, segment)
    )

"""What customers do: who stays, and how much of their recurring revenue.

Computed in event form: an account's state changes only in the months in which one of its
subscriptions starts or ends, so a pair of months h apart changes only then and h months later.
Each change adds to what was and takes from what is no longer; running sums over a dense calendar
give every month, quiet ones too. Months x subscriptions is never built (docs/decisions.md).
"""

from typing import Any

from sqlalchemy import (
    CTE,
    BigInteger,
    ColumnElement,
    Double,
    and_,
    case,
    cast,
    func,
    literal,
    null,
    select,
    union,
    union_all,
)

from metrics.definition import Better, Family, Interval, Metric, Unit, metric
from metrics.periods import inline, month_of
from metrics.scope import Rows, Scope, segment_of
from metrics.tables import subscriptions

STANDARD = "SaaS Metrics Standards Board"
_FOREVER = inline(1_000_000)


def _spells() -> CTE:
    """One row per subscription that is in a month-end snapshot: months from_ to before until.

    Active on the last day of month m means started in m or earlier and ended after m. Revenue is
    in hundredths, whole numbers, so that sums are exact on every database.
    """
    start, end = month_of(subscriptions.c.started_on), month_of(subscriptions.c.ended_on)
    until = func.coalesce(end, _FOREVER)
    return (
        select(
            subscriptions.c.account_id,
            segment_of(subscriptions.c.segment).label("segment"),
            start.label("from_"),
            until.label("until"),
            cast(func.round(subscriptions.c.mrr * inline(100)), BigInteger).label("cents"),
        )
        .where(until > start, subscriptions.c.mrr > 0)
        .cte("spells")
    )


def _changes(spells: CTE) -> CTE:
    """Every account and month in which one of its subscriptions enters or leaves the snapshots."""
    return union(
        select(spells.c.account_id, spells.c.from_.label("month")),
        select(spells.c.account_id, spells.c.until).where(spells.c.until < _FOREVER),
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


def _states() -> CTE:
    """One row per account and change: its revenue and segment from ``from_`` to before ``until``.

    The segment is that of the largest subscription.
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
            func.coalesce(until, _FOREVER).label("until"),
        )
        .where(ranked.c.rank == 1)
        .cte("states")
    )


def _spans(states: CTE, h: ColumnElement[int]) -> CTE:
    """The months from one change of an account's pair to the next."""
    turns = union(
        select(states.c.account_id, states.c.from_.label("month")),
        select(states.c.account_id, states.c.from_ + h),
    ).cte("turns")
    until = func.lead(turns.c.month).over(partition_by=turns.c.account_id, order_by=turns.c.month)
    return select(turns, func.coalesce(until, _FOREVER).label("until")).cte("spans")


def _pairs(horizon: int) -> CTE:
    """One row per change of an account's pair: opening (h months before) and closing revenue."""
    states, h = _states(), inline(horizon)
    spans, then, now = _spans(states, h), states.alias("then"), states.alias("now")
    opening = and_(
        then.c.account_id == spans.c.account_id,
        then.c.from_ + h <= spans.c.month,
        then.c.until + h > spans.c.month,
        then.c.cents > 0,
    )
    closing = and_(
        now.c.account_id == spans.c.account_id,
        now.c.from_ <= spans.c.month,
        now.c.until > spans.c.month,
    )
    return (
        select(
            then.c.segment,
            spans.c.month,
            spans.c.until,
            then.c.cents.label("opening"),
            func.coalesce(now.c.cents, inline(0)).label("closing"),
        )
        .select_from(spans.join(then, opening).outerjoin(now, closing))
        .cte("pairs")
    )


def _measures(pairs: CTE) -> dict[str, ColumnElement[Any]]:
    """What an account's pair of months adds to each sum."""
    return {
        "opening": pairs.c.opening,
        "closing": pairs.c.closing,
        "kept": case((pairs.c.closing < pairs.c.opening, pairs.c.closing), else_=pairs.c.opening),
        "lost": case((pairs.c.closing == 0, 1), else_=0),
        "accounts": inline(1),
    }


def _steps(pairs: CTE) -> CTE:
    """What each month adds to every sum of a segment, and takes away again."""
    measures = _measures(pairs)
    gained = select(
        pairs.c.segment,
        pairs.c.month,
        *(cast(part, BigInteger).label(name) for name, part in measures.items()),
    )
    given_back = select(
        pairs.c.segment,
        pairs.c.until,
        *(cast(-part, BigInteger).label(name) for name, part in measures.items()),
    ).where(pairs.c.until < _FOREVER)
    moves = union_all(gained, given_back).cte("moves")
    sums = [cast(func.sum(moves.c[name]), BigInteger).label(name) for name in measures]
    net = select(moves.c.segment, moves.c.month, *sums).group_by(moves.c.segment, moves.c.month)
    return net.cte("steps")


def _running(pairs: CTE, scope: Scope) -> CTE:
    """Month, segment and running sums of opening, closing, kept, lost and accounts."""
    steps, calendar = _steps(pairs), _calendar(scope)
    totals = [cast(func.sum(steps.c[name]), BigInteger).label(name) for name in _measures(pairs)]
    return (
        select(calendar.c.month, steps.c.segment, *totals)
        .select_from(calendar.join(steps, steps.c.month <= calendar.c.month))
        .group_by(calendar.c.month, steps.c.segment)
        .cte("running")
    )


def _calendar(scope: Scope) -> CTE:
    """Every month in scope, so that quiet months exist."""
    first = select(inline(scope.first).label("month")).cte("calendar", recursive=True)
    following = select(first.c.month + inline(1)).where(first.c.month < inline(scope.last))
    return first.union_all(following)


def _parts(scope: Scope, horizon: int, counted: str, over: str) -> Rows:
    """``counted`` over ``over`` by month and segment, with the opening accounts as base."""
    running = _running(_pairs(horizon), scope)
    return select(
        running.c.month,
        literal("").label("forum"),
        running.c.segment,
        _whole(running.c[counted], counted).label("numerator"),
        _whole(running.c[over], over).label("denominator"),
        null().label("squares"),
        running.c.accounts.label("base"),
    ).where(running.c.accounts > 0)


def _whole(total: ColumnElement[int], name: str) -> ColumnElement[Any]:
    """Accounts as they are; revenue in the currency's whole unit, divided once and last."""
    exact: ColumnElement[Any] = cast(total, Double)
    return exact if name in ("lost", "accounts") else exact / inline(100)


def _retention(
    name: str, label: str, definition: str, counted: str, over: str, horizon: int
) -> Metric:
    return metric(
        key=name if horizon == 12 else f"{name}_month",
        definition=definition.format("twelve months ago" if horizon == 12 else "a month ago"),
        label=label + ("" if horizon == 12 else ", one month"),
        unit=Unit.SHARE,
        better=Better.LOWER if counted == "lost" else Better.HIGHER,
        base="customers",
        family=Family.RETENTION,
        interval=Interval.WILSON if counted == "lost" else Interval.NONE,
        splits=("segment",),
        source=STANDARD,
        horizon=horizon,
    )(lambda scope: _parts(scope, horizon, counted, over))


_CHURN = "Customers of {} who are customers no longer, as a share of those customers."
_GRR = "Recurring revenue kept from the customers of {}, each capped at what it paid then."
_NRR = "Recurring revenue now from the customers of {}, as a share of what they paid then."

logo_churn = _retention("logo_churn", "Logo churn", _CHURN, "lost", "accounts", 12)
logo_churn_month = _retention("logo_churn", "Logo churn", _CHURN, "lost", "accounts", 1)
grr = _retention("grr", "Gross revenue retention", _GRR, "kept", "opening", 12)
grr_month = _retention("grr", "Gross revenue retention", _GRR, "kept", "opening", 1)
nrr = _retention("nrr", "Net revenue retention", _NRR, "closing", "opening", 12)
nrr_month = _retention("nrr", "Net revenue retention", _NRR, "closing", "opening", 1)

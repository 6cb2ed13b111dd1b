"""What customers do: who stays, and how much of their recurring revenue, point to point."""

from typing import Any

from sqlalchemy import (
    CTE,
    ColumnElement,
    Double,
    FromClause,
    and_,
    case,
    cast,
    literal,
    null,
    select,
)

from metrics.book import in_currency, running, states
from metrics.definition import Better, Family, Interval, Metric, Unit, metric
from metrics.periods import inline
from metrics.scope import Rows, Scope
from metrics.tables import subscriptions

STANDARD = "SaaS Metrics Standards Board"


def _pairs(horizon: int) -> CTE:
    """One row per change of an account's pair: opening (the horizon before) and closing revenue.

    Two states hold together from the later of their beginnings to the sooner of their ends.
    """
    book, h = states(), inline(horizon)
    then, now = book.alias("then"), book.alias("now")
    begun, ended = then.c.from_ + h, then.c.until + h
    together = and_(then.c.account_id == now.c.account_id, begun < now.c.until, ended > now.c.from_)
    return (
        select(
            then.c.segment,
            case((begun > now.c.from_, begun), else_=now.c.from_).label("month"),
            case((ended < now.c.until, ended), else_=now.c.until).label("until"),
            then.c.cents.label("opening"),
            now.c.cents.label("closing"),
        )
        .select_from(then.join(now, together))
        .where(then.c.cents > 0)
        .cte("pairs")
    )


def _measures(pairs: CTE) -> dict[str, ColumnElement[Any]]:
    """What an account's pair of months adds to each sum."""
    return {
        "opening": pairs.c.opening,
        "closing": pairs.c.closing,
        "kept": case((pairs.c.closing < pairs.c.opening, pairs.c.closing), else_=pairs.c.opening),
        "lost": case((pairs.c.closing == 0, inline(1)), else_=inline(0)),
        "accounts": inline(1),
    }


def _parts(scope: Scope, horizon: int, counted: str, over: str) -> Rows:
    """``counted`` over ``over`` by month and segment, with the opening accounts as base."""
    pairs = _pairs(horizon)
    sums = running(pairs, ("segment",), _measures(pairs), scope)
    return select(
        sums.c.month,
        literal("").label("forum"),
        sums.c.segment,
        _whole(sums.c[counted], counted).label("numerator"),
        _whole(sums.c[over], over).label("denominator"),
        null().label("squares"),
        sums.c.accounts.label("base"),
    ).where(sums.c.accounts > 0)


def _whole(total: ColumnElement[int], name: str) -> ColumnElement[Any]:
    """Accounts as they are, revenue in the currency's whole unit."""
    return cast(total, Double) if name in ("lost", "accounts") else in_currency(total)


def cohort(month: int, horizon: int, segment: str = "") -> Rows:
    """The customers of the month ``horizon`` before, as they are in a month: a row an account.

    Columns ``month``, ``account_id``, ``segment`` (where it was then), ``kind`` (churn,
    contraction, same or expansion), and its monthly revenue ``before`` and ``after``. The rows
    are those that a figure of this month and horizon adds up.
    """
    book = states()
    then, now = book.alias("then"), book.alias("now")
    same = (then.c.account_id == now.c.account_id) & _holds(now, month)
    kind = case(
        (now.c.cents == 0, literal("churn")),
        (now.c.cents < then.c.cents, literal("contraction")),
        (now.c.cents > then.c.cents, literal("expansion")),
        else_=literal("same"),
    )
    rows = (
        select(
            inline(month).label("month"),
            then.c.account_id,
            then.c.segment,
            kind.label("kind"),
            in_currency(then.c.cents).label("before"),
            in_currency(now.c.cents).label("after"),
        )
        .select_from(then.join(now, same))
        .where(_holds(then, month - horizon), then.c.cents > 0)
    )
    return rows.where(then.c.segment == segment) if segment else rows


def _holds(state: FromClause, month: int) -> ColumnElement[bool]:
    """Whether an account's state is that of a month."""
    return (state.c.from_ <= inline(month)) & (state.c.until > inline(month))


def _retention(
    name: str, label: str, definition: str, formula: str, counted: str, over: str, horizon: int
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
        dated_by=(subscriptions.c.started_on,),
        formula=formula.replace("m-h", f"m-{horizon}"),
        # What customers pay may grow; more than threefold is a slip of the pen.
        values=(0, 3) if counted == "closing" else (0, 1),
        horizon=horizon,
    )(lambda scope: _parts(scope, horizon, counted, over))


_CHURN = "Customers of {} who are customers no longer, as a share of those customers."
_GRR = "Recurring revenue kept from the customers of {}, each capped at what it paid then."
_NRR = "Recurring revenue now from the customers of {}, as a share of what they paid then."
_OF_CHURN = (_CHURN, "customers of month m-h without revenue in m / customers of m-h")
_OF_GRR = (_GRR, "sum of min(revenue in m, revenue in m-h) / revenue in m-h, over customers of m-h")
_OF_NRR = (_NRR, "revenue in m / revenue in m-h, over customers of m-h")

logo_churn = _retention("logo_churn", "Logo churn", *_OF_CHURN, "lost", "accounts", 12)
logo_churn_month = _retention("logo_churn", "Logo churn", *_OF_CHURN, "lost", "accounts", 1)
grr = _retention("grr", "Gross revenue retention", *_OF_GRR, "kept", "opening", 12)
grr_month = _retention("grr", "Gross revenue retention", *_OF_GRR, "kept", "opening", 1)
nrr = _retention("nrr", "Net revenue retention", *_OF_NRR, "closing", "opening", 12)
nrr_month = _retention("nrr", "Net revenue retention", *_OF_NRR, "closing", "opening", 1)

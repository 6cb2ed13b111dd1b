"""Do customers buy again? Retention for firms without subscriptions."""

from sqlalchemy import (
    CTE,
    BigInteger,
    case,
    cast,
    func,
    literal,
    null,
    select,
    union_all,
)

from metrics.book import ALWAYS, hundredths
from metrics.definition import Better, Family, Interval, Unit, metric
from metrics.periods import first_day, inline, month_of
from metrics.scope import Rows, Scope, segment_of
from metrics.tables import purchases

WINDOW = 3


def _bought(scope: Scope) -> CTE:
    """What each account bought for in a month, by segment: scope and the windows before it."""
    bought = purchases.c.bought_on
    month, segment = month_of(bought), segment_of(purchases.c.segment)
    cents = hundredths(purchases.c.amount)
    begins = first_day(scope.first - 2 * WINDOW + 1)
    return (
        select(
            purchases.c.account_id,
            month.label("month"),
            segment.label("segment"),
            cast(func.sum(cents), BigInteger).label("cents"),
        )
        .where(bought >= begins, bought < scope.end, cents > 0)
        .group_by(purchases.c.account_id, month, segment)
        .cte("bought")
    )


def _windows(bought: CTE, scope: Scope) -> CTE:
    """What accounts bought for in the opening window of each month, and whether in the closing.

    One row per month in scope, account and segment. A purchase counts in six months: as one that
    is new in three and as one that opens in three. No join of two windows: databases do it slowly.
    """
    ages = union_all(*(select(inline(age).label("age")) for age in range(2 * WINDOW))).cte("ages")
    month, opens = bought.c.month + ages.c.age, ages.c.age >= inline(WINDOW)
    return (
        select(
            month.label("month"),
            bought.c.account_id,
            bought.c.segment,
            func.sum(case((opens, bought.c.cents), else_=inline(0))).label("cents"),
            func.max(case((opens, inline(0)), else_=inline(1))).label("again"),
        )
        .select_from(bought.join(ages, ALWAYS))
        .where(month >= inline(scope.first), month <= inline(scope.last))
        .group_by(month, bought.c.account_id, bought.c.segment)
        .cte("windows")
    )


def _buyers(windows: CTE) -> CTE:
    """Each account of a month with the segment where it bought for most at first, ranked 1."""
    same = (windows.c.month, windows.c.account_id)
    most_first = (windows.c.cents.desc(), windows.c.segment)
    return select(
        windows.c.month,
        windows.c.segment,
        windows.c.cents,
        func.max(windows.c.again).over(partition_by=same).label("again"),
        func.row_number().over(partition_by=same, order_by=most_first).label("rank"),
    ).cte("buyers")


@metric(
    label="Repeat purchase rate",
    unit=Unit.SHARE,
    better=Better.HIGHER,
    base="customers",
    family=Family.RETENTION,
    interval=Interval.WILSON,
    splits=("segment",),
    source="own definition; no published standard",
    dated_by=(purchases.c.bought_on,),
    formula="buyers of months m-5 to m-3 who buy again in m-2 to m / buyers of m-5 to m-3",
    horizon=WINDOW,
)
def repeat_rate(scope: Scope) -> Rows:
    """Customers who bought in three months and again in the next three, as a share of the former.

    A customer counts in the segment where it bought for most in the first three months. A
    purchase is one for an amount above zero: free goods and credits are none.
    """
    buyers = _buyers(_windows(_bought(scope), scope))
    by = (buyers.c.month, buyers.c.segment)
    return (
        select(
            buyers.c.month,
            literal("").label("forum"),
            buyers.c.segment,
            func.sum(buyers.c.again).label("numerator"),
            func.count().label("denominator"),
            null().label("squares"),
            func.count().label("base"),
        )
        .where(buyers.c.rank == 1, buyers.c.cents > 0)
        .group_by(*by)
    )

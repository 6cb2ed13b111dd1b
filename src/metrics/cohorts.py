"""Customers by the month in which they came: who is left of them, and how long they stayed."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any, Literal

from sqlalchemy import CTE, ColumnElement, and_, case, func, null, select

from metrics.book import in_currency, running, states
from metrics.definition import Better, Definition, Family, Interval, Unit
from metrics.periods import inline
from metrics.quotient import quotient
from metrics.scope import Rows, Scope
from metrics.survival import Spell, median, median_interval, survival_curve

ENOUGH_CUSTOMERS = 10
CUSTOMER_TENURE = Definition(
    key="customer_tenure",
    label="How long customers stay",
    definition="Months until half of the customers have left for the first time, those still here "
    "reckoned with.",
    formula="first month by which the share still customers is one half or less",
    unit=Unit.MONTHS,
    better=Better.HIGHER,
    base="customers",
    source="Kaplan & Meier 1958, JASA; interval: Brookmeyer & Crowley 1982, Biometrics",
    family=Family.RETENTION,
    interval=Interval.LOG_LOG,
    splits=("segment",),
)


@dataclass(frozen=True)
class Cohort:
    """The customers who came in one month.

    Attributes:
        size: How many they were.
        retained: The share of them that were customers so many months later, 0..1, from month 0
            to the last month known; what has not happened yet has no place in it.
    """

    size: int
    retained: tuple[float | None, ...]


def triangle(rows: Iterable[Any]) -> Mapping[int, Cohort]:
    """The cohorts of rows of `cohorts`, by the month in which they came, segments added up.

    A cohort that came before the rows begin is left out: its first months are not among them.
    """
    sizes: defaultdict[int, int] = defaultdict(int)
    left: defaultdict[tuple[int, int], int] = defaultdict(int)
    for row in rows:
        left[row.cohort_month, row.month] += row.accounts
        if row.month == row.cohort_month:
            sizes[row.cohort_month] += row.size
    return {
        cohort: Cohort(
            sizes[cohort],
            tuple(quotient(left[key], sizes[cohort]) for key in sorted(left) if key[0] == cohort),
        )
        for cohort in sorted(sizes)
    }


def _firsts(book: CTE) -> CTE:
    """One row per account: its first snapshot, and its segment then."""
    begun = (
        select(book.c.account_id, func.min(book.c.from_).label("first"))
        .group_by(book.c.account_id)
        .cte("begun")
    )
    same = and_(book.c.account_id == begun.c.account_id, book.c.from_ == begun.c.first)
    return (
        select(begun.c.account_id, begun.c.first, book.c.segment)
        .select_from(begun.join(book, same))
        .cte("firsts")
    )


def cohorts(scope: Scope) -> Rows:
    """What is left of each cohort, for the KPI table of cohorts.

    One row per ``cohort_month`` (of the first snapshot), ``month`` in scope from then on, and
    ``segment`` (the account's at its first snapshot): ``size`` at the first snapshot, and the
    ``accounts`` and ``mrr`` of the month, 0 where all are away; both rise again when some return.
    """
    held = _held(states())
    counted: dict[str, ColumnElement[int]] = {"accounts": held.c.accounts, "cents": held.c.cents}
    left = running(held, ("cohort_month", "segment"), counted, scope)
    sizes = (
        select(held.c.cohort_month, held.c.segment, func.count().label("size"))
        .where(held.c.month == held.c.cohort_month)
        .group_by(held.c.cohort_month, held.c.segment)
        .cte("sizes")
    )
    same = and_(sizes.c.cohort_month == left.c.cohort_month, sizes.c.segment == left.c.segment)
    return (
        select(
            left.c.cohort_month,
            left.c.month,
            left.c.segment,
            sizes.c.size,
            left.c.accounts,
            in_currency(left.c.cents).label("mrr"),
        )
        .select_from(left.join(sizes, same))
        .where(left.c.month >= left.c.cohort_month)
    )


def _held(book: CTE) -> CTE:
    """Every state of an account, with the month and the segment of its first snapshot."""
    account, since = book.c.account_id, book.c.from_
    first_in = func.first_value(book.c.segment).over(partition_by=account, order_by=since)
    return select(
        func.min(since).over(partition_by=account).label("cohort_month"),
        first_in.label("segment"),
        since.label("month"),
        book.c.until,
        book.c.cents,
        case((book.c.cents > 0, inline(1)), else_=inline(0)).label("accounts"),
    ).cte("held")


def tenures(scope: Scope) -> Rows:
    """How long accounts stayed, up to the end of scope, added up for survival analysis.

    One row per ``segment`` (at the first snapshot), ``months``, ``entered`` and ``ended``, with the
    ``count`` of accounts. ``months`` run from the first snapshot to the first month without one,
    or to the last month in scope (``ended`` 0). Where the first snapshot lies before the scope,
    ``entered`` is the age at its first month, else it is null; who had left by then was never
    seen, and has no row. A return does not count.
    """
    book = states()
    firsts = _firsts(book)
    left = (
        select(book.c.account_id, func.min(book.c.from_).label("month"))
        .where(book.c.cents == 0)
        .group_by(book.c.account_id)
        .cte("left_in")
    )
    first, last = inline(scope.first), inline(scope.last)
    gone = and_(left.c.month.is_not(None), left.c.month <= last)
    until = case((gone, left.c.month), else_=last)
    seen = (
        select(
            firsts.c.segment,
            (until - firsts.c.first).label("months"),
            case((firsts.c.first < first, first - firsts.c.first), else_=null()).label("entered"),
            case((gone, inline(1)), else_=inline(0)).label("ended"),
        )
        .select_from(firsts.outerjoin(left, left.c.account_id == firsts.c.account_id))
        .where(firsts.c.first <= last)
        .cte("seen")
    )
    by = (seen.c.segment, seen.c.months, seen.c.entered, seen.c.ended)
    at_risk = seen.c.entered.is_(None) | (seen.c.months > seen.c.entered)
    return select(*by, func.count().label("count")).where(at_risk).group_by(*by)


@dataclass(frozen=True)
class Tenure:
    """How long customers stay, in months from their first snapshot.

    Attributes:
        status: ``not_enough_data`` with fewer than ten customers; then there are no figures.
        n: Customers counted.
        ended: Of those, that had left, if only for a time.
        median: Months until half have left; null when more than half have not.
        low: The least it plausibly is.
        high: The most it plausibly is; null when that is not reached.
        longest: The most months any was watched.
        last: The month up to which they were watched.
        curve: Months, the share still customers after them, and its 95 % interval.
    """

    status: Literal["ok", "not_enough_data"]
    n: int
    ended: int
    median: float | None
    low: float | None
    high: float | None
    longest: float | None
    last: int
    curve: tuple[tuple[float, float, float | None, float | None], ...]


def customer_tenure(rows: Iterable[Any], last: int) -> Tenure:
    """How long the customers of rows of `tenures` up to a month stay, segments taken together."""
    spells = [Spell(months, ended, entered, count) for _, months, entered, ended, count in rows]
    n = sum(spell.count for spell in spells)
    ended = sum(spell.count for spell in spells if spell.cause)
    longest = max((spell.duration for spell in spells), default=None)
    if n < ENOUGH_CUSTOMERS:
        return Tenure("not_enough_data", n, ended, None, None, None, longest, last, ())
    curve = survival_curve(spells)
    steps = tuple((step.at, step.alive, step.low, step.high) for step in curve)
    return Tenure("ok", n, ended, median(curve), *median_interval(curve), longest, last, steps)

"""Customers by when they came, and what is left of them: a triangle of at most twelve by twelve."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from sqlalchemy import Connection, func, select

from kundagenda.findings.reading import SURE_FROM
from kundagenda.findings.view import View
from metrics.periods import Grain, inline, months_of, period_of
from metrics.quotient import quotient
from metrics.scope import Rows
from metrics.tables import kpi_cohorts

MOST = 12
_MONTHS = {Grain.QUARTER: 3, Grain.YEAR: 12}


@dataclass(frozen=True)
class CohortSums:
    """Those who came in a quarter, so many months after each of them came.

    ``size`` and ``opening`` (revenue when they came) are of those who came that long ago.
    """

    quarter: int
    age: int
    size: int
    accounts: int
    opening: float
    revenue: float


@dataclass(frozen=True)
class CohortCell:
    """What is left of those who came in a period, some periods later.

    Shares are of 1 and null where there is nothing to divide by; ``whole`` is false while some
    of them have not been here that long: those who have are counted.
    """

    cohort: int
    step: int
    size: int
    customers: float | None
    revenue: float | None
    whole: bool


@dataclass(frozen=True)
class CohortTable:
    """The newest twelve cohorts by quarter or year, oldest first, up to twelve periods on."""

    grain: Grain
    sizes: Mapping[int, int]
    cells: tuple[CohortCell, ...]


def cohort_sums(connection: Connection, view: View) -> tuple[CohortSums, ...]:
    """The cohorts of the view's group by quarter, every third month on; one statement.

    A cohort that came before the rows begin is left out: its first month is not among them.
    """
    later, begun = kpi_cohorts.c, kpi_cohorts.alias("begun").c
    age = later.month - later.cohort_month
    quarter = later.cohort_month - later.cohort_month % inline(3)
    same = (begun.cohort_month == later.cohort_month) & (begun.segment == later.segment)
    query: Rows = (
        select(quarter, age, func.sum(later.size), func.sum(later.accounts),
               func.sum(begun.mrr), func.sum(later.mrr))
        .where(same, begun.month == begun.cohort_month)
        .where(age % inline(3) == 0, later.month <= view.last)
        .where(later.cohort_month > view.last - MOST * 12 - 12)
        .group_by(quarter, age)
    )  # fmt: skip
    if view.segment:
        query = query.where(later.segment == view.segment)
    return tuple(
        CohortSums(int(first), int(months), int(size), int(left), float(before), float(now))
        for first, months, size, left, before, now in connection.execute(query)
    )


def cohort_table(sums: Sequence[CohortSums], view: View) -> CohortTable | None:
    """The triangle, by quarter where most quarters have customers enough, else by year.

    Null while nobody has been a customer for a whole period.
    """
    grain = _grain(sums, view)
    added: defaultdict[tuple[int, int], list[CohortSums]] = defaultdict(list)
    for each in sums:
        if each.age % _MONTHS[grain] == 0:
            added[period_of(each.quarter, grain), each.age // _MONTHS[grain]].append(each)
    cohorts = sorted({cohort for cohort, step in added if step > 0})[-MOST:]
    cells = tuple(
        _cell(cohort, step, parts, grain, view.last)
        for (cohort, step), parts in sorted(added.items())
        if cohort in cohorts and 0 < step <= MOST
    )
    sizes = {cohort: sum(part.size for part in added[cohort, 0]) for cohort in cohorts}
    return CohortTable(grain, sizes, cells) if cells else None


def _grain(sums: Sequence[CohortSums], view: View) -> Grain:
    """A quarter of few newcomers says little: then the years do, unless there is but one."""
    sizes = {each.quarter: each.size for each in sums if each.age == 0}
    begun, last = min(sizes, default=view.last), period_of(view.last, Grain.QUARTER)
    newest = [sizes.get(last - 3 * back, 0) for back in range(MOST) if last - 3 * back >= begun]
    enough = 2 * sum(size >= SURE_FROM for size in newest) >= len(newest)
    young = all(each.age < 12 for each in sums)
    yearly = view.grain in (Grain.YEAR, Grain.ROLLING12)
    return Grain.QUARTER if young or (enough and not yearly) else Grain.YEAR


def _cell(
    cohort: int, step: int, parts: Sequence[CohortSums], grain: Grain, last: int
) -> CohortCell:
    size = sum(part.size for part in parts)
    return CohortCell(
        cohort=cohort,
        step=step,
        size=size,
        customers=quotient(sum(part.accounts for part in parts), size),
        revenue=quotient(sum(p.revenue for p in parts), sum(p.opening for p in parts)),
        whole=months_of(cohort, grain)[-1] + step * _MONTHS[grain] <= last,
    )

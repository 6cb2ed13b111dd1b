"""The fix-trap: four quarters running in which customer items were mostly about mending."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from sqlalchemy import func, select

from kundagenda.findings.counted_rows import Counts, Row, counted, of_items, row_of
from kundagenda.findings.view import View
from metrics.agenda_rows import customer_item, discussed
from metrics.periods import Grain, first_day, month_number, month_of, months_of, period_of
from metrics.scope import Rows
from metrics.tables import agenda_items, meetings

QUARTERS = 4
MENDING = ("measure", "fix")
# At least 70 % of the items, compared in whole numbers: 7 of 10 is in, whatever floats make of it.
TRAP_PART, TRAP_WHOLE = 7, 10


class Trap(StrEnum):
    """Whether the leadership is in the fix-trap, or the agenda is too young to tell."""

    YES = "yes"
    NO = "no"
    TOO_FEW = "too few"


@dataclass(frozen=True)
class Mending:
    """A quarter's customer items, and how many of them were at measure or fix."""

    period: int
    mending: int
    items: int

    @property
    def mostly(self) -> bool:
        """Whether at least 70 % were; a quarter without customer items breaks the run."""
        return self.items > 0 and TRAP_WHOLE * self.mending >= TRAP_PART * self.items


@dataclass(frozen=True)
class FixTrap:
    """The quarters of the last four ended that the agenda reaches back to, oldest first."""

    quarters: tuple[Mending, ...]

    @property
    def trap(self) -> Trap:
        """Four quarters running, or not, or too few to tell."""
        if len(self.quarters) < QUARTERS:
            return Trap.TOO_FEW
        return Trap.YES if all(quarter.mostly for quarter in self.quarters) else Trap.NO


def last_quarters(view: View) -> tuple[int, ...]:
    """The first months of the last four quarters that have ended, oldest first."""
    newest = period_of(view.last, Grain.QUARTER)
    if months_of(newest, Grain.QUARTER)[-1] > view.last:
        newest -= 3
    return tuple(newest - 3 * back for back in reversed(range(QUARTERS)))


def mending_rows(view: View) -> Rows:
    """Month, customer items and those at measure or fix, of the last four ended quarters."""
    quarters = last_quarters(view)
    item = agenda_items.c
    rows = (
        of_items(
            select(month_of(meetings.c.held_on).label("month"), item.level_best.label("level")),
            view,
        )
        .where(discussed(), customer_item() == 1)
        .where(meetings.c.held_on >= first_day(quarters[0]))
        .where(meetings.c.held_on < first_day(quarters[-1] + 3))
        .subquery("mended")
    )
    counts = (rows.c.month, func.count(), counted(rows.c.level.in_(MENDING)))
    return row_of("mending", *counts).group_by(rows.c.month)


def first_agenda(view: View) -> Rows:
    """The first day with a discussed item, of customers or not: the agenda is known from there."""
    days = of_items(select(meetings.c.held_on.label("day")), view).where(
        discussed(), meetings.c.held_on <= view.as_of
    )
    return row_of("first agenda", day=func.min(days.subquery("days").c.day))


def fix_trap_of(counts: Counts, view: View) -> FixTrap:
    """The four quarters from the rows of `mending_rows` and `first_agenda`."""
    first = next((row.day for row in counts.get("first agenda", ()) if row.day), None)
    quarters = last_quarters(view) if first else ()
    known = [quarter for quarter in quarters if first and _reaches(first, quarter)]
    return FixTrap(tuple(_mending(counts.get("mending", ()), quarter) for quarter in known))


def _reaches(first: date, quarter: int) -> bool:
    return period_of(month_number(first), Grain.QUARTER) <= quarter


def _mending(rows: Sequence[Row], quarter: int) -> Mending:
    inside = [row for row in rows if row.count(0) in months_of(quarter, Grain.QUARTER)]
    return Mending(quarter, sum(r.count(2) for r in inside), sum(r.count(1) for r in inside))

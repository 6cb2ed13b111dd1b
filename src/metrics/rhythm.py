"""How evenly customers come up: recency, longest gap and streak (A4 to A6).

Each reads the days of meetings with an agenda and whether a customer item was on them.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from itertools import groupby, pairwise
from typing import Any

from metrics.definition import Better, Definition, Family, Interval, Unit

_RHYTHM: dict[str, Any] = {
    "unit": Unit.DAYS,
    "better": Better.NEITHER,
    "base": "meetings",
    "source": "own definition; no published standard",
    "family": Family.AGENDA,
    "interval": Interval.NONE,
    "splits": ("forum",),
}
RECENCY = Definition(
    key="recency_days",
    label="Days since the last customer item",
    definition="Days since the latest meeting with a customer item; the same day is 0.",
    formula="day asked about - day of the latest meeting with a customer item",
    **_RHYTHM,
)
LONGEST_GAP = Definition(
    key="longest_gap_days",
    label="Longest gap without a customer item",
    definition="The most days in a row without a customer item in twelve months; at least so many "
    "where the months begin or end within them.",
    formula="greatest of: days from one meeting with a customer item to the next, and to either "
    "end of the months",
    **_RHYTHM,
)
STREAK = Definition(
    key="streak",
    label="Meetings in a row with a customer item",
    definition="Meetings in a row, the newest and backwards, that had a customer item; those "
    "without an agenda are left out.",
    formula="meetings after the latest meeting without a customer item, in twelve months",
    **_RHYTHM | {"unit": Unit.MEETINGS},
)


def recency_days(customer_days: Sequence[date], as_of: date) -> int | None:
    """Days since the latest meeting with a customer item; the same day is 0, never is null.

    >>> recency_days([date(2025, 5, 13)], date(2025, 6, 30))
    48
    """
    past = [day for day in customer_days if day <= as_of]
    return (as_of - max(past)).days if past else None


@dataclass(frozen=True)
class Gap:
    """The longest time without a customer item, in days.

    ``kind`` is internal, left_edge or right_edge (the window cut it: at least so many days),
    or no_customer_item (the whole window).
    """

    days: int
    kind: str

    @property
    def at_least(self) -> bool:
        """Whether the window's edge cut the gap, so that it may be longer."""
        return self.kind != "internal"


def longest_gap(customer_days: Sequence[date], window_start: date, window_end: date) -> Gap:
    """The longest gap between customer items in a window, both of its days included.

    Ties go to the gap whose length is known in full.
    """
    days = sorted({day for day in customer_days if window_start <= day <= window_end})
    if not days:
        return Gap((window_end - window_start).days, "no_customer_item")
    gaps = [Gap((after - before).days, "internal") for before, after in pairwise(days)]
    gaps.append(Gap((days[0] - window_start).days, "left_edge"))
    gaps.append(Gap((window_end - days[-1]).days, "right_edge"))
    return max(gaps, key=lambda gap: gap.days)


@dataclass(frozen=True)
class Streak:
    """Meetings in a row with a customer item: the run that ends now, and the longest."""

    current: int
    longest: int


def streak(flags: Sequence[bool]) -> Streak:
    """The streaks of a list of meetings, oldest first; meetings without an agenda are left out.

    >>> streak([True, False, False, True, True, False])
    Streak(current=0, longest=2)
    """
    runs = [(flag, len(list(run))) for flag, run in groupby(flags)]
    longest = max((length for flag, length in runs if flag), default=0)
    current = runs[-1][1] if runs and runs[-1][0] else 0
    return Streak(current, longest)

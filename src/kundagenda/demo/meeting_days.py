"""When the forums meet: fixed slots in the year, moved to the forum's weekday.

The number of meetings in a month depends on the calendar month alone, so that the same company
shifted by a year has the same monthly counts; the days shift by at most three.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, time, timedelta

from metrics.periods import first_day

TUESDAY, WEDNESDAY, THURSDAY = 1, 2, 3


@dataclass(frozen=True)
class Forum:
    """A forum of the demo company: its days, its length and what its agendas hold.

    Attributes:
        slots: Day of the month near which it meets, by calendar month, 1 to 12.
        others: Mean of items that are not about customers, per meeting.
        customer: How many customer items a meeting attracts, relative to other forums.
        unknown_minutes: Share of items without recorded minutes.
    """

    name: str
    kind: str
    weekday: int
    starts_at: time
    minutes: int
    slots: Mapping[int, tuple[int, ...]]
    others: float
    customer: float
    unknown_minutes: float


BOARD = Forum(
    "Styrelse", "board", THURSDAY, time(13, 0), 240,
    {2: (12,), 3: (26,), 4: (23,), 6: (12,), 8: (27,), 9: (24,), 10: (22,), 12: (10,)},
    others=10.5, customer=2.0, unknown_minutes=0.0,
)  # fmt: skip
LEADERSHIP = Forum(
    "Ledningsgrupp", "leadership team", TUESDAY, time(9, 0), 150,
    {month: (8, 22) for month in range(1, 13)}
    | {1: (13, 27), 3: (4, 16, 28), 6: (10, 20), 7: (), 8: (12, 26), 10: (4, 16, 28), 12: (4, 16)},
    others=8.0, customer=2.0, unknown_minutes=0.22,
)  # fmt: skip
COUNCIL = Forum(
    "Kundråd", "business unit", WEDNESDAY, time(10, 0), 90,
    {month: (16,) for month in range(1, 13)} | {7: (5,), 12: (10,)},
    others=4.5, customer=3.5, unknown_minutes=0.60,
)  # fmt: skip
FORUMS = (BOARD, LEADERSHIP, COUNCIL)


@dataclass(frozen=True)
class Slot:
    """A meeting to be: the position of its month, its nominal day, its forum and its date."""

    position: int
    nominal: int
    forum: Forum
    held_on: date

    @property
    def moment(self) -> float:
        """The nominal time in months, the same in every year."""
        return self.position + (self.nominal - 1) / 31


def slots_of(position: int, month: int) -> list[Slot]:
    """The meetings of one month, in order of their nominal days: the same order every year."""
    slots = [
        Slot(position, day, forum, nearest(month, day, forum.weekday))
        for forum in FORUMS
        for day in forum.slots.get(month % 12 + 1, ())
    ]
    return sorted(slots, key=lambda slot: (slot.nominal, slot.forum.name))


def nearest(month: int, day: int, weekday: int) -> date:
    """The day of a weekday that lies nearest to a day of a numbered month.

    >>> nearest(2025 * 12 + 2, 16, TUESDAY)
    datetime.date(2025, 3, 18)
    """
    nominal = first_day(month) + timedelta(days=day - 1)
    ahead = (weekday - nominal.weekday()) % 7
    return nominal + timedelta(days=ahead if ahead <= 3 else ahead - 7)


def meetings_in(month: int) -> int:
    """How many meetings the forums hold in a calendar month."""
    return sum(len(forum.slots.get(month % 12 + 1, ())) for forum in FORUMS)


def others_expected(month: int) -> float:
    """Expected items of a calendar month that are not about customers."""
    return sum(forum.others * len(forum.slots.get(month % 12 + 1, ())) for forum in FORUMS)


def customer_capacity(month: int) -> float:
    """How many customer items a calendar month attracts, 1 on average over the year."""
    return _attraction(month) / (sum(_attraction(m) for m in range(12)) / 12)


def _attraction(month: int) -> float:
    return sum(forum.customer * len(forum.slots.get(month % 12 + 1, ())) for forum in FORUMS)

"""What was planned and what it became: time given, items cut or put off, and who had the time."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from kundagenda.findings.counted_rows import Row
from metrics.themes import CUSTOMER, UNSORTED

OTHER = "other"


@dataclass(frozen=True)
class TimeGiven:
    """Items whose planned and actual minutes are both known, and those put off.

    ``planned`` and ``actual`` are the minutes of the ``compared`` items; ``shortened`` of them took
    less than planned; ``deferred`` were not discussed at all.
    """

    compared: int
    planned: float
    actual: float
    shortened: int
    deferred: int


@dataclass(frozen=True)
class Cut:
    """A customer item that took less time than planned, or was put off (``actual`` is null).

    The title is empty where the item is confidential.
    """

    day: date
    forum: str
    position: int
    title: str
    planned: float | None
    actual: float | None


@dataclass(frozen=True)
class Crowding:
    """The meetings where customer items lost time, and the themes that ran over on them.

    ``over`` has theme, items and minutes over plan, most minutes first; a theme nobody named is
    left out.
    """

    meetings: int
    over: tuple[tuple[str, int, float], ...]


def time_given(rows: Sequence[Row]) -> Mapping[str, TimeGiven]:
    """The time given to customer items and to others; nothing compared is zeros."""
    found = {
        row.name: TimeGiven(row.count(0), row.sum(1), row.sum(2), row.count(3), row.count(4))
        for row in rows
    }
    return {whose: found.get(whose, TimeGiven(0, 0.0, 0.0, 0, 0)) for whose in (CUSTOMER, OTHER)}


def cuts_of(rows: Sequence[Row]) -> tuple[Cut, ...]:
    """The customer items that lost time, newest first, in agenda order."""
    cuts = [
        Cut(row.day, row.forum, row.count(3), row.name, row.numbers[0], row.numbers[1])
        for row in rows
        if row.day is not None
    ]
    return tuple(sorted(cuts, key=lambda cut: (-cut.day.toordinal(), cut.forum, cut.position)))


def crowding_of(cuts: Sequence[Row], crowding: Sequence[Row]) -> Crowding:
    """The themes that ran over where customer items lost time."""
    over = [(r.name, r.count(0), r.sum(1)) for r in crowding if r.name != UNSORTED and r.sum(1)]
    meetings = {row.count(2) for row in cuts}
    return Crowding(len(meetings), tuple(sorted(over, key=lambda each: (-each[2], each[0]))))

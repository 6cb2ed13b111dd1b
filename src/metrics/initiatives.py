"""How long an initiative keeps the leadership's attention (A12, A13).

An initiative that nobody brings up for a whole window of days has faded, and that is known only
when the window has passed. So the last window before today decides nothing: knowledge stops at
its beginning, the cut-off, and whatever goes on then is censored there. Censoring at today, or at
the last appearance, would bend the half-life.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from enum import IntEnum
from itertools import groupby, pairwise
from statistics import median as middle
from typing import Any

from sqlalchemy import select

from metrics.attention import discussed
from metrics.scope import Rows
from metrics.survival import (
    Spell,
    Step,
    at,
    incidence_curve,
    median,
    median_interval,
    survival_curve,
)
from metrics.tables import agenda_items, initiatives, meetings

WINDOW_DAYS = 90
HALF_A_YEAR = 180
ENOUGH_INITIATIVES, ENOUGH_FADED = 10, 5


class End(IntEnum):
    """What ended an episode; the numbers are the causes of a `Spell`."""

    CENSORED = 0
    FADED = 1
    COMPLETED = 2


@dataclass(frozen=True)
class Initiative:
    """An initiative and the days on which it was discussed, in any forum."""

    id: int
    name: str
    segment: str | None
    completed_on: date | None
    days: tuple[date, ...]


@dataclass(frozen=True)
class Episode:
    """The first stretch of attention: days from the first appearance to its end or the cut-off.

    ``revived`` counts the later episodes: returns after a gap as long as the window.
    """

    days: int
    end: End
    revived: int


@dataclass(frozen=True)
class Share:
    """A share, 0..1, with its 95 % interval; the interval is null at 0 and 1."""

    value: float
    interval: tuple[float, float] | None


@dataclass(frozen=True)
class AttentionLife:
    """How long initiatives keep attention.

    Attributes:
        n: Initiatives counted: those first discussed at the cut-off or before.
        faded: Of those, dropped without being completed.
        completed: Of those, completed while they had attention.
        censored: Of those, neither at the cut-off.
        left_out: First discussed after the cut-off, or never.
        revived: Of those counted, that came back after a gap as long as the window.
        spells: One for each initiative counted, days and `End`.
        curve: The share not faded by days, where completion only stops our watching.
        half_life: Days until half have faded; null when more than half have not.
        half_life_interval: Where it plausibly lies; an end is null when it is not reached.
        faded_by_180: Share faded within 180 days, completion reckoned with; null without any n.
        completed_by_180: Share completed within 180 days; null without any n.
        longest: The most days any was watched: more than half still alive after those days,
            where there is no half-life; null without any n.
    """

    n: int
    faded: int
    completed: int
    censored: int
    left_out: int
    revived: int
    spells: tuple[Spell, ...]
    curve: tuple[Step, ...]
    half_life: float | None
    half_life_interval: tuple[float | None, float | None]
    faded_by_180: Share | None
    completed_by_180: Share | None
    longest: float | None

    @property
    def enough(self) -> bool:
        """Whether there are enough of them to show the figures to a reader."""
        return self.n >= ENOUGH_INITIATIVES and self.faded >= ENOUGH_FADED


def appearances(as_of: date) -> Rows:
    """One row per initiative and day on which it was discussed, up to ``as_of``, oldest first.

    Columns ``initiative_id, name, segment, completed_on, held_on``; two forums on one day are one
    row, and a formality, a deferred item or a meeting that was not held is none.
    """
    number = initiatives.c.id.label("initiative_id")
    return (
        select(
            number,
            initiatives.c.name,
            initiatives.c.segment,
            initiatives.c.completed_on,
            meetings.c.held_on,
        )
        .join_from(initiatives, agenda_items, agenda_items.c.initiative_id == initiatives.c.id)
        .join(meetings, meetings.c.id == agenda_items.c.meeting_id)
        .where(discussed(), meetings.c.held_on <= as_of)
        .distinct()
        .order_by(number, meetings.c.held_on)
    )


def initiatives_of(rows: Iterable[Any]) -> list[Initiative]:
    """The initiatives of the rows of `appearances`, in the statement's order."""
    found = []
    for (number, name, segment, completed_on), group in groupby(rows, key=lambda row: row[:4]):
        days = tuple(row.held_on for row in group)
        found.append(Initiative(number, name, segment, completed_on, days))
    return found


def normal_interval(days: Iterable[date]) -> float | None:
    """The usual number of days between a forum's meetings: the middle gap; null under two days.

    >>> normal_interval([date(2025, 1, 7), date(2025, 1, 21), date(2025, 2, 4)])
    14.0
    """
    gaps = [(after - before).days for before, after in pairwise(sorted(set(days)))]
    return middle(gaps) if gaps else None


def window_for(days: Iterable[date]) -> int:
    """The days of silence that mean faded, for a forum that met on these days.

    At least twice its normal interval, so that one meeting missed is not the end of anything.
    """
    return max(WINDOW_DAYS, round(2 * (normal_interval(days) or 0)))


def episode(
    days: Iterable[date], completed_on: date | None, as_of: date, window: int = WINDOW_DAYS
) -> Episode | None:
    """An initiative's first episode as known on a day; null when it began after the cut-off.

    The episode's last day is the last before the first gap of ``window`` days or more. Completed
    within the window after that day (or before it), the initiative was completed; later, or
    never, it faded. One completed before it was first discussed lasted 0 days.
    """
    _check_window(window)
    seen, cut_off = sorted({day for day in days if day <= as_of}), as_of - timedelta(days=window)
    if not seen or seen[0] > cut_off:
        return None
    breaks = [before for before, after in pairwise(seen) if (after - before).days >= window]
    last = breaks[0] if breaks else seen[-1]
    end, on = _ending(last, completed_on, cut_off, window)
    return Episode(max((on - seen[0]).days, 0), end, len(breaks))


def _ending(last: date, completed_on: date | None, cut_off: date, window: int) -> tuple[End, date]:
    """What ended an episode and on which day."""
    if completed_on is not None and (completed_on - last).days < window:
        if completed_on <= cut_off:
            return End.COMPLETED, completed_on
        return End.CENSORED, cut_off
    return (End.FADED, last) if last <= cut_off else (End.CENSORED, cut_off)


def attention_life(
    initiatives: Sequence[Initiative], as_of: date, window: int = WINDOW_DAYS
) -> AttentionLife:
    """Half-life of attention, and the shares faded and completed, of initiatives on a day.

    Args:
        window: Days of silence that mean faded; see `window_for`.

    Raises:
        ValueError: the window is not at least a day.
    """
    _check_window(window)
    episodes = [
        found for i in initiatives if (found := episode(i.days, i.completed_on, as_of, window))
    ]
    spells = tuple(Spell(found.days, found.end) for found in episodes)
    curve = survival_curve(spells, (End.FADED,))
    ends = [found.end for found in episodes]
    faded_share, completed_share = _shares_by(spells, HALF_A_YEAR)
    return AttentionLife(
        n=len(episodes),
        faded=ends.count(End.FADED),
        completed=ends.count(End.COMPLETED),
        censored=ends.count(End.CENSORED),
        left_out=len(initiatives) - len(episodes),
        revived=sum(found.revived > 0 for found in episodes),
        spells=spells,
        curve=tuple(curve),
        half_life=median(curve),
        half_life_interval=median_interval(curve),
        faded_by_180=faded_share,
        completed_by_180=completed_share,
        longest=max((spell.duration for spell in spells), default=None),
    )


def _shares_by(spells: Sequence[Spell], days: int) -> tuple[Share | None, Share | None]:
    """The shares faded and completed by an age; null without spells."""
    if not spells:
        return None, None
    reached = at(incidence_curve(spells, (End.FADED, End.COMPLETED)), days)
    if reached is None:
        return Share(0.0, None), Share(0.0, None)
    faded, completed = map(Share, reached.shares, reached.intervals)
    return faded, completed


def _check_window(window: int) -> None:
    if window < 1:
        raise ValueError(f"a window of {window} days is impossible; give at least 1")

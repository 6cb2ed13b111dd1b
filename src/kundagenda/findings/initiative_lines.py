"""Every initiative from its start to now: when it was discussed, decided about, and left alone."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum
from itertools import groupby, pairwise
from operator import attrgetter
from typing import Any

from sqlalchemy import Connection

from kundagenda.findings.life import Life
from metrics.initiative_standing import standings

# Fewer meetings than these missed are no sign of anything, however long the summer was.
STALLED_MEETINGS = 2
Stretch = tuple[date, date]


class Standing(StrEnum):
    """What has become of an initiative."""

    ALIVE = "alive"
    FADED = "faded"
    COMPLETED = "completed"
    UNSEEN = "unseen"


@dataclass(frozen=True)
class InitiativeLine:
    """An initiative as known on the day of the view.

    Attributes:
        name: Null where every item about it is confidential.
        days: The days on which it was discussed, in any forum; none where it never was.
        decided: The days on which something was decided about it.
        completed_on: Null while it is not completed.
        stretches: First and last day of each time that it was kept up, without a silence as long
            as the window.
        silent: Days since it was last discussed, or launched where it never was.
        missed: The meetings held in any forum in those days.
    """

    name: str | None
    launched_on: date | None
    completed_on: date | None
    days: tuple[date, ...]
    decided: tuple[date, ...]
    stretches: tuple[Stretch, ...]
    silent: int
    missed: int
    standing: Standing

    @property
    def last_on(self) -> date | None:
        """The day it was last discussed; null where it never was."""
        return self.days[-1] if self.days else None

    @property
    def returns(self) -> tuple[Stretch, ...]:
        """The last day before each long silence, and the day it came back."""
        return tuple((before[1], after[0]) for before, after in pairwise(self.stretches))


@dataclass(frozen=True)
class InitiativeLines:
    """Every initiative discussed or launched, the oldest first."""

    life: Life
    lines: tuple[InitiativeLine, ...]

    @property
    def discussed(self) -> list[InitiativeLine]:
        """Those that have been on an agenda, by their first day."""
        return sorted((line for line in self.lines if line.days), key=lambda line: line.days[0])

    @property
    def stalled(self) -> list[InitiativeLine]:
        """Not completed, and silent for the window and two meetings; the newest silence first."""
        found = [line for line in self.lines if self._is_stalled(line)]
        return sorted(found, key=attrgetter("silent"))

    @property
    def revived(self) -> list[tuple[InitiativeLine, Stretch]]:
        """Those that came back after a silence as long as the window, the newest return first."""
        found = [(line, away) for line in self.lines for away in line.returns]
        return sorted(found, key=lambda pair: pair[1][1], reverse=True)

    def _is_stalled(self, line: InitiativeLine) -> bool:
        done = line.standing is Standing.COMPLETED
        return not done and line.silent >= self.life.window and line.missed >= STALLED_MEETINGS


def initiative_lines_of(connection: Connection, life: Life) -> InitiativeLines:
    """The initiatives with what was decided about them; one statement."""
    days = {initiative.id: initiative.days for initiative in life.initiatives}
    rows = connection.execute(standings(life.view.as_of))
    lines = [
        _line(list(group), days.get(number, ()), life)
        for number, group in groupby(rows, key=attrgetter("initiative_id"))
    ]
    return InitiativeLines(life, tuple(lines))


def _line(rows: Sequence[Any], days: tuple[date, ...], life: Life) -> InitiativeLine:
    first, as_of = rows[0], life.view.as_of
    # What is completed later was not on the day of the view.
    is_done = first.completed_on is not None and first.completed_on <= life.view.today
    done = first.completed_on if is_done else None
    silent = (as_of - (first.last_on or first.launched_on)).days
    secret = first.last_on is not None and not first.open_items
    return InitiativeLine(
        name=None if secret else first.name,
        launched_on=first.launched_on,
        completed_on=done,
        days=days,
        decided=tuple(row.decided_on for row in rows if row.decided_on is not None),
        stretches=stretches_of(days, life.window),
        silent=silent,
        missed=first.missed,
        standing=_standing(done, first.last_on, silent, life.window),
    )


def _standing(done: date | None, last_on: date | None, silent: int, window: int) -> Standing:
    if done is not None:
        return Standing.COMPLETED
    if last_on is None:
        return Standing.UNSEEN
    return Standing.FADED if silent >= window else Standing.ALIVE


def stretches_of(days: Sequence[date], window: int) -> tuple[Stretch, ...]:
    """First and last day of each run of days without a gap of ``window`` days or more.

    >>> stretches_of([date(2025, 1, 7), date(2025, 2, 4), date(2025, 8, 5)], 90)[-1]
    (datetime.date(2025, 8, 5), datetime.date(2025, 8, 5))
    """
    if not days:
        return ()
    away = timedelta(days=window)
    breaks = [(before, after) for before, after in pairwise(days) if after - before >= away]
    starts = [days[0], *(after for _, after in breaks)]
    ends = [*(before for before, _ in breaks), days[-1]]
    return tuple(zip(starts, ends, strict=True))

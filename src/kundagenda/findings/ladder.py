"""What the leadership did about customers, period by period: measure, fix, improve, new value."""

from collections.abc import Sequence
from dataclasses import dataclass

from kundagenda.findings.counted_rows import Row
from kundagenda.findings.periods import LEVELS
from kundagenda.findings.view import View
from metrics.periods import Grain, months_of, period_of

# With fewer minutes known than this a bar of minutes would be full of guesses.
ENOUGH_MINUTES = 0.9
# Longer views have a bar a year, so that a bar rests on enough and the picture stays small.
LONGEST_IN_QUARTERS = 24


@dataclass(frozen=True)
class Rung:
    """The customer items of a period by level, from measure to value, and their known minutes.

    ``partial`` says that the period is not over.
    """

    period: int
    partial: bool
    items: tuple[int, ...]
    timed: int
    minutes: tuple[float, ...]


@dataclass(frozen=True)
class DepthOverTime:
    """The periods with customer items, newest first, in years or quarters.

    ``in_minutes`` says whether enough minutes are known for shares of time, all periods taken
    together: one picture never mixes minutes and items.
    """

    grain: Grain
    rungs: tuple[Rung, ...]
    in_minutes: bool


def depth_over_time(rows: Sequence[Row], view: View) -> DepthOverTime:
    """The periods of a view from its rows of levels by month.

    A period that began before the view is left out, unless there is no other: two of its months
    would look like a year.
    """
    grain = Grain.YEAR if view.months > LONGEST_IN_QUARTERS else Grain.QUARTER
    periods = sorted({period_of(row.count(0), grain) for row in rows}, reverse=True)
    whole = [period for period in periods if period >= view.first] or periods
    rungs = tuple(_rung(period, rows, grain, view) for period in whole)
    items = sum(sum(rung.items) for rung in rungs)
    timed = sum(rung.timed for rung in rungs)
    return DepthOverTime(grain, rungs, items > 0 and timed >= ENOUGH_MINUTES * items)


def _rung(period: int, rows: Sequence[Row], grain: Grain, view: View) -> Rung:
    months = months_of(period, grain)
    inside = [row for row in rows if row.count(0) in months]
    return Rung(
        period=period,
        partial=months[-1] > view.last,
        items=tuple(sum(r.count(1) for r in inside if r.name == level) for level in LEVELS),
        timed=sum(row.count(2) for row in inside),
        minutes=tuple(sum(r.sum(3) for r in inside if r.name == level) for level in LEVELS),
    )

"""How many answered, by unit and month, and what of it may be shown: counts alone decide that.

An array has a row a unit (the company first, then segments in order of their codes) and a column
a month, in whole calendar years, so that quarters and years are columns side by side.
"""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from kundagenda.findings.kpi import BySegment
from kundagenda.findings.reading import SHOWN_FROM
from metrics.periods import Grain, period_of

GRAINS = (Grain.MONTH, Grain.QUARTER, Grain.YEAR)
SIZES = (1, 3, 12)
NEVER = len(GRAINS)
YEAR = 12
WINDOW_MONTHS = 24
SHARE_OF_PERIODS = 0.9

Whole = NDArray[np.int64]


@dataclass(frozen=True)
class Answers:
    """Answers by unit and month, from the month ``january`` on.

    ``first`` and ``last`` are the first and the last month in which anybody was asked.
    """

    units: tuple[str | None, ...]
    january: int
    first: int
    last: int
    counts: Whole

    @property
    def window(self) -> range:
        """The columns of the last 24 months in which anybody was asked: they judge the grain."""
        last = self.last - self.january
        return range(max(self.first - self.january, last - WINDOW_MONTHS + 1), last + 1)


def answers_of(segments: BySegment) -> Answers:
    """The answers of each segment, and of the company as their sum, in whole calendar years."""
    months = [month for monthly in segments.values() for month in monthly]
    first, last = min(months), max(months)
    january = period_of(first, Grain.YEAR)
    codes = sorted(segments)
    counts = np.zeros((len(codes) + 1, period_of(last, Grain.YEAR) + YEAR - january), int)
    for row, code in enumerate(codes, start=1):
        monthly = segments[code]
        places = np.fromiter(monthly, int, len(monthly)) - january
        counts[row, places] = [sums.base or 0 for sums in monthly.values()]
    counts[0] = counts.sum(axis=0)
    return Answers((None, *codes), january, first, last, counts)


def pooled_counts(counts: Whole, size: int) -> Whole:
    """Columns added, so many at a time."""
    return np.asarray(counts.reshape(len(counts), -1, size).sum(axis=2))


def own_places(answers: Answers) -> Whole:
    """Each unit's place in `GRAINS`, or `NEVER`: the finest at which enough periods have answers.

    Nine in ten periods of the last 24 months must have ten answers.
    """
    start, last = answers.window[0], answers.window[-1]
    own = np.full(len(answers.counts), NEVER)
    for place, size in reversed(list(enumerate(SIZES))):
        touched = range(start // size, last // size + 1)
        whole = [p for p in touched if p * size >= start and (p + 1) * size - 1 <= last]
        periods = whole or list(touched)
        enough = pooled_counts(answers.counts, size)[:, periods] >= SHOWN_FROM
        own[enough.sum(axis=1) >= SHARE_OF_PERIODS * len(periods)] = place
    return own


def joined_places(own: Whole, answers: Answers) -> Whole:
    """The places again, a segment alone at a coarse one joined by the smallest of the others.

    Otherwise the smallest would be hidden beside it in every finer period, and be left without
    any figure to sum.
    """
    own, lately = own.copy(), answers.counts[:, answers.window].sum(axis=1)
    answering = lately > 0
    answering[0] = False  # the company is no segment
    for place in range(NEVER):
        ready = np.flatnonzero(answering & (own <= place))
        waiting = np.flatnonzero(answering & (own > place))
        if len(waiting) == 1 and len(ready) and own[waiting[0]] < NEVER and own[0] <= place:
            own[ready[lately[ready].argmin()]] = own[waiting[0]]
    return own


def by_rule(counts: Whole, own: Whole, hidden: Sequence[NDArray[np.bool_]]) -> list[Whole]:
    """Answers of what may be shown at each grain, 0 where nothing is.

    Nothing finer than a unit's own grain, everything at it, sums of shown periods above it; at
    least ten answers, no lone hidden segment, and none of what is hidden anyway.
    """
    shown: list[Whole] = []
    for place, size in enumerate(SIZES):
        full = pooled_counts(counts, size)
        finer = pooled_counts(shown[-1], size // SIZES[place - 1]) if place else full
        at = np.where((own == place)[:, None], full, np.where((own < place)[:, None], finer, 0))
        at[(at < SHOWN_FROM) | hidden[place]] = 0
        _hide_complements(at, full)
        shown.append(at)
    return shown


def _hide_complements(shown: Whole, full: Whole) -> None:
    """Hide the smallest shown segment beside a lone one hidden in whole or in part."""
    segments, answering = shown[1:], full[1:] > 0
    visible = answering & (segments == full[1:])
    lone = (answering.sum(axis=0) - visible.sum(axis=0) == 1) & visible.any(axis=0)
    periods = np.flatnonzero((shown[0] > 0) & lone)
    if len(periods):
        among = np.where(visible, segments, np.iinfo(np.int64).max)[:, periods]
        segments[among.argmin(axis=0), periods] = 0


def nothing_hidden(units: int, months: int) -> list[NDArray[np.bool_]]:
    """For each grain, no figure of any unit and period."""
    return [np.zeros((units, months // size), dtype=bool) for size in SIZES]

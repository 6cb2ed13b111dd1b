"""Which survey figures may be shown: one rule for page, download, brief, pack and command.

Each segment, and the company as a whole, has one publication grain: the finest of month, quarter
and year at which nine in ten of its periods in the last 24 months have ten answers or more. It is
shown at that grain and coarser; coarser figures sum shown periods only. If exactly one segment
with answers is hidden, in whole or in part, in a total that is shown, the smallest shown one is
hidden with it, or the hidden answers could be had by subtraction. A segment alone at a coarse
grain is joined there by the smallest of the others.
"""

from collections.abc import Iterator, Mapping
from dataclasses import replace
from functools import cached_property, reduce
from operator import add

import numpy as np

from kundagenda.findings.answer_counts import (
    GRAINS,
    NEVER,
    SIZES,
    YEAR,
    Answers,
    Whole,
    answers_of,
    by_rule,
    joined_places,
    nothing_hidden,
    own_places,
)
from kundagenda.findings.kpi import BySegment, Monthly
from kundagenda.findings.reading import SHOWN_FROM, Sums
from kundagenda.findings.subtraction import betrayed
from metrics.periods import Grain, months_of, period_of

WHOLE = None
NOTHING = Sums(None, None, None, 0)

UnitParts = Mapping[Grain, Mapping[int, Sums]]


def total(segments: BySegment) -> dict[int, Sums]:
    """The parts of all segments added month by month.

    In a month with a value given without its base nothing adds up: the whole company's is the
    one given for no segment, or unknown.
    """
    months = {month for monthly in segments.values() for month in monthly}
    return {
        month: _whole([m[month] for m in segments.values() if month in m], segments, month)
        for month in months
    }


def _whole(there: list[Sums], segments: BySegment, month: int) -> Sums:
    if all(sums.poolable for sums in there):
        return reduce(add, there)
    unsplit = segments.get("", {}).get(month, NOTHING)
    return NOTHING if unsplit.poolable else unsplit


def pooled(monthly: Monthly, grain: Grain) -> dict[int, Sums]:
    """Parts of whole periods; a period exists when one of its months does."""
    periods: dict[int, Sums] = {}
    for month in sorted(monthly):
        period = period_of(month, grain)
        periods[period] = periods[period] + monthly[month] if period in periods else monthly[month]
    return periods


def publication_grain(monthly: Monthly, first: int, last: int) -> Grain | None:
    """The finest grain at which nine in ten periods of the last 24 months have ten answers.

    Args:
        monthly: Parts by month; a month that is missing has no answers.
        first: The first month in which anybody was asked.
        last: The last month with answers from anybody.
    """
    answers = answers_of({"": dict.fromkeys((first, last), NOTHING) | dict(monthly)})
    return _grain(own_places(replace(answers, first=first, last=last))[0])


class Published:
    """A survey metric's parts by segment, and what of them may be shown.

    Months with values given without their base are no part of what is shown. Where a figure of
    under ten answers could still be worked out from shown ones, across grains or segments, one of
    those is hidden too. Everything is worked out when it is first asked for, and once.
    """

    def __init__(self, segments: BySegment) -> None:
        self.segments = segments
        self._parts: dict[str | None, UnitParts] = {}

    @cached_property
    def whole(self) -> dict[int, Sums]:
        """The parts of the company by month."""
        return total(self.segments)

    @cached_property
    def grains(self) -> dict[str | None, Grain | None]:
        """The publication grain of each segment and of the company; null where there is none."""
        if self._answers is None:
            return {}
        return dict(zip(self._answers.units, map(_grain, self._own), strict=True))

    def parts(self, unit: str | None) -> UnitParts:
        """The parts of a unit's periods that may be shown, by grain and period."""
        if unit not in self._parts:
            self._parts[unit] = dict(self._shown_of(unit))
        return self._parts[unit]

    def rolling(self, unit: str | None, month: int) -> Sums | None:
        """Shown periods within the twelve months up to one, each at its finest shown grain."""
        window, covered, inside = months_of(month, Grain.ROLLING12), set[int](), list[Sums]()
        for grain, periods in self.parts(unit).items():
            for period in sorted({period_of(each, grain) for each in window} & periods.keys()):
                months = set(months_of(period, grain))
                if months <= set(window) and not months & covered:
                    covered |= months
                    inside.append(periods[period])
        return reduce(add, inside) if sum(p.base or 0 for p in inside) >= SHOWN_FROM else None

    def half_year_may_be_told(self, last: int) -> bool:
        """Whether the company's mean of the six months up to one, as in a verdict, may be told.

        It may be where the company is shown by quarter or month and ten answered in those months.
        """
        whole = _poolable(self.whole)
        if not whole:
            return False
        end = min(last, max(whole))
        answers = sum(whole[month].base or 0 for month in range(end - 5, end + 1) if month in whole)
        grain = publication_grain(whole, min(whole), max(whole))
        return answers >= SHOWN_FROM and grain in (Grain.MONTH, Grain.QUARTER)

    @cached_property
    def _countable(self) -> dict[str, dict[int, Sums]]:
        return {segment: _poolable(monthly) for segment, monthly in self.segments.items()}

    @cached_property
    def _answers(self) -> Answers | None:
        return answers_of(self._countable) if any(self._countable.values()) else None

    @cached_property
    def _own(self) -> Whole:
        """Places of the units' grains; no segment stays alone at a coarse one."""
        assert self._answers is not None
        return joined_places(own_places(self._answers), self._answers)

    @cached_property
    def _told(self) -> list[np.ndarray]:
        """For each grain whether a unit's period is shown; shape (units, periods)."""
        assert self._answers is not None
        counts = self._answers.counts
        starts = range(0, counts.shape[1], YEAR)
        years = [_shown_of_year(counts[:, at : at + YEAR], self._own) for at in starts]
        return [np.hstack(of_grain) > 0 for of_grain in zip(*years, strict=True)]

    def _shown_of(self, unit: str | None) -> Iterator[tuple[Grain, dict[int, Sums]]]:
        """Grain by grain: a unit's own sums its months, coarser ones what is shown finer."""
        if self._answers is None or unit not in self._answers.units:
            yield from ((grain, {}) for grain in GRAINS)
            return
        row, january = self._answers.units.index(unit), self._answers.january
        finer: dict[int, Sums] = {}
        for grain, size, told in zip(GRAINS, SIZES, self._told, strict=True):
            periods = set((np.flatnonzero(told[row]) * size + january).tolist())
            source = self._monthly(unit) if grain is self.grains[unit] else finer
            there = {m: s for m, s in source.items() if period_of(m, grain) in periods}
            finer = pooled(there, grain)
            yield grain, finer

    def _monthly(self, unit: str | None) -> Monthly:
        return total(self._countable) if unit is WHOLE else self._countable[unit]


def _shown_of_year(counts: Whole, own: Whole) -> list[Whole]:
    """What the rule leaves of a year, less what would let a hidden figure be worked out."""
    hidden = nothing_hidden(*counts.shape)
    while True:
        shown = by_rule(counts, own, hidden)
        figure = betrayed(counts, own, shown)
        if figure is None:
            return shown
        place, unit, period = figure
        hidden[place][unit, period] = True


def _grain(place: int) -> Grain | None:
    return None if place == NEVER else GRAINS[place]


def _poolable(monthly: Monthly) -> dict[int, Sums]:
    return {month: sums for month, sums in monthly.items() if sums.poolable}

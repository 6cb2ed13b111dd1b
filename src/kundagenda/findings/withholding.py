"""Which survey figures may be shown: one rule for page, download, brief, pack and command.

Each segment, and the company as a whole, has one publication grain: the finest of month, quarter
and year at which nine in ten of its periods in the last 24 months have ten answers or more. It is
shown at that grain and coarser; coarser figures sum shown periods only. If exactly one segment
with answers is hidden, in whole or in part, in a total that is shown, the smallest shown one is
hidden with it, or the hidden answers could be had by subtraction. A segment alone at a coarse
grain is joined there by the smallest of the others.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from functools import reduce
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

Shown = dict[str | None, dict[int, Sums]]


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


def half_year_may_be_told(segments: BySegment, last: int) -> bool:
    """Whether the company's mean of the six months up to one, as in a verdict, may be told.

    It may be where the company is shown by quarter or month and ten answered in those months.
    """
    whole = _poolable(total(segments))
    if not whole:
        return False
    end = min(last, max(whole))
    answers = sum(whole[month].base or 0 for month in range(end - 5, end + 1) if month in whole)
    grain = publication_grain(whole, min(whole), max(whole))
    return answers >= SHOWN_FROM and _reaches(grain, Grain.QUARTER)


def shown_parts(segments: BySegment) -> dict[Grain, Shown]:
    """What may be shown at each grain, by segment and period; the whole company is `WHOLE`.

    Months with values given without their base are no part of it. Where a figure of under ten
    answers could still be worked out from shown ones, across grains or segments, one of those is
    hidden too.
    """
    segments = {segment: _poolable(monthly) for segment, monthly in segments.items()}
    if not any(segments.values()):
        return {grain: {} for grain in GRAINS}
    answers = answers_of(segments)
    own = _own(answers)
    years = range(0, answers.counts.shape[1], YEAR)
    by_year = [_shown_of_year(answers.counts[:, year : year + YEAR], own) for year in years]
    told = [np.hstack(of_grain) > 0 for of_grain in zip(*by_year, strict=True)]
    shown: dict[Grain, Shown] = {grain: {} for grain in GRAINS}
    whole = total(segments)
    for row, unit in enumerate(answers.units):
        monthly = whole if unit is WHOLE else segments[unit]
        for grain, parts in _parts(monthly, _grain(own[row]), [t[row] for t in told], answers):
            shown[grain][unit] = parts
    return shown


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


def _parts(
    monthly: Monthly, own: Grain | None, told: Sequence[np.ndarray], answers: Answers
) -> Iterator[tuple[Grain, dict[int, Sums]]]:
    """The parts of one unit's shown periods, grain by grain; coarser ones sum finer ones."""
    finer: dict[int, Sums] = {}
    for grain, size, shown in zip(GRAINS, SIZES, told, strict=True):
        periods = set((np.flatnonzero(shown) * size + answers.january).tolist())
        source = monthly if grain is own else finer
        finer = pooled({m: s for m, s in source.items() if period_of(m, grain) in periods}, grain)
        yield grain, finer


def own_grains(segments: BySegment) -> dict[str | None, Grain | None]:
    """The publication grain of each segment and of the company; null where there is none."""
    answers = answers_of(segments)
    return dict(zip(answers.units, map(_grain, _own(answers)), strict=True))


def _own(answers: Answers) -> Whole:
    """Places of the units' grains; no segment stays alone at a coarse one."""
    return joined_places(own_places(answers), answers.counts)


def _grain(place: int) -> Grain | None:
    return None if place == NEVER else GRAINS[place]


def _reaches(own: Grain | None, grain: Grain) -> bool:
    """Whether a unit of its own grain may be shown at another."""
    return own is not None and GRAINS.index(own) <= GRAINS.index(grain)


def _poolable(monthly: Monthly) -> dict[int, Sums]:
    return {month: sums for month, sums in monthly.items() if sums.poolable}


def rolling(shown: Mapping[Grain, Shown], unit: str | None, month: int) -> Sums | None:
    """Shown periods that lie within the twelve months up to one, each at its finest shown grain."""
    window, covered, parts = set(months_of(month, Grain.ROLLING12)), set[int](), list[Sums]()
    for grain in GRAINS:
        for period, sums in shown[grain].get(unit, {}).items():
            months = set(months_of(period, grain))
            if months <= window and not months & covered:
                covered |= months
                parts.append(sums)
    return reduce(add, parts) if parts and _rolled_base(parts) >= SHOWN_FROM else None


def _rolled_base(parts: Iterable[Sums]) -> int:
    return sum(part.base or 0 for part in parts)

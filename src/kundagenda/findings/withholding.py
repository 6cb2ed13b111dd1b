"""Which survey figures may be shown: one rule for page, download, brief, pack and command.

Each segment, and the company as a whole, has one publication grain: the finest of month, quarter
and year at which nine in ten of its periods in the last 24 months have ten answers or more. It is
shown at that grain and coarser; coarser figures sum shown periods only. If exactly one segment
with answers is hidden, in whole or in part, in a total that is shown, the smallest shown one is
hidden with it, or the hidden answers could be had by subtraction. A segment alone at a coarse
grain is joined there by the smallest of the others.
"""

from collections.abc import Iterable, Mapping, Set
from functools import reduce
from itertools import chain
from operator import add

from kundagenda.findings.kpi import BySegment, Monthly
from kundagenda.findings.reading import SHOWN_FROM, Sums
from kundagenda.findings.subtraction import GRAINS, Told, betrayed
from metrics.periods import Grain, months_of, period_of

WINDOW_MONTHS = 24
SHARE_OF_PERIODS = 0.9
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
    start = max(first, last - WINDOW_MONTHS + 1)
    for grain in GRAINS:
        touched = {period_of(month, grain) for month in range(start, last + 1)}
        whole = {p for p in touched if p >= start and months_of(p, grain)[-1] <= last} or touched
        bases = pooled(monthly, grain)
        enough = sum(1 for period in whole if _base(bases, period) >= SHOWN_FROM)
        if enough >= SHARE_OF_PERIODS * len(whole):
            return grain
    return None


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
    grains, years = own_grains(segments), _by_year(segments)
    parts = [_shown_of_year(of_year, grains) for of_year in years]
    units = [WHOLE, *segments]
    return {
        grain: {unit: dict(chain(*(part[grain][unit].items() for part in parts))) for unit in units}
        for grain in GRAINS
    }


def _by_year(segments: BySegment) -> list[dict[str, dict[int, Sums]]]:
    """The parts of each calendar year by themselves: no shown figure reaches over its end."""
    found: dict[int, dict[str, dict[int, Sums]]] = {}
    for segment, monthly in segments.items():
        for month, sums in monthly.items():
            year = period_of(month, Grain.YEAR)
            of_year = found.setdefault(year, {each: {} for each in segments})
            of_year[segment][month] = sums
    return [found[year] for year in sorted(found)]


def _shown_of_year(
    segments: BySegment, grains: Mapping[str | None, Grain | None]
) -> dict[Grain, Shown]:
    hidden = set[Told]()
    while True:
        shown = by_rule(segments, grains, hidden)
        betraying = betrayed(segments, _told(shown, grains))
        if not betraying:
            return shown
        hidden |= betraying


def by_rule(
    segments: BySegment, grains: Mapping[str | None, Grain | None], hidden: Set[Told] = frozenset()
) -> dict[Grain, Shown]:
    """What grain, threshold and complement leave, less the figures that are hidden anyway."""
    units: dict[str | None, Monthly] = {WHOLE: total(segments)} | dict(segments)
    shown: dict[Grain, Shown] = {}
    for index, grain in enumerate(GRAINS):
        finer = shown[GRAINS[index - 1]] if index else {}
        shown[grain] = {
            unit: _enough(_at(grain, grains[unit], monthly, finer.get(unit, {})))
            for unit, monthly in units.items()
        }
        for figure in hidden:
            if figure.grain is grain:
                shown[grain][figure.unit].pop(figure.period, None)
        _hide_complements(shown[grain], segments, grain)
    return shown


def _told(
    shown: Mapping[Grain, Shown], grains: Mapping[str | None, Grain | None]
) -> dict[Told, int]:
    """Every shown figure at its unit's own grain, with its answers."""
    return {
        Told(unit, grain, period): sums.base or 0
        for unit, grain in grains.items()
        if grain is not None
        for period, sums in shown[grain][unit].items()
    }


def own_grains(segments: BySegment) -> dict[str | None, Grain | None]:
    """The publication grain of each segment and of the company; null where there is none."""
    months = [month for monthly in segments.values() for month in monthly]
    units: dict[str | None, Monthly] = {WHOLE: total(segments)} | dict(segments)
    return _paired(units, min(months), max(months))


def _paired(
    units: Mapping[str | None, Monthly], first: int, last: int
) -> dict[str | None, Grain | None]:
    """Each unit's grain; a segment alone at a coarse one is joined by the smallest of the others.

    Otherwise the smallest would be hidden beside it in every finer period, and be left without
    any figure to sum.
    """
    grains = {unit: publication_grain(monthly, first, last) for unit, monthly in units.items()}
    answers = {unit: sum(s.base or 0 for s in monthly.values()) for unit, monthly in units.items()}
    answering = [unit for unit in units if unit is not WHOLE and answers[unit]]
    for grain in GRAINS:
        ready = [unit for unit in answering if _reaches(grains[unit], grain)]
        waiting = [unit for unit in answering if unit not in ready]
        if len(waiting) == 1 and ready and grains[waiting[0]] and _reaches(grains[WHOLE], grain):
            grains[min(ready, key=lambda u: (answers[u], u or ""))] = grains[waiting[0]]
    return grains


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


def _at(
    grain: Grain, own: Grain | None, monthly: Monthly, finer: Mapping[int, Sums]
) -> dict[int, Sums]:
    """Nothing finer than a unit's own grain, everything at it, sums of shown periods above it."""
    if not _reaches(own, grain):
        return {}
    return pooled(monthly if grain is own else finer, grain)


def _enough(periods: Mapping[int, Sums]) -> dict[int, Sums]:
    return {period: sums for period, sums in periods.items() if (sums.base or 0) >= SHOWN_FROM}


def _hide_complements(shown: Shown, segments: BySegment, grain: Grain) -> None:
    """Hide the smallest shown segment beside a lone one hidden in whole or in part."""
    bases = {segment: pooled(monthly, grain) for segment, monthly in segments.items()}
    for period in shown[WHOLE]:
        answering = [s for s in segments if _base(bases[s], period) > 0]
        visible = [s for s in answering if _base(shown[s], period) == _base(bases[s], period)]
        if len(answering) - len(visible) == 1 and visible:
            smallest = min(visible, key=lambda s: (_base(shown[s], period), s))
            del shown[smallest][period]


def _base(periods: Mapping[int, Sums], period: int) -> int:
    return (periods[period].base or 0) if period in periods else 0

"""Finds what could be had by adding and subtracting shown figures, however many.

Every shown figure is a sum of what single segments answered in single months. A figure that must
stay hidden can be worked out exactly when it is a combination of shown ones: when its months lie
in the space that theirs span. Figures never reach over a year's end (twelve rolling months sum
shown periods), so each calendar year is searched by itself.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

import numpy as np

from kundagenda.findings.kpi import BySegment, Monthly
from kundagenda.findings.reading import SHOWN_FROM
from metrics.periods import Grain, months_of, period_of

SPECK = 1e-9
GRAINS = (Grain.MONTH, Grain.QUARTER, Grain.YEAR)


@dataclass(frozen=True)
class Told:
    """A figure that is shown: of a segment (null: the company), for a period of its own grain."""

    unit: str | None
    grain: Grain
    period: int


def betrayed(segments: BySegment, told: Mapping[Told, int]) -> set[Told]:
    """Shown figures to hide, one for each year in which a hidden one could be worked out.

    Args:
        segments: Parts by segment and month.
        told: Every shown figure at its unit's own grain, and its answers; coarser ones are sums.

    Returns:
        Of the figures without which it could not be: the one with the fewest answers, a
        segment's rather than the company's.
    """
    years = {period_of(month, Grain.YEAR) for monthly in segments.values() for month in monthly}
    inside = {year: [t for t in told if period_of(t.period, Grain.YEAR) == year] for year in years}
    found = (_worst(segments, year, inside[year], told) for year in sorted(years) if inside[year])
    return {figure for figure in found if figure is not None}


def _worst(
    segments: BySegment, year: int, shown: list[Told], answers: Mapping[Told, int]
) -> Told | None:
    cells = {
        (segment, month): place for place, (segment, month) in enumerate(_cells(segments, year))
    }
    secret = np.array([_vector(figure, cells) for figure in _too_small(segments, year)])
    if not len(secret):
        return None
    rows = np.array([_vector(figure, cells) for figure in shown])
    open_ = secret[_within(secret, rows)]
    if not len(open_):
        return None
    least_first = sorted(range(len(shown)), key=lambda i: _order(shown[i], answers))
    for place in least_first:
        if not _within(open_[:1], np.delete(rows, place, axis=0))[0]:
            return shown[place]
    return shown[least_first[0]]


def _order(figure: Told, answers: Mapping[Told, int]) -> tuple[bool, int, str, int]:
    """Segments before the company, then the fewest answers first."""
    return figure.unit is None, answers[figure], figure.unit or "", figure.period


def _cells(segments: BySegment, year: int) -> Iterator[tuple[str, int]]:
    for segment, monthly in segments.items():
        for month in months_of(year, Grain.YEAR):
            if month in monthly and monthly[month].base:
                yield segment, month


def _too_small(segments: BySegment, year: int) -> Iterator[Told]:
    """Every period of the year, of a segment or of the company, with one to nine answers."""
    units: dict[str | None, list[Monthly]] = {None: list(segments.values())}
    units |= {segment: [monthly] for segment, monthly in sorted(segments.items())}
    for unit, monthlies in units.items():
        for grain in GRAINS:
            for period in sorted({period_of(m, grain) for m in months_of(year, Grain.YEAR)}):
                if 0 < _answers(monthlies, months_of(period, grain)) < SHOWN_FROM:
                    yield Told(unit, grain, period)


def _answers(monthlies: list[Monthly], months: range) -> int:
    return sum(monthly[m].base or 0 for monthly in monthlies for m in months if m in monthly)


def _vector(figure: Told, cells: Mapping[tuple[str, int], int]) -> np.ndarray:
    """1 for each segment and month that the figure sums, else 0."""
    months = months_of(figure.period, figure.grain)
    return np.array(
        [month in months and figure.unit in (None, segment) for segment, month in cells],
        dtype=float,
    )


def _within(vectors: np.ndarray, rows: np.ndarray) -> np.ndarray:
    """For each vector, whether it is a combination of the rows."""
    if not len(rows):
        return np.zeros(len(vectors), dtype=bool)
    _, sizes, axes = np.linalg.svd(rows, full_matrices=False)
    span = axes[sizes > SPECK]
    left = vectors - (vectors @ span.T) @ span
    return np.asarray(np.abs(left).max(axis=1) < SPECK)

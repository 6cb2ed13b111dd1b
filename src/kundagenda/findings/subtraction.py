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
    cells = list(_cells(segments, year))
    ends, kind = np.unique(_ends(shown, cells), axis=0, return_inverse=True)
    secret = _by_class(_vectors(list(_too_small(segments, year)), cells), kind.reshape(-1))
    open_ = secret[_within(secret, ends)]
    if not len(open_):
        return None
    least_first = sorted(range(len(shown)), key=lambda i: _order(shown[i], answers))
    needed = (i for i in least_first if not _within(open_[:1], np.where(ends == i + 1, 0, ends))[0])
    return shown[next(needed, least_first[0])]


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


def _vectors(figures: list[Told], cells: list[tuple[str, int]]) -> np.ndarray:
    """A row a figure: true for each segment and month that it sums; shape (figures, cells)."""
    codes = {code: place for place, code in enumerate(sorted({code for code, _ in cells}))}
    segment = np.array([codes[code] for code, _ in cells], dtype=int)
    month = np.array([month for _, month in cells], dtype=int)
    found = np.zeros((len(figures), len(cells)), dtype=bool)
    for row, figure in zip(found, figures, strict=True):
        months = months_of(figure.period, figure.grain)
        row[:] = (month >= months[0]) & (month <= months[-1])
        if figure.unit is not None:
            row &= segment == codes.get(figure.unit, -1)
    return found


def _ends(shown: list[Told], cells: list[tuple[str, int]]) -> np.ndarray:
    """The segment's and the company's figure that sum each cell, counted from 1; 0 for none."""
    found = np.zeros((len(cells), 2), dtype=int)
    summed = _vectors(shown, cells)
    for number, figure in enumerate(shown, start=1):
        found[summed[number - 1], int(figure.unit is None)] = number
    return found


def _by_class(secret: np.ndarray, kind: np.ndarray) -> np.ndarray:
    """The secrets with one column for all cells that the same shown figures sum.

    A secret that splits such a class cannot be had from them and is left out: of three hundred
    segments few are left to search.
    """
    order = np.argsort(kind, kind="stable")
    starts = np.searchsorted(kind[order], np.arange(kind.max() + 1))
    cells = secret[:, order]
    whole = np.logical_and.reduceat(cells, starts, axis=1)
    touched = np.logical_or.reduceat(cells, starts, axis=1)
    return np.asarray(whole[(whole == touched).all(axis=1)].astype(np.int16))


def _within(vectors: np.ndarray, ends: np.ndarray) -> np.ndarray:
    """For each vector, whether it is a combination of the shown figures.

    Since a cell is summed by one figure of its segment and one of the company at most, figures
    are the nodes and classes of cells the edges of a graph, and a vector is a combination when
    each node can have a weight so that every edge is the sum of its two. Weights follow along
    the edges from a node of weight 0: whole numbers, so nothing is rounded.
    """
    weights = np.zeros((len(vectors), ends.max() + 1), dtype=np.int16)
    for node, edge, known in _walk(ends):
        weights[:, node] = vectors[:, edge] - weights[:, known]
    sums = weights[:, ends[:, 0]] + weights[:, ends[:, 1]]
    return np.asarray((sums == vectors).all(axis=1))


def _walk(ends: np.ndarray) -> Iterator[tuple[int, int, int]]:
    """Each node once, with an edge to one that came before; those without any are left out.

    Node 0 stands for no figure and comes first: its weight is 0 and stays so.
    """
    beside: dict[int, list[tuple[int, int]]] = {}
    for edge, (one, other) in enumerate(ends.tolist()):
        beside.setdefault(one, []).append((edge, other))
        beside.setdefault(other, []).append((edge, one))
    seen = {0}
    for root in sorted(beside):
        waiting = [root]
        seen.add(root)
        while waiting:
            known = waiting.pop()
            for edge, node in beside.get(known, []):
                if node not in seen:
                    seen.add(node)
                    waiting.append(node)
                    yield node, edge, known

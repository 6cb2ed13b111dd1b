"""Finds what could be had by adding and subtracting shown figures, however many.

Every shown figure is a sum of what single segments answered in single months. A figure that must
stay hidden can be worked out exactly when it is a combination of shown ones: when its months lie
in the space that theirs span. Figures never reach over a year's end (twelve rolling months sum
shown periods), so each calendar year is searched by itself.

A month of a segment is summed by one shown figure of the segment and one of the company at most.
So figures are the nodes of a graph and months of segments its edges; node 0 stands for no figure.
"""

from collections.abc import Iterator, Sequence

import numpy as np
from numpy.typing import NDArray

from kundagenda.findings.answer_counts import SIZES, YEAR, Whole, pooled_counts
from kundagenda.findings.reading import SHOWN_FROM

Figure = tuple[int, int, int]
Step = tuple[int, int, int]

_SIZE = np.array([*SIZES, 1])  # a unit without a grain has no figure: any size will do
_BITS = 2**64 - 1


def betrayed(counts: Whole, own: Whole, shown: Sequence[Whole]) -> Figure | None:
    """The shown figure of one year to hide, if a hidden one could be worked out.

    Args:
        counts: Answers by unit (the company first) and month; shape (units, 12).
        own: The place of each unit's own grain in the sizes, by which its figures are nodes.
        shown: Answers of what is shown, by grain, unit and period.

    Returns:
        Of the figures without which the first such secret could not be had, the one with the
        fewest answers, a segment's rather than the company's, as place of grain, unit and
        period; null where there is no secret to be had.
    """
    unit, month = np.nonzero(counts[1:])
    unit += 1
    ends = np.stack([_nodes(unit, month, own, shown), _nodes(unit * 0, month, own, shown)], axis=1)
    steps = list(_walk(ends))
    secret = _first_secret(counts, unit, month, _balance(ends, steps))
    if secret is None:
        return None
    needed = _weighed(_cells_of(secret, unit, month), steps)
    figures = [_figure(node, own) for node in needed or {*ends.flat} - {0}]
    return min(figures, key=lambda f: (f[1] == 0, shown[f[0]][f[1], f[2]], f[1], f[2]))


def _nodes(unit: Whole, month: Whole, own: Whole, shown: Sequence[Whole]) -> Whole:
    """The figure of the unit that sums the month, at the unit's own grain; 0 for none."""
    place = own[unit]
    starts = month - month % _SIZE[place]
    told = np.zeros(len(unit), dtype=bool)
    for grain, size in enumerate(SIZES):
        told |= (place == grain) & (shown[grain][unit, month // size] > 0)
    return np.where(told, 1 + unit * YEAR + starts, 0)


def _figure(node: int, own: Whole) -> Figure:
    unit, start = divmod(int(node) - 1, YEAR)
    place = int(own[unit])
    return place, unit, start // SIZES[place]


def _walk(ends: Whole) -> Iterator[Step]:
    """Each node once, with an edge to one that came before; those without any are left out.

    Node 0 comes first, and whatever hangs together with it.
    """
    beside: dict[int, list[tuple[int, int]]] = {}
    for edge, (one, other) in enumerate(ends.tolist()):
        beside.setdefault(one, []).append((edge, other))
        beside.setdefault(other, []).append((edge, one))
    seen = set[int]()
    for root in sorted({0, *beside}):
        waiting = [] if root in seen else [root]
        seen.add(root)
        while waiting:
            known = waiting.pop()
            for edge, node in beside.get(known, []):
                if node not in seen:
                    seen.add(node)
                    waiting.append(node)
                    yield node, edge, known


def _balance(ends: Whole, steps: Sequence[Step]) -> Whole:
    """A number for each edge, drawn at random but so that those of every figure add up to 0.

    The numbers of a combination of figures then add up to 0 as well, and those of anything else
    do so once in some 2**50 draws; at worst a figure is hidden that need not be. Edges outside
    the walk are drawn, and from its end to its beginning each of its own settles its node.
    """
    drawn = np.random.default_rng(0).integers(0, 2**64, len(ends), dtype=np.uint64)
    drawn[[edge for _, edge, _ in steps]] = 0
    owed = np.zeros(int(ends.max(initial=0)) + 1, dtype=np.uint64)
    np.add.at(owed, ends, drawn[:, None])
    left = owed.tolist()
    for node, edge, known in reversed(steps):
        drawn[edge] = settled = -left[node] & _BITS
        left[known] += settled
    return drawn.view(np.int64)


def _first_secret(counts: Whole, unit: Whole, month: Whole, balance: Whole) -> Figure | None:
    """The first figure of one to nine answers that adds up to 0; the company's before segments'."""
    numbers = np.zeros(counts.shape, dtype=np.int64)
    numbers[unit, month] = balance
    numbers[0] = numbers[1:].sum(axis=0)
    found: list[tuple[int, int, int]] = []
    for place, size in enumerate(SIZES):
        answers, added = pooled_counts(counts, size), pooled_counts(numbers, size)
        units, periods = np.nonzero((answers > 0) & (answers < SHOWN_FROM) & (added == 0))
        found += zip(units.tolist(), [place] * len(units), periods.tolist(), strict=True)
    if not found:
        return None
    of_unit, place, period = min(found)
    return place, of_unit, period


def _cells_of(secret: Figure, unit: Whole, month: Whole) -> NDArray[np.bool_]:
    place, of_unit, period = secret
    inside = month // SIZES[place] == period
    return np.asarray(inside if of_unit == 0 else inside & (unit == of_unit))


def _weighed(secret: NDArray[np.bool_], steps: Sequence[Step]) -> set[int]:
    """The figures that the secret is a combination of, where that is only one.

    Each edge is the sum of the weights of its two nodes, and the weight of node 0 is 0: beside
    it they follow. What hangs together without it could be put together in another way.
    """
    weights = {0: 0}
    for node, edge, known in steps:
        if known in weights:
            weights[node] = int(secret[edge]) - weights[known]
    return {node for node, weight in weights.items() if weight}

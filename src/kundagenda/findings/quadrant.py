"""Attention beside trend: which groups get worse while the agenda hardly holds them."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from kundagenda.findings.group_test import GroupTest, GroupTested
from kundagenda.findings.overview import Change, Figure
from kundagenda.findings.silence import Turn, turn_of
from metrics.definition import Metric
from metrics.quotient import quotient


@dataclass(frozen=True)
class Placed:
    """A group's share of the items that name a group, and its figure against the year before.

    ``neglected`` says that the figure is worse and the share under an even one.
    """

    name: str
    items: int
    share: float
    change: Change
    turn: Turn
    neglected: bool


@dataclass(frozen=True)
class Quadrant:
    """The groups that can be placed, neglected decline first, then the largest change.

    Attributes:
        metric: The one figure that all are placed by: what a group has of its own can have
            another unit than its neighbour's. Null where no group has a figure.
        even: The share that each target group would have if all had the same.
        withheld: Groups whose figure, now or a year ago, is withheld or missing.
    """

    metric: Metric | None
    placed: tuple[Placed, ...]
    even: float
    named_items: int
    withheld: int


def quadrant_of(found: GroupTest) -> Quadrant:
    """The groups by satisfaction, or by the outcome most of them share where none is known."""
    metric = _common(found.groups)
    even = quotient(1, len(found.groups)) or 0.0
    figures = [(group, _figure(group, metric)) for group in found.groups]
    placed = [
        place
        for group, figure in figures
        if (place := _placed(group, figure, found.named_items, even)) is not None
    ]
    placed.sort(key=lambda p: (not p.neglected, -abs(p.change.difference), p.name.casefold()))
    withheld = len(found.groups) - len(placed)
    return Quadrant(metric, tuple(placed), even, found.named_items, withheld)


def _common(groups: Sequence[GroupTested]) -> Metric | None:
    """Satisfaction where any group's change in it is known, else the outcome most have."""
    said, own = ([f for f in all_of if f and f.change] for all_of in _both(groups))
    metrics = [figure.metric for figure in said or own]
    count = Counter(metric.key for metric in metrics)
    return min(metrics, key=lambda metric: (-count[metric.key], metric.key), default=None)


def _both(groups: Sequence[GroupTested]) -> tuple[list[Figure | None], list[Figure | None]]:
    return [group.satisfaction for group in groups], [group.outcome for group in groups]


def _figure(group: GroupTested, metric: Metric | None) -> Figure | None:
    figures = (group.satisfaction, group.outcome)
    return next((f for f in figures if f and metric and f.metric.key == metric.key), None)


def _placed(
    group: GroupTested, figure: Figure | None, named_items: int, even: float
) -> Placed | None:
    share = quotient(group.items, named_items)
    if figure is None or figure.change is None or share is None:
        return None
    turn = turn_of(figure)
    neglected = turn in (Turn.FELL, Turn.LOWER) and share < even
    return Placed(group.name, group.items, share, figure.change, turn, neglected)

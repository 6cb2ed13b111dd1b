"""The silence clock: groups that fall while nobody talks about them stand first."""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

from kundagenda.findings.group_test import GroupTested
from kundagenda.findings.overview import Figure
from metrics.definition import Better


class Turn(StrEnum):
    """Which way a figure went in a year, judged by which way is good.

    ``LOWER`` and ``HIGHER`` are those of figures without an interval: worse or not, and no more.
    """

    FELL = "fell"
    WITHIN = "within chance"
    ROSE = "rose"
    LOWER = "worse, no interval"
    HIGHER = "not worse, no interval"
    UNKNOWN = "unknown"


@dataclass(frozen=True)
class Silence:
    """A group, whether it has been silent longer than wanted, and how its figures turned."""

    group: GroupTested
    outcome: Turn
    satisfaction: Turn

    @property
    def silent(self) -> bool:
        """Longer than the group's own cadence, or than 90 days without one; never is longer."""
        return self.group.days is None or self.group.days > self.group.within

    @property
    def falling(self) -> bool:
        """Whether its own outcome or its satisfaction is worse than a year before."""
        return any(turn in (Turn.FELL, Turn.LOWER) for turn in (self.outcome, self.satisfaction))


def silences_of(groups: Sequence[GroupTested]) -> tuple[Silence, ...]:
    """Silent and falling first, then the other silent ones, each the longest silent first."""
    found = [Silence(g, turn_of(g.outcome), turn_of(g.satisfaction)) for g in groups]
    return tuple(sorted(found, key=_place))


def _place(each: Silence) -> tuple[bool, bool, bool, int, str]:
    days = each.group.days
    return (
        not (each.silent and each.falling), not each.silent,
        days is not None, -(days or 0), each.group.name.casefold(),
    )  # fmt: skip


def turn_of(figure: Figure | None) -> Turn:
    """Null change, or an outcome of which nobody knows which way is good, cannot be told."""
    change = figure.change if figure else None
    if figure is None or change is None or figure.metric.better is Better.NEITHER:
        return Turn.UNKNOWN
    sign = -1 if figure.metric.better is Better.LOWER else 1
    worse = sign * change.difference < 0
    if change.real is None:
        return Turn.LOWER if worse else Turn.HIGHER
    if not change.real:
        return Turn.WITHIN
    return Turn.FELL if worse else Turn.ROSE

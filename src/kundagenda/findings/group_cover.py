"""Which customer groups the leadership talks about, and which it never has."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from kundagenda.findings.counted_rows import Row


@dataclass(frozen=True)
class GroupCover:
    """A customer group on the agenda.

    Attributes:
        items: Customer items of the year that name the group.
        timed: Those with known minutes, adding up to ``minutes``.
        last: The latest day it came up, ever; null for never.
        days: Days since then.
        cadence: The days between two times that the company wants at most; null where it has none.
    """

    code: str
    name: str
    items: int
    timed: int
    minutes: float
    last: date | None
    days: int | None
    cadence: int | None

    @property
    def waits(self) -> bool:
        """Whether it has been longer than the company wants; never counts as longer."""
        return self.cadence is not None and (self.days is None or self.days > self.cadence)


def group_cover(
    segments: Sequence[Row],
    groups: Sequence[Row],
    known: Sequence[str],
    names: Sequence[tuple[str, str]],
    as_of: date,
) -> tuple[GroupCover, ...]:
    """Every group there is: target groups, groups of customers, and groups that items name.

    Those that never came up stand first, then the longest ago.

    Args:
        segments: Rows of customer items by group.
        groups: Rows of target groups with their cadence.
        known: The codes of all groups in the figures.
        names: The names of those that have one.
        as_of: The day to count from.
    """
    seen, told = {row.name: row for row in segments}, dict(names)
    cadences = {row.name: row.numbers[0] for row in groups}
    found = []
    for code in {*known, *cadences, *seen}:
        row, cadence = seen.get(code), cadences.get(code)
        last = row.day if row else None
        found.append(
            GroupCover(
                code=code,
                name=told.get(code, code),
                items=row.count(0) if row else 0,
                timed=row.count(1) if row else 0,
                minutes=row.sum(2) if row else 0.0,
                last=last,
                days=(as_of - last).days if last else None,
                cadence=round(cadence) if cadence else None,
            )
        )
    return tuple(sorted(found, key=lambda g: (g.last is not None, g.last or as_of, g.name)))

"""Where on the agenda customer items stand: in which third, and at which place in the middle."""

from collections.abc import Sequence
from dataclasses import dataclass
from statistics import median

from kundagenda.findings.counted_rows import Row


@dataclass(frozen=True)
class Placement:
    """How many customer items stood in each third of the agendas they were on.

    ``place`` and ``among`` are medians: the middle item stood at that place, and the middle agenda
    was that long. Null without items. An item alone at its meeting is left out.
    """

    first: int
    middle: int
    last: int
    place: float | None
    among: float | None

    @property
    def items(self) -> int:
        """Items on agendas with more than one item."""
        return self.first + self.middle + self.last


def placement_of(rows: Sequence[Row]) -> Placement:
    """The thirds and medians from rows of place, length of the agenda and count.

    An item is in the third where its middle lies, so that the first of two is in the first third
    and the second in the last.
    """
    spots = [(row.count(0), row.count(1)) for row in rows for _ in range(row.count(2))]
    thirds = [third_of(place, among) for place, among in spots]
    return Placement(
        first=thirds.count(0),
        middle=thirds.count(1),
        last=thirds.count(2),
        place=median(place for place, _ in spots) if spots else None,
        among=median(among for _, among in spots) if spots else None,
    )


def third_of(place: int, among: int) -> int:
    """The third of an agenda that a place lies in: 0, 1 or 2.

    >>> [third_of(place, 5) for place in (1, 2, 3, 4, 5)], third_of(1, 2), third_of(2, 2)
    ([0, 0, 1, 2, 2], 0, 2)
    """
    centre = 3 * (2 * place - 1)
    return 0 if centre < 2 * among else 2 if centre > 4 * among else 1

"""Whether the customer comes up after a fall in what customers say, or as often without one."""

from collections.abc import Mapping
from dataclasses import dataclass
from math import comb

ENOUGH_MONTHS = 5


@dataclass(frozen=True)
class AfterFalls:
    """Months with meetings, by whether the figure had really fallen just before.

    Attributes:
        fallen: Months after a real fall.
        fallen_with: Those of them with at least one customer item.
        other: Months after a period that did not fall, or by no more than chance.
        other_with: Those of them with at least one customer item.
    """

    fallen: int
    fallen_with: int
    other: int
    other_with: int

    @property
    def enough(self) -> bool:
        """Whether there are months enough of both kinds to hold against one another."""
        return min(self.fallen, self.other) >= ENOUGH_MONTHS

    @property
    def chance(self) -> float | None:
        """How often chance alone gives numbers at least as far apart, 0..1; null while too few.

        Fisher's exact test, two-sided.
        """
        if not self.enough:
            return None
        return exact_chance(self.fallen_with, self.fallen, self.other_with, self.other)


def after_falls(fell: Mapping[int, bool | None], with_customer: Mapping[int, bool]) -> AfterFalls:
    """Months with meetings, counted by what the figure did just before and by what was discussed.

    Args:
        fell: By the month that follows a period, whether the period was really lower than the one
            before it; null where either is not known. Such months are left out.
        with_customer: By month with a meeting that had an agenda, whether any item was about
            customers. Without a meeting nobody could bring anything up: other months are left out.

    >>> after_falls({1: True, 2: False, 3: None, 4: True}, {1: True, 2: False, 3: True})
    AfterFalls(fallen=1, fallen_with=1, other=1, other_with=0)
    """
    known = [month for month in with_customer if fell.get(month) is not None]
    fallen = [with_customer[month] for month in known if fell[month]]
    other = [with_customer[month] for month in known if not fell[month]]
    return AfterFalls(len(fallen), sum(fallen), len(other), sum(other))


def exact_chance(part_1: int, whole_1: int, part_2: int, whole_2: int) -> float:
    """The chance of tables at most as likely as this one, its margins given, 0..1.

    In whole numbers up to the last step, so that equally likely tables are equally likely.

    Raises:
        ValueError: a part is under 0 or over its whole.

    Source:
        Fisher (1922), JRSS 85; two-sided by summing tables no likelier than the one seen.

    >>> round(exact_chance(3, 4, 1, 4), 4)  # tea, and milk first
    0.4857
    """
    if not (0 <= part_1 <= whole_1 and 0 <= part_2 <= whole_2):
        raise ValueError(f"{part_1} of {whole_1} and {part_2} of {whole_2} cannot both be")
    parts = part_1 + part_2
    weights = [
        comb(whole_1, first) * comb(whole_2, parts - first)
        for first in range(max(0, parts - whole_2), min(whole_1, parts) + 1)
    ]
    seen = comb(whole_1, part_1) * comb(whole_2, part_2)
    return sum(weight for weight in weights if weight <= seen) / sum(weights)

"""Do two persons give the same item the same label? Krippendorff's alpha, and how sure it is."""

import random
from collections import Counter
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum

ENOUGH_ITEMS = 20
RELIABLE, TENTATIVE = 0.8, 0.667
RESAMPLES = 1000
# With more resamples than this in which everyone said the same, the interval would be of the rest.
MOST_UNDEFINED = 0.05


class Verdict(StrEnum):
    """What an alpha is worth, by Krippendorff's own limits."""

    RELIABLE = "reliable"
    TENTATIVE = "tentative"
    UNRELIABLE = "unreliable"
    TOO_FEW = "too few"
    UNDEFINED = "undefined"


@dataclass(frozen=True)
class Alpha:
    """Krippendorff's alpha, nominal, over items that at least two coders labelled.

    Attributes:
        value: 1 is full agreement, 0 what chance gives; null with fewer than `ENOUGH_ITEMS` items,
            and where every label is the same: then there is nothing to tell apart.
        low: Lower end of the 95 % interval; null without a value, or where it cannot be told.
        high: Upper end; likewise.
        items: Items with two labels or more.
        verdict: What the value is worth.
    """

    value: float | None
    low: float | None
    high: float | None
    items: int
    verdict: Verdict


Codes = Sequence[str]


def agreement_of(units: Collection[Codes], seed: int = 1) -> Alpha:
    """Alpha of the labels of each item, with a bootstrap interval over items.

    Args:
        units: Per item the labels that its coders gave, in any order; nobody's silence stands
            among them. Items with fewer than two labels say nothing and are left out.
        seed: Which resamples are drawn; the same seed gives the same interval.

    Source:
        Krippendorff, Content Analysis, 4th ed. (2019), ch. 12: rely on .800 and above, draw
        tentative conclusions from .667. Items are resampled, as they are what was sampled.

    >>> agreement_of([("fix", "fix"), ("value", "fix")]).verdict
    <Verdict.TOO_FEW: 'too few'>
    """
    paired = [tuple(codes) for codes in units if len(codes) > 1]
    if len(paired) < ENOUGH_ITEMS:
        return Alpha(None, None, None, len(paired), Verdict.TOO_FEW)
    counted = _counted(paired)
    value = _alpha(counted)
    if value is None:
        return Alpha(None, None, None, len(paired), Verdict.UNDEFINED)
    low, high = _interval(counted, seed)
    return Alpha(value, low, high, len(paired), verdict_of(value))


def verdict_of(value: float) -> Verdict:
    """Reliable from .8, tentative from .667, else not."""
    if value >= RELIABLE:
        return Verdict.RELIABLE
    return Verdict.TENTATIVE if value >= TENTATIVE else Verdict.UNRELIABLE


def as_customer(codes: Codes, customer: Collection[str]) -> tuple[str, ...]:
    """The same labels as the one question that decides the share: about customers or not."""
    return tuple("yes" if code in customer else "no" for code in codes)


def _counted(units: Sequence[Codes]) -> list[list[int]]:
    """How many coders gave each label, a row an item; the labels in the order of the alphabet."""
    domain = sorted({code for codes in units for code in codes})
    counts: list[Mapping[str, int]] = [Counter(codes) for codes in units]
    return [[found.get(label, 0) for label in domain] for found in counts]


def _alpha(counted: Sequence[Sequence[int]]) -> float | None:
    """The library's alpha; null when every label is the same, which it takes for an error."""
    import krippendorff  # numpy's algebra loads slowly, and most pages ask for nothing of the kind

    used = [any(row[label] for row in counted) for label in range(len(counted[0]))]
    if sum(used) < 2:
        return None
    return float(krippendorff.alpha(value_counts=counted, level_of_measurement="nominal"))


def _interval(counted: Sequence[Sequence[int]], seed: int) -> tuple[float | None, float | None]:
    draw = random.Random(seed)
    drawn = [_alpha(draw.choices(counted, k=len(counted))) for _ in range(RESAMPLES)]
    known = sorted(value for value in drawn if value is not None)
    if len(known) < (1 - MOST_UNDEFINED) * RESAMPLES:
        return None, None
    return _quantile(known, 0.025), _quantile(known, 0.975)


def _quantile(ordered: Sequence[float], share: float) -> float:
    place = share * (len(ordered) - 1)
    below = int(place)
    above = min(below + 1, len(ordered) - 1)
    return ordered[below] + (place - below) * (ordered[above] - ordered[below])

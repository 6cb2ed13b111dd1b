"""Do two persons give the same item the same label? Krippendorff's alpha, and how sure it is."""

from collections import Counter
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

import numpy as np
from numpy.typing import NDArray

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
Counts = NDArray[Any]


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


def _counted(units: Sequence[Codes]) -> Counts:
    """How many coders gave each label, a row an item; the labels in the order of the alphabet."""
    domain = sorted({code for codes in units for code in codes})
    counts = [Counter(codes) for codes in units]
    return np.array([[found[label] for label in domain] for found in counts], dtype=float)


def _alpha(counted: Counts) -> float | None:
    """The library's alpha; null when every label is the same, which it takes for an error."""
    import krippendorff  # most pages ask for nothing of the kind

    if np.count_nonzero(counted.sum(axis=0)) < 2:
        return None
    return float(krippendorff.alpha(value_counts=counted, level_of_measurement="nominal"))


def _interval(counted: Counts, seed: int) -> tuple[float | None, float | None]:
    items = len(counted)
    draws = np.random.default_rng(seed).multinomial(items, [1 / items] * items, size=RESAMPLES)
    known = _resampled(counted, draws)
    if len(known) < (1 - MOST_UNDEFINED) * RESAMPLES:
        return None, None
    low, high = np.quantile(known, [0.025, 0.975])
    return float(low), float(high)


def _resampled(counted: Counts, draws: Counts) -> Counts:
    """Alphas where items are taken as often as each row of ``draws`` says, undefined ones left out.

    Alpha of nominal labels is 1 - (n - 1) (n - agreeing) / (n^2 - sum of squared label counts),
    of n labels, where an item of m labels agrees by sum over labels of k (k - 1) / (m - 1). The
    library would do one resample at a time, a hundred times slower.
    """
    labels = counted.sum(axis=1)
    agreeing = draws @ ((counted * (counted - 1)).sum(axis=1) / (labels - 1))
    n, by_label = draws @ labels, draws @ counted
    expected = n**2 - (by_label**2).sum(axis=1)
    told = expected > 0
    found: Counts = 1 - ((n - 1) * (n - agreeing))[told] / expected[told]
    return found

"""What a reader meets: a metric's value for a period, with its base and its standing."""

from dataclasses import dataclass
from enum import StrEnum

from metrics.definition import Metric

SHOWN_FROM = 10
SURE_FROM = 30


class Status(StrEnum):
    """Whether a value can be shown, and how sure it is."""

    OK = "ok"
    THIN = "thin"
    WITHHELD = "withheld"
    UNDEFINED = "undefined"
    PARTIAL = "partial"


@dataclass(frozen=True)
class Sums:
    """The additive parts of a metric, summed over whatever was asked for.

    ``denominator`` is null for a ready value that came without its base: it is shown as it was
    given and never added to another. ``spread`` is the sum of squares of what each value's
    standard error makes of its denominator (of 1 without); null unless all of them told theirs.
    """

    numerator: float | None
    denominator: float | None
    squares: float | None
    base: int | None
    spread: float | None = None

    def __add__(self, other: "Sums") -> "Sums":
        return Sums(
            _added(self.numerator, other.numerator) if self.poolable and other.poolable else None,
            _added(self.denominator, other.denominator),
            _added(self.squares, other.squares),
            _counted(self.base, other.base),
            _added(self.spread, other.spread),
        )

    @property
    def poolable(self) -> bool:
        """Whether the parts can be added to others."""
        return self.denominator is not None

    @property
    def error(self) -> float | None:
        """The standard error that came with ready values, pooled where they add up."""
        if self.spread is None or self.denominator == 0:
            return None
        return float(self.spread**0.5 / (self.denominator or 1))


def _added(one: float | None, other: float | None) -> float | None:
    return None if one is None or other is None else one + other


def _counted(one: int | None, other: int | None) -> int | None:
    return None if one is None or other is None else one + other


@dataclass(frozen=True)
class Reading:
    """A metric's value for a period.

    ``period`` is the first month of the period (rolling twelve months: the last). Value and
    bounds are in the metric's unit; null when withheld or undefined. ``base`` is null where nobody
    said what a ready value rests on.
    """

    metric: Metric
    period: int
    value: float | None
    low: float | None
    high: float | None
    base: int | None
    numerator: float | None
    denominator: float | None
    squares: float | None
    status: Status

"""Whether a figure has come to what was aimed at, and which way is good."""

from enum import StrEnum

from kundagenda.findings.reading import Reading, Status
from metrics import customer_item_share, customer_meeting_share, customer_minute_share
from metrics.definition import Better, Metric

# A share of the agenda is neither good nor bad, but is always promised as at least so much.
_PROMISED = (customer_item_share, customer_meeting_share, customer_minute_share)
# Sums of decimals miss the decimal by less than this.
_ROUNDING = 1e-9


class Aim(StrEnum):
    """Where a figure stands against its target."""

    MISSED = "missed"
    CHANCE = "chance"
    REACHED = "reached"
    UNTOLD = "untold"
    WITHHELD = "withheld"
    MISSING = "missing"

    @property
    def is_told(self) -> bool:
        """Whether the figure can be held against the target at all."""
        return self in (Aim.MISSED, Aim.CHANCE, Aim.REACHED)


def better_for(metric: Metric) -> Better:
    """Which way a target is to be reached from."""
    if any(metric.key == promised.key for promised in _PROMISED):
        return Better.HIGHER
    return metric.better


def aim_of(metric: Metric, now: Reading | None, target: float) -> Aim:
    """Where a reading stands against a target, both in the metric's unit.

    A target inside the 95 % interval is within chance, on whichever side the value lies. Without
    an interval the value alone decides, and at the target is enough.
    """
    if now is not None and now.status is Status.WITHHELD:
        return Aim.WITHHELD
    if now is None or now.value is None:
        return Aim.MISSING
    better = better_for(metric)
    if better is Better.NEITHER:
        return Aim.UNTOLD
    if now.low is not None and now.high is not None and now.low <= target <= now.high:
        return Aim.CHANCE
    above = now.value - target if better is Better.HIGHER else target - now.value
    return Aim.REACHED if above >= -_ROUNDING else Aim.MISSED

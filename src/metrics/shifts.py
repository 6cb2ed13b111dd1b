"""How two series' surprises go together at each lag, and how far chance alone would take them."""

from dataclasses import dataclass, replace
from math import sqrt


@dataclass(frozen=True)
class Shift:
    """What was found at one lag of those that a verdict looked at.

    Attributes:
        lag: Months by which the second series trails, 1..6.
        r: The correlation of surprises, -1..1.
        df: Its degrees of freedom.
        limit: The correlation, 0..1, that chance alone passes no more often than the verdict
            accepts at this lag: the verdict is a signal exactly when some ``r`` lies beyond it.
    """

    lag: int
    r: float
    df: int
    limit: float

    def at(self, chance: float) -> "Shift":
        """The same lag where it alone may err with this chance."""
        return replace(self, limit=chance_limit(self.df, chance))


def chance_limit(df: int, chance: float) -> float:
    """The correlation whose two-sided t test has this chance, 0..1; Student's t inverted."""
    from scipy.special import stdtrit

    t = float(stdtrit(df, chance / 2))
    return -t / sqrt(df + t * t)

"""What was counted, what it may be at most or must be at least, and the table of it all."""

from collections.abc import Iterable
from dataclasses import dataclass
from math import sqrt
from typing import Literal

STANDARD_ERRORS = 2


@dataclass(frozen=True)
class Bound:
    """A rate that must not be passed: from below (``most``) or from above (``least``).

    With ``slack`` a rate may pass it by two standard errors of the count, 0..1: a rate that lies
    on the bound in truth would otherwise break it every other time.
    """

    rate: float
    side: Literal["most", "least"] = "most"
    slack: bool = True

    def limit(self, repetitions: int) -> float:
        """The rate that so many repetitions may show, 0..1."""
        margin = STANDARD_ERRORS * sqrt(self.rate * (1 - self.rate) / repetitions)
        if not self.slack:
            return self.rate
        return self.rate + margin if self.side == "most" else self.rate - margin


@dataclass(frozen=True)
class Row:
    """One figure: so many of so many. Without a bound it is told and nothing more."""

    what: str
    case: str
    found: int
    of: int
    bound: Bound | None = None

    @property
    def holds(self) -> bool:
        """Whether the figure keeps within its bound."""
        if self.bound is None:
            return True
        limit, rate = self.bound.limit(self.of), self.found / max(self.of, 1)
        return rate <= limit if self.bound.side == "most" else rate >= limit


def table(rows: Iterable[Row]) -> str:
    """The rows as a Markdown table."""
    head = ["| what | case | found | of | % | bound % | holds |", "|---|---|---|---|---|---|---|"]
    return "\n".join([*head, *(_line(row) for row in rows)])


def _line(row: Row) -> str:
    share = f"{100 * row.found / row.of:.1f}" if row.of else ""
    bound, holds = "", ""
    if row.bound is not None:
        sign = "≤" if row.bound.side == "most" else "≥"
        bound = f"{sign} {100 * row.bound.limit(row.of):.1f}"
        holds = "yes" if row.holds else "**NO**"
    return f"| {row.what} | {row.case} | {row.found} | {row.of} | {share} | {bound} | {holds} |"

"""What moved recurring revenue over some months: new, returning, more, less and lost."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from kundagenda.findings.kpi import Monthly
from metrics import mrr_churn, mrr_contraction, mrr_expansion, mrr_new, mrr_reactivation
from metrics.definition import Metric

GAINS: tuple[Metric, ...] = (mrr_new, mrr_reactivation, mrr_expansion)
LOSSES: tuple[Metric, ...] = (mrr_contraction, mrr_churn)
MOVES = (*GAINS, *LOSSES)


@dataclass(frozen=True)
class Bridge:
    """Revenue from one month to another, as shares of what it was before the first of them.

    ``moves`` is by metric key, losses below zero; ``closing`` is 1 and all moves. ``accounts``
    counts those that moved, an account once for each month in which it did.
    """

    first: int
    last: int
    moves: Mapping[str, float]
    accounts: Mapping[str, int]

    @property
    def closing(self) -> float:
        """Revenue at the end, as a share of that at the beginning."""
        return 1 + sum(self.moves.values())

    @property
    def months(self) -> int:
        """How many months the bridge spans."""
        return self.last - self.first + 1


def bridge_of(plain: Mapping[str, Monthly], months: Sequence[int]) -> Bridge | None:
    """The movements of some months in a row, added, over the revenue before the first of them.

    Null where nothing is known, where a month is missing, where there was no revenue to begin
    with, and for values that were given without what they rest on: they do not add up.
    """
    known = [month for month in months if month in plain[mrr_churn.key]]
    if not known or known != list(range(known[0], known[-1] + 1)):
        return None
    opening = plain[mrr_churn.key][known[0]].denominator
    if not opening or not _adds_up(plain, known):
        return None
    signs = {m.key: 1 if m in GAINS else -1 for m in MOVES}
    return Bridge(
        known[0],
        known[-1],
        {key: sign * _moved(plain[key], known) / opening for key, sign in signs.items()},
        {key: _accounts(plain[key], known) for key in signs},
    )


def _adds_up(plain: Mapping[str, Monthly], months: Sequence[int]) -> bool:
    there = (plain[m.key].get(month) for m in MOVES for month in months)
    return all(sums is None or sums.poolable for sums in there)


def _moved(monthly: Monthly, months: Sequence[int]) -> float:
    return sum(monthly[month].numerator or 0 for month in months if month in monthly)


def _accounts(monthly: Monthly, months: Sequence[int]) -> int:
    return sum(monthly[month].base or 0 for month in months if month in monthly)

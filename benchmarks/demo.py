"""How the seed of the demo company was chosen, and how typical it is.

    python benchmarks/demo.py search 1 3000     seeds in which every planted truth can be shown
    python benchmarks/demo.py typical 200       how often lead and drop are found, main and twin

A seed that is kept shows, whichever calendar month the demo ends in, the lead (familywise
p < .02 in both directions tested, over 60 months and over whole quarters), the drop (confirmed
within twelve months), a share that stays low to the end, and a silent null twin.
"""

import sys

from kundagenda.demo import parameters as p
from kundagenda.demo.signals import monthly_signals
from metrics.change import confirmed_at
from metrics.lead import LeadVerdict, lead_verdict
from metrics.periods import parse_month

JANUARY = parse_month("2026-01")
STRICT_P, TWIN_P = 0.02, 0.15


def found(verdict: LeadVerdict) -> bool:
    """Whether a verdict tells the planted lead and no other order."""
    low, high = verdict.lag_range or (0, 0)
    right = verdict.status == "signal" and (verdict.r or 0) > 0 and low <= p.LEAD <= high
    return right and not verdict.together


def far_from_signal(verdict: LeadVerdict) -> bool:
    """Whether neither direction comes near a signal."""
    both = (verdict, verdict.reverse)
    return all(v is not None and (v.p_familywise or 0) > TWIN_P for v in both)


def worst_p(seed: int) -> float | None:
    """The largest p of the lead over twelve alignments; null when the seed will not do."""
    worst = 0.0
    for month in range(12):
        until = JANUARY + month
        attention, nps = monthly_signals(seed, until)
        _, twin = monthly_signals(seed, until, null_twin=True)
        if not 0.06 < attention[-12:].mean() < 0.125 or attention[-6:].mean() > 0.125:
            return None
        if attention[p.PRIORITY_DECIDED : p.DROP_BEGINS].mean() < p.DECLARED_SHARE:
            return None
        for months in {p.MONTHS, p.MONTHS - (until + 1) % 3}:
            verdict = lead_verdict(attention[:months], nps[:months])
            worst = max(worst, verdict.p_familywise or 1.0)
            if not found(verdict) or worst > STRICT_P:
                return None
            if not far_from_signal(lead_verdict(attention[:months], twin[:months])):
                return None
        confirmed = confirmed_at(attention, "share")
        if confirmed is None or not 0 <= attention.index.get_loc(confirmed) - p.DROP_BEGINS < 12:
            return None
    return worst


def search(first: int, last: int) -> None:
    """Print the seeds that will do, with the p that is hardest to reach."""
    for seed in range(first, last):
        worst = worst_p(seed)
        if worst is not None:
            print(f"seed {seed}: p of the lead at most {worst:.4f}", flush=True)


def typical(seeds: int) -> None:
    """Print how often any seed shows the truths, at one alignment."""
    until = JANUARY + 9
    leads = drops = alarms = 0
    for seed in range(1, seeds + 1):
        attention, nps = monthly_signals(seed, until)
        _, twin = monthly_signals(seed, until, null_twin=True)
        leads += found(lead_verdict(attention, nps))
        alarms += lead_verdict(attention, twin).status == "signal"
        confirmed = confirmed_at(attention, "share")
        if confirmed is not None:
            drops += 0 <= attention.index.get_loc(confirmed) - p.DROP_BEGINS < 12
    print(f"of {seeds} seeds: lead found {leads}, drop found {drops}, twin alarms {alarms}")


if __name__ == "__main__":
    if sys.argv[1:2] == ["search"]:
        search(int(sys.argv[2]), int(sys.argv[3]))
    else:
        typical(int(sys.argv[2]))

"""Every shift of a lead verdict: the verdict's own test, and the limit that decides it."""

from dataclasses import replace
from math import sqrt

import numpy as np
import pytest
from scipy import stats

from metrics.lead import LeadVerdict, lead_verdict
from metrics.panel import PanelVerdict
from metrics.sharing import judged_together
from metrics.shifts import chance_limit
from monthly_series import monthly
from statsmodels_innovations import by_libraries


def pair(seed: int, strength: float = 0.0, months: int = 48):
    """Attention, and an outcome that echoes it two months later as strongly as asked."""
    rng = np.random.default_rng(seed)
    attention = rng.standard_normal(months + 2)
    own = rng.standard_normal(months)
    outcome = strength * attention[:months] + sqrt(1 - strength**2) * own
    return monthly(attention[2:]), monthly(outcome)


def is_beyond(lead: LeadVerdict) -> bool:
    return any(abs(shift.r) > shift.limit for shift in lead.shifts)


@pytest.mark.parametrize(("df", "chance"), [(20, 0.05), (41, 0.05 / 12), (120, 0.001)])
def test_a_correlation_at_the_limit_has_exactly_the_chance(df, chance):
    r = chance_limit(df, chance)
    assert 2 * stats.t.sf(r * sqrt(df / (1 - r * r)), df) == pytest.approx(chance)


@pytest.mark.parametrize("seed", [0, 3])
def test_the_shifts_are_the_correlations_of_the_test_each_way(seed):
    attention, outcome = pair(seed, 0.5)
    (x, _), (y, _) = by_libraries(attention), by_libraries(outcome)
    m = min(len(x), len(y))
    x, y = x[-m:], y[-m:]
    lead = lead_verdict(attention, outcome)
    for lag, ahead, behind in zip(range(1, 7), lead.shifts, lead.reverse.shifts, strict=True):
        assert (ahead.lag, behind.lag) == (lag, lag)
        assert ahead.df == behind.df == m - lag - 2 - 12
        assert ahead.r == pytest.approx(stats.pearsonr(x[:-lag], y[lag:]).statistic)
        assert behind.r == pytest.approx(stats.pearsonr(y[:-lag], x[lag:]).statistic)
    assert lead.same_month == pytest.approx(stats.pearsonr(x, y).statistic)
    assert lead.shifts[lead.lag - 1].r == lead.r


def test_a_verdict_is_a_signal_exactly_when_a_shift_lies_beyond_its_limit():
    """Two outcomes of the company and of its segments, judged together with every correction."""
    told = 0
    for seed in range(60):
        leads = {
            "nps": lead_verdict(*pair(seed, 0.1 * (seed % 8))),
            "churn": lead_verdict(*pair(1000 + seed, 0.1 * (seed // 8))),
        }
        asked = PanelVerdict("no_evidence", 48, 6, p=0.001 if seed % 3 else 0.4)
        found, _ = judged_together(leads, {"nps": asked} if seed % 2 else {})
        for lead in found.values():
            assert is_beyond(lead) is (lead.status == "signal")
            assert is_beyond(lead.reverse) is (lead.reverse.status == "signal")
            told += lead.status == "signal"
    assert 10 < told < 110


def test_a_smaller_chance_of_error_widens_what_chance_gives_and_moves_no_correlation():
    lead = lead_verdict(*pair(1))
    stricter = lead.at(0.01)
    for before, after in zip(lead.shifts, stricter.shifts, strict=True):
        assert after.limit > before.limit
        assert replace(after, limit=before.limit) == before


def test_what_was_not_tested_has_no_shifts():
    short = lead_verdict(*pair(1, months=20))
    assert (short.status, short.shifts, short.same_month) == ("not_enough_data", (), None)

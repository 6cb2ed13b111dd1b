"""Does attention move first? Worked parts, agreement with libraries, and seeded companies."""

from dataclasses import replace
from math import sqrt

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy import stats
from scipy.linalg import null_space

from metrics.lead import LeadVerdict, lead_verdict
from monthly_series import monthly, wandering, with_season
from statsmodels_innovations import by_libraries


def planted(months, lag, strength, seed):
    """Attention, and an outcome that echoes it ``lag`` months later."""
    rng = np.random.default_rng(seed)
    attention = wandering(months + lag, rng)
    other = sqrt(1 - strength**2) * wandering(months, rng)
    outcome = strength * attention[:months] + other
    return monthly(with_season(attention[lag:], rng)), monthly(with_season(outcome, rng))


def repeated(months, lag, seed):
    """Attention without season, trend or momentum, and an outcome that only repeats it later."""
    time = np.arange(months)
    terms = np.column_stack([*(time % 12 == month for month in range(12)), time]).astype(float)
    nothing = np.zeros((13, lag))
    bare = null_space(np.vstack([np.hstack([terms.T, nothing]), np.hstack([nothing, terms.T])]))
    values = bare @ np.random.default_rng(seed).standard_normal(bare.shape[1])
    return monthly(values[lag:]), monthly(values[:months])


# In the last, a lag lies just within reach of the likeliest.
@pytest.mark.parametrize("seed", [0, 1, 2, 3, 4, 19])
def test_the_verdict_is_pearsons_r_with_the_season_charged(seed):
    attention, outcome = planted(48, lag=2, strength=0.4, seed=seed)
    (x, p), (y, q) = by_libraries(attention), by_libraries(outcome)
    m = min(len(x), len(y))
    x, y = x[-m:], y[-m:]
    chances = {}
    for lag in range(1, 7):
        r, df = stats.pearsonr(x[:-lag], y[lag:]).statistic, m - lag - 2 - 12
        chances[lag] = 2 * stats.t.sf(abs(r) * sqrt(df / (1 - r * r)), df), r, df
    lag = min(chances, key=chances.get)
    chance, r, df = chances[lag]
    verdict = lead_verdict(attention, outcome)
    assert (verdict.lag, verdict.df, verdict.ar_orders) == (lag, df, (p, q))
    assert verdict.r == pytest.approx(r)
    assert verdict.p_familywise == pytest.approx(min(1, chance * 6 * 2))
    likelihood = {k: -df / 2 * np.log(1 - r * r) for k, (_, r, df) in chances.items()}
    near = [k for k in likelihood if 2 * (max(likelihood.values()) - likelihood[k]) <= 3.84]
    assert verdict.lag_range == (max(min(near) - 1, 1), min(max(near) + 1, 6))


def test_a_planted_lead_of_three_months_is_found():
    for seed in range(10):
        verdict = lead_verdict(*planted(60, lag=3, strength=0.7, seed=seed))
        assert verdict.status == "signal"
        assert verdict.lag == 3
        assert verdict.lag_range[0] <= 3 <= verdict.lag_range[1]
        assert verdict.r > 0
        assert verdict.reverse.status == "no_evidence"
        assert not verdict.together


def test_a_fall_after_attention_has_a_negative_correlation():
    attention, outcome = planted(60, lag=3, strength=0.7, seed=1)
    up, down = lead_verdict(attention, outcome), lead_verdict(attention, -outcome)
    assert down.r == pytest.approx(-up.r)
    assert down.p_familywise == pytest.approx(up.p_familywise)


@pytest.mark.parametrize("seed", [0, 29])  # r is 1 by its parts, and in the last a rounding more
@pytest.mark.parametrize("sign", [1, -1])
def test_an_outcome_that_only_repeats_attention_follows_it_for_certain(seed, sign):
    attention, outcome = repeated(60, lag=3, seed=seed)
    verdict = lead_verdict(attention, sign * outcome)
    assert verdict.ar_orders == (0, 0)
    assert (verdict.lag, verdict.lag_range) == (3, (3 - 1, 3 + 1))
    assert -1 <= verdict.r <= 1
    assert verdict.r == pytest.approx(sign)
    assert verdict.p_familywise == pytest.approx(0, abs=1e-100)


def test_unrelated_companies_seldom_give_a_signal():
    signals = 0
    for seed in range(60):
        rng = np.random.default_rng(seed)
        pair = (monthly(with_season(wandering(48, rng, 0.5), rng)) for _ in range(2))
        verdict = lead_verdict(*pair)
        signals += "signal" in (verdict.status, verdict.reverse.status)
    assert signals <= 7  # 3 expected of 60 at a familywise 5 %


def test_a_shared_season_and_trend_are_no_lead():
    rng = np.random.default_rng(4)
    shared = 5 * np.resize([0, 0, 0, 0, 0, 0, -3, 1, 0, 0, 0, 0], 60) + 0.5 * np.arange(60)
    attention, outcome = (monthly(shared + wandering(60, rng)) for _ in range(2))
    assert lead_verdict(attention, outcome.shift(1)).status == "no_evidence"


def test_exchanging_the_series_exchanges_the_directions():
    attention, outcome = planted(60, lag=4, strength=0.8, seed=2)
    there, back = lead_verdict(attention, outcome), lead_verdict(outcome, attention)
    assert back.status == "no_evidence"
    assert back.reverse == replace(there, reverse=None)
    assert there.reverse == replace(back, reverse=None)


def test_one_direction_asks_half_as_much():
    pair = planted(60, lag=3, strength=0.5, seed=3)
    one, two = lead_verdict(*pair, directions=1), lead_verdict(*pair)
    assert two.p_familywise == pytest.approx(2 * one.p_familywise)
    assert one.reverse is None
    assert one.detectable_r < two.detectable_r


def test_series_that_echo_each_other_move_together():
    rng = np.random.default_rng(5)
    surprises = rng.standard_normal((2, 80))
    x, y = surprises.copy()
    for month in range(4, 80):
        x[month] += 0.9 * surprises[1][month - 2]
        y[month] += 0.9 * surprises[0][month - 3]
    verdict = lead_verdict(monthly(x), monthly(y))
    assert (verdict.lag, verdict.reverse.lag) == (3, 2)
    assert verdict.together


@pytest.mark.parametrize(("months", "expected"), [(36, 0.69), (48, 0.57), (60, 0.50)])
def test_the_detectable_correlation_falls_with_the_months(months, expected):
    rng = np.random.default_rng(1)
    verdict = lead_verdict(*(monthly(rng.standard_normal(months)) for _ in range(2)), directions=1)
    assert verdict.ar_orders == (0, 0)
    assert verdict.detectable_r == pytest.approx(expected, abs=0.005)
    # z(1 - .05/12) = 2.638; at lag 4, df = months - 4 - 2 - 12
    assert verdict.detectable_r == pytest.approx(
        np.tanh((2.638 + 0.84) / sqrt(months - 18 - 1)), abs=1e-4
    )


@pytest.mark.parametrize("months", [0, 1, 12, 35])
def test_under_36_months_there_is_no_test(months):
    attention, outcome = planted(36, lag=3, strength=0.9, seed=1)
    verdict = lead_verdict(attention[:months], outcome)
    assert verdict == LeadVerdict("not_enough_data", months, 0, 2, reason="too_few_months")


def test_from_36_months_there_is():
    assert lead_verdict(*planted(36, lag=3, strength=0.9, seed=1)).n == 36
    assert lead_verdict(*planted(36, lag=3, strength=0.9, seed=1)).status == "signal"


def test_one_missing_month_is_left_out_of_every_pair_it_belongs_to():
    attention, outcome = planted(60, lag=3, strength=0.8, seed=6)
    whole = lead_verdict(attention, outcome)
    attention.iloc[30] = np.nan
    verdict = lead_verdict(attention, outcome)
    assert (verdict.status, verdict.lag, verdict.n, verdict.missing) == ("signal", 3, 59, 1)
    # besides the month itself, as many months after it as attention has momentum
    lost = 1 + verdict.ar_orders[0]
    assert verdict.df == whole.df - lost + max(whole.ar_orders) - max(verdict.ar_orders)


@pytest.mark.parametrize(
    ("months", "gaps", "reason"),
    [(36, 1, "too_few_months"), (36, 2, "missing_months"), (20, 2, "missing_months")],
)
def test_a_gap_that_no_wait_fills_is_told_before_the_months_to_wait(months, gaps, reason):
    """34 known months of 36 never become enough: "come back in 2 months" would be untrue."""
    attention, outcome = planted(months, lag=3, strength=0.7, seed=1)
    outcome.iloc[10 : 10 + gaps] = np.nan
    verdict = lead_verdict(attention, outcome)
    assert (verdict.n, verdict.missing, verdict.reason) == (months - gaps, gaps, reason)


def test_two_missing_months_are_too_many():
    attention, outcome = planted(60, lag=3, strength=0.8, seed=6)
    attention.iloc[30] = outcome.iloc[40] = np.nan
    verdict = lead_verdict(attention, outcome)
    assert (verdict.status, verdict.reason) == ("not_enough_data", "missing_months")
    assert (verdict.n, verdict.missing) == (58, 2)


def test_months_known_in_only_one_series_at_the_ends_are_not_missing():
    attention, outcome = planted(60, lag=3, strength=0.8, seed=6)
    expected = lead_verdict(attention[5:], outcome[5:])
    assert lead_verdict(attention, outcome[5:]) == expected
    assert expected.missing == 0


@pytest.mark.parametrize(
    "flat",
    [np.full(60, 0.3), 0.1 + np.arange(60) / 70, np.resize(np.arange(12) / 7, 60)],
    ids=["constant", "trend alone", "season alone"],
)
def test_a_series_without_surprises_cannot_lead_or_follow(flat):
    attention, _ = planted(60, lag=3, strength=0.8, seed=6)
    for pair in ((monthly(flat), attention), (attention, monthly(flat))):
        verdict = lead_verdict(*pair)
        assert (verdict.status, verdict.reason) == ("not_enough_data", "no_variation")


@settings(deadline=None, max_examples=30)
@given(
    scale=st.floats(0.01, 100),
    slope=st.floats(-1, 1),
    profile=st.lists(st.floats(-10, 10), min_size=12, max_size=12),
    seed=st.integers(0, 100),
)
def test_unit_trend_and_season_do_not_matter(scale, slope, profile, seed):
    attention, outcome = planted(48, lag=3, strength=0.5, seed=seed)
    dressed = scale * attention + slope * np.arange(48) + np.resize(profile, 48)
    one, other = lead_verdict(attention, outcome), lead_verdict(dressed, outcome)
    assert (one.status, one.lag, one.lag_range) == (other.status, other.lag, other.lag_range)
    assert other.r == pytest.approx(one.r, abs=1e-6)


def test_the_order_of_rows_does_not_matter():
    attention, outcome = planted(48, lag=3, strength=0.7, seed=1)
    assert lead_verdict(attention[::-1], outcome) == lead_verdict(attention, outcome)


@pytest.mark.parametrize("directions", [0, 3])
def test_there_are_one_or_two_directions(directions):
    with pytest.raises(ValueError, match="test 1 or 2"):
        lead_verdict(*planted(48, lag=3, strength=0.5, seed=1), directions=directions)


def test_a_series_without_months_is_refused():
    attention, outcome = planted(48, lag=3, strength=0.5, seed=1)
    with pytest.raises(ValueError, match="monthly PeriodIndex"):
        lead_verdict(attention.to_timestamp(), outcome)


def test_a_smaller_chance_of_error_asks_for_a_stronger_correlation():
    verdict = LeadVerdict("no_evidence", 60, 0, 2, detectable_r=0.5)
    # z(1 - .05/24) = 2.865 and z(1 - .025/24) = 3.078, each and .842 for finding it 8 times in 10
    stricter = np.tanh((3.078 + 0.842) / (2.865 + 0.842) * np.arctanh(0.5))
    assert verdict.at(0.025).detectable_r == pytest.approx(stricter, abs=1e-3)
    assert verdict.at(0.025).at(0.05).detectable_r == pytest.approx(0.5)
    assert verdict.at(0.05) == verdict


def test_what_was_not_tested_has_nothing_to_be_found_at_any_chance_of_error():
    early = LeadVerdict("not_enough_data", 20, 0, 2)
    assert early.at(0.025) == replace(early, alpha=0.025)

"""The best split: agreement with all regressions, its date, and how seldom it cries wolf."""

import numpy as np
import pandas as pd
import pytest
import statsmodels.api as sm

from metrics.split import best_split
from monthly_series import monthly, ordinary, stepped


@pytest.mark.parametrize("months", [30, 47])
def test_the_best_split_is_the_largest_t_of_all_regressions(months):
    series = monthly(ordinary(months, 0.4, seed=6), start="2021-05")
    season = pd.get_dummies(series.index.month).to_numpy(float) if months >= 36 else None
    fits = {}
    for start in range(12, months - 4 + 1):
        step = (np.arange(months) >= start).astype(float)
        terms = [step, np.ones(months)] if season is None else [step, *season.T]
        fits[series.index[start]] = sm.OLS(series.to_numpy(), np.column_stack(terms)).fit()
    since = max(fits, key=lambda month: abs(fits[month].tvalues[0]))
    split = best_split(series, "plain")
    assert split.since == since
    assert split.t == pytest.approx(abs(fits[since].tvalues[0]))
    assert split.step == pytest.approx(fits[since].params[0])


def test_the_best_split_of_ordinary_months_is_seldom_surprising():
    splits = [
        best_split(monthly(ordinary(48, memory, seed)), "plain")
        for memory in (0, 0.3)
        for seed in range(100)
    ]
    assert sum(split.p < 0.05 for split in splits) <= 20  # 10 expected of 200


def test_the_best_split_gives_the_same_answer_every_time_and_skips_gaps():
    values = stepped(40, at=20, step=4)
    values[[3, 25]] = np.nan
    split = best_split(monthly(values), "plain")
    assert split == best_split(monthly(values), "plain")
    assert split.since == pd.Period("2022-09", "M")
    assert split.n == 38
    assert split.p < 0.01


@pytest.mark.parametrize(("at", "found"), [(11, 12), (12, 12), (26, 26), (27, 26)])
def test_a_new_level_is_looked_for_after_twelve_months_and_until_four_are_left(at, found):
    series = monthly(stepped(30, at=at, step=8))
    assert best_split(series, "plain").since == series.index[found]


def test_a_step_that_no_draw_comes_near_is_as_surprising_as_2000_draws_can_say():
    assert best_split(monthly(stepped(40, at=20, step=40)), "plain").p == pytest.approx(1 / 2001)


def test_the_memory_allowed_for_is_about_that_of_the_series():
    for memory in (0, 0.3, 0.6):
        splits = [best_split(monthly(ordinary(120, memory, s)), "plain") for s in range(6)]
        assert np.mean([split.memory for split in splits]) == pytest.approx(memory, abs=0.1)


@pytest.mark.parametrize("level", [0.3, 0])
def test_a_level_that_never_moves_has_nowhere_to_split(level):
    for scale in ("share", "plain"):
        split = best_split(monthly([level] * 40), scale)
        assert (split.p, split.t) == (1, 0)


def test_a_step_of_less_than_a_billionth_of_the_level_is_a_rounding():
    values = 1e6 + 1e-4 * (np.arange(40) >= 20)
    assert best_split(monthly(values), "plain").t == 0
    assert best_split(monthly(values - 1e6), "plain").t > 0


def test_a_step_of_a_billionth_is_a_step():
    values = stepped(40, at=20, step=4)
    one, other = (best_split(monthly(v), "plain") for v in (values, 1e-9 * values))
    assert (other.since, other.p) == (one.since, one.p)
    assert (other.t, other.step) == pytest.approx((one.t, 1e-9 * one.step))

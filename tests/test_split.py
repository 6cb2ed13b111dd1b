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


def test_a_level_that_never_moves_has_nowhere_to_split():
    assert best_split(monthly([0.3] * 40), "share").p == 1

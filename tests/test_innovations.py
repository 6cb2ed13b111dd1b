"""Each month's surprise: the figures of statsmodels, for every order of momentum."""

import numpy as np
import pytest

from metrics.innovations import innovations
from monthly_series import monthly, wandering, with_season
from statsmodels_innovations import by_libraries


@pytest.mark.parametrize("memory", [(0.0, 0.0), (0.6, 0.0), (0.5, -0.6)])
@pytest.mark.parametrize("seed", range(4))
def test_innovations_are_those_of_statsmodels(memory, seed):
    values = with_season(np.random.default_rng(seed).standard_normal(50), np.random.default_rng(9))
    for month in range(2, 50):
        values[month] += memory[0] * values[month - 1] + memory[1] * values[month - 2]
    expected, order = by_libraries(monthly(values))
    ours, our_order = innovations(monthly(values))
    assert our_order == order
    assert np.isnan(ours[:order]).all()
    assert ours[order:] == pytest.approx(expected)


def test_all_orders_of_momentum_are_met_in_practice():
    orders = set()
    for memory in (0, 0.5, 0.9):
        for seed in range(15):
            values = wandering(60, np.random.default_rng(seed), memory)
            values[2:] -= 0.6 * memory * values[:-2]
            orders.add(innovations(monthly(values))[1])
    assert orders == {0, 1, 2}


def test_a_gap_stays_a_gap_and_costs_the_months_that_would_need_it():
    values = wandering(60, np.random.default_rng(2), 0.8)
    values[30] = np.nan
    surprises, order = innovations(monthly(values))
    assert order == 1
    assert np.flatnonzero(np.isnan(surprises)).tolist() == [0, 30, 31]


def test_season_and_trend_alone_leave_nothing_however_large_the_figures():
    season = np.resize([0, 3, 1, 4, 1, 5, 9, 2, 6, 5, 3, 5], 48)
    assert innovations(monthly(1e6 * (season + 0.1 * np.arange(48)))) is None

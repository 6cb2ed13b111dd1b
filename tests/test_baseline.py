"""After a confirmed change a new baseline begins: what is told then, and what is taken back."""

import numpy as np
import pandas as pd
import pytest

from metrics.change import baseline, confirmed_at, level_change
from monthly_series import monthly, ordinary, stepped


def returned(months, at, back, step, seed=1):
    """A level that moves at one month and goes back at another."""
    return stepped(months, at, step, seed) - step * (np.arange(months) >= back)


def test_after_a_confirmed_change_the_baseline_begins_with_the_new_level():
    series = monthly(stepped(60, at=30, step=4))
    found = baseline(series, "plain")
    [change] = found.changes
    assert change.since == pd.Period("2023-07", "M")
    assert change.direction == "up"
    assert change.confirmed == confirmed_at(series, "plain")
    assert found.series.equals(series[30:])
    assert level_change(series, "plain").baseline_months == 60 - 30


def test_a_confirmed_change_stays_told_until_its_level_can_be_looked_at_itself():
    values = monthly(stepped(60, at=30, step=4))
    verdicts = [level_change(values[:end], "plain") for end in range(24, 61)]
    told = [verdict.status for verdict in verdicts]
    first = told.index("changed")
    faded = told.index("new_level")
    assert first < faded
    until = 30 + 24 - 24  # the new level began at month 30; verdicts begin at month 24
    assert set(told[first:until]) == {"changed", "new_level"}
    assert {v.since for v in verdicts[first:until]} == {pd.Period("2023-07", "M")}
    assert set(told[until:]) == {"no_change"}
    assert verdicts[-1].mean_before == pytest.approx(values[30:-6].mean())
    assert verdicts[faded].mean_before == pytest.approx(values[:30].mean())


def test_a_level_that_goes_back_is_a_second_change_once_the_first_has_lasted():
    series = monthly(returned(90, at=30, back=66, step=5))
    changes = baseline(series, "plain").changes
    assert [change.direction for change in changes] == ["up", "down"]
    assert [str(change.since) for change in changes] == ["2023-07", "2026-07"]


def test_a_change_that_later_months_take_back_is_no_longer_told():
    values = monthly(returned(48, at=30, back=37, step=4))
    assert baseline(values, "plain").changes
    verdict = level_change(values, "plain")
    assert (verdict.status, verdict.since) == ("no_change", None)
    assert verdict.mean_before == pytest.approx(values[:-6].mean())  # all months count again


def test_a_year_of_monthly_looks_seldom_confirms_a_change_that_is_none():
    told = 0
    for seed in range(60):
        series = monthly(ordinary(60, 0.3, seed=seed))
        told += any(
            change.confirmed > series.index[47] for change in baseline(series, "plain").changes
        )
    assert told <= 6  # 1 to 6 in a hundred is what the rule promises


def test_months_without_any_change_are_their_own_baseline():
    series = monthly(ordinary(40, seed=3))
    found = baseline(series, "plain")
    assert found.changes == ()
    assert found.series.equals(series)

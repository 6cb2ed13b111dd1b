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


def test_the_first_of_several_changes_is_the_one_first_told_and_told_in_its_last_month():
    series = monthly(returned(90, at=30, back=66, step=5))
    first, _ = baseline(series, "plain").changes
    assert confirmed_at(series, "plain") == first.confirmed
    assert baseline(series[: first.confirmed], "plain").changes[0].confirmed == first.confirmed


def test_the_old_level_lies_between_the_last_change_and_the_one_before():
    series = monthly(returned(126, at=30, back=66, step=5) + 5 * (np.arange(126) >= 102))
    assert level_change(series[:75], "plain").mean_before == pytest.approx(series[30:66].mean())
    assert level_change(series[:110], "plain").mean_before == pytest.approx(series[66:102].mean())


def test_while_a_new_level_is_younger_than_six_months_the_old_one_ends_where_those_begin():
    series = monthly(stepped(60, at=36, step=8))
    young, old = level_change(series[:40], "plain"), level_change(series[:43], "plain")
    assert young.since == old.since == series.index[36]
    assert young.mean_before == pytest.approx(series[: 40 - 6].mean())
    assert old.mean_before == pytest.approx(series[:36].mean())


def test_a_larger_step_soon_after_a_confirmed_change_does_not_date_it():
    series = monthly(stepped(60, at=30, step=4) + 15 * (np.arange(60) >= 40))
    change = baseline(series, "plain").changes[0]
    assert change.confirmed < series.index[40]
    assert change.since == series.index[30]


def test_a_year_later_a_change_may_be_dated_to_the_very_month_that_confirmed_it():
    series = monthly(stepped(50, at=30, step=4, seed=0) + 8 * (np.arange(50) >= 35))
    at_once, a_year_later = (baseline(series[:end], "plain").changes[0] for end in (36, 50))
    assert at_once.confirmed == a_year_later.confirmed == series.index[35]
    assert at_once.since < a_year_later.since == series.index[35]


def test_a_change_is_news_for_less_than_twelve_months():
    series = monthly(stepped(70, at=30, step=1.6, seed=43))
    [change] = baseline(series, "plain").changes  # twelve months after it began, so slow it was
    assert (change.since, change.confirmed) == (series.index[30], series.index[42])
    told = [level_change(series[: change.confirmed + n], "plain").status for n in (11, 12)]
    assert told == ["new_level", "no_change"]


def test_a_change_that_later_months_take_back_is_no_longer_told():
    values = monthly(returned(48, at=30, back=37, step=4))
    assert baseline(values, "plain").changes
    verdict = level_change(values, "plain")
    assert (verdict.status, verdict.since) == ("no_change", None)
    assert verdict.mean_before == pytest.approx(values[:-6].mean())  # all months count again


def test_a_fall_far_below_where_a_rise_began_is_told_and_dated():
    series = monthly(returned(46, at=30, back=40, step=3) - 16 * (np.arange(46) >= 40))
    verdict = level_change(series, "plain")
    assert (verdict.status, verdict.since) == ("changed", series.index[40])
    assert verdict.mean_before == pytest.approx(series[:40].mean())


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

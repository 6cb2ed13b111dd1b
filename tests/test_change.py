"""The look at the last six months, and the verdict made of two of them."""

from itertools import pairwise
from math import log, sqrt

import numpy as np
import pandas as pd
import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st
from scipy import stats

from metrics.change import LevelChange, confirmed_at, level_change
from metrics.look import last_six, look_worth_telling
from metrics.split import best_split
from monthly_series import monthly, ordinary, stepped

amounts = st.floats(-100, 100).map(lambda amount: round(amount, 2))


def plain_look(values):
    """The published formulas restated with lists and loops, for a series without gaps."""
    n = len(values)
    if n >= 36:
        by_month = [values[month::12] for month in range(12)]
        values = [
            (value - sum(by_month[i % 12]) / len(by_month[i % 12])) * sqrt(n / (n - 12))
            for i, value in enumerate(values)
        ]
    before, last = values[:-6], values[-6:]
    mean_before, mean_last = sum(before) / (n - 6), sum(last) / 6
    left = [x - mean_before for x in before] + [x - mean_last for x in last]
    r1 = sum(a * b for a, b in pairwise(left)) / sum(x * x for x in left)
    r = min(max(r1 + (2 + 4 * r1) / n, 0), 0.85)

    def v(m):
        return 1 + 2 * sum((1 - k / m) * r**k for k in range(1, m))

    variance = sum(x * x for x in left) / max(n - v(6) - v(n - 6), 6)
    t = (mean_last - mean_before) / sqrt(variance * (v(6) / 6 + v(n - 6) / (n - 6)))
    df = max((n - 2) * (1 - r) / (1 + r), 4)
    return mean_last - mean_before, t, df, 2 * stats.t.sf(abs(t), df)


@settings(deadline=None, max_examples=60)
@given(values=st.lists(amounts, min_size=8, max_size=60).filter(lambda v: np.std(v) > 1))
@example(values=list(range(24)))  # so much memory that its ceiling and both floors hold
@example(values=list(range(60)))
def test_the_look_agrees_with_a_plain_restatement(values):
    look = last_six(monthly(values))
    found = look.difference, look.t, look.df, look.p
    assert found == pytest.approx(plain_look(values), rel=1e-6, abs=1e-9)


def test_without_memory_the_look_resembles_the_textbook_t_test():
    # 18 months alternating 0, 2 and six alternating 3, 5: means 1 and 4, every remainder 1 or -1
    look = last_six(monthly([0, 2] * 9 + [3, 5] * 3))
    assert look.r1_corrected == 0
    assert look.difference == 4 - 1
    assert look.t == pytest.approx(3 / sqrt(24 / (24 - 2) * (1 / 6 + 1 / 18)))
    assert look.df == 24 - 2


def test_a_lasting_level_gives_no_change_and_a_clean_step_certainty():
    assert last_six(monthly([7] * 30)).p == last_six(monthly([0] * 30)).p == 1
    assert last_six(monthly([7] * 24 + [8] * 6)).p == 0


def test_a_look_needs_a_known_month_before_the_last_six():
    unknown = float("nan")
    assert last_six(monthly([*[unknown] * 18, 1, 2, 3, 4, 5, 6])) is None
    # The month right before the last six is one of those before them.
    assert last_six(monthly([*[unknown] * 17, 3, 1, 2, 3, 4, 5, 6])).difference == (3.5 - 3)


def test_a_look_at_billionths_sees_what_it_sees_at_ones():
    values = stepped(30, at=24, step=3)
    one, other = last_six(monthly(values)), last_six(monthly(1e-9 * values))
    assert (other.t, other.p) == pytest.approx((one.t, one.p))
    assert one.p < 0.01


def test_the_season_is_no_change():
    # every year the same: high from July to December, and the last six months are those
    year = [1, 1, 1, 1, 1, 1, 9, 9, 9, 9, 9, 9]
    values = monthly(year * 4 + ordinary(48))
    assert values[-6:].mean() - values[:-6].mean() > 4
    assert abs(last_six(values).difference) < 1
    assert level_change(values, "plain").status == "no_change"


def test_the_look_cries_wolf_about_as_often_as_it_says():
    looks = [
        last_six(monthly(ordinary(48, memory, seed))) for memory in (0, 0.5) for seed in range(100)
    ]
    assert sum(look.p < 0.05 for look in looks) <= 20  # 10 expected of 200


def test_a_fallen_share_is_reported_in_the_units_of_the_share():
    share = 0.2 * np.exp(0.2 * stepped(30, at=24, step=-6))
    verdict = level_change(monthly(share), "share")
    assert verdict.status == "changed"
    assert verdict.mean_last == pytest.approx(share[-6:].mean())
    assert verdict.mean_before == pytest.approx(share[:-6].mean())
    assert verdict.difference == pytest.approx(
        np.mean([log(x + 0.01) for x in share[-6:]]) - np.mean([log(x + 0.01) for x in share[:-6]])
    )
    assert verdict.since == pd.Period("2023-01", "M")
    assert not verdict.seasonally_adjusted


def test_one_month_of_suspicion_may_be_a_change_and_two_confirm_it():
    values = stepped(60, at=39, step=-3)
    verdicts = [level_change(monthly(values[:end]), "plain") for end in range(24, 61)]
    for before, now in pairwise(verdicts):
        assert now.p_before_month == before.p_now
    first = next(v for v in verdicts if v.status == "changed")
    assert max(first.p_now, first.p_before_month) < 0.01
    assert verdicts[verdicts.index(first) - 1].status == "may_be_changing"
    assert confirmed_at(monthly(values), "plain") == monthly(values).index[first.n - 1]


@pytest.mark.parametrize(
    ("months", "step", "seed", "between", "status"),
    [
        (35, 2, 309, (0.004, 0.01), "may_be_changing"),
        (36, 2, 156, (0.004, 0.006), "may_be_changing"),  # the look a month before knew 35
        (37, 2, 150, (0.004, 0.006), "changed"),
        (37, 2, 322, (0.006, 0.01), "may_be_changing"),
        (60, 1.5, 670, (0.006, 0.01), "may_be_changing"),  # and here it knew 59
        (61, 1.5, 234, (0.006, 0.01), "changed"),
    ],
)
def test_the_fewer_the_months_the_stronger_the_looks_that_make_a_change(
    months, step, seed, between, status
):
    """Below .004 under 36 months, .006 under 60 and .01 from there on; both looks."""
    series = monthly(stepped(months, at=months - 5, step=step, seed=seed))
    verdict = level_change(series, "plain")
    low, high = between
    assert low <= verdict.p_before_month < high
    assert low <= verdict.p_now < high
    assert verdict.status == status


def test_a_planted_drop_is_confirmed_within_a_year_and_dated():
    share = 0.25 * np.exp(0.25 * stepped(60, at=38, step=-4, seed=3))  # from March 2024
    confirmed = confirmed_at(monthly(share), "share")
    assert pd.Period("2024-03", "M") < confirmed <= pd.Period("2025-03", "M")
    since = level_change(monthly(share), "share").since
    assert abs((since - pd.Period("2024-03", "M")).n) <= 1


def test_a_month_without_a_value_is_no_look():
    values = stepped(60, at=39, step=-3)
    confirmed = confirmed_at(monthly(values), "plain")
    values[monthly(values).index.get_loc(confirmed)] = np.nan
    assert confirmed_at(monthly(values), "plain") > confirmed


def test_an_old_step_is_dated_when_the_last_six_months_no_longer_differ():
    verdict = level_change(monthly(stepped(60, at=30, step=3)), "plain")
    assert verdict.status == "no_change"
    assert verdict.since == pd.Period("2023-07", "M")


def test_a_step_too_small_to_confirm_is_dated_by_its_own_size_two_months_running():
    series = monthly(stepped(60, at=30, step=1.2, seed=2))
    assert confirmed_at(series, "plain") is None
    assert max(best_split(series[:end], "plain").p for end in (59, 60)) < 0.01
    verdict = level_change(series, "plain")
    assert (verdict.status, verdict.since) == ("no_change", series.index[30])


def test_a_step_that_was_not_surprising_a_month_before_is_not_dated():
    series = monthly(stepped(60, at=40, step=1, seed=139))
    chances = [best_split(series[:end], "plain").p for end in (58, 59, 60)]
    assert [chance < 0.01 for chance in chances] == [True, False, True]
    assert level_change(series, "plain").since is None


def test_one_month_away_from_a_level_that_never_moved_may_be_a_change():
    verdict = level_change(monthly([7] * 59 + [8]), "plain")
    assert (verdict.status, verdict.p_before_month) == ("may_be_changing", 1)


def test_without_a_change_nothing_is_confirmed_or_dated():
    series = monthly(ordinary(60, 0.3, seed=8))
    verdict = level_change(series, "plain")
    assert verdict.mean_last == pytest.approx(series[-6:].mean())
    assert verdict.mean_before == pytest.approx(series[:-6].mean())
    assert verdict.status == "no_change"
    assert verdict.since is None
    assert confirmed_at(series, "plain") is None
    assert verdict.seasonally_adjusted


@settings(deadline=None, max_examples=25)
@given(values=st.lists(amounts, min_size=0, max_size=23))
@example(values=[0, 1] * 11 + [0])
def test_under_24_months_it_is_too_early_to_say(values):
    verdict = level_change(monthly(values), "plain")
    assert verdict == LevelChange("not_enough_data", n=len(values), missing=0)
    assert not verdict.seasonally_adjusted
    assert best_split(monthly(values), "plain") is None


@pytest.mark.parametrize(
    ("gaps", "status"),
    [
        ([], "changed"),
        ([5], "changed"),
        ([5, 9], "changed"),
        ([5, 9, 14], "not_enough_data"),  # more than one month in twelve
        ([27], "changed"),
        ([26, 27], "not_enough_data"),  # four of the last six months known
    ],
)
def test_gaps_are_left_out_and_too_many_of_them_silence_the_verdict(gaps, status):
    values = stepped(30, at=24, step=6)
    values[gaps] = np.nan
    verdict = level_change(monthly(values), "plain")
    assert verdict.status == status
    assert (verdict.n, verdict.missing) == (30 - len(gaps), len(gaps))


@pytest.mark.parametrize(("months", "told"), [(35, False), (36, True)])
def test_one_month_in_twelve_may_be_missing(months, told):
    values = stepped(months, at=months - 6, step=6)
    values[[5, 9, 14]] = np.nan
    assert (look_worth_telling(monthly(values)) is not None) is told


def test_a_short_series_has_a_look_that_is_not_told():
    # Means 16 and 11, every remainder 1 or -1: t = 5 / sqrt(12 / (12 - 2) * (1 / 6 + 1 / 6)).
    values = monthly([10, 12, 10, 12, 10, 12, 15, 17, 15, 17, 15, 17])
    look = last_six(values)
    assert (look.n, look.difference, look.r1_corrected, look.df) == (12, 16 - 11, 0, 12 - 2)
    assert look.t == pytest.approx(5 / sqrt(12 / (12 - 2) * (1 / 6 + 1 / 6)))
    assert look_worth_telling(values) is None


@pytest.mark.parametrize(("months", "told"), [(23, False), (24, True)])
def test_two_years_are_enough_to_tell_of_a_look(months, told):
    assert (look_worth_telling(monthly(range(months))) is not None) is told


@pytest.mark.parametrize("values", [[], [3], [1, 2, 3, 4, 5, 6]])
def test_there_is_no_look_without_a_month_on_either_side(values):
    assert last_six(monthly(values)) is None


def test_unknown_months_before_the_first_and_after_the_last_are_not_gaps():
    values = [None, None, *stepped(30, at=24, step=6), None]
    assert level_change(monthly(values), "plain").status == "changed"
    assert level_change(monthly(values), "plain").missing == 0


@settings(deadline=None, max_examples=25)
@given(scale=st.floats(0.01, 100), shift=st.floats(-100, 100), seed=st.integers(0, 50))
def test_the_verdict_does_not_depend_on_the_unit(scale, shift, seed):
    values = stepped(40, at=34, step=1.5, seed=seed)
    one, other = (level_change(monthly(v), "plain") for v in (values, shift + scale * values))
    assert (one.status, one.since) == (other.status, other.since)
    assert other.p_now == pytest.approx(one.p_now, rel=1e-4, abs=1e-12)


@pytest.mark.parametrize(
    ("series", "message"),
    [
        (pd.Series([1.0, 2.0]), "monthly PeriodIndex"),
        (pd.Series([1.0], pd.period_range("2021", periods=1, freq="Q")), "monthly PeriodIndex"),
        (
            pd.Series(range(4), pd.PeriodIndex(["2021-01", "2021-03"] * 2, freq="M")),
            "2021-01 appears more",
        ),
        (monthly([1, float("inf")]), "infinite"),
    ],
)
def test_a_series_that_is_not_one_finite_value_a_month_is_refused(series, message):
    with pytest.raises(ValueError, match=message):
        level_change(series, "plain")


@pytest.mark.parametrize("outside", [12, 1.5, -0.5])
def test_a_share_in_percent_or_below_nothing_is_refused(outside):
    told = f"share of 2021-02 is {outside}; a share lies between 0 and 1"
    with pytest.raises(ValueError, match=told):
        level_change(monthly([0.1, outside, 7] * 10), "share")


def test_none_and_all_are_shares_and_so_is_all_with_a_rounding():
    for share in (0, 1, 1 + 1e-12):
        look = last_six(monthly([0.1, share] * 15), "share")
        assert look.difference == pytest.approx(0)


def test_the_worked_example_of_one_look():
    values = [
        18.04, 19.48, 24.99, 21.98, 15.08, 19.98, 18.13, 20.45, 15.18, 20.73, 20.71, 24.73,
        20.95, 21.53, 15.52, 26.76, 14.25, 23.31, 19.01, 17.36, 18.03, 17.98, 21.14, 19.67,
        30.45, 20.51, 25.99, 23.32, 28.33, 19.65,
    ]  # fmt: skip
    look = last_six(monthly(values))
    assert (look.n, look.r1_corrected, look.df) == (30, 0, 28)
    assert (look.difference, look.t, look.p) == pytest.approx(
        (4.917083, 3.139642, 0.003965), abs=1e-6
    )

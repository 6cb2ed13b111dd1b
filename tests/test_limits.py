"""Limits of ordinary variation: worked by hand, and what gaps and memory do to them."""

from math import sqrt

import pandas as pd
import pytest

from metrics.limits import laney_limits, natural_limits
from monthly_series import monthly


def test_natural_limits_by_hand():
    limits = natural_limits(monthly([10, 12, 10, 12, 16]))
    # mean 12; moving ranges 2, 2, 2, 4; distances from the mean -2, 0, -2, 0, 4
    assert limits.centre == 12
    assert limits.moving_range == (2 + 2 + 2 + 4) / 4
    assert limits.r1 == 0  # every product of neighbours is 0
    assert limits.r1_corrected == pytest.approx((1 + 3 * 0) / 5)
    assert limits.sigma == pytest.approx(2.5 / 1.128 / sqrt(1 - 1 / 5))
    assert (limits.low, limits.high) == pytest.approx(
        (12 - 3 * limits.sigma, 12 + 3 * limits.sigma)
    )
    assert limits.outside == ()


def test_memory_widens_the_limits_and_its_absence_does_not():
    slow = natural_limits(monthly([1, 2, 3, 4, 5, 6, 5, 4, 3, 2, 1, 2]))
    alternating = natural_limits(monthly([1, 2] * 6))
    assert slow.sigma > slow.sigma_plain
    assert alternating.r1_corrected == 0
    assert alternating.sigma == alternating.sigma_plain


def test_one_month_far_away_is_named_as_unusual():
    assert natural_limits(monthly([5, 6, 5, 6, 5, 6, 5, 6, 5, 40, 5, 6, 5, 6, 5, 6])).outside == (
        pd.Period("2021-10", "M"),
    )


@pytest.mark.parametrize("level", [0.1, 0])
def test_a_level_that_never_moves_has_no_unusual_month(level):
    limits = natural_limits(monthly([level] * 30))
    assert limits.outside == ()
    assert limits.low == pytest.approx(limits.high)


def test_months_that_are_all_nothing_have_no_memory():
    limits = natural_limits(monthly([0] * 30))
    assert (limits.r1, limits.sigma) == (0, 0)


def test_a_gap_makes_no_moving_range():
    # the only neighbours are 1, 2 and 9, 8: the jump across the gap is not month to month
    assert natural_limits(monthly([1, 2, None, 9, 8])).moving_range == 1


def test_limits_stop_at_the_figures_own_floor_and_ceiling():
    limits = natural_limits(monthly([0.1, 0.9, 0.2, 0.8]), lowest=0, highest=1)
    assert (limits.low, limits.high) == (0, 1)


@pytest.mark.parametrize("values", [[], [1], [1, None, 1]])
def test_limits_need_two_neighbouring_months(values):
    with pytest.raises(ValueError, match="two known months in a row"):
        natural_limits(monthly(values))


def test_laney_limits_by_hand():
    limits = laney_limits([2, 8, 5, 0], [10, 20, 20, 0])
    pooled = 15 / 50
    error = [sqrt(0.3 * 0.7 / 10), sqrt(0.3 * 0.7 / 20), sqrt(0.3 * 0.7 / 20)]
    z = [(0.2 - 0.3) / error[0], (0.4 - 0.3) / error[1], (0.25 - 0.3) / error[2]]
    sigma_z = (abs(z[1] - z[0]) + abs(z[2] - z[1])) / 2 / 1.128
    assert limits.centre == pytest.approx(pooled)
    assert limits.sigma_z == pytest.approx(sigma_z)
    assert limits.high[1] == pytest.approx(pooled + 3 * error[1] * sigma_z)
    assert limits.low[0] == pytest.approx(max(0, pooled - 3 * error[0] * sigma_z))
    assert limits.low[3] is None
    assert limits.high[3] is None
    assert limits.outside == ()


@pytest.mark.parametrize(("events", "share"), [([0, 0, 0], 0), ([10, 20, 1], 1)])
def test_where_none_or_all_are_counted_every_month_there_is_no_room_to_vary(events, share):
    limits = laney_limits(events, [10, 20, 1])
    assert (limits.centre, limits.sigma_z, limits.outside) == (share, 0, ())
    assert limits.low == limits.high == (share, share, share)


def test_a_month_of_one_has_limits_too_and_a_lone_month_is_its_own_centre():
    limits = laney_limits([1], [1])
    assert (limits.centre, limits.low, limits.high, limits.sigma_z) == (1, (1,), (1,), 0)


def test_two_months_have_one_step_between_them_and_limits_stop_at_all():
    limits = laney_limits([9, 20], [10, 20])
    pooled = 29 / 30
    error = [sqrt(pooled * (1 - pooled) / 10), sqrt(pooled * (1 - pooled) / 20)]
    step = (1 - pooled) / error[1] - (0.9 - pooled) / error[0]
    assert limits.sigma_z == pytest.approx(step / 1.128)
    assert limits.high == (1, 1)
    assert limits.low[1] == pytest.approx(pooled - 3 * error[1] * step / 1.128)


def test_laney_names_the_month_that_left_its_limits():
    assert laney_limits([5, 6, 5, 6, 5, 6, 5, 30], [50] * 8).outside == (7,)


@pytest.mark.parametrize(
    ("events", "bases", "message"),
    [
        ([1], [2, 3], "one base for each"),
        ([3], [2], "correct the counts"),
        ([-1], [2], "correct the counts"),
        ([0, 0], [0, 0], "every base is 0"),
    ],
)
def test_impossible_counts_have_no_limits(events, bases, message):
    with pytest.raises(ValueError, match=message):
        laney_limits(events, bases)


def test_the_worked_example_of_natural_limits():
    limits = natural_limits(monthly([42, 45, 39, 44, 47, 41, 38, 43, 46, 60, 44, 42]))
    assert (limits.centre, limits.moving_range) == (44.25, 6)
    assert limits.sigma_plain == pytest.approx(5.319149, abs=1e-6)
    assert (limits.r1, limits.r1_corrected) == pytest.approx((0.103912, 0.213224), abs=1e-6)
    assert limits.sigma == pytest.approx(5.996759, abs=1e-6)
    assert (limits.low, limits.high) == pytest.approx((26.259724, 62.240276), abs=1e-6)
    assert limits.outside == ()


def test_the_worked_example_of_laney_limits():
    limits = laney_limits([3, 5, 4, 6, 2, 5, 4, 12], [25, 31, 28, 35, 22, 30, 27, 33])
    assert (limits.centre, limits.sigma_z) == pytest.approx((0.177489, 0.818635), abs=1e-6)
    low = [0, 0.008955, 0.000156, 0.018878, 0, 0.006169, 0, 0.014142]
    high = [0.365161, 0.346023, 0.354822, 0.336101, 0.377548, 0.348809, 0.358076, 0.340836]
    assert limits.low == pytest.approx(low, abs=1e-6)
    assert limits.high == pytest.approx(high, abs=1e-6)
    assert limits.outside == (7,)

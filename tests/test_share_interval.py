"""How sure the share of meetings is, and what is owed: by hand, by chance, and by drawing."""

import random
from statistics import mean

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from metrics.say_do import Given, attention_debt, share_given, share_interval


def test_meetings_that_are_all_alike_have_no_interval() -> None:
    assert share_interval([Given(1, 4)] * 30) is None
    assert share_interval([Given(0, 4), Given(0, 7)] * 20) is None
    assert share_interval([Given(2, 4)]) is None
    assert share_interval([]) is None


def test_a_meeting_that_gave_nothing_takes_no_part() -> None:
    some = [Given(1, 4), Given(0, 6), Given(3, 5)]
    assert share_interval([*some, Given(0, 0)]) == share_interval(some)


meeting = st.integers(1, 12).flatmap(
    lambda total: st.integers(0, total).map(lambda customer: Given(customer, total))
)


@given(st.lists(meeting, min_size=2, max_size=40), st.randoms())
def test_the_interval_lies_within_the_meetings_and_heeds_no_order(
    given_: list[Given], shuffled: random.Random
) -> None:
    found = share_interval(given_)
    again = shuffled.sample(given_, len(given_))
    assert share_interval(again) == found
    shares = [each.customer / each.total for each in given_]
    if len(set(shares)) == 1:
        assert found is None
    else:
        assert found is not None
        assert min(shares) - 1e-12 <= found[0] <= found[1] <= max(shares) + 1e-12


@given(st.lists(meeting, max_size=30), st.floats(0, 1))
def test_the_debt_is_the_share_that_is_missing_of_all(given_: list[Given], declared: float) -> None:
    total, share = sum(each.total for each in given_), share_given(given_)
    expected = max(0.0, declared - share) * total if share is not None else 0
    assert attention_debt(declared, given_) == pytest.approx(expected, abs=1e-9)


def test_an_interval_by_hand() -> None:
    """Two meetings, 0 and 1 of 1: drawn anew they give 0, one half or 1."""
    assert share_interval([Given(0, 1), Given(1, 1)]) == (0, 1)


def test_five_meetings_by_hand() -> None:
    """Of the 3,125 ways to draw five of five, the lowest sum is 0 (1 way), then 1 (5 ways).

    The ends lie where the normal law has sqrt(5/4) * t(0.975; 4) = 3.10 standard deviations, a
    thousandth: beyond 1 in 3,125 and within 6 of them. So 1 of 50 below, and 46 of 50 above.
    """
    found = share_interval([Given(customer, 10) for customer in (0, 1, 3, 6, 10)])
    assert found == pytest.approx((1 / 50, 46 / 50), abs=0.002)


@pytest.mark.parametrize("count", [12, 40])
def test_the_interval_holds_the_true_share_about_95_times_of_100(count: int) -> None:
    """Meetings of three to nine items whose share varies from meeting to meeting, 0.15 on average.

    Of 300 companies a true 95 % shows as 92 to 98 %; twelve meetings may do somewhat worse.
    """
    rng, held = np.random.default_rng(11), 0
    for _ in range(300):
        totals = rng.integers(3, 10, size=count)
        got = rng.binomial(totals, rng.beta(1.5, 8.5, size=count))
        pairs = zip(got.tolist(), totals.tolist(), strict=True)
        low, high = share_interval([Given(*pair) for pair in pairs]) or (0, 0)
        held += low <= 0.15 <= high
    assert held / 300 >= (0.9 if count == 12 else 0.92)


def test_the_interval_agrees_with_meetings_drawn_one_by_one() -> None:
    """Of many meetings hardly any widening is left, and another seed gives nearly the same ends."""
    rng = random.Random(5)
    some = [Given(rng.randint(0, 3), rng.randint(3, 9)) for _ in range(200)]
    drawn = sorted(_pooled([rng.choice(some) for _ in some]) for _ in range(2_000))
    low, high = share_interval(some) or (0, 0)
    assert low == pytest.approx(mean(drawn[45:55]), abs=0.004)
    assert high == pytest.approx(mean(drawn[1945:1955]), abs=0.004)


def _pooled(some: list[Given]) -> float:
    return sum(each.customer for each in some) / sum(each.total for each in some)


def test_few_meetings_have_a_wider_interval_than_their_percentiles() -> None:
    """Of twelve the ends are the 1.08th percentile and its opposite, by Student's t for eleven."""
    some = [Given(n % 3, 5) for n in range(12)]
    rng = np.random.default_rng(7)
    got = np.array([each.customer for each in some])
    shares = got[rng.integers(12, size=(40_000, 12))].mean(axis=1) / 5
    low, high = share_interval(some) or (0, 0)
    assert (low, high) == pytest.approx(np.quantile(shares, (0.0108, 0.9892)), abs=0.018)
    assert low <= np.quantile(shares, 0.025)
    assert high >= np.quantile(shares, 0.975)

"""How long things last: worked curves, a statistics library, exact fractions, and the odd cases."""

from fractions import Fraction
from math import exp, log, sqrt

import numpy as np
import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st
from scipy.stats import norm
from statsmodels.duration.survfunc import CumIncidenceRight, SurvfuncRight

import restatements_follow_through as plainly
from metrics.survival import (
    Spell,
    at,
    incidence_curve,
    median,
    median_interval,
    survival_curve,
)

CLOSE = 1e-9


def spells_of(*pairs):
    return [Spell(duration, cause) for duration, cause in pairs]


def curve_of(*pairs):
    return survival_curve(spells_of(*pairs))


def test_customers_lost_after_some_months():
    curve = curve_of((2, 1), (3, 0), (5, 1), (5, 1), (8, 0), (9, 1), (12, 0), (12, 0))
    # time, of how many, share still there, from, to
    assert [(s.at, s.at_risk) for s in curve] == [(2, 8), (5, 6), (9, 3)]
    expected = [
        (7 / 8, 0.387000, 0.981393),
        (7 / 8 * 4 / 6, 0.180189, 0.844069),
        (7 / 8 * 4 / 6 * 2 / 3, 0.063003, 0.724223),
    ]
    for step, numbers in zip(curve, expected, strict=True):
        assert (step.alive, step.low, step.high) == pytest.approx(numbers, abs=1e-6)
    assert median(curve) == 9
    assert median_interval(curve) == (2, None)


def test_a_share_of_exactly_one_half_is_the_median_however_it_was_rounded():
    curve = curve_of((0, 1), (28, 1), (28, 1), (91, 1), (154, 0), (175, 0))
    expected = [
        (0, 5 / 6, 0.273123, 0.974712),
        (28, 5 / 6 * 3 / 5, 0.110948, 0.803709),
        (91, 5 / 6 * 3 / 5 * 2 / 3, 0.046082, 0.675564),
    ]
    for step, numbers in zip(curve, expected, strict=True):
        assert (step.at, step.alive, step.low, step.high) == pytest.approx(numbers, abs=1e-6)
    assert median(curve) == 28
    one_a_day = curve_of(*((day, 1) for day in range(1, 25)))
    assert one_a_day[12 - 1].alive > 12 / 24  # by a rounding
    assert median(one_a_day) == 12


def test_two_ways_of_ending_add_up_with_those_still_going():
    pairs = ((0, 1), (28, 1), (28, 1), (77, 0), (91, 1), (154, 2), (175, 0))
    curve = incidence_curve(spells_of(*pairs))
    assert [step.at for step in curve] == [0, 28, 91, 154]
    expected = [(1 / 7, 0), (3 / 7, 0), (3 / 7 + 4 / 7 / 3, 0), (13 / 21, 8 / 21 / 2)]
    for step, shares in zip(curve, expected, strict=True):
        assert step.shares == pytest.approx(shares, abs=1e-6)
    assert at(curve, 180).shares == pytest.approx((0.619048, 0.190476), abs=1e-6)
    assert at(curve, 91) is curve[2]
    assert at(curve[1:], 27) is None
    assert median(survival_curve(spells_of(*pairs))) == 91


def test_what_ended_at_once_is_not_lost():
    assert incidence_curve([Spell(0, 1), Spell(28, 1), Spell(50)])[0].shares == (1 / 3, 0)
    assert [step.at for step in curve_of((0, 1), (0, 1), (5, 0))] == [0]


def test_the_median_lies_from_where_the_lower_end_reaches_one_half_to_where_the_upper_does():
    # One of 24 a day: at k the share is (24 - k)/24, and the error of its logarithm squared
    # adds up to k / (24 (24 - k)).
    curve = curve_of(*((day, 1) for day in range(1, 25)))
    ends = [around((24 - k) / 24, (24 - k) / 24 * sqrt(k / (24 * (24 - k)))) for k in range(1, 24)]
    low = next(k for k, (end, _) in enumerate(ends, 1) if end <= 1 / 2)
    high = next(k for k, (_, end) in enumerate(ends, 1) if end <= 1 / 2)
    assert median_interval(curve) == (low, high) == (7, 17)


def test_a_spell_is_still_going_unless_something_ended_it():
    assert Spell(5) == Spell(5, 0)


def test_nobody_and_nothing_ended():
    for spells in ([], spells_of((3, 0), (9, 0)), spells_of((3, 2), (9, 0))):
        curve = survival_curve(spells)
        assert (curve, median(curve), median_interval(curve)) == ([], None, (None, None))
    assert incidence_curve([]) == incidence_curve(spells_of((3, 0))) == []


def test_all_ended_on_one_day():
    [step] = curve = curve_of((7, 1), (7, 1), (7, 1))
    assert (step.at, step.alive, step.low, step.high, step.at_risk) == (7, 0, None, None, 3)
    assert (median(curve), median_interval(curve)) == (7, (7, None))
    [reached] = incidence_curve(spells_of((7, 1), (7, 1), (7, 1)))
    assert (reached.shares, reached.intervals) == ((1, 0), (None, None))


def test_a_spell_watched_from_an_age_counts_only_after_it():
    # At 5: the first two. At 8: the second and third; the third was not yet watched at 5.
    curve = survival_curve([Spell(5, 1), Spell(8, 1), Spell(9, 0, entered=5)])
    assert [(step.at, step.at_risk) for step in curve] == [(5, 2), (8, 2)]
    assert [step.alive for step in curve] == [1 / 2, 1 / 2 * 1 / 2]


def test_a_spell_that_ended_before_it_was_watched_does_not_count():
    unseen = [Spell(5, 1, entered=5), Spell(4, 1, entered=6)]
    assert survival_curve(unseen) == incidence_curve(unseen) == []
    assert survival_curve([*unseen, Spell(5, 1), Spell(7)]) == curve_of((5, 1), (7, 0))


@pytest.mark.parametrize(("duration", "count"), [(-1, 1), (1, 0), (0, -2)])
def test_less_than_no_time_and_fewer_than_one_are_refused(duration, count):
    with pytest.raises(ValueError, match=f"{count} that lasted {duration} cannot be"):
        Spell(duration, count=count)


@pytest.mark.parametrize("confidence", [0, 1, 95])
def test_an_impossible_confidence_is_refused(confidence):
    for curve in (survival_curve, incidence_curve):
        with pytest.raises(ValueError, match=f"confidence of {confidence} is impossible"):
            curve([Spell(1, 1)], confidence=confidence)


drawn = st.lists(
    st.tuples(
        st.integers(0, 12),
        st.sampled_from([0, 1, 1, 2]),
        st.sampled_from([None, None, None, 0, 1, 3, 6]),
        st.sampled_from([1, 1, 1, 2, 3]),
    ),
    min_size=1,
    max_size=25,
)


def as_spells(rows):
    return [
        Spell(duration, cause, entered if entered is not None and entered < duration else None, n)
        for duration, cause, entered, n in rows
    ]


def one_by_one(spells):
    return [(s.duration, s.cause, s.entered) for s in spells for _ in range(s.count)]


@settings(max_examples=150, deadline=None)
@given(rows=drawn)
@example(rows=[(0, 1, None, 1), (28, 1, None, 2), (91, 1, None, 1), (154, 0, None, 2)])
@example(rows=[(5, 1, None, 2)])
def test_curves_and_medians_agree_with_exact_fractions(rows):
    spells = as_spells(rows)
    exact = plainly.alive_by_time(one_by_one(spells))
    curve = survival_curve(spells)
    assert [step.at for step in curve] == [time for time, _ in exact]
    assert [step.alive for step in curve] == pytest.approx([float(s) for _, s in exact])
    half = next((time for time, share in exact if share <= Fraction(1, 2)), None)
    assert median(curve) == half
    ended = plainly.ended_by_time(one_by_one(spells))
    found = incidence_curve(spells)
    assert [step.at for step in found] == [time for time, _ in ended]
    for step, (_, shares) in zip(found, ended, strict=True):
        assert step.shares == pytest.approx([float(share) for share in shares])


@settings(max_examples=100, deadline=None)
@given(rows=drawn)
def test_shares_and_those_still_going_add_up_to_one(rows):
    spells = as_spells(rows)
    alive, ended = survival_curve(spells, causes=(1, 2)), incidence_curve(spells)
    for step, reached in zip(alive, ended, strict=True):
        assert step.at == reached.at
        assert step.alive + sum(reached.shares) == pytest.approx(1)
        for share, around in zip(reached.shares, reached.intervals, strict=True):
            assert around is None or 0 <= around[0] <= share <= around[1] <= 1
        assert step.low is None or 0 <= step.low <= step.alive <= step.high <= 1
    falling = [1, *(step.alive for step in alive)]
    assert falling == sorted(falling, reverse=True)


@settings(max_examples=100, deadline=None)
@given(rows=drawn)
def test_a_count_is_so_many_spells(rows):
    spells = as_spells(rows)
    each = [Spell(duration, cause, entered) for duration, cause, entered in one_by_one(spells)]
    assert survival_curve(spells) == survival_curve(each)
    assert incidence_curve(spells) == incidence_curve(each)


def around(share, error, confidence=0.95):
    """Log-log ends from a share and its standard error."""
    width = norm.ppf((1 + confidence) / 2) * error / (share * abs(log(share)))
    return share ** exp(width), share ** exp(-width)


@settings(max_examples=150, deadline=None)
@given(rows=drawn, confidence=st.sampled_from([0.8, 0.95]))
@example(rows=[(5, 1, 3, 1), (6, 1, None, 3), (9, 0, 6, 2)], confidence=0.95)
def test_the_survival_curve_agrees_with_a_library_also_with_late_entry(rows, confidence):
    spells = as_spells(rows)
    cases = np.array([(t, c == 1, -1 if e is None else e) for t, c, e in one_by_one(spells)])
    times, ended, entered = cases.T
    curve = survival_curve(spells, confidence=confidence)
    assert len(curve) == len(set(times[ended == 1]))
    if not curve:
        return
    other = SurvfuncRight(times, ended, entry=entered)
    numbers = zip(other.surv_times, other.surv_prob, other.surv_prob_se, strict=True)
    theirs = {time: (share, error) for time, share, error in numbers}
    for step in curve:
        share, error = theirs[step.at]
        assert step.alive == pytest.approx(share, abs=CLOSE)
        if CLOSE < share < 1 - CLOSE:
            ends = around(share, error, confidence)
            assert (step.low, step.high) == pytest.approx(ends, abs=CLOSE)
        else:
            assert step.low is step.high is None


@settings(max_examples=150, deadline=None)
@given(rows=drawn)
@example(rows=[(0, 1, None, 1), (28, 1, None, 2), (77, 0, None, 1), (91, 2, None, 1)])
def test_incidences_and_their_intervals_agree_with_a_library(rows):
    spells = [Spell(duration, cause, None, n) for duration, cause, _, n in rows]
    cases = np.array(one_by_one(spells), dtype=float)
    times, causes = cases[:, 0], cases[:, 1].astype(int)
    found = incidence_curve(spells)
    assert [step.at for step in found] == sorted(set(times[causes > 0]))
    if not found:
        return
    with np.errstate(all="ignore"):  # it divides by none left, and gives no error there
        other = CumIncidenceRight(times, causes)
    place = {time: number for number, time in enumerate(other.times)}
    for step in found:
        for cause in range(max(causes)):
            share = other.cinc[cause][place[step.at]]
            error = other.cinc_se[cause][place[step.at]]
            assert step.shares[cause] == pytest.approx(share, abs=CLOSE)
            assert (step.intervals[cause] is None) == (not CLOSE < share < 1 - CLOSE)
            if step.intervals[cause] and np.isfinite(error):
                ends = around(share, error)
                assert step.intervals[cause] == pytest.approx(ends, abs=1e-6)

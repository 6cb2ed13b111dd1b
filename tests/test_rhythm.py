"""Recency, longest gap and streak (A4 to A6)."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from metrics.rhythm import Gap, longest_gap, recency_days, streak

START, END = date(2025, 1, 1), date(2025, 6, 30)
days_in_2025 = st.lists(st.dates(date(2024, 12, 1), date(2025, 7, 31)), max_size=12)


def january(day):
    return date(2025, 1, day)


def test_recency_is_zero_on_the_day_itself_and_null_when_never():
    assert recency_days([january(3), january(9)], january(9)) == 0
    assert recency_days([january(3), january(9)], january(20)) == 20 - 9
    assert recency_days([], january(20)) is None


def test_recency_does_not_look_into_the_future():
    assert recency_days([january(3), january(30)], january(20)) == 20 - 3
    assert recency_days([january(30)], january(20)) is None


@pytest.mark.parametrize(
    ("days", "gap"),
    [
        ([4, 9, 29], Gap(20, "internal")),
        ([20, 25], Gap(19, "left_edge")),
        ([1, 20], Gap(19, "internal")),  # the first day of the window belongs to it,
        ([12, 31], Gap(19, "internal")),  # and so does the last
        ([3, 8], Gap(23, "right_edge")),
        ([], Gap(30, "no_customer_item")),
        ([11, 21, 31], Gap(10, "internal")),  # tied with the left edge: the gap known in full
        ([16, 16], Gap(15, "left_edge")),  # both edges 15, and twice on one day is no gap
    ],
)
def test_the_longest_gap_within_january(days, gap):
    assert longest_gap([january(day) for day in days], january(1), january(31)) == gap


def test_days_outside_the_window_do_not_shorten_a_gap():
    outside = [date(2024, 12, 30), date(2025, 2, 3)]
    assert longest_gap(outside, january(1), january(31)) == Gap(30, "no_customer_item")


@pytest.mark.parametrize("kind", ["left_edge", "right_edge", "no_customer_item"])
def test_a_gap_cut_by_the_window_may_be_longer(kind):
    assert Gap(10, kind).at_least
    assert not Gap(10, "internal").at_least


@given(days=days_in_2025)
def test_the_longest_gap_agrees_with_counting_days_without_a_customer_item(days):
    window = [START + timedelta(number) for number in range((END - START).days + 1)]
    quiet = "".join("c" if day in days else "." for day in window).split("c")
    if len(quiet) == 1:
        expected = len(window) - 1
    else:
        expected = max(len(quiet[0]), len(quiet[-1]), *(len(run) + 1 for run in quiet[1:-1]), 0)
    assert longest_gap(days, START, END).days == expected


@pytest.mark.parametrize(
    ("flags", "current", "longest"),
    [
        ([], 0, 0),
        ([False], 0, 0),
        ([True], 1, 1),
        ([True, True, False, True], 1, 2),
        ([True, False, True, True, True], 3, 3),
        ([True, True, False], 0, 2),
    ],
)
def test_streaks_count_meetings_in_a_row(flags, current, longest):
    found = streak(flags)
    assert (found.current, found.longest) == (current, longest)


@given(flags=st.lists(st.booleans(), max_size=30))
def test_streaks_agree_with_a_plain_restatement(flags):
    text = "".join("y" if flag else "n" for flag in flags)
    found = streak(flags)
    assert found.current == len(text.rpartition("n")[2])
    assert found.longest == max((len(run) for run in text.split("n")), default=0)

"""Who answers: a shift is more than chance and large enough to matter."""

import subprocess
import sys
from datetime import date, timedelta
from math import sqrt
from random import Random

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st
from scipy import stats
from scipy.stats.contingency import association

import restatements_survey
from metrics.periods import parse_month
from metrics.respondents import mix_shift, respondents
from metrics.scope import Scope
from metrics.tables import survey_answers
from restatements_survey import within
from tables import empty, fill, insert_rows

SPRING = Scope(parse_month("2024-02"), parse_month("2024-04"))


def test_a_mix_that_moved_far_has_shifted():
    found = mix_shift({"north": 30, "south": 70}, {"north": 50, "south": 50})
    # 40 north and 60 south are expected each year: all four counts are 10 away
    assert found.chi_square == pytest.approx(2 * 10**2 / 40 + 2 * 10**2 / 60)
    assert found.df == 1
    assert found.p == pytest.approx(0.003892, abs=1e-6)
    assert found.cramers_v == pytest.approx(sqrt((5 + 10 / 3) / 200))
    assert found.status == "shifted"
    assert found.shares_now == {"north": 0.3, "south": 0.7}
    assert found.shares_before == {"north": 0.5, "south": 0.5}
    assert found.largest == "north"  # both moved 20 points
    # .7 - .5 is a little less than .5 - .3 in a computer; the lowest code is named all the same
    assert mix_shift({"north": 70, "south": 30}, {"north": 50, "south": 50}).largest == "north"


def test_with_many_answers_a_small_move_is_certain_and_still_no_shift():
    found = mix_shift({"north": 5300, "south": 4700}, {"north": 5000, "south": 5000})
    assert found.p < 0.0001
    assert found.cramers_v == pytest.approx(0.03, abs=0.001)
    assert found.status == "steady"


def test_a_certain_move_of_exactly_the_least_size_is_a_shift():
    found = mix_shift({"north": 550, "south": 450}, {"north": 450, "south": 550})
    # all four counts are 50 away from 500: 4 x 5, and sqrt(20 / 2000)
    assert (found.chi_square, found.cramers_v) == (20, 0.1)
    assert found.status == "shifted"


def test_with_few_answers_a_large_move_may_be_chance():
    found = mix_shift({"north": 20, "south": 30}, {"north": 28, "south": 22})
    # 24 and 26 expected, each 4 away, of 100
    assert found.chi_square == pytest.approx(2 * 4**2 / 24 + 2 * 4**2 / 26)
    assert found.cramers_v == pytest.approx(0.16, abs=0.001)
    assert found.p == pytest.approx(0.109, abs=0.001)
    assert found.status == "steady"


def test_the_same_mix_of_twice_as_many_is_no_move_at_all():
    found = mix_shift({"north": 40, "south": 60}, {"north": 20, "south": 30})
    assert (found.status, found.largest) == ("steady", None)
    assert (found.chi_square, found.p, found.cramers_v) == (0, 1, 0)


def test_a_segment_that_left_and_one_that_came_are_both_compared():
    found = mix_shift({"north": 60, "new": 40}, {"north": 60, "": 40})
    assert found.status == "shifted"
    assert found.df == 3 - 1
    assert found.shares_now == {"": 0, "new": 0.4, "north": 0.6}
    assert found.largest == ""  # as large a move as that of the new one; the lowest code is named


@pytest.mark.parametrize(
    ("now", "before"),
    [
        ({}, {}),
        ({"north": 50, "south": 50}, {}),
        ({}, {"north": 50, "south": 50}),
        ({"north": 100}, {"north": 50}),
        ({"north": 100, "gone": 0}, {"north": 50}),
        ({"north": 3, "south": 4}, {"north": 4, "south": 3}),
        # 4.5 expected both years in one segment of four: 2 of 8 cells, a quarter
        ({"a": 5, "b": 50, "c": 50, "d": 50}, {"a": 4, "b": 50, "c": 50, "d": 51}),
    ],
)
def test_too_little_to_compare_is_said_to_be_so(now, before):
    found = mix_shift(now, before)
    assert found.status == "not_enough_data"
    assert (found.chi_square, found.df, found.p, found.cramers_v) == (None, None, None, None)


def test_one_small_segment_of_five_does_not_stop_the_comparison():
    now = {"a": 5, "b": 50, "c": 50, "d": 50, "e": 50}
    before = {"a": 4, "b": 50, "c": 50, "d": 51, "e": 50}
    assert mix_shift(now, before).status == "steady"  # 2 of 10 cells, exactly a fifth


def test_five_expected_are_enough():
    now = before = {"a": 5, "b": 50}
    assert mix_shift(now, before).status == "steady"


def test_fewer_respondents_than_none_are_refused():
    with pytest.raises(ValueError, match="fewer than none"):
        mix_shift({"north": -1}, {"north": 2})


counts = st.fixed_dictionaries({name: st.integers(0, 400) for name in "abcd"})


@settings(deadline=None)
@given(now=counts, before=counts)
@example(now=dict.fromkeys("abcd", 100), before=dict.fromkeys("abcd", 100))
def test_the_comparison_agrees_with_scipy(now, before):
    found = mix_shift(now, before)
    named = [name for name in now if now[name] or before[name]]
    rows = [[now[name] for name in named], [before[name] for name in named]]
    if found.status == "not_enough_data":
        empty_year = not sum(rows[0]) or not sum(rows[1])
        assert len(rows[0]) < 2 or empty_year or small_cells(rows) > 0.2
        return
    expected = stats.chi2_contingency(rows, correction=False)
    assert small_cells(rows) <= 0.2
    assert found.df == expected.dof
    assert (found.chi_square, found.p) == pytest.approx((expected.statistic, expected.pvalue))
    v = association(rows, method="cramer") if found.chi_square else 0
    assert found.cramers_v == pytest.approx(v, abs=1e-9)
    assert (found.status == "shifted") == (found.p < 0.01 and found.cramers_v >= 0.1)
    assert sum(found.shares_now.values()) == pytest.approx(1)


def small_cells(rows):
    expected = stats.contingency.expected_freq(rows)
    return (expected < 5).sum() / expected.size


def counted(warehouse, scope):
    with warehouse.connect() as connection:
        rows = [tuple(row) for row in connection.execute(respondents(scope))]
    return {row[:2]: row[2] for row in rows}, [row[:2] for row in rows]


def test_a_response_counts_once_in_its_month_and_segment_skipped_or_not(warehouse):
    fill(
        warehouse,
        survey_answers,
        """
        response_id | answered_on | segment | score
        r1          | 2024-02-29  | north   | 9
        r1          | 2024-02-29  | north   |
        r2          | 2024-02-01  | north   | 99
        r3          | 2024-04-30  |         | 5
        early       | 2024-01-31  | north   | 9
        late        | 2024-05-01  | north   | 9
        over        | 2024-02-29  | south   | 9
        over        | 2024-03-01  | north   | 9
        begun       | 2024-01-31  | north   | 9
        begun       | 2024-02-01  | north   | 9
        """,
    )
    assert counted(warehouse, SPRING) == (
        {(SPRING.first, "north"): 2 + 1, (SPRING.last, ""): 1},
        [(SPRING.first, "north"), (SPRING.last, "")],
    )


@settings(
    max_examples=3, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@example(seed=1)
@given(seed=st.integers(0, 2**32))
def test_respondents_agree_with_a_plain_restatement(warehouse, seed):
    draw = Random(seed)
    rows = [
        {
            "response_id": f"r{draw.randrange(60)}",
            "answered_on": date(2024, 1, 27) + timedelta(days=draw.randrange(100)),
            "segment": draw.choice([None, "", "north", "south"]),
            "score": draw.choice([None, 3, 11]),
        }
        for _ in range(300)
    ]
    empty(warehouse, survey_answers)
    insert_rows(warehouse, survey_answers, rows)
    expected = within(restatements_survey.respondents(rows), SPRING)
    assert counted(warehouse, SPRING) == (expected, sorted(expected))
    assert sum(expected.values()) < 300  # some answers share a response


def test_the_statement_does_not_wait_for_a_statistics_library():
    asked = "import metrics.respondents, sys; print('scipy' in sys.modules)"
    told = subprocess.run([sys.executable, "-c", asked], check=True, capture_output=True, text=True)
    assert told.stdout.strip() == "False"

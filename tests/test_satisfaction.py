"""Satisfaction: what is an answer, what counts as content, and a plain restatement."""

from datetime import date

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

import restatements
from metrics import METRICS, csat_5, csat_10, nps, response_rate
from metrics.definition import Family
from metrics.periods import parse_month
from metrics.scope import Scope
from metrics.tables import survey_answers, survey_invitations
from tables import empty, fill, insert_rows, parts, values

MARCH = Scope(parse_month("2025-03"), parse_month("2025-03"))
SPRING = Scope(parse_month("2025-03"), parse_month("2025-05"))
SURVEY = [metric for metric in METRICS if metric.family is Family.SURVEY]


def test_nine_and_ten_promote_six_and_less_detract_the_rest_only_count(warehouse):
    fill(
        warehouse,
        survey_answers,
        """
        answered_on | score
        2025-03-01  | 10
        2025-03-02  | 9
        2025-03-02  | 9
        2025-03-03  | 8
        2025-03-30  | 7
        2025-03-31  | 6
        2025-03-31  | 0
        """,
    )
    # 3 promoters, 2 detractors of 7; squares are 3 + 2
    assert parts(warehouse, nps, MARCH) == {(MARCH.first, "", ""): (3 - 2, 7, 5, 7)}
    assert values(warehouse, nps, MARCH) == [100 * (3 - 2) / 7]


def test_skipped_and_impossible_scores_and_other_questions_are_no_answers(warehouse):
    fill(
        warehouse,
        survey_answers,
        """
        answered_on | instrument | score
        2025-03-01  | nps        | 10
        2025-03-01  | nps        |
        2025-03-01  | nps        | 11
        2025-03-01  | nps        | -1
        2025-03-01  | csat       | 1
        2025-02-28  | nps        | 0
        2025-04-01  | nps        | 0
        """,
    )
    assert parts(warehouse, nps, MARCH) == {(MARCH.first, "", ""): (1, 1, 1, 1)}


def test_a_month_of_passives_is_zero_and_a_month_without_answers_is_not_there(warehouse):
    fill(
        warehouse,
        survey_answers,
        """
        answered_on | segment | score
        2025-03-10  | north   | 8
        2025-05-10  | north   | 3
        2025-05-10  |         | 10
        """,
    )
    march, may = SPRING.first, SPRING.last
    assert parts(warehouse, nps, SPRING) == {
        (march, "", "north"): (0, 1, 0, 1),
        (may, "", ""): (1, 1, 1, 1),
        (may, "", "north"): (-1, 1, 1, 1),
    }


def test_the_two_best_marks_lie_at_the_other_end_where_low_is_good(warehouse):
    fill(
        warehouse,
        survey_answers,
        """
        answered_on | instrument | scale_low | scale_high | high_is_good | score
        2025-03-01  | csat       | 1         | 5          | yes          | 5
        2025-03-01  | csat       | 1         | 5          | yes          | 4
        2025-03-01  | csat       | 1         | 5          | yes          | 3
        2025-03-01  | csat       | 1         | 5          | no           | 1
        2025-03-01  | csat       | 1         | 5          | no           | 5
        2025-03-01  | csat       | 1         | 5          | yes          | 0
        2025-03-01  | csat       | 1         | 10         | yes          | 9
        """,
    )
    assert values(warehouse, csat_5, MARCH) == [100 * 3 / 5]
    assert values(warehouse, csat_10, MARCH) == [100 * 1 / 1]


def test_a_returned_survey_counts_once_however_many_questions_it_answers(warehouse):
    fill(
        warehouse,
        survey_answers,
        """
        response_id | answered_on | instrument | score
        r1          | 2025-03-05  | nps        | 9
        r1          | 2025-03-05  | csat       | 4
        r2          | 2025-03-06  | nps        |
        """,
    )
    fill(
        warehouse,
        survey_invitations,
        """
        account_id | invited_on
        a          | 2025-03-01
        b          | 2025-03-01
        c          | 2025-03-31
        d          | 2025-04-01
        """,
    )
    assert parts(warehouse, response_rate, SPRING) == {
        (SPRING.first, "", ""): (2, 3, None, 2),
        (SPRING.first + 1, "", ""): (0, 1, None, 0),
    }


def test_answers_without_any_invitation_have_no_response_rate(warehouse):
    insert_rows(warehouse, survey_answers, [{"answered_on": date(2025, 3, 5), "score": 9}])
    assert values(warehouse, response_rate, MARCH) == [None]


days = st.dates(date(2025, 2, 26), date(2025, 6, 3))
segments = st.sampled_from([None, "", "north", "south"])
scales = st.sampled_from([(0, 10), (1, 5), (1, 7), (1, 10)])
drawn_answers = st.lists(
    st.builds(
        lambda scale, **row: row | {"scale_low": scale[0], "scale_high": scale[1]},
        scale=scales,
        response_id=st.sampled_from("abcdefgh"),
        answered_on=days,
        segment=segments,
        instrument=st.sampled_from(["nps", "nps", "csat", "ces"]),
        high_is_good=st.sampled_from([True, True, False]),
        score=st.one_of(st.none(), st.integers(-2, 12)),
    ),
    max_size=40,
)
drawn_invitations = st.lists(
    st.fixed_dictionaries({"account_id": st.just("a"), "invited_on": days, "segment": segments}),
    max_size=10,
)


@settings(
    max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(answers=drawn_answers, invitations=drawn_invitations)
def test_every_survey_metric_agrees_with_a_plain_restatement(warehouse, answers, invitations):
    empty(warehouse, survey_answers, survey_invitations)
    insert_rows(warehouse, survey_answers, answers)
    insert_rows(warehouse, survey_invitations, invitations)
    expected = restatements.satisfaction(answers, invitations)
    for metric in SURVEY:
        inside = {
            key: found
            for key, found in expected[metric.key].items()
            if SPRING.first <= key[0] <= SPRING.last
        }
        assert parts(warehouse, metric, SPRING) == inside, metric.key

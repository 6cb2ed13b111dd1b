"""Satisfaction: what is an answer, what counts as content, and how sure a change is."""

from datetime import date

import pytest

from kundagenda.findings.changes import figure_of
from metrics import csat_5, csat_10, nps, response_rate
from metrics.nki import nki
from metrics.periods import parse_month
from metrics.satisfaction import ces, ces_easy
from metrics.scope import Scope
from metrics.tables import survey_answers, survey_invitations
from metrics.uncertainty import difference_of_means
from restatements_survey import reading_of_parts
from tables import fill, insert_rows, parts, values

MARCH = Scope(parse_month("2025-03"), parse_month("2025-03"))
SPRING = Scope(parse_month("2025-03"), parse_month("2025-05"))


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


def test_a_survey_answered_over_two_months_is_returned_in_the_first(warehouse):
    fill(
        warehouse,
        survey_answers,
        """
        response_id | answered_on | segment | instrument | score
        over        | 2025-03-31  | south   | nps        | 9
        over        | 2025-04-01  | north   | csat       | 4
        over        | 2025-04-01  |         | ces        | 4
        from_winter | 2025-02-28  | south   | nps        | 9
        from_winter | 2025-03-01  | south   | csat       | 4
        april       | 2025-04-02  |         | nps        | 9
        """,
    )
    assert parts(warehouse, response_rate, SPRING) == {
        (SPRING.first, "", "north"): (1, 0, None, 1),
        (SPRING.first + 1, "", ""): (1, 0, None, 1),
    }


def test_answers_without_any_invitation_have_no_response_rate(warehouse):
    insert_rows(warehouse, survey_answers, [{"answered_on": date(2025, 3, 5), "score": 9}])
    assert values(warehouse, response_rate, MARCH) == [None]


@pytest.mark.parametrize(("score", "value"), [(10, 100), (8, 0), (3, -100)])
def test_one_respondent_and_a_unanimous_month_have_a_score_too(warehouse, score, value):
    insert_rows(
        warehouse,
        survey_answers,
        [
            {"answered_on": date(2025, 3, 5), "segment": "one", "score": score},
            {"answered_on": date(2025, 3, 5), "segment": "two", "score": score},
            {"answered_on": date(2025, 3, 6), "segment": "two", "score": score},
        ],
    )
    assert values(warehouse, nps, MARCH) == [value, value]
    for found in parts(warehouse, nps, MARCH).values():
        reading = reading_of_parts(nps, found)
        assert -100 <= reading.low < reading.high <= 100


def test_effort_of_nine_answers_has_the_published_mean_and_share(warehouse):
    scores = [7, 6, 5, 3, 6, 2, 7, 5, 4, None]
    day = {"instrument": "ces", "scale_low": 1, "scale_high": 7, "answered_on": MARCH.start}
    insert_rows(warehouse, survey_answers, [day | {"score": score} for score in scores])
    key = (MARCH.first, "", "")
    # 7 + 6 + 5 + 3 + 6 + 2 + 7 + 5 + 4 and 49 + 36 + 25 + 9 + 36 + 4 + 49 + 25 + 16
    assert parts(warehouse, ces, MARCH) == {key: (45, 9, 249, 9)}
    assert parts(warehouse, ces_easy, MARCH) == {key: (6, 9, None, 9)}
    mean = reading_of_parts(ces, parts(warehouse, ces, MARCH)[key])
    assert (mean.value, mean.low, mean.high) == pytest.approx((5, 3.668628, 6.331372), abs=1e-6)
    easy = reading_of_parts(ces_easy, parts(warehouse, ces_easy, MARCH)[key])
    assert (easy.value, easy.low, easy.high) == pytest.approx(
        (100 * 6 / 9, 35.420214, 87.941618), abs=1e-6
    )


def test_effort_is_turned_where_low_is_good_and_other_scales_stay_out(warehouse):
    fill(
        warehouse,
        survey_answers,
        """
        answered_on | instrument | scale_low | scale_high | high_is_good | score
        2025-03-01  | ces        | 1         | 7          | yes          | 6
        2025-03-31  | ces        | 1         | 7          | no           | 1
        2025-03-31  | ces        | 1         | 7          | no           | 4
        2025-03-31  | ces        | 1         | 7          | no           | 8
        2025-03-31  | ces        | 1         | 7          | no           | 0
        2025-03-31  | ces        | 1         | 5          | no           | 1
        2025-03-31  | csat       | 1         | 7          | yes          | 7
        2025-02-28  | ces        | 1         | 7          | yes          | 7
        2025-04-01  | ces        | 1         | 7          | yes          | 7
        """,
    )
    marks = [6, 8 - 1, 8 - 4]
    assert parts(warehouse, ces, MARCH) == {
        (MARCH.first, "", ""): (sum(marks), 3, 6**2 + 7**2 + 4**2, 3)
    }
    assert values(warehouse, ces, MARCH) == [(6 + 7 + 4) / 3]
    assert values(warehouse, ces_easy, MARCH) == [100 * 2 / 3]


def test_the_change_of_a_mean_has_an_interval_in_the_metrics_own_unit():
    now, before = (120, 6, 2500, 6), (90, 6, 1400, 6)
    change = figure_of(nki, reading_of_parts(nki, now), reading_of_parts(nki, before)).change
    low, high = difference_of_means((120, 2500, 6), (90, 1400, 6))
    assert change.difference == pytest.approx(100 / 27 * (120 / 6 - 90 / 6))
    assert (change.low, change.high) == pytest.approx((100 / 27 * low, 100 / 27 * high))
    assert change.low < change.difference < change.high


@pytest.mark.parametrize("thin", [(7, 1, 49, 1), (45, 9, None, 9)])
def test_the_change_of_a_mean_without_spread_has_no_interval(thin):
    change = figure_of(
        ces, reading_of_parts(ces, (45, 9, 249, 9)), reading_of_parts(ces, thin)
    ).change
    assert (change.low, change.high) == (None, None)

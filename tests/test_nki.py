"""NKI: one index a response, only complete ones, and where a response belongs."""

import pytest

from metrics.nki import nki, nki_band, nki_incomplete
from metrics.periods import parse_month
from metrics.scope import Scope
from metrics.tables import survey_answers
from restatements_survey import NKI, reading_of_parts
from tables import fill, insert_rows, parts, values

MARCH = Scope(parse_month("2025-03"), parse_month("2025-03"))
SPRING = Scope(parse_month("2025-03"), parse_month("2025-05"))


def nki_rows(*responses):
    """A row per question of each response, all on the first of March."""
    return [
        {
            "response_id": f"r{number}",
            "answered_on": MARCH.start,
            "instrument": question,
            "scale_low": 1,
            "scale_high": 10,
            "score": score,
        }
        for number, marks in enumerate(responses)
        for question, score in zip(NKI, marks, strict=True)
    ]


def test_nki_of_six_complete_responses_has_the_published_index(warehouse):
    complete = [(8, 7, 7), (9, 9, 8), (5, 4, 6), (10, 9, 9), (6, 6, 5), (8, 8, 7)]
    insert_rows(warehouse, survey_answers, nki_rows(*complete, (7, None, 6)))
    key, steps = (MARCH.first, "", ""), [19, 23, 12, 25, 14, 20]
    squares = sum(step**2 for step in steps)
    assert parts(warehouse, nki, MARCH) == {key: (sum(steps), 6, squares, 6)}
    assert parts(warehouse, nki_incomplete, MARCH) == {key: (1, 7, None, 7)}
    reading = reading_of_parts(nki, parts(warehouse, nki, MARCH)[key])
    assert reading.value == pytest.approx(100 / 27 * (19 + 23 + 12 + 25 + 14 + 20) / 6)
    assert (reading.value, reading.low, reading.high) == pytest.approx(
        (69.753086, 50.177096, 89.329077), abs=1e-6
    )
    assert nki_band(reading.value) == "middle"


@pytest.mark.parametrize(("mark", "index"), [(1, 0), (10, 100)])
def test_the_ends_of_the_index_are_exactly_nothing_and_all(warehouse, mark, index):
    insert_rows(warehouse, survey_answers, nki_rows(*[(mark, mark, mark)] * 7))
    assert values(warehouse, nki, MARCH) == [index]


@pytest.mark.parametrize(
    ("value", "band"),
    [(0, "weak"), (59.999, "weak"), (60, "middle"), (75, "middle"), (75.001, "strong")],
)
def test_an_index_is_weak_below_sixty_and_strong_above_seventy_five(value, band):
    assert nki_band(value) == band


def test_an_nki_response_belongs_to_its_first_day_and_its_lowest_segment(warehouse):
    fill(
        warehouse,
        survey_answers,
        """
        response_id | answered_on | segment | instrument | scale_low | scale_high | score
        over_march  | 2025-03-31  | south   | nki_2      | 1         | 10         | 10
        over_march  | 2025-04-01  | north   | nki_1      | 1         | 10         | 4
        over_march  | 2025-04-02  |         | nki_3      | 1         | 10         | 4
        over_spring | 2025-05-31  | south   | nki_1      | 1         | 10         | 1
        over_spring | 2025-05-31  | south   | nki_2      | 1         | 10         | 1
        over_spring | 2025-06-01  | south   | nki_3      | 1         | 10         | 2
        from_winter | 2025-02-28  | south   | nki_1      | 1         | 10         | 9
        from_winter | 2025-03-01  | south   | nki_2      | 1         | 10         | 9
        from_winter | 2025-03-01  | south   | nki_3      | 1         | 10         | 9
        """,
    )
    expected = {
        (MARCH.first, "", "north"): (10 + 4 + 4 - 3, 1, 15**2, 1),
        (SPRING.last, "", "south"): (1 + 1 + 2 - 3, 1, 1**2, 1),
    }
    assert parts(warehouse, nki, SPRING) == expected
    march = {key: found for key, found in expected.items() if key[0] == MARCH.first}
    assert parts(warehouse, nki, MARCH) == march


def test_marks_skipped_beyond_the_scale_or_on_another_make_a_response_incomplete(warehouse):
    fill(
        warehouse,
        survey_answers,
        """
        response_id | answered_on | instrument | scale_low | scale_high | high_is_good | score
        other_scale | 2025-03-01  | nki_1      | 1         | 5          | yes          | 5
        other_scale | 2025-03-01  | nki_2      | 1         | 10         | yes          | 5
        other_scale | 2025-03-01  | nki_3      | 1         | 10         | yes          | 5
        beyond      | 2025-03-01  | nki_1      | 1         | 10         | yes          | 11
        beyond      | 2025-03-01  | nki_2      | 1         | 10         | yes          | 5
        beyond      | 2025-03-01  | nki_3      | 1         | 10         | yes          | 5
        below       | 2025-03-01  | nki_1      | 1         | 10         | yes          | 0
        below       | 2025-03-01  | nki_2      | 1         | 10         | yes          | 5
        below       | 2025-03-01  | nki_3      | 1         | 10         | yes          | 5
        asked_one   | 2025-03-01  | nki_3      | 1         | 10         | yes          |
        not_asked   | 2025-03-01  | nps        | 0         | 10         | yes          | 9
        low_is_good | 2025-03-01  | nki_1      | 1         | 10         | no           | 1
        low_is_good | 2025-03-01  | nki_2      | 1         | 10         | no           | 10
        low_is_good | 2025-03-01  | nki_3      | 1         | 10         | no           | 3
        """,
    )
    assert values(warehouse, nki_incomplete, MARCH) == [4 / 5]
    assert values(warehouse, nki, MARCH) == [100 / 27 * ((11 - 1) + (11 - 10) + (11 - 3) - 3)]

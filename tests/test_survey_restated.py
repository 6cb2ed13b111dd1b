"""Every survey metric beside its plain restatement, on many drawn companies read as one table."""

from datetime import date, timedelta
from random import Random

from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

import restatements_survey
from metrics import METRICS, csat_5, csat_7, csat_10, nps, response_rate
from metrics.definition import Family
from metrics.nki import nki, nki_incomplete
from metrics.periods import parse_month
from metrics.satisfaction import ces, ces_easy
from metrics.scope import Scope
from metrics.tables import survey_answers, survey_invitations
from restatements_survey import numbered, within
from tables import empty, insert_rows, parts

LEAP = Scope(parse_month("2024-02"), parse_month("2024-04"))
SURVEY = (nps, csat_5, csat_7, csat_10, ces, ces_easy, nki, nki_incomplete, response_rate)
SCALES = {
    "nps": [(0, 10)],
    "csat": [(1, 5), (1, 7), (1, 10)],
    "ces": [(1, 7), (1, 7), (0, 7), (1, 5)],
}


def answer(response, day, instrument, score, segment="north", scale=(0, 10), high_is_good=True):
    return {
        "response_id": response,
        "answered_on": day,
        "instrument": instrument,
        "score": score,
        "segment": segment,
        "scale_low": scale[0],
        "scale_high": scale[1],
        "high_is_good": high_is_good,
    }


def some_day(draw):
    return date(2024, 1, 27) + timedelta(days=draw.randrange(100))


def some_segment(draw):
    return draw.choice([None, "", "north", "south"])


def some_answers(draw):
    """Answers of one company on any scale, skipped, impossible and turned ones among them."""
    found = []
    for _ in range(draw.randrange(30)):
        instrument = draw.choice(list(SCALES))
        score = draw.choice([None, *range(-1, 12)])
        found.append(
            answer(
                draw.choice("abcdefgh"),
                some_day(draw),
                instrument,
                score,
                segment=some_segment(draw),
                scale=draw.choice(SCALES[instrument]),
                high_is_good=draw.random() < 0.7,
            )
        )
    return found


def some_nki_answers(draw):
    """Answers to most of the three questions, some days apart; a question may come twice."""
    found = []
    for response in range(draw.randrange(8)):
        day, segment = some_day(draw), some_segment(draw)
        for question in draw.choice(["123"] * 5 + ["12", "3", "312", "1232"]):
            found.append(
                answer(
                    f"n{response}",
                    day + timedelta(days=draw.choice([0, 0, 0, 1, 40])),
                    f"nki_{question}",
                    draw.choice([*range(1, 11), *range(1, 11), None, 0, 11]),
                    segment=draw.choice([segment, segment, None, "south"]),
                    scale=draw.choice([(1, 10)] * 18 + [(0, 10), (1, 5)]),
                    high_is_good=draw.random() < 0.8,
                )
            )
    return found


def some_invitations(draw):
    return [
        {"account_id": "a", "invited_on": some_day(draw), "segment": some_segment(draw)}
        for _ in range(draw.randrange(10))
    ]


def scores(instrument, day, *given_scores, **how):
    return [
        answer(f"{instrument}{number}", day, instrument, score, **how)
        for number, score in enumerate(given_scores)
    ]


EDGES = [
    scores("nps", date(2024, 2, 29), 10),  # one respondent, on the leap day
    scores("nps", date(2024, 2, 1), 9, 10, 9),  # all promote, on the first day in scope
    scores("nps", date(2024, 4, 30), 0, 6, 3),  # all detract, on the last day in scope
    scores("nps", date(2024, 1, 31), 9) + scores("nps", date(2024, 5, 1), 9),  # just outside
    scores("nps", date(2024, 3, 1), -1, 11, None, 8),  # beyond the scale, and skipped
    scores("nps", date(2024, 2, 9), 9) + scores("nps", date(2024, 4, 9), 1),  # nobody in March
    scores("ces", date(2024, 3, 31), 1, 7, 0, 8, None, scale=(1, 7), high_is_good=False),
    scores("nki_1", date(2024, 3, 5), 5, scale=(1, 10)),  # two of three questions missing
    [
        answer("over", date(2024, 4, 30), "nki_1", 8, scale=(1, 10)),
        answer("over", date(2024, 4, 30), "nki_2", 8, scale=(1, 10)),
        answer("over", date(2024, 5, 1), "nki_3", 8, scale=(1, 10), segment="alone"),
    ],
    [  # two months and two segments: once, in the first and the lowest
        answer("long", date(2024, 2, 29), "nps", 9, segment="south"),
        answer("long", date(2024, 3, 1), "csat", 5, scale=(1, 5)),
        answer("older", date(2024, 1, 31), "nps", 9),
        answer("older", date(2024, 2, 1), "csat", 5, scale=(1, 5)),
    ],
]


def companies(draw):
    """Answers and invitations of fifty companies as one table each, every edge among them."""
    answers = EDGES + [some_answers(draw) + some_nki_answers(draw) for _ in range(50)]
    invitations = [[]] * len(EDGES) + [some_invitations(draw) for _ in range(50)]
    invitations[-1] += [{"account_id": "a", "invited_on": date(2024, 2, 29), "segment": "silent"}]
    together = [], []
    for rows, examples in zip(together, (answers, invitations), strict=True):
        for number, company in enumerate(examples):
            rows.extend(numbered(company, number))
    return together


@settings(
    max_examples=3, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@example(seed=1)
@given(seed=st.integers(0, 2**32))
def test_every_survey_metric_agrees_with_a_plain_restatement(warehouse, seed):
    answers, invitations = companies(Random(seed))
    empty(warehouse, survey_answers, survey_invitations)
    insert_rows(warehouse, survey_answers, answers)
    insert_rows(warehouse, survey_invitations, invitations)
    restated = restatements_survey.satisfaction(answers, invitations)
    expected = {key: within(found, LEAP) for key, found in restated.items()}
    for metric in SURVEY:
        assert parts(warehouse, metric, LEAP) == expected[metric.key], metric.key
        assert len(expected[metric.key]) >= 5, metric.key
    assert_every_edge_is_among(expected)


def assert_every_edge_is_among(expected):
    february, april = LEAP.first, LEAP.last
    assert expected["nps"][february, "", "0north"] == (1, 1, 1, 1)
    assert expected["nps"][february, "", "1north"] == (3, 3, 3, 3)
    assert expected["nps"][april, "", "2north"] == (-3, 3, 3, 3)
    assert not [key for key in expected["nps"] if key[2] == "3north"]
    assert expected["nps"][february + 1, "", "4north"] == (0, 1, 0, 1)
    assert {key[0] for key in expected["nps"] if key[2] == "5north"} == {february, april}
    assert expected["ces"][february + 1, "", "6north"] == (7 + 1, 2, 49 + 1, 2)
    assert expected["nki_incomplete"][february + 1, "", "7north"] == (1, 1, None, 1)
    assert expected["nki"][april, "", "8alone"] == (8 + 8 + 8 - 3, 1, 21**2, 1)
    rates = expected["response_rate"]
    assert {key: rates[key] for key in rates if key[2].startswith("9")} == {
        (february, "", "9north"): (1, 0, None, 1)
    }
    assert expected["nps"][february, "", "9south"] == (1, 1, 1, 1)
    assert rates[february, "", "0north"] == (1, 0, None, 1)
    assert [rates[key] for key in rates if "silent" in key[2]] == [(0, 1, None, 0)]


def test_every_survey_metric_is_restated():
    assert {metric.key for metric in METRICS if metric.family is Family.SURVEY} <= {
        metric.key for metric in SURVEY
    }

"""The worked examples of the definitions, through the real tables, refresh and readings.

Each adaptor inserts the example's rows and calls public functions; it computes nothing itself.
"""

import json
from datetime import date
from pathlib import Path

import pytest

from kundagenda.database.refresh import refresh
from kundagenda.findings.kpi import parts_of
from kundagenda.findings.reading import Status
from kundagenda.findings.readings import nps_counts, readings
from kundagenda.findings.rhythm import meetings_of, rhythm_of
from kundagenda.findings.view import View
from kundagenda.settings import ROOT
from metrics import CATALOGUE, customer_item_share, customer_meeting_share, nps, response_rate
from metrics.periods import parse_month
from metrics.rhythm import longest_gap, recency_days, streak
from metrics.tables import (
    agenda_items,
    forums,
    meetings,
    subscriptions,
    survey_answers,
    survey_invitations,
)
from metrics.uncertainty import nps_standard_error
from tables import insert_rows

EXAMPLES = Path(ROOT).parent / "shared" / "golden" / "metrics_examples.json"
DAY, MONTH, AFTER = date(2025, 3, 11), parse_month("2025-03"), date(2025, 4, 2)

pytestmark = pytest.mark.skipif(
    not EXAMPLES.is_file(), reason="the worked examples lie beside the project, and are not here"
)


@pytest.fixture
def example():
    cases = json.loads(EXAMPLES.read_text(encoding="utf-8"))["cases"]
    return {case["id"]: (case["input"], case["expected"]) for case in cases}.__getitem__


def one_reading(places, metric, month, today):
    """The one reading of a metric in a month, after a refresh."""
    refresh(places.app, today=today, warehouse=places.warehouse)
    with places.app.connect() as connection:
        [found] = readings(connection, metric, first=month, last=month, ended=month)
    return found


def approx(value):
    return pytest.approx(value, abs=1e-6)


def on_agenda(app, days, agendas):
    """One meeting a day, each with the items given as customer or not, formal or not."""
    insert_rows(app, forums, [{"id": 1}])
    numbered = list(enumerate(zip(days, agendas, strict=True), start=1))
    insert_rows(app, meetings, [{"id": number, "held_on": day} for number, (day, _) in numbered])
    items = [
        {
            "meeting_id": number,
            "level_best": "fix" if customer else "none",
            "formal": formal,
        }
        for number, (_, agenda) in numbered
        for customer, formal in agenda
    ]
    insert_rows(app, agenda_items, items)


def test_e01_customer_items_as_a_share_of_items(places, example):
    given, expected = example("E01")
    agenda = [(item["customer"], item["formal"]) for item in given["items"]]
    on_agenda(places.app, [DAY], [agenda])
    found = one_reading(places, customer_item_share, MONTH, AFTER)
    assert (found.numerator, found.denominator) == (expected["numerator"], expected["denominator"])
    assert found.value == approx(expected["share"])
    assert [found.low, found.high] == approx(expected["ci95"])


def test_e03_meetings_with_a_customer_item(places, example):
    given, expected = example("E03")
    days = [date(2025, 3, number) for number, _ in enumerate(given["meetings"], start=1)]
    agendas = [
        [(number < meeting["n_customer"], False) for number in range(meeting["n_items"])]
        for meeting in given["meetings"]
    ]
    on_agenda(places.app, days, agendas)
    found = one_reading(places, customer_meeting_share, MONTH, AFTER)
    assert (found.numerator, found.denominator) == (expected["numerator"], expected["denominator"])
    assert found.value == approx(expected["share"])
    assert [found.low, found.high] == approx(expected["ci95"])
    view = View(as_of=AFTER)
    with places.app.connect() as connection:
        rhythm = rhythm_of(meetings_of(connection, view), [], view)
    assert rhythm.meetings_without_agenda == expected["no_agenda"]


def customer_days(app, given, as_of):
    """The days of the meetings with a customer item, read back from the tables."""
    days = [date.fromisoformat(day) for day in given["dates"]]
    on_agenda(app, days, [[(customer, False)] for customer in given["customer"]])
    with app.connect() as connection:
        held = meetings_of(connection, View(as_of=as_of))
    return [meeting.held_on for meeting in held if meeting.customer]


def test_e04_days_since_the_last_customer_item(app, example):
    given, expected = example("E04")
    as_of = date.fromisoformat(given["as_of"])
    assert recency_days(customer_days(app, given, as_of), as_of) == expected["recency_days"]


def test_e05_the_longest_time_without_a_customer_item(app, example):
    given, expected = example("E05")
    start, end = (date.fromisoformat(given[key]) for key in ("window_start", "window_end"))
    gap = longest_gap(customer_days(app, given, end), start, end)
    assert (gap.days, gap.kind) == (expected["longest_gap_days"], expected["kind"])


def test_e06_meetings_in_a_row_with_a_customer_item(app, example):
    given, expected = example("E06")
    days = [date(2025, 3, number) for number, _ in enumerate(given["flags"], start=1)]
    on_agenda(app, days, [[(flag, False)] for flag in given["flags"]])
    with app.connect() as connection:
        held = meetings_of(connection, View(as_of=AFTER))
    found = streak([meeting.customer > 0 for meeting in held])
    assert (found.current, found.longest) == (expected["current"], expected["longest"])


def test_e14_net_promoter_score(places, example):
    given, expected = example("E14")
    answers = [{"answered_on": DAY, "score": score} for score in given["scores"]]
    insert_rows(places.facts, survey_answers, answers)
    found = one_reading(places, nps, MONTH, AFTER)
    counts = nps_counts(found)
    assert found.base == expected["n"]
    assert counts == (expected["promoters"], expected["passives"], expected["detractors"])
    assert found.value == approx(expected["nps"])
    assert nps_standard_error(*counts) == approx(expected["se"])
    assert [found.low, found.high] == approx(expected["ci95"])
    assert (found.status is Status.WITHHELD) == expected["suppressed"]


@pytest.mark.parametrize("place", range(4))
def test_e18_too_few_answers_are_withheld(places, example, place):
    given, expected = example("E18")
    answers = [{"answered_on": DAY, "score": 9, "segment": "s"}] * given["responses"][place]
    asked = [{"invited_on": DAY, "segment": "s"}] * given["invited"][place]
    insert_rows(places.facts, survey_answers, answers)
    insert_rows(places.facts, survey_invitations, asked)
    found = one_reading(places, response_rate, MONTH, AFTER)
    assert (found.status is not Status.WITHHELD) == expected["show"][place]
    with places.app.connect() as connection:
        sums = parts_of(connection, response_rate)[MONTH]
    rate = response_rate.value(sums.numerator, sums.denominator)
    assert rate == approx(expected["response_rate"][place])
    assert found.value == (approx(rate) if expected["show"][place] else None)


@pytest.mark.parametrize(("case", "ending"), [("E19", "_month"), ("E20", "")])
def test_e19_and_e20_retention(places, example, case, ending):
    given, expected = example(case)
    rows = [
        {
            "account_id": row["customer"],
            "started_on": date.fromisoformat(row["start"]),
            "ended_on": row["end"] and date.fromisoformat(row["end"]),
            "mrr": row["mrr"],
        }
        for row in given["subscriptions"]
    ]
    insert_rows(places.facts, subscriptions, rows)
    month = parse_month(given["month"])
    churn, gross, net = (
        one_reading(places, CATALOGUE[name + ending], month, AFTER)
        for name in ("logo_churn", "grr", "nrr")
    )
    assert (churn.base, churn.denominator) == (expected["opening_customers"],) * 2
    assert churn.numerator == expected["churned"]
    assert churn.value == approx(expected["logo_churn"])
    assert [churn.low, churn.high] == approx(expected["logo_churn_ci95"])
    assert gross.denominator == net.denominator == expected["opening_mrr"]
    assert gross.value == approx(expected["grr"])
    assert net.value == approx(expected["nrr"])
    assert (gross.low, net.high) == (None, None)

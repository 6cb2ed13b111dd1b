"""What the page on order in time finds in stored verdicts, and how it says it."""

import json
from dataclasses import asdict

import pytest
from sqlalchemy import Engine, update

from kundagenda.charts.shifts import Sides, shifts_chart
from kundagenda.findings.connection import all_shifts, lead_of, months_to_go
from kundagenda.texts.connection_words import (
    connection_sentences,
    connection_title,
    lead_answer,
    lead_wait,
    not_meant,
    state_of,
)
from kundagenda.texts.shift_words import drawn_shifts, shifts_in_words, shifts_table
from metrics.lead import LeadVerdict
from metrics.shifts import Shift
from metrics.tables import kpi_monthly, verdicts
from tables import insert_rows
from test_verdicts import echo, months_of, told

# (status forwards, reverse status, r, r of the reverse, key) and which title it has
STATES = [
    ("signal", "no_evidence", 0.6, 0.1, "nps", "up"),
    ("signal", "no_evidence", -0.6, 0.1, "nps", "down"),
    ("signal", "no_evidence", -0.6, 0.1, "logo_churn_month", "up"),
    ("signal", "signal", 0.6, 0.6, "nps", "together"),
    ("no_evidence", "signal", 0.1, -0.6, "nps", "reverse"),
    ("no_evidence", "no_evidence", 0.1, 0.1, "nps", "none"),
]
UNTOLD = [
    ("too_few_months", 14, "early"),
    ("too_few_months", 0, "none_in_common"),
    ("missing_months", 40, "missing_months"),
    ("no_variation", 40, "no_variation"),
]


def lead(status: str, r: float, reverse: LeadVerdict | None = None, n: int = 60) -> LeadVerdict:
    shifts = tuple(Shift(lag, r if lag == 3 else 0.01 * lag, 40, 0.46) for lag in range(1, 7))
    return LeadVerdict(
        status, n, 0, 2, lag=3, lag_range=(2, 4), r=r, p_familywise=0.01, detectable_r=0.55,
        ar_orders=(0, 0), df=40, reverse=reverse, shifts=shifts, same_month=0.2,
    )  # fmt: skip


@pytest.mark.parametrize("lang", ["sv", "en"])
@pytest.mark.parametrize(("ahead", "back", "r", "r_back", "key", "state"), STATES)
def test_every_verdict_has_a_title_sentences_and_what_it_does_not_mean(
    ahead: str, back: str, r: float, r_back: float, key: str, state: str, lang: str
) -> None:
    verdict = lead(ahead, r, lead(back, r_back))
    assert state_of(verdict, key) == state
    assert connection_title(verdict, key, lang).endswith(".")
    said = " ".join(connection_sentences(verdict, key, lang))
    assert "orrelation" not in said
    assert len(not_meant(verdict, key, lang)) == 2
    if state in ("up", "down"):
        assert "2–4" in said
        assert {"sv": "inte orsak", "en": "not cause"}[lang] in said


@pytest.mark.parametrize(("reason", "n", "state"), UNTOLD)
def test_what_could_not_be_asked_says_why(reason: str, n: int, state: str) -> None:
    verdict = LeadVerdict("not_enough_data", n, 0, 2, reason=reason)
    assert state_of(verdict, "nps") == state
    assert connection_title(verdict, "nps", "en").startswith("It cannot be told")
    wait = str(36 - n) if reason == "too_few_months" else "–"
    assert lead_wait(verdict, False, "en") == wait
    assert lead_answer(verdict, "nps", False, "en") != "No sign yet"


def test_the_months_to_go_are_those_of_the_verdict() -> None:
    early = LeadVerdict("not_enough_data", 14, 0, 2, reason="too_few_months")
    none = lead("no_evidence", 0.1, lead("no_evidence", 0.1))
    found = lead("signal", 0.6, lead("no_evidence", 0.1))
    assert months_to_go(early, 51) == (14, 36)
    assert months_to_go(none, 26) == (60, 60 + 26)
    assert months_to_go(none, 0) is None
    assert months_to_go(found, 11) is None


def test_the_shifts_run_from_the_outcome_first_to_the_agenda_first() -> None:
    verdict = lead("signal", 0.6, lead("no_evidence", 0.1))
    shifts = all_shifts(verdict, "nps")
    assert [lag for lag, _, _ in shifts] == list(range(-6, 7))
    assert shifts[3] == (-3, 0.1, 0.46)
    assert shifts[6] == (0, 0.2, None)
    assert shifts[9] == (3, 0.6, 0.46)
    # Customers who stay, for customers lost: up is still more of what is named.
    assert all_shifts(verdict, "logo_churn_month")[9] == (3, -0.6, 0.46)


def test_a_stored_verdict_is_read_back_as_it_was() -> None:
    verdict = lead("signal", 0.6, lead("no_evidence", 0.1))
    assert lead_of(json.loads(json.dumps(asdict(verdict)))) == verdict


@pytest.mark.parametrize("lang", ["sv", "en"])
@pytest.mark.parametrize("mode", ["light", "dark"])
def test_the_picture_holds_the_band_every_stem_and_the_value_beyond(lang: str, mode: str) -> None:
    shifts = all_shifts(lead("signal", 0.6, lead("no_evidence", 0.1)), "nps")
    frame = drawn_shifts(shifts, lang)
    look = {"mode": mode, "lang": lang}
    spec = shifts_chart(frame, Sides("NPS", "Agenda", "satisfaction"), **look).to_dict()
    data = spec["datasets"]
    rows = [data[layer["data"]["name"]] for layer in spec["layer"]]
    band, stems = rows[0], next(each for each in rows if "r" in each[0])
    assert [(row["under"], row["over"]) for row in band] == [(-0.46, 0.46)] * 12
    assert [row["r"] for row in stems] == [r for _, r, _ in shifts]
    written = {row["text"] for each in rows for row in each if "px" in row}
    assert written == {{"sv": "0,60", "en": "0.60"}[lang]}


def test_the_words_of_the_picture_tell_what_lies_beyond() -> None:
    shifts = all_shifts(lead("signal", 0.6, lead("no_evidence", 0.1)), "nps")
    said = shifts_in_words(shifts, "NPS", "en")
    assert "The agenda first, 3 months later: 0.60, beyond the 0.46" in said
    table = shifts_table(shifts, ("NPS first", "The agenda first"), "en")
    assert [len(column) for column in table.values()] == [12] * 4
    calm = all_shifts(lead("no_evidence", 0.1, lead("no_evidence", 0.1)), "nps")
    assert "No shift lies beyond" in shifts_in_words(calm, "NPS", "en")


def test_a_verdict_stored_without_its_shifts_gets_them_while_the_answer_is_the_same(
    sqlite_app: Engine,
) -> None:
    attention, outcome = echo(1)
    insert_rows(sqlite_app, kpi_monthly, months_of("customer_item_share", attention))
    insert_rows(sqlite_app, kpi_monthly, months_of("nps", outcome))
    status, detail = told(sqlite_app)["nps"]
    assert status == "signal"
    assert len(detail["shifts"]) == len(detail["reverse"]["shifts"]) == 6
    for changed, upgraded in (({}, True), ({"p_familywise": 0.9}, False)):
        old = {name: value for name, value in detail.items() if name != "shifts"} | changed
        with sqlite_app.begin() as connection:
            connection.execute(
                update(verdicts).where(verdicts.c.kind == "lead").values(detail=json.dumps(old))
            )
        assert ("shifts" in told(sqlite_app)["nps"][1]) is upgraded

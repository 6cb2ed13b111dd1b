"""What page Data saves of a table of theirs is what the file said, where nobody changed it."""

from typing import Any

import pytest
from sqlalchemy import Table
from streamlit.testing.v1 import AppTest

from kundagenda.sources import ColumnSource, Condition
from metrics.tables import subscriptions, survey_answers

PRIVATE = Condition(column="Prov", is_not=1)
DONE = Condition.model_validate({"column": "Status", "is": "Klar"})


def page(before, ours):  # Streamlit runs its text alone, where no type is known
    import streamlit as st
    from sqlalchemy import Date, Integer, String

    from kundagenda.panels.their_choice import columns_chosen
    from kundagenda.panels.their_rows import conditions_chosen

    there = {"Status": String(), "Prov": Integer(), "Id": String(), "Slut": Date()}
    st.session_state["found"] = (
        conditions_chosen(there, before, "k")
        if ours is None
        else columns_chosen(ours, there, before, "k")
    )


def shown(before: Any, ours: Table | None = None) -> AppTest:
    given = {"before": before, "ours": ours}
    visit = AppTest.from_function(page, default_timeout=60, kwargs=given).run()
    assert not visit.exception
    return visit


@pytest.mark.parametrize(
    "said",
    [
        {"column": "Prov", "is_not": 1},
        {"column": "Status", "is": ["A, B"]},
        {"column": "Status", "is": ["A, B", "C"]},
        {"column": "Status", "is": ["A"]},
        {"column": "Status", "is_not": ""},
        {"column": "Slut", "known": False},
        {"column": "Prov", "is": "1"},
    ],
)
def test_a_condition_that_nobody_changed_is_kept(said: dict[str, Any]) -> None:
    rules = [Condition.model_validate(said), PRIVATE]
    assert shown(rules).session_state["found"] == rules


def test_capitals_of_a_condition_are_forgiven_as_where_it_is_read() -> None:
    assert shown([Condition(column="prov", is_not=1)]).session_state["found"] == [PRIVATE]


def test_a_line_that_is_emptied_takes_no_other_away() -> None:
    visit = shown([PRIVATE, DONE])
    visit.selectbox(key="k rule 0 column").select("").run()
    assert visit.session_state["found"] == [DONE]


def test_lines_that_were_added_stay_where_one_before_them_is_emptied() -> None:
    visit = shown([])
    for number in (0, 1):
        visit.selectbox(key=f"k rule {number} column").select("Prov").run()
        visit.text_input(key=f"k rule {number} value").set_value(str(number)).run()
    visit.selectbox(key="k rule 0 column").select("").run()
    assert [rule.is_ for rule in visit.session_state["found"]] == [1]
    visit.run()
    assert [rule.is_ for rule in visit.session_state["found"]] == [1]


def test_a_value_that_is_written_anew_is_parted_by_its_commas() -> None:
    visit = shown([Condition.model_validate({"column": "Status", "is": ["A, B"]})])
    visit.text_input(key="k rule 0 value").set_value("A, C").run()
    assert [rule.is_ for rule in visit.session_state["found"]] == [["A", "C"]]


@pytest.mark.parametrize(
    ("ours", "name", "said"),
    [
        (subscriptions, "ended_on", {"column": "Slut"}),
        (subscriptions, "ended_on", {"column": "Slut", "values": {"-": None}}),
        (subscriptions, "ended_on", {"column": "Id", "zone": "UTC", "written": "DD.MM.YYYY"}),
        (subscriptions, "account_id", {"column": "Id", "values": {"x": "y"}}),
        (subscriptions, "mrr", {"column": "Prov", "divide_by": 12, "values": {"-": 0}}),
        (subscriptions, "mrr", {"column": "Prov", "divide_by": 0.00001}),
        (subscriptions, "segment", {"column": "Status", "values": {"A; B": "x", "C": None}}),
        (survey_answers, "score", {"column": "Prov", "divide_by": 10}),
        (survey_answers, "scale_low", {"value": 0}),
    ],
)
def test_what_no_control_shows_of_a_column_is_kept(
    ours: Table, name: str, said: dict[str, Any]
) -> None:
    source = ColumnSource.model_validate(said)
    assert shown({name: source}, ours).session_state["found"] == {name: source}


def test_capitals_of_a_column_are_forgiven_as_where_it_is_read() -> None:
    found = shown({"ended_on": ColumnSource(column="slut")}, subscriptions).session_state["found"]
    assert found == {"ended_on": ColumnSource(column="Slut")}


def test_of_another_column_nothing_is_kept() -> None:
    kept = {"account_id": ColumnSource(column="Id", values={"x": "y"})}
    visit = shown(kept, subscriptions)
    visit.selectbox(key="theirs k account_id").select("Status").run()
    assert visit.session_state["found"] == {"account_id": ColumnSource(column="Status")}


def test_another_form_of_a_day_takes_the_place_of_the_one_before() -> None:
    kept = {"ended_on": ColumnSource.model_validate({"column": "Id", "written": "DD.MM.YYYY"})}
    visit = shown(kept, subscriptions)
    visit.selectbox(key="how k ended_on").select("moment in UTC").run()
    zoned = ColumnSource(column="Id", zone="Europe/Stockholm")
    assert visit.session_state["found"] == {"ended_on": zoned}

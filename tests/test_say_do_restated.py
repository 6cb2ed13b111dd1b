"""The promise since its day against a plain restatement, on every database."""

from dataclasses import replace
from datetime import date, timedelta

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

import restatements_say_do as plainly
from demo_company import UNTIL, company
from kundagenda.database.schema import open_database
from kundagenda.demo.truth import truth
from kundagenda.findings.background import priority_of
from kundagenda.findings.overview import Priority
from kundagenda.findings.say_do import Lack, say_do_of
from kundagenda.findings.view import View
from metrics.periods import last_day
from metrics.tables import agenda_items, forums, meetings
from tables import empty, insert_rows

DECIDED, AS_OF = date(2025, 1, 14), date(2025, 6, 30)
BODIES = [{"id": 1, "name": "Ledning"}, {"id": 2, "name": "Styrelse"}]
minutes = st.sampled_from([None, -5.0, 0.0, 10.0, 25.5, 40.0])
timed = st.sampled_from([0.0, 10.0, 25.5, 40.0])


def items_of(planned):
    """Items of one meeting; most are discussed."""
    return st.lists(
        st.fixed_dictionaries(
            {
                "level_best": st.sampled_from(["none", "none", "none", "measure", "value"]),
                "theme": st.sampled_from(["finance", "finance", "people", "customer", "", None]),
                "formal": st.sampled_from([False, False, False, True]),
                "outcome": st.sampled_from(["handled", "handled", "added", "deferred"]),
                "planned_minutes": planned,
                "actual_minutes": st.none() | planned,
            }
        ),
        max_size=5,
    )


drawn_meetings = st.lists(
    st.fixed_dictionaries(
        {
            "forum_id": st.sampled_from([1, 1, 2]),
            "held_on": st.sampled_from(
                [
                    *(DECIDED + timedelta(days=d) for d in (-1, 0, 1, 60)),
                    *(AS_OF + timedelta(days=d) for d in (0, 1)),
                ]
            ),
            "status": st.sampled_from(["held", "held", "held", "planned"]),
            "items": items_of(timed) | items_of(timed) | items_of(minutes),
        }
    ),
    min_size=12,
    max_size=40,
)
promises = st.builds(
    Priority,
    statement=st.just("Kunden först"),
    declared_share=st.sampled_from([0.0, 0.05, 0.2, 0.5]),
    basis=st.sampled_from(["items", "minutes"]),
    decided_on=st.just(DECIDED),
    valid_from=st.just(DECIDED),
    forum=st.sampled_from(["", "", "Ledning"]),
)


def as_rows(drawn):
    """Rows of meetings and of their items."""
    held, rows = [], []
    for number, meeting in enumerate(drawn, start=1):
        own = {name: value for name, value in meeting.items() if name != "items"}
        held.append({"id": number} | own)
        rows += [{"meeting_id": number} | item for item in meeting["items"]]
    return held, rows


@settings(
    max_examples=20, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(drawn=drawn_meetings, promise=promises)
def test_gap_debt_and_rank_agree_with_a_plain_restatement(warehouse, drawn, promise):
    held, rows = as_rows(drawn)
    empty(warehouse, agenda_items, meetings, forums)
    insert_rows(warehouse, forums, BODIES)
    for table, of_table in ((meetings, held), (agenda_items, rows)):
        if of_table:
            insert_rows(warehouse, table, of_table)
    with warehouse.connect() as connection:
        found = say_do_of(connection, promise, AS_OF)
    expected = plainly.since(BODIES, held, rows, promise, AS_OF)
    names = ("meetings", "left_out", "customer", "total", "items", "untimed")
    counts = {name: expected[name] for name in names}
    assert {name: getattr(found, name) for name in counts} == pytest.approx(counts)
    assert found.lack == lack(expected)
    if found.lack in (None, Lack.FEW):
        assert found.debt == pytest.approx(expected["debt"])
    else:
        assert found.debt is None
    if found.lack is None:
        share = expected["customer"] / expected["total"]
        assert found.share == pytest.approx(share)
        assert found.gap == pytest.approx(promise.declared_share - share)
        assert found.rank == expected["rank"]
    else:
        assert (found.share, found.gap, found.low, found.rank) == (None,) * 4


def lack(expected):
    """What is lacking for a share to be told."""
    counted, every = expected["meetings"], expected["meetings"] + expected["left_out"]
    if not every:
        return Lack.NO_MEETING
    if 2 * counted < every:
        return Lack.MINUTES
    return Lack.FEW if counted < 12 else None


@pytest.mark.parametrize("basis", ["items", "minutes"])
def test_the_demo_company_is_found_to_give_less_than_it_declared(demo_database, basis):
    """It declares 20 % half a year before its attention falls for good."""
    as_of, rows = last_day(UNTIL), company().rows
    engine = open_database(f"sqlite:///{demo_database}")
    with engine.connect() as connection:
        promise = replace(priority_of(connection, View(as_of)), basis=basis)
        found = say_do_of(connection, promise, as_of)
    engine.dispose()
    expected = plainly.since(rows["forums"], rows["meetings"], rows["agenda_items"], promise, as_of)
    assert {name: getattr(found, name) for name in expected} == pytest.approx(expected)
    assert promise.declared_share == truth()["planted"]["priority"]["declared_share"]
    if basis == "items":
        assert found.gap_interval[0] > 0
    assert found.debt > 0

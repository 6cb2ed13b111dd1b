"""A decision and who does it by when, written in one go, taken back in one go."""

from datetime import date

import pytest
from sqlalchemy import Engine, select

from kundagenda.edits.decide import decide, take_decision_back
from kundagenda.edits.save import Faulty
from kundagenda.errors import ReaderError
from metrics import decision_rate
from metrics.periods import month_number
from metrics.tables import actions, agenda_items, decisions, forums, kpi_monthly, meetings
from tables import fill

TODAY = date(2026, 3, 1)
WRITTEN = {
    "agenda_item_id": 1, "text": " Egen kundchef ", "decided_on": TODAY,
    "owner_role": "Säljchef", "due_on": date(2026, 4, 1),
    "expected_metric": "nps", "expected_direction": "up", "expected_by": date(2026, 12, 1),
}  # fmt: skip


@pytest.fixture
def company(app: Engine) -> Engine:
    """One meeting with one customer item."""
    fill(app, forums, "id | name\n1 | Ledning")
    fill(app, meetings, "id | held_on\n1 | 2026-02-17")
    fill(app, agenda_items, "id | meeting_id | position | level_best\n1 | 1 | 1 | fix")
    return app


def rows(engine: Engine, table, *names):
    with engine.connect() as connection:
        query = select(*(table.c[name] for name in names))
        return [tuple(row) for row in connection.execute(query)]


def test_a_decision_with_its_action_is_stored_counted_and_taken_back(company: Engine) -> None:
    changes = decide(company, WRITTEN, "Ada", TODAY)
    [(number, text, by)] = rows(company, decisions, "id", "text", "expected_by")
    assert (text, by) == ("Egen kundchef", date(2026, 12, 1))
    acted = rows(company, actions, "decision_id", "text", "owner_role", "due_on", "done_on")
    assert acted == [(number, text, "Säljchef", date(2026, 4, 1), None)]
    # The figures of the month in which its item was discussed know of it at once.
    named = (kpi_monthly.c.metric == decision_rate.key, kpi_monthly.c.numerator)
    with company.connect() as connection:
        query = select(kpi_monthly.c.month, named[1]).where(named[0])
        assert connection.execute(query).all() == [(month_number(date(2026, 2, 1)), 1)]
    take_decision_back(company, changes, "Ada")
    assert rows(company, decisions, "id") == rows(company, actions, "id") == []


def test_without_owner_and_day_there_is_no_action(company: Engine) -> None:
    changes = decide(company, WRITTEN | {"owner_role": "", "due_on": None}, "Ada", TODAY)
    assert len(changes) == 1
    assert rows(company, actions, "id") == []


@pytest.mark.parametrize(
    ("wrong", "fields"),
    [
        ({"text": ""}, ["text"]),
        ({"agenda_item_id": None, "expected_by": None}, ["agenda_item_id", "expected_by"]),
        ({"owner_role": "x" * 101}, ["owner_role"]),
        ({"text": None, "owner_role": "x" * 101}, ["text", "owner_role"]),
    ],
)
def test_every_fault_is_told_and_nothing_is_stored(company: Engine, wrong, fields) -> None:
    with pytest.raises(Faulty) as error:
        decide(company, WRITTEN | wrong, "Ada", TODAY)
    assert [fault.field for fault in error.value.faults] == fields
    assert rows(company, decisions, "id") == rows(company, actions, "id") == []


def test_an_item_that_is_gone_leaves_nothing_behind(company: Engine) -> None:
    with pytest.raises(ReaderError, match="taken away"):
        decide(company, WRITTEN | {"agenda_item_id": 99}, "Ada", TODAY)
    assert rows(company, decisions, "id") == rows(company, actions, "id") == []


def test_it_is_all_taken_back_or_none_of_it(company: Engine) -> None:
    changes = decide(company, WRITTEN, "Ada", TODAY)
    [(number,)] = rows(company, decisions, "id")
    fill(company, actions, f"id | decision_id | text\n900 | {number} | Mer")
    with pytest.raises(ReaderError, match="hang"):
        take_decision_back(company, changes, "Ada")
    assert len(rows(company, actions, "id")) == 2

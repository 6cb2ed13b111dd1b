"""The share since a decision: what is counted, how sure it is, what is owed, what is said."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from typing import Any

import pytest
from sqlalchemy import Engine

from kundagenda.findings.overview import Priority
from kundagenda.findings.said_say_do import say_do_facts
from kundagenda.findings.say_do import Lack, SayDo, say_do_of
from kundagenda.texts.sentences import sentence
from metrics.say_do import (
    given_between,
)
from metrics.tables import agenda_items, forums, meetings
from tables import fill, insert_rows

DECIDED, AS_OF = date(2025, 1, 14), date(2025, 12, 31)
PROMISE = Priority("Kunden först", 0.2, "items", DECIDED, DECIDED, "")

HELD = """
    id | forum_id | held_on    | status
    1  | 1        | 2025-01-13 | held
    2  | 1        | 2025-01-14 | held
    3  | 2        | 2025-12-31 | held
    4  | 1        | 2026-01-01 | held
    5  | 1        | 2025-06-01 | planned
"""
ITEMS = """
    meeting_id | level_best | theme   | formal | outcome  | planned_minutes | actual_minutes
    1          | fix        |         | no     | handled  | 10              |
    2          | fix        | finance | no     | handled  | 30              | 20
    2          | none       | finance | no     | handled  | 40              |
    2          | none       | finance | no     | added    |                 | -1
    2          | none       | finance | yes    | handled  | 10              |
    2          | value      |         | no     | deferred | 10              |
    3          | none       |         | no     | handled  | 0               |
    4          | none       | finance | no     | handled  | 10              |
    5          | none       | finance | no     | handled  | 10              |
"""


def test_what_was_discussed_is_counted_by_meeting_and_theme_both_days_included(
    warehouse: Engine,
) -> None:
    fill(warehouse, forums, "id | name\n1 | Ledning\n2 | Styrelse")
    fill(warehouse, meetings, HELD)
    fill(warehouse, agenda_items, ITEMS)
    with warehouse.connect() as connection:
        found = [tuple(row) for row in connection.execute(given_between(DECIDED, AS_OF))]
    assert sorted(found) == [
        (2, "Ledning", "customer", 1, 1, 20),
        (2, "Ledning", "finance", 2, 1, 40),  # of one nobody knows how long it took
        (3, "Styrelse", "unsorted", 1, 1, 0),  # 0 minutes are known
    ]


def test_no_meeting_is_no_row(warehouse: Engine) -> None:
    with warehouse.connect() as connection:
        assert connection.execute(given_between(DECIDED, AS_OF)).all() == []


def company(engine: Engine, agendas: Sequence[str], **item: Any) -> Engine:
    """A meeting each, an item a letter: c about customers, f finance, p people, - no theme."""
    themes = {"c": "customer", "f": "finance", "p": "people", "-": None}
    fill(engine, forums, "id | name\n1 | Ledning\n2 | Styrelse")
    insert_rows(
        engine,
        meetings,
        [
            {"id": n, "forum_id": 1 + n % 2, "held_on": date(2025, 2, 1)}
            for n in range(1, len(agendas) + 1)
        ],
    )
    rows = [
        {"meeting_id": n, "theme": themes[letter], "level_best": "fix" if letter == "c" else "none"}
        | item
        for n, agenda in enumerate(agendas, start=1)
        for letter in agenda
    ]
    insert_rows(engine, agenda_items, rows)
    return engine


def since(engine: Engine, **changed: Any) -> SayDo:
    with engine.connect() as connection:
        found = say_do_of(connection, replace(PROMISE, **changed), AS_OF)
    assert found is not None
    return found


def told(found: SayDo | None, lang: str = "en") -> dict[str, str]:
    return {
        fact.key: sentence(fact.said, lang).replace("\u00a0", " ") for fact in say_do_facts(found)
    }


TWELVE = ["cffp", "fffp"] * 6  # 6 of 48 items


def test_the_gap_the_debt_and_the_rank(sqlite_app: Engine) -> None:
    found = since(company(sqlite_app, TWELVE))
    assert (found.meetings, found.customer, found.total) == (12, 6, 48)
    assert found.gap == pytest.approx(0.2 - 6 / 48)
    assert found.debt == pytest.approx(0.2 * 48 - 6)
    assert (found.rank, found.ranking.of) == (3, 3)  # finance 30, people 12, customers 6
    low, high = found.gap_interval
    assert low < found.gap < high
    assert told(found) == {
        "say_do_gap": "Since the decision the share of items is 8 points below what you promised.",
        "attention_debt": "4 customer items are owed since 14 Jan 2025, as far as you promised.",
        "customer_rank": "Since the decision the customer is theme 3 of 3, by items.",
    }
    assert told(found, "sv") == {
        "say_do_gap": "Sedan beslutet ligger andelen av punkterna 8 enheter under löftet.",
        "attention_debt": "4 kundpunkter saknas till löftet sedan 14 jan 2025.",
        "customer_rank": "Sedan beslutet är kunden ämne 3 av 3, räknat i punkter.",
    }


def test_a_promise_that_is_kept_owes_nothing(sqlite_app: Engine) -> None:
    found = since(company(sqlite_app, ["ccf", "cff"] * 6))
    assert (found.gap, found.debt, found.rank) == (pytest.approx(0.2 - 0.5), 0, 1)
    assert told(found)["say_do_gap"].endswith("is 30 points above what you promised.")
    assert told(found)["attention_debt"] == "Nothing is owed to the customer since 14 Jan 2025."


def test_a_promise_of_one_forum_is_held_against_its_own_meetings(sqlite_app: Engine) -> None:
    company(sqlite_app, ["ff", "c"] * 12)  # the board meets on odd days, without the customer
    assert since(sqlite_app, forum="Ledning").share == 1
    assert since(sqlite_app, forum="Styrelse").share == 0
    assert since(sqlite_app).share == pytest.approx(12 / 36)


def test_a_promise_in_minutes_counts_meetings_whose_minutes_are_known(sqlite_app: Engine) -> None:
    company(sqlite_app, TWELVE, planned_minutes=15.0)
    insert_rows(sqlite_app, meetings, [{"id": 99, "forum_id": 1, "held_on": date(2025, 3, 1)}])
    insert_rows(sqlite_app, agenda_items, [{"meeting_id": 99, "level_best": "value"}])
    found = since(sqlite_app, basis="minutes")
    assert (found.meetings, found.left_out) == (12, 1)
    assert (found.items, found.untimed) == (49, 1)
    assert found.debt == pytest.approx(0.2 * 48 * 15 - 6 * 15)
    assert found.rank == 3
    assert told(found)["say_do_gap"] == (
        "Since the decision the share of known minutes is 8 points below what you promised."
    )
    assert told(found)["attention_debt"].startswith("54 minutes for the customer are owed")


def test_where_minutes_are_known_of_few_meetings_nothing_is_told_in_minutes(
    sqlite_app: Engine,
) -> None:
    found = since(company(sqlite_app, TWELVE), basis="minutes")
    assert found.lack is Lack.MINUTES
    assert (found.gap, found.debt, found.rank) == (None, None, None)
    assert set(told(found, "sv").values()) == {"Tiden är känd för för få av mötena sedan beslutet."}


def test_under_twelve_meetings_there_is_no_share_and_what_is_owed_is_counted(
    sqlite_app: Engine,
) -> None:
    found = since(company(sqlite_app, TWELVE[:11]))
    assert found.lack is Lack.FEW
    assert (found.gap, found.low, found.rank) == (None, None, None)
    assert found.debt == pytest.approx(0.2 * 44 - 6)
    assert told(found)["say_do_gap"] == (
        "11 meetings since the decision are too few to compare with what you promised."
    )


def test_no_meeting_since_is_said_so(sqlite_app: Engine) -> None:
    found = since(sqlite_app)
    assert found.lack is Lack.NO_MEETING
    assert set(told(found).values()) == {"No meeting with an agenda since the decision."}


def test_without_a_declared_share_there_is_a_share_and_a_rank_and_no_gap(
    sqlite_app: Engine,
) -> None:
    found = since(company(sqlite_app, TWELVE), declared_share=None)
    assert (found.share, found.rank) == (6 / 48, 3)
    assert (found.gap, found.debt, found.gap_interval) == (None, None, (None, None))
    assert told(found)["attention_debt"].startswith("No share has been declared")


def test_without_a_priority_nothing_is_asked(sqlite_app: Engine) -> None:
    with sqlite_app.connect() as connection:
        assert say_do_of(connection, None, AS_OF) is None
    assert [(fact.key, fact.value) for fact in say_do_facts(None)] == [
        ("say_do_gap", None),
        ("attention_debt", None),
        ("customer_rank", None),
    ]


def test_where_many_items_have_no_theme_the_place_is_not_told(sqlite_app: Engine) -> None:
    found = since(company(sqlite_app, ["cf--"] * 12))
    assert (found.rank, found.gap) == (None, pytest.approx(0.2 - 0.25))
    assert told(found)["customer_rank"].startswith("24 of 48 items have no theme")

"""What crowded customer items out: lost minutes, put off, last; and what ran over on those days."""

from collections import defaultdict
from datetime import date, timedelta
from random import Random

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import Engine

from kundagenda.findings.agenda_counts import agenda_counts
from kundagenda.findings.crowding import Crowded, Crowding, Overrun, crowding_of
from kundagenda.findings.view import View
from metrics.periods import first_day
from metrics.tables import agenda_items, forums, meetings
from random_company import END, draw_company
from restatements import is_customer
from tables import empty, fill, insert_rows

TABLES = (forums, meetings, agenda_items)
FORUMS = """
    id | name
    1  | Ledning
    2  | Styrelse
"""
MEETINGS = """
    id | forum_id | held_on    | status
    1  | 1        | 2025-01-14 | held
    2  | 2        | 2025-02-11 | held
    3  | 1        | 2025-03-11 | held
    4  | 1        | 2025-04-08 | held
    5  | 1        | 2023-04-08 | held
    6  | 1        | 2025-04-10 | planned
"""
ITEMS = """
    meeting_id | position | title     | level_best | theme   | planned_minutes | actual_minutes | outcome  | formal | confidential
    1          | 1        | Öppnande  | none       |         | 5               | 10             | handled  | yes    | no
    1          | 2        | Budget    | none       | finance | 20              | 45             | handled  | no     | no
    1          | 3        | Utan ämne | none       |         | 10              | 12             | handled  | no     | no
    1          | 4        | Klagomål  | fix        |         | 30              | 10             | handled  | no     | no
    1          | 5        | Avslut    | none       |         | 5               | 5              | handled  | yes    | no
    2          | 1        | Löfte     | value      |         | 15              |                | deferred | no     | yes
    2          | 2        | Budget    | none       | finance | 20              | 30             | handled  | no     | no
    2          | 3        | Chefer    | none       | people  | 20              | 25             | handled  | no     | no
    3          | 1        | Risker    | none       | risk    | 10              | 40             | handled  | no     | no
    3          | 2        | Enkät     | measure    |         | 10              | 20             | handled  | no     | no
    4          | 1        | Ensam     | improve    |         | 10              |                | handled  | no     | no
    5          | 1        | Förr      | fix        |         | 30              | 10             | handled  | no     | no
    6          | 1        | Sedan     | fix        |         | 30              | 10             | handled  | no     | no
"""  # noqa: E501 - a table has a line a row


def found_in(engine: Engine, view: View) -> Crowding:
    with engine.connect() as connection:
        return crowding_of(agenda_counts(connection, view))


def test_what_was_lost_and_what_ran_over_there(warehouse: Engine) -> None:
    for table, text in zip(TABLES, (FORUMS, MEETINGS, ITEMS), strict=True):
        fill(warehouse, table, text)
    found = found_in(warehouse, View(date(2025, 4, 30)))
    survey = Crowded(date(2025, 3, 11), "Ledning", 3, 2, 2, "Enkät", 10, 20, False)
    promise = Crowded(date(2025, 2, 11), "Styrelse", 2, 1, 3, "", 15, None, True)
    complaint = Crowded(date(2025, 1, 14), "Ledning", 1, 3, 3, "Klagomål", 30, 10, False)
    # An item alone stands nowhere, and what was long ago or is to come is not of the year.
    assert found.items == (survey, promise, complaint)
    assert [(item.lost, item.last) for item in found.items] == [
        (False, True),
        (True, False),
        (True, True),
    ]
    # Risks ran over where the survey stood last, but the survey lost nothing.
    assert found.over == (
        Overrun("finance", 2, (45 - 20) + (30 - 20)),
        Overrun("people", 1, 25 - 20),
    )
    assert found.over_at[3] == {"risk": 40 - 10}
    assert (found.meetings, found.lost_on, found.late_on, found.last_on) == (4, 2, 1, 2)
    # The promise was not discussed; of the item that stood alone the actual minutes are missing.
    assert (found.discussed, found.planned, found.actual, found.compared) == (3, 3, 2, 2)
    board = found_in(warehouse, View(date(2025, 4, 30), forum="Styrelse"))
    assert (board.items, board.meetings, board.compared) == ((promise,), 1, 0)


def test_without_a_customer_item_nothing_is_crowded_out(warehouse: Engine) -> None:
    assert found_in(warehouse, View(date(2025, 4, 30))) == Crowding((), (), {}, 0, 0, 0, 0, 0)


def themed(seed: int, timed: int):
    """A company of titles and themes; minutes both known, planned alone, or none."""
    company, luck = draw_company(seed), Random(seed)
    for row in company.items:
        row |= {
            "title": f"Punkt {row['id']}",
            "theme": luck.choice(["finance", "people", "customer", "", None]),
            "confidential": luck.random() < 0.2,
            "planned_minutes": luck.choice([None, 5.0, 15.0, -1.0]) if timed else None,
            "actual_minutes": luck.choice([None, 0.0, 10.0, 20.0]) if timed > 1 else None,
        }
    return company


@settings(
    max_examples=8, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(
    seed=st.integers(0, 10_000),
    timed=st.sampled_from([0, 1, 2, 2]),
    back=st.integers(0, 500),
    forum=st.sampled_from(["", "Styrelse"]),
)
def test_crowding_out_restated(warehouse: Engine, seed, timed, back, forum) -> None:
    company, view = themed(seed, timed), View(END - timedelta(back), forum=forum)
    empty(warehouse, *reversed(TABLES))
    for table, rows in zip(TABLES, (company.forums, company.meetings, company.items), strict=True):
        insert_rows(warehouse, table, rows)
    found = found_in(warehouse, view)
    agendas = list(agendas_of(company, view))
    about = [(m, items) for m, items in agendas if any(map(is_customer, items))]
    crowded = [
        (meeting["id"], place, len(items), "" if item["confidential"] else item["title"])
        for meeting, items in agendas
        for place, item in enumerate(items, 1)
        if is_customer(item) and (lost(item) or 1 < place == len(items))
    ]
    assert sorted((i.meeting, i.place, i.among, i.title) for i in found.items) == sorted(crowded)
    days = [item.day for item in found.items]
    assert days == sorted(days, reverse=True)
    losing = [(m, i) for m, i in about if any(is_customer(x) and lost(x) for x in i)]
    late = [
        meeting
        for meeting, items in losing
        if any(
            is_customer(item) and lost(item) and len(items) > 1
            and (2 * place - 1) / (2 * len(items)) > 2 / 3 + 1e-9
            for place, item in enumerate(items, 1)
        )
    ]  # fmt: skip
    last = [m for m, items in about if len(items) > 1 and is_customer(items[-1])]
    counts = (found.meetings, found.lost_on, found.late_on, found.last_on)
    assert counts == (len(about), len(losing), len(late), len(last))
    over = defaultdict(list)
    for _, items in losing:
        for theme, minutes in overruns(items).items():
            over[theme].append(minutes)
    assert {o.theme: (o.meetings, o.minutes) for o in found.over} == {
        theme: (len(each), pytest.approx(sum(each))) for theme, each in over.items()
    }
    by_id = {meeting["id"]: items for meeting, items in agendas}
    for item in found.items:
        assert found.over_at.get(item.meeting, {}) == overruns(by_id[item.meeting])
    heard = [
        item
        for _, items in agendas
        for item in items
        if is_customer(item) and item["outcome"] != "deferred"
    ]
    planned = [known(item["planned_minutes"]) for item in heard]
    actual = [known(item["actual_minutes"]) for item in heard]
    both = [p and a for p, a in zip(planned, actual, strict=True)]
    told = (found.discussed, found.planned, found.actual, found.compared)
    assert told == (len(heard), sum(planned), sum(actual), sum(both))


def agendas_of(company, view):
    """The held meetings of the year in the forum, each with its items in order, formal ones out."""
    names = {row["id"]: row["name"] for row in company.forums}
    start, end = first_day(view.last - 11), first_day(view.last + 1)
    for meeting in company.meetings:
        inside = meeting["status"] == "held" and start <= meeting["held_on"] < end
        if inside and view.forum in ("", names[meeting["forum_id"]]):
            there = [
                item
                for item in company.items
                if item["meeting_id"] == meeting["id"] and not item["formal"]
            ]
            yield meeting, sorted(there, key=lambda item: item["position"])


def known(minutes):
    return minutes is not None and minutes >= 0


def compared(item):
    both = known(item["planned_minutes"]) and known(item["actual_minutes"])
    return both and item["outcome"] != "deferred"


def lost(item):
    shorter = compared(item) and item["actual_minutes"] < item["planned_minutes"]
    return shorter or item["outcome"] == "deferred"


def overruns(items):
    """Minutes over plan of the other items of a meeting, by theme; a theme that was named."""
    over = defaultdict(float)
    for item in items:
        if is_customer(item) or not compared(item) or item["theme"] in (None, "", "customer"):
            continue
        if item["actual_minutes"] > item["planned_minutes"]:
            over[item["theme"]] += item["actual_minutes"] - item["planned_minutes"]
    return dict(over)

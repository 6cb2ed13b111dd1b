"""Initiatives that went quiet or came back: by hand, restated naively, and in every database."""

from datetime import date, timedelta

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from demo_company import UNTIL
from kundagenda.database.schema import open_database
from kundagenda.demo.truth import truth
from kundagenda.findings.initiative_lines import (
    STALLED_MEETINGS,
    Standing,
    initiative_lines_of,
    stretches_of,
)
from kundagenda.findings.life import life_of
from kundagenda.findings.view import View
from metrics.initiatives import End
from metrics.periods import first_day
from metrics.survival import incidence_curve
from metrics.tables import agenda_items, decisions, forums, initiatives, meetings
from tables import empty, fill, insert_rows

AS_OF = date(2025, 6, 30)
TABLES = (decisions, agenda_items, initiatives, meetings, forums)


def lines_of(engine, as_of=AS_OF):
    with engine.connect() as connection:
        return initiative_lines_of(connection, life_of(connection, View(as_of)))


@pytest.fixture
def told(warehouse):
    empty(warehouse, *TABLES)
    insert_rows(warehouse, forums, [{"id": 1, "name": "Ledning"}, {"id": 2, "name": "Styrelse"}])
    fill(
        warehouse,
        meetings,
        """
        id | forum_id | held_on    | status
        1  | 1        | 2025-01-14 | held
        2  | 2        | 2025-02-11 | held
        3  | 1        | 2025-03-11 | held
        4  | 1        | 2025-05-13 | held
        5  | 1        | 2025-06-10 | held
        6  | 1        | 2025-06-24 | cancelled
        7  | 1        | 2025-07-08 | held
        """,
    )
    fill(
        warehouse,
        initiatives,
        """
        id | name     | launched_on | completed_on
        1  | Tyst     | 2025-01-01  |
        2  | Klar     | 2025-01-01  | 2025-02-20
        3  | Levande  | 2025-01-01  | 2025-07-01
        4  | Aldrig   | 2025-03-10  |
        5  | Ny       | 2025-06-01  |
        6  | Kommande | 2025-07-01  |
        7  | Hemlig   |             |
        8  | Tillbaka |             |
        """,
    )
    fill(
        warehouse,
        agenda_items,
        """
        id | meeting_id | initiative_id | confidential | outcome
        1  | 1          | 1             | no           | handled
        2  | 2          | 1             | yes          | handled
        3  | 1          | 2             | no           | handled
        4  | 4          | 3             | no           | handled
        5  | 6          | 1             | no           | handled
        6  | 5          | 1             | no           | deferred
        7  | 2          | 7             | yes          | handled
        8  | 1          | 8             | no           | handled
        9  | 4          | 8             | no           | handled
        10 | 7          | 1             | no           | handled
        """,
    )
    fill(
        warehouse,
        decisions,
        """
        agenda_item_id | decided_on
        1              | 2025-01-14
        2              | 2025-02-11
        2              | 2025-02-11
        10             | 2025-07-08
        """,
    )
    return lines_of(warehouse)


def test_those_that_went_quiet_are_told_with_days_and_meetings(told):
    # The first forum meets every 56 days (56, 63 and 28), so silence is 112 days. Aldrig has been
    # silent exactly so long since its launch. Tyst: meetings 3, 4 and 5 have passed.
    assert told.life.window == 2 * 56
    stalled = [(line.name, line.last_on, line.silent, line.missed) for line in told.stalled]
    assert stalled == [
        ("Aldrig", None, 21 + 30 + 31 + 30, 3),
        ("Tyst", date(2025, 2, 11), 17 + 31 + 30 + 31 + 30, 3),
        (None, date(2025, 2, 11), 17 + 31 + 30 + 31 + 30, 3),
    ]


def test_what_became_of_each_is_what_was_known_on_the_day(told):
    standing = {line.name: line.standing for line in told.lines}
    assert standing == {
        "Tyst": Standing.FADED,
        "Klar": Standing.COMPLETED,
        "Levande": Standing.ALIVE,
        "Aldrig": Standing.UNSEEN,
        "Ny": Standing.UNSEEN,
        None: Standing.FADED,
        "Tillbaka": Standing.ALIVE,
    }


def test_days_of_decisions_are_counted_once_and_confidential_ones_too(told):
    decided = {line.name: line.decided for line in told.lines}
    assert decided["Tyst"] == (date(2025, 1, 14), date(2025, 2, 11))
    assert decided["Klar"] == ()


def test_one_that_came_back_is_told_with_when(told):
    # 14 January to 13 May is 119 days.
    [(line, away)] = told.revived
    assert (line.name, away) == ("Tillbaka", (date(2025, 1, 14), date(2025, 5, 13)))


drawn_days = st.integers(0, 400).map(lambda before: AS_OF + timedelta(days=20 - before))
drawn_meetings = st.lists(
    st.tuples(st.sampled_from([1, 2]), drawn_days, st.sampled_from(["held", "held", "cancelled"])),
    min_size=1,
    max_size=14,
)
drawn_initiatives = st.lists(
    st.tuples(st.none() | drawn_days, st.none() | drawn_days), min_size=1, max_size=4
)
drawn_items = st.lists(st.tuples(st.integers(0, 13), st.integers(0, 3), st.booleans()), max_size=30)


def plainly(held, known, items, window):
    """Stalled and revived, walking over rows: ``{number: (silent, missed)}`` and returns."""
    passed = [day for _, day, status in held if status == "held" and day <= AS_OF]
    stalled, revived = {}, set()
    for number, (launched, completed) in enumerate(known):
        days = sorted(
            {
                held[meeting][1]
                for meeting, about, handled in items
                if about == number and handled
                if held[meeting][2] == "held" and held[meeting][1] <= AS_OF
            }
        )
        for place, day in enumerate(days[1:]):
            if (day - days[place]).days >= window:
                revived.add((number, days[place], day))
        if completed is not None and completed <= AS_OF:
            continue
        if days:
            silent, missed = AS_OF - days[-1], sum(day > days[-1] for day in passed)
        elif launched is not None and launched <= AS_OF:
            silent, missed = AS_OF - launched, sum(day >= launched for day in passed)
        else:
            continue
        if silent.days >= window and missed >= STALLED_MEETINGS:
            stalled[number] = (silent.days, missed)
    return stalled, revived


@settings(
    max_examples=15, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(held=drawn_meetings, known=drawn_initiatives, items=drawn_items)
def test_stalled_and_revived_agree_with_a_plain_restatement(warehouse, held, known, items):
    items = [
        (meeting % len(held), about % len(known), handled) for meeting, about, handled in items
    ]
    empty(warehouse, *TABLES)
    insert_rows(warehouse, forums, [{"id": 1, "name": "Ledning"}, {"id": 2, "name": "Styrelse"}])
    names = "forum_id", "held_on", "status"
    insert_rows(
        warehouse,
        meetings,
        [{"id": n} | dict(zip(names, row, strict=True)) for n, row in enumerate(held)],
    )
    insert_rows(
        warehouse,
        initiatives,
        [
            {"id": n, "name": str(n), "launched_on": launched, "completed_on": completed}
            for n, (launched, completed) in enumerate(known)
        ],
    )
    insert_rows(
        warehouse,
        agenda_items,
        [
            {
                "meeting_id": meeting,
                "initiative_id": about,
                "outcome": "handled" if handled else "deferred",
            }
            for meeting, about, handled in items
        ],
    )
    found = lines_of(warehouse)
    stalled, revived = plainly(held, known, items, found.life.window)
    assert {int(x.name): (x.silent, x.missed) for x in found.stalled} == stalled
    assert {(int(x.name), *away) for x, away in found.revived} == revived


def test_stretches_end_where_the_silence_is_as_long_as_the_window():
    days = [AS_OF + timedelta(days=n) for n in (0, 89, 179)]
    assert stretches_of(days, 90) == ((days[0], days[1]), (days[2], days[2]))
    assert stretches_of([], 90) == ()


def test_the_demo_shows_the_half_life_and_the_fading_that_it_was_made_with(
    demo_database,
):
    engine = open_database(f"sqlite:///{demo_database}")
    as_of = first_day(UNTIL + 1) - timedelta(days=1)
    with engine.connect() as connection:
        life = life_of(connection, View(as_of)).attention
    engine.dispose()
    planted = truth()["planted"]["initiatives"]
    low, high = life.half_life_interval
    assert low <= planted["half_life_days"] <= high
    last = incidence_curve(life.spells, (End.FADED, End.COMPLETED))[-1]
    least, most = last.intervals[0]
    assert least <= planted["fade_before_completion"] <= most

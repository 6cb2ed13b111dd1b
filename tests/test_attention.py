"""Attention: formalities left out, handled appearances counted, and a plain restatement."""

from datetime import date

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

import restatements
from metrics import METRICS, customer_item_share, customer_meeting_share, first_appearance_share
from metrics.attention import level_fix, level_measure, meeting_days
from metrics.definition import Family
from metrics.periods import parse_month
from metrics.scope import Scope
from metrics.tables import LEVELS, agenda_items, forums, meetings
from tables import empty, fill, insert_rows, parts, values

JANUARY = Scope(parse_month("2025-01"), parse_month("2025-01"))
FIRST_QUARTER = Scope(parse_month("2025-01"), parse_month("2025-03"))
AGENDA = [metric for metric in METRICS if metric.family is Family.AGENDA]


def hold(warehouse, meetings_text):
    fill(
        warehouse,
        forums,
        """
        id | name
        1  | Ledning
        2  | Styrelse
        """,
    )
    fill(warehouse, meetings, meetings_text)


def test_formal_deferred_planned_and_cancelled_items_do_not_count(warehouse):
    hold(
        warehouse,
        """
        id | forum_id | held_on    | status
        1  | 1        | 2025-01-14 | held
        2  | 1        | 2025-01-21 | cancelled
        3  | 1        | 2025-01-28 | planned
        """,
    )
    fill(
        warehouse,
        agenda_items,
        """
        meeting_id | formal | outcome  | level_best
        1          | yes    | handled  | none
        1          | no     | handled  | fix
        1          | no     | added    | none
        1          | no     | handled  | none
        1          | no     | deferred | value
        2          | no     | handled  | value
        3          | no     | handled  | value
        """,
    )
    assert parts(warehouse, customer_item_share, JANUARY) == {
        (JANUARY.first, "Ledning", ""): (1, 3, None, 3)
    }
    assert values(warehouse, customer_meeting_share, JANUARY) == [1 / 1]


def test_items_split_by_forum_and_segment_and_meetings_by_forum(warehouse):
    hold(
        warehouse,
        """
        id | forum_id | held_on
        1  | 1        | 2025-01-14
        2  | 2        | 2025-01-15
        3  | 2        | 2025-01-29
        """,
    )
    fill(
        warehouse,
        agenda_items,
        """
        meeting_id | segment | level_best
        1          |         | none
        1          | north   | fix
        1          | north   | none
        2          |         | none
        3          |         | measure
        """,
    )
    month = JANUARY.first
    assert parts(warehouse, customer_item_share, JANUARY) == {
        (month, "Ledning", ""): (0, 1, None, 1),
        (month, "Ledning", "north"): (1, 2, None, 2),
        (month, "Styrelse", ""): (1, 2, None, 2),
    }
    assert parts(warehouse, customer_meeting_share, JANUARY) == {
        (month, "Ledning", ""): (1, 1, None, 1),
        (month, "Styrelse", ""): (1, 2, None, 2),
    }


def test_a_month_begins_on_its_first_day_and_ends_on_its_last(warehouse):
    hold(
        warehouse,
        """
        id | forum_id | held_on
        1  | 1        | 2024-12-31
        2  | 1        | 2025-01-01
        3  | 1        | 2025-01-31
        4  | 1        | 2025-02-01
        """,
    )
    insert_rows(warehouse, agenda_items, [{"meeting_id": number} for number in (1, 2, 3, 4)])
    assert parts(warehouse, customer_item_share, JANUARY) == {
        (JANUARY.first, "Ledning", ""): (0, 2, None, 2)
    }


def test_levels_are_shares_of_customer_items_and_the_best_guess_counts(warehouse):
    hold(
        warehouse,
        """
        id | forum_id | held_on
        1  | 1        | 2025-01-14
        """,
    )
    fill(
        warehouse,
        agenda_items,
        """
        meeting_id | level   | level_best
        1          | fix     | fix
        1          | unclear | fix
        1          | unclear | measure
        1          | unclear | none
        1          | none    | none
        """,
    )
    assert values(warehouse, level_fix, JANUARY) == [2 / 3]
    assert values(warehouse, level_measure, JANUARY) == [1 / 3]
    assert values(warehouse, customer_item_share, JANUARY) == [3 / 5]


def test_an_item_carried_over_is_no_first_appearance(warehouse):
    hold(
        warehouse,
        """
        id | forum_id | held_on
        1  | 1        | 2025-01-14
        2  | 1        | 2025-02-11
        """,
    )
    fill(
        warehouse,
        agenda_items,
        """
        id    | meeting_id | first_seen_item_id
        90001 | 1          |
        90002 | 2          | 90001
        90003 | 2          |
        """,
    )
    assert values(warehouse, first_appearance_share, FIRST_QUARTER) == [1 / 1, 1 / 2]


def test_a_meeting_without_an_agenda_is_a_day_but_no_base(warehouse):
    hold(
        warehouse,
        """
        id | forum_id | held_on    | status
        1  | 1        | 2025-01-28 | held
        2  | 1        | 2025-01-14 | held
        3  | 1        | 2025-01-21 | cancelled
        """,
    )
    fill(
        warehouse,
        agenda_items,
        """
        meeting_id | formal | level_best
        1          | no     | fix
        1          | no     | none
        2          | yes    | none
        """,
    )
    assert values(warehouse, customer_meeting_share, JANUARY) == [1 / 1]
    with warehouse.connect() as connection:
        days = [tuple(row) for row in connection.execute(meeting_days(JANUARY))]
    assert days == [
        (2, date(2025, 1, 14), "Ledning", 0, 0),
        (1, date(2025, 1, 28), "Ledning", 1, 2),
    ]


drawn_meetings = st.lists(
    st.fixed_dictionaries(
        {
            "forum_id": st.sampled_from([1, 2]),
            "held_on": st.dates(date(2024, 11, 25), date(2025, 4, 5)),
            "status": st.sampled_from(["held", "held", "held", "planned", "cancelled"]),
        }
    ),
    min_size=1,
    max_size=6,
)
drawn_items = st.lists(
    st.fixed_dictionaries(
        {
            "meeting": st.integers(0, 5),
            "formal": st.sampled_from([False, False, False, True]),
            "outcome": st.sampled_from(["handled", "handled", "added", "deferred"]),
            "level_best": st.sampled_from([level for level in LEVELS if level != "unclear"]),
            "segment": st.sampled_from([None, None, "north", "south"]),
            "again": st.booleans(),
        }
    ),
    max_size=25,
)


def as_rows(some_meetings, some_items):
    """Rows of the tables: meetings and items numbered, each item on a meeting that exists."""
    numbered = [{"id": number, **row} for number, row in enumerate(some_meetings, start=1)]
    items = []
    for number, drawn in enumerate(some_items, start=1):
        row = {name: drawn[name] for name in ("formal", "outcome", "level_best", "segment")}
        row |= {"id": number, "position": number, "title": f"Punkt {number}"}
        row["meeting_id"] = drawn["meeting"] % len(numbered) + 1
        row["first_seen_item_id"] = 1 if drawn["again"] and number > 1 else None
        items.append(row)
    return numbered, items


@settings(
    max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(some_meetings=drawn_meetings, some_items=drawn_items)
def test_every_agenda_metric_agrees_with_a_plain_restatement(warehouse, some_meetings, some_items):
    bodies = [{"id": 1, "name": "Ledning"}, {"id": 2, "name": "Styrelse"}]
    held, items = as_rows(some_meetings, some_items)
    empty(warehouse, agenda_items, meetings, forums)
    for table, rows in ((forums, bodies), (meetings, held), (agenda_items, items)):
        insert_rows(warehouse, table, rows)
    expected = restatements.attention(bodies, held, items)
    for metric in AGENDA:
        inside = {
            key: found
            for key, found in expected[metric.key].items()
            if FIRST_QUARTER.first <= key[0] <= FIRST_QUARTER.last
        }
        assert parts(warehouse, metric, FIRST_QUARTER) == inside, metric.key


def test_a_scope_that_ends_before_it_starts_is_refused():
    with pytest.raises(ValueError, match=r"scope ends \(24299\) before it starts \(24300\)"):
        Scope(24300, 24299)

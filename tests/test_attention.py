"""Attention: formalities left out, handled appearances counted, months kept apart."""

from datetime import date

import pytest

from metrics import customer_item_share, customer_meeting_share, first_appearance_share
from metrics.attention import level_fix, level_measure, meeting_days
from metrics.periods import parse_month
from metrics.scope import Scope
from metrics.tables import agenda_items, forums, meetings
from tables import fill, insert_rows, parts, values

JANUARY = Scope(parse_month("2025-01"), parse_month("2025-01"))
FIRST_QUARTER = Scope(parse_month("2025-01"), parse_month("2025-03"))


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
    with warehouse.connect() as connection:
        days = connection.execute(meeting_days(JANUARY)).all()
    assert [row.held_on for row in days] == [date(2025, 1, 1), date(2025, 1, 31)]


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


def test_a_scope_that_ends_before_it_starts_is_refused():
    with pytest.raises(ValueError, match=r"scope ends \(24299\) before it starts \(24300\)"):
        Scope(24300, 24299)

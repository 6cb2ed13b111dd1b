"""Where customer items come on the agenda, how deep they go and whether anything is decided."""

import pytest

from metrics.attention import decision_rate, decision_rate_other, deep_share, position_index
from metrics.periods import parse_month
from metrics.scope import Scope
from metrics.tables import agenda_items, decisions, forums, meetings
from metrics.uncertainty import wilson
from tables import fill, insert_rows, parts, values

JANUARY = Scope(parse_month("2025-01"), parse_month("2025-01"))


def hold(warehouse, meetings_text):
    insert_rows(warehouse, forums, [{"id": 1, "name": "Ledning"}, {"id": 2, "name": "Styrelse"}])
    fill(warehouse, meetings, meetings_text)


def test_positions_count_from_the_first_item_to_the_last_formalities_aside(warehouse):
    hold(
        warehouse,
        """
        id | forum_id | held_on
        1  | 1        | 2025-01-07
        2  | 1        | 2025-01-14
        3  | 1        | 2025-01-21
        """,
    )
    fill(
        warehouse,
        agenda_items,
        """
        meeting_id | position | formal | outcome  | level_best
        1          | 1        | yes    | handled  | none
        1          | 2        | no     | handled  | fix
        1          | 3        | no     | deferred | value
        1          | 5        | no     | handled  | none
        1          | 6        | no     | handled  | none
        1          | 9        | no     | handled  | fix
        2          | 1        | no     | handled  | fix
        3          | 1        | no     | handled  | none
        3          | 2        | no     | handled  | none
        3          | 3        | no     | handled  | fix
        """,
    )
    first, last, last_again = (4 - 1) / (4 - 1), (4 - 4) / (4 - 1), (3 - 3) / (3 - 1)
    total, squares = first + last + last_again, first**2 + last**2 + last_again**2
    assert parts(warehouse, position_index, JANUARY) == {
        (JANUARY.first, "Ledning", ""): (total, 3, squares, 3)
    }
    assert values(warehouse, position_index, JANUARY) == [pytest.approx(0.333333, abs=1e-6)]


def test_a_place_between_first_and_last_is_a_fraction_and_alone_there_is_none(warehouse):
    hold(
        warehouse,
        """
        id | forum_id | held_on
        1  | 1        | 2025-01-07
        2  | 2        | 2025-01-14
        """,
    )
    fill(
        warehouse,
        agenda_items,
        """
        meeting_id | position | segment | level_best
        1          | 1        | south   | none
        1          | 2        | south   | none
        1          | 3        | south   | none
        1          | 4        | north   | value
        1          | 5        |         | none
        2          | 1        | north   | fix
        """,
    )
    assert parts(warehouse, position_index, JANUARY) == {
        (JANUARY.first, "Ledning", "north"): ((5 - 4) / (5 - 1), 1, (1 / 4) ** 2, 1)
    }


def test_deep_work_is_to_improve_and_to_give_new_value(warehouse):
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
        1          | measure | measure
        1          | fix     | fix
        1          | fix     | fix
        1          | improve | improve
        1          | value   | value
        1          | measure | measure
        1          | unclear | none
        1          | fix     | fix
        """,
    )
    assert parts(warehouse, deep_share, JANUARY) == {
        (JANUARY.first, "Ledning", ""): (1 + 1, 7, None, 7)
    }
    assert values(warehouse, deep_share, JANUARY) == [2 / 7]
    assert wilson(2, 7) == pytest.approx((0.082219, 0.641066), abs=1e-6)


def test_an_item_with_many_decisions_counts_once_and_other_items_stand_beside(warehouse):
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
        id | meeting_id | formal | level_best
        1  | 1          | no     | fix
        2  | 1          | no     | fix
        3  | 1          | no     | none
        4  | 1          | no     | value
        5  | 1          | no     | measure
        6  | 1          | no     | fix
        7  | 1          | yes    | none
        """,
    )
    items_decided = (1, 3, 3, 4, 4, 4, 7)
    insert_rows(warehouse, decisions, [{"agenda_item_id": item} for item in items_decided])
    key = (JANUARY.first, "Ledning", "")
    assert parts(warehouse, decision_rate, JANUARY) == {key: (2, 5, None, 5)}
    assert values(warehouse, decision_rate, JANUARY) == [0.4]
    assert wilson(2, 5) == pytest.approx((0.117621, 0.769276), abs=1e-6)
    assert parts(warehouse, decision_rate_other, JANUARY) == {key: (1, 1, None, 1)}

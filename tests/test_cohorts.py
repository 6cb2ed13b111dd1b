"""Cohorts and tenures: who is left of those who came together, and how long they stayed."""

from collections import namedtuple

import pytest
from hypothesis import HealthCheck, example, given, settings

import restatements_retention as plain
from metrics.cohorts import Cohort, Tenure, cohorts, customer_tenure, tenures
from metrics.cohorts import triangle as cohort_triangle
from metrics.periods import parse_month
from metrics.scope import Scope
from metrics.tables import kpi_cohorts, subscriptions
from restatements_retention import EDGES, SPRING, many_books
from tables import empty, fill, insert_rows

JANUARY, MARCH = parse_month("2024-01"), parse_month("2024-03")
COLUMNS = ("cohort_month", "month", "segment", "size", "accounts", "mrr")
compared = settings(
    max_examples=8, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)


def triangle(warehouse, scope):
    """Size, accounts and revenue by cohort, month and segment."""
    with warehouse.connect() as connection:
        result = connection.execute(cohorts(scope))
        assert tuple(result.keys()) == COLUMNS == tuple(kpi_cohorts.c.keys())
        rows = [tuple(row) for row in result]
    found = {row[:3]: row[3:] for row in rows}
    assert len(found) == len(rows), "two rows for one cohort, month and segment"
    return found


def stays(warehouse, scope):
    """Accounts by segment, months, age at entry and whether they left."""
    with warehouse.connect() as connection:
        result = connection.execute(tenures(scope))
        assert tuple(result.keys()) == ("segment", "months", "entered", "ended", "count")
        rows = [tuple(row) for row in result]
    found = {row[:4]: row[4] for row in rows}
    assert len(found) == len(rows), "two rows for one length of stay"
    return found


def test_a_cohort_shrinks_and_rises_again_when_some_return(warehouse):
    fill(
        warehouse,
        subscriptions,
        """
        account_id | started_on | ended_on   | mrr
        leaves     | 2024-01-10 | 2024-02-29 | 100
        pauses     | 2024-01-31 | 2024-02-10 | 50
        pauses     | 2024-03-01 |            | 70
        later      | 2024-03-31 |            | 10
        """,
    )
    assert triangle(warehouse, Scope(JANUARY, MARCH)) == {
        (JANUARY, JANUARY, ""): (2, 2, 100 + 50),
        (JANUARY, JANUARY + 1, ""): (2, 0, 0),
        (JANUARY, MARCH, ""): (2, 1, 70),
        (MARCH, MARCH, ""): (1, 1, 10),
    }


def test_a_cohort_that_is_gone_keeps_its_rows_to_the_end(warehouse):
    fill(
        warehouse,
        subscriptions,
        """
        account_id | started_on | ended_on   | mrr
        a          | 2023-12-01 | 2024-01-31 | 10
        """,
    )
    found = triangle(warehouse, Scope(JANUARY, MARCH))
    december = JANUARY - 1
    assert found == {(december, m, ""): (1, 0, 0) for m in range(JANUARY, MARCH + 1)}
    assert triangle(warehouse, Scope(december - 5, december)) == {
        (december, december, ""): (1, 1, 10)
    }


def test_an_account_stays_in_the_cohort_and_segment_that_it_came_to(warehouse):
    fill(
        warehouse,
        subscriptions,
        """
        account_id | segment | started_on | ended_on   | mrr
        a          | south   | 2024-01-01 |            | 10
        a          | north   | 2024-01-01 |            | 10
        a          | east    | 2024-02-01 |            | 99
        b          | south   | 2024-01-01 |            | 5
        """,
    )
    found = triangle(warehouse, Scope(JANUARY, JANUARY + 1))
    assert found == {
        (JANUARY, JANUARY, "north"): (1, 1, 10 + 10),
        (JANUARY, JANUARY + 1, "north"): (1, 1, 10 + 10 + 99),
        (JANUARY, JANUARY, "south"): (1, 1, 5),
        (JANUARY, JANUARY + 1, "south"): (1, 1, 5),
    }
    assert set(stays(warehouse, Scope(JANUARY, JANUARY + 1))) == {
        ("north", 1, None, 0),
        ("south", 1, None, 0),
    }


def test_a_stay_lasts_to_the_first_month_away_or_to_the_end_of_scope(warehouse):
    fill(
        warehouse,
        subscriptions,
        """
        account_id  | started_on | ended_on
        one_month   | 2024-01-31 | 2024-02-01
        back_again  | 2024-01-01 | 2024-03-31
        back_again  | 2024-04-01 |
        seamless    | 2024-01-01 | 2024-02-15
        seamless    | 2024-02-15 |
        leaves_then | 2024-01-01 | 2024-04-30
        comes_last  | 2024-03-01 |
        comes_later | 2024-04-01 |
        never       | 2024-02-01 | 2024-02-20
        """,
    )
    assert stays(warehouse, Scope(JANUARY, MARCH)) == {
        ("", 1, None, 1): 1,  # one_month
        ("", 2, None, 1): 1,  # back_again: the return does not count
        ("", 2, None, 0): 2,  # seamless, and leaves_then, who leaves after the scope
        ("", 0, None, 0): 1,  # comes_last
    }


def test_who_came_before_the_scope_enters_late_and_who_left_before_was_never_seen(warehouse):
    fill(
        warehouse,
        subscriptions,
        """
        account_id | started_on | ended_on
        old        | 2023-01-01 |
        left       | 2023-10-01 | 2024-02-10
        left_then  | 2023-10-01 | 2024-01-10
        left_long  | 2023-01-01 | 2023-05-01
        fresh      | 2024-01-01 |
        """,
    )
    assert stays(warehouse, Scope(JANUARY, MARCH)) == {
        ("", 14, 12, 0): 1,
        ("", 4, 3, 1): 1,
        ("", 2, None, 0): 1,
    }


def test_ten_customers_are_enough_to_say_how_long_they_stay():
    left_soon, left_later, still_here = (2, None, 1, 4), (5, None, 1, 2), (8, None, 0, 4)
    rows = [("north", *left_soon), ("south", *left_later), ("south", *still_here)]
    found = customer_tenure(rows, MARCH)
    assert (found.status, found.n, found.ended) == ("ok", 4 + 2 + 4, 4 + 2)
    assert (found.longest, found.last) == (8, MARCH)
    assert [step[0] for step in found.curve] == [2, 5]
    assert [step[1] for step in found.curve] == pytest.approx([6 / 10, 6 / 10 * 4 / 6])
    assert found.median == 5
    low, high = zip(*(step[2:] for step in found.curve), strict=True)
    assert low[0] < 1 / 2 < high[1]
    assert (found.low, found.high) == (2, None)


def test_nine_customers_are_too_few_and_none_were_never_watched():
    found = customer_tenure([("", 2, None, 1, 5), ("", 7, 3, 0, 4)], MARCH)
    assert found == Tenure("not_enough_data", 9, 5, None, None, None, 7, MARCH, ())
    none = Tenure("not_enough_data", 0, 0, None, None, None, None, MARCH, ())
    assert customer_tenure([], MARCH) == none


def test_a_triangle_adds_segments_up_and_leaves_out_who_came_before_its_rows():
    row = namedtuple("row", COLUMNS)
    rows = [
        row(JANUARY, JANUARY, "north", 3, 3, 30.0),
        row(JANUARY, JANUARY, "south", 2, 2, 20.0),
        row(JANUARY, JANUARY + 1, "north", 3, 1, 10.0),
        row(JANUARY, JANUARY + 1, "south", 2, 2, 20.0),
        row(JANUARY - 1, JANUARY, "north", 9, 9, 90.0),
        row(JANUARY + 1, JANUARY + 1, "north", 1, 1, 10.0),
    ]
    assert cohort_triangle(rows) == {
        JANUARY: Cohort(3 + 2, (5 / 5, (1 + 2) / 5)),
        JANUARY + 1: Cohort(1, (1 / 1,)),
    }


def test_the_edges_are_met():
    triangle_of = plain.cohorts(EDGES, SPRING)
    assert any(not accounts for _, accounts, _ in triangle_of.values()), "all away"
    assert any(cohort < SPRING.first for cohort, _, _ in triangle_of), "before the scope"
    returning = parse_month("2023-01")
    left = [row[1] for key, row in sorted(triangle_of.items()) if key[0] == returning]
    assert left != sorted(left, reverse=True), "a return"
    ways = {(entered is None, ended) for _, _, entered, ended in plain.tenures(EDGES, SPRING)}
    assert ways == {(True, 0), (True, 1), (False, 0), (False, 1)}


@compared
@given(rows=many_books)
@example(rows=[])
@example(rows=EDGES)
def test_cohorts_and_tenures_agree_with_a_plain_restatement(warehouse, rows):
    empty(warehouse, subscriptions)
    insert_rows(warehouse, subscriptions, rows)
    for scope in (SPRING, Scope(SPRING.first - 24, SPRING.last), Scope(SPRING.last, SPRING.last)):
        assert triangle(warehouse, scope) == plain.cohorts(rows, scope)
        assert stays(warehouse, scope) == plain.tenures(rows, scope)

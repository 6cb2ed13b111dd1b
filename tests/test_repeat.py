"""Repeat purchases: who bought in three months and again in the next three."""

from datetime import date

from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

import restatements_retention as plain
from metrics.periods import last_day, parse_month
from metrics.repeat import repeat_rate
from metrics.scope import Scope
from metrics.tables import purchases
from restatements_retention import SPRING, numbered
from tables import empty, fill, insert_rows, parts

JUNE = parse_month("2024-06")
IN_JUNE = Scope(JUNE, JUNE)


def test_the_windows_are_the_three_months_and_the_three_before(warehouse):
    fill(
        warehouse,
        purchases,
        """
        account_id  | bought_on  | amount
        again       | 2024-01-01 | 10
        again       | 2024-06-30 | 10
        at_the_turn | 2024-03-31 | 10
        at_the_turn | 2024-04-01 | 10
        only_once   | 2024-03-31 | 10
        twice_early | 2024-01-15 | 10
        twice_early | 2024-03-15 | 10
        too_early   | 2023-12-31 | 10
        too_early   | 2024-04-01 | 10
        too_late    | 2024-02-01 | 10
        too_late    | 2024-07-01 | 10
        """,
    )
    # Of again, at_the_turn, only_once, twice_early and too_late two buy again.
    assert parts(warehouse, repeat_rate, IN_JUNE) == {(JUNE, "", ""): (2, 5, None, 5)}


def test_a_customer_counts_where_it_bought_for_most_at_first(warehouse):
    fill(
        warehouse,
        purchases,
        """
        account_id | segment | bought_on  | amount
        sums       | north   | 2024-01-01 | 60
        sums       | south   | 2024-01-31 | 50
        sums       | south   | 2024-02-29 | 50
        tie        | zeta    | 2024-01-01 | 10.5
        tie        | alfa    | 2024-03-01 | 10.5
        tie        | zeta    | 2024-04-01 | 999
        """,
    )
    assert parts(warehouse, repeat_rate, IN_JUNE) == {
        (JUNE, "", "alfa"): (1, 1, None, 1),
        (JUNE, "", "south"): (0, 1, None, 1),
    }


def test_free_goods_and_credits_are_no_purchases(warehouse):
    fill(
        warehouse,
        purchases,
        """
        account_id | bought_on  | amount
        free       | 2024-01-01 | 0
        returns    | 2024-01-01 | 10
        returns    | 2024-04-01 | -10
        """,
    )
    assert parts(warehouse, repeat_rate, IN_JUNE) == {(JUNE, "", ""): (0, 1, None, 1)}


def test_a_hundredth_is_a_purchase(warehouse):
    day = date(2024, 1, 31)
    insert_rows(warehouse, purchases, [buys("a", None, day, 0.01), buys("b", None, day, 0.004)])
    assert parts(warehouse, repeat_rate, IN_JUNE) == {(JUNE, "", ""): (0, 1, None, 1)}


def test_a_month_without_purchases_has_its_row_while_there_was_anyone_to_return(warehouse):
    insert_rows(warehouse, purchases, [buys("a", None, date(2024, 1, 31), 10.0)])
    january = parse_month("2024-01")
    found = parts(warehouse, repeat_rate, Scope(january, january + 12))
    assert found == {(january + age, "", ""): (0, 1, None, 1) for age in (3, 4, 5)}


def test_any_coarser_grain_shows_its_last_month():
    assert not repeat_rate.pooled


def buys(account, segment, day, amount):
    return {"account_id": account, "segment": segment, "bought_on": day, "amount": amount}


EDGES = [
    buys("edge_of_month", "n", date(2024, 1, 31), 10.0),
    buys("edge_of_month", "n", date(2024, 2, 1), 10.0),
    buys("leap_day", "n", date(2024, 2, 29), 10.0),
    buys("leap_day", "s", date(2024, 6, 30), 10.0),
    buys("tie", "z", date(2023, 12, 31), 12.345),
    buys("tie", None, date(2023, 11, 1), 12.35),
    buys("free", "n", date(2024, 1, 1), 0.0),
    buys("small", "n", date(2024, 1, 1), 0.004),
    buys("long_ago", "n", date(1970, 1, 1), 10.0),
    buys("after", "n", date(2024, 7, 1), 10.0),
]
_months = range(parse_month("2023-06"), parse_month("2024-08"))
_purchase = st.builds(
    buys,
    st.sampled_from("aabbc"),
    st.sampled_from([None, "north", "south"]),
    st.sampled_from([last_day(m) for m in _months] + [last_day(m).replace(day=1) for m in _months]),
    st.sampled_from([-5.0, 0.0, 0.004, 10.0, 10.0, 12.345, 0.125]),
)
many_buyers = st.lists(st.lists(_purchase, max_size=12), max_size=15).map(numbered)


def test_the_edges_are_met():
    found = plain.repeat_rate(EDGES, SPRING)
    march = parse_month("2024-03")
    assert {key[2] for key in found if key[0] == march} == {""}, "the tie has the lowest code"
    assert {row[0] > 0 for row in found.values()} == {True, False}
    assert any(row["bought_on"] < date(2023, 8, 1) for row in EDGES), "before every window"


@settings(
    max_examples=10, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(rows=many_buyers)
@example(rows=[])
@example(rows=EDGES)
def test_it_agrees_with_a_plain_restatement(warehouse, rows):
    empty(warehouse, purchases)
    insert_rows(warehouse, purchases, rows)
    assert parts(warehouse, repeat_rate, SPRING) == plain.repeat_rate(rows, SPRING)

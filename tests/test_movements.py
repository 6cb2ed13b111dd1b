"""What moves recurring revenue, who comes and who never stays; and plain restatements."""

from datetime import date

import pytest
from hypothesis import HealthCheck, example, given, settings

import restatements_retention as plain
from metrics.movements import (
    arrivals,
    intra_month,
    mrr_churn,
    mrr_contraction,
    mrr_expansion,
    mrr_new,
    mrr_reactivation,
)
from metrics.periods import parse_month
from metrics.scope import Scope
from metrics.tables import subscriptions
from restatements import month_of, snapshot
from restatements_retention import EDGES, KINDS, SPRING, many_books, months_in
from tables import empty, fill, insert_rows, parts, values

MAY, JUNE = parse_month("2024-05"), parse_month("2024-06")
IN_JUNE = Scope(JUNE, JUNE)
BRIDGE = dict(
    zip(KINDS, (mrr_new, mrr_expansion, mrr_contraction, mrr_churn, mrr_reactivation), strict=True)
)
compared = settings(
    max_examples=8, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)


def counts(warehouse, statement):
    """The rows of a statement of counts, by month and segment."""
    with warehouse.connect() as connection:
        rows = [tuple(row) for row in connection.execute(statement)]
    found = {row[:2]: row[2:] for row in rows}
    assert len(found) == len(rows), "two rows for one month and segment"
    return found


def test_every_account_moves_in_one_way(warehouse):
    fill(
        warehouse,
        subscriptions,
        """
        account_id | started_on | ended_on   | mrr
        stays      | 2023-01-01 |            | 100
        exchanges  | 2023-01-01 | 2024-06-15 | 100
        exchanges  | 2024-06-15 |            | 100
        grows      | 2023-01-01 |            | 100
        grows      | 2024-06-01 |            | 30
        shrinks    | 2023-01-01 | 2024-06-15 | 40
        shrinks    | 2023-01-01 |            | 60
        leaves     | 2023-01-01 | 2024-06-30 | 200
        comes      | 2024-06-30 |            | 50
        returns    | 2023-01-01 | 2024-01-01 | 70
        returns    | 2024-06-01 |            | 20
        """,
    )
    opening = 100 + 100 + 100 + (40 + 60) + 200
    assert values(warehouse, mrr_new, IN_JUNE) == [50 / opening]
    assert values(warehouse, mrr_expansion, IN_JUNE) == [30 / opening]
    assert values(warehouse, mrr_contraction, IN_JUNE) == [40 / opening]
    assert values(warehouse, mrr_churn, IN_JUNE) == [200 / opening]
    assert values(warehouse, mrr_reactivation, IN_JUNE) == [20 / opening]
    assert [parts(warehouse, metric, IN_JUNE)[JUNE, "", ""][-1] for metric in BRIDGE.values()] == [
        1
    ] * 5


def test_who_was_a_customer_counts_where_it_was_and_who_was_not_where_it_comes(warehouse):
    fill(
        warehouse,
        subscriptions,
        """
        account_id | segment | started_on | ended_on   | mrr
        moves_up   | north   | 2024-01-01 | 2024-06-15 | 100
        moves_up   | south   | 2024-06-15 |            | 130
        comes      | west    | 2024-06-15 |            | 50
        returns    | north   | 2024-01-01 | 2024-02-01 | 70
        returns    | south   | 2024-06-15 |            | 20
        """,
    )
    assert parts(warehouse, mrr_expansion, IN_JUNE) == {(JUNE, "", "north"): (30, 100, None, 1)}
    nothing_north = {(JUNE, "", "north"): (0, 100, None, 0)}
    came = {(JUNE, "", "west"): (50, 0, None, 1)}  # its share is null, its revenue is kept
    returned = {(JUNE, "", "south"): (20, 0, None, 1)}
    assert parts(warehouse, mrr_new, IN_JUNE) == nothing_north | came
    assert parts(warehouse, mrr_reactivation, IN_JUNE) == nothing_north | returned
    assert values(warehouse, mrr_new, IN_JUNE) == [0, None]


def test_the_first_month_of_a_book_is_all_new_and_a_quiet_month_moves_nothing(warehouse):
    insert_rows(warehouse, subscriptions, [{"started_on": date(2024, 5, 31), "mrr": 33.33}])
    assert parts(warehouse, mrr_new, Scope(MAY, JUNE)) == {
        (MAY, "", ""): (33.33, 0, None, 1),
        (JUNE, "", ""): (0, 33.33, None, 0),
    }
    assert parts(warehouse, mrr_churn, Scope(MAY, JUNE)) == {(JUNE, "", ""): (0, 33.33, None, 0)}


@pytest.mark.parametrize(("horizon", "expected"), [(1, (0, 1)), (3, (1, 0)), (12, (1, 0))])
def test_new_is_who_was_never_seen_up_to_the_horizon(warehouse, horizon, expected):
    fill(
        warehouse,
        subscriptions,
        """
        account_id | started_on | ended_on
        away_a_bit | 2024-04-30 | 2024-05-01
        away_a_bit | 2024-06-01 |
        stays      | 2023-01-01 |
        """,
    )
    assert counts(warehouse, arrivals(IN_JUNE, horizon)) == {(JUNE, ""): expected}


def test_started_and_ended_within_a_month_is_counted_apart(warehouse):
    fill(
        warehouse,
        subscriptions,
        """
        account_id   | segment | started_on | ended_on   | mrr
        within       | north   | 2024-06-01 | 2024-06-30 | 100
        same_day     | north   | 2024-06-10 | 2024-06-10 | 100
        in_a_shot    | north   | 2024-06-10 | 2024-07-01 | 100
        free         | north   | 2024-06-10 | 2024-06-20 | 0
        hundredth    | north   | 2024-06-10 | 2024-06-20 | 0.01
        backwards    | north   | 2024-06-10 | 2024-06-01 | 100
        a_year_later | north   | 2024-06-10 | 2025-06-20 | 100
        too_early    | north   | 2024-05-10 | 2024-05-20 | 100
        too_late     | north   | 2024-07-01 | 2024-07-20 | 100
        """,
    )
    assert counts(warehouse, intra_month(IN_JUNE)) == {(JUNE, "north"): (3,)}


def test_the_edges_are_met():
    found = plain.bridge(EDGES, SPRING)
    for kind in KINDS:
        assert any(row[0] for row in found[kind].values()), kind
    assert any(row[0] and not row[1] for row in found["new"].values()), "comes to an empty segment"
    assert any(row[1] and not row[0] for row in found["churn"].values()), "a quiet month"
    assert any(round(row[0], 2) == 12.35 for row in found["contraction"].values()), "half a cent"
    for kind in KINDS[1:]:
        assert any(key[2] == "h" and row[0] == 0.01 for key, row in found[kind].items()), kind
    assert any(reactivated for _, reactivated in plain.arrivals(EDGES, SPRING, 1).values())
    assert plain.arrivals(EDGES, SPRING, 1) != plain.arrivals(EDGES, SPRING, 3)
    assert sum(plain.intra_month(EDGES, SPRING).values()) == 2
    assert {row["started_on"] for row in EDGES} >= {date(2024, 1, 31), date(2024, 2, 29)}
    assert any(month_of(row["started_on"]) < SPRING.first for row in EDGES)


@compared
@given(rows=many_books)
@example(rows=[])
@example(rows=EDGES)
def test_movements_agree_with_a_plain_restatement(warehouse, rows):
    empty(warehouse, subscriptions)
    insert_rows(warehouse, subscriptions, rows)
    expected = plain.bridge(rows, SPRING)
    for kind, metric in BRIDGE.items():
        assert parts(warehouse, metric, SPRING) == expected[kind], kind
    for horizon in (1, 3, 12):
        found = counts(warehouse, arrivals(SPRING, horizon))
        assert found == plain.arrivals(rows, SPRING, horizon), horizon
    found = counts(warehouse, intra_month(SPRING))
    assert {key: row[0] for key, row in found.items()} == plain.intra_month(rows, SPRING)


@compared
@given(rows=many_books)
@example(rows=EDGES)
def test_what_comes_and_goes_leads_from_opening_to_closing(warehouse, rows):
    empty(warehouse, subscriptions)
    insert_rows(warehouse, subscriptions, rows)
    found = {kind: parts(warehouse, metric, SPRING) for kind, metric in BRIDGE.items()}
    for month in months_in(SPRING):
        new, more, less, lost, back = (
            sum(round(100 * row[0]) for key, row in found[kind].items() if key[0] == month)
            for kind in KINDS
        )
        closing = sum(cents for cents, _ in snapshot(rows, month).values())
        for kind in KINDS:
            opening = sum(
                round(100 * row[1]) for key, row in found[kind].items() if key[0] == month
            )
            assert opening + new + back + more - less - lost == closing, kind

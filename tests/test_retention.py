"""Retention: month-end snapshots point to point, and a plain restatement."""

from datetime import date

import pytest
from hypothesis import HealthCheck, example, given, settings

import restatements
from metrics import grr, grr_month, logo_churn, logo_churn_month, nrr, nrr_month
from metrics.periods import parse_month
from metrics.retention import cohort
from metrics.scope import Scope
from metrics.tables import subscriptions
from restatements_retention import EDGES, SPRING, many_books
from tables import empty, fill, insert_rows, parts, values

MAY, JUNE, JULY = (parse_month(f"2024-0{month}") for month in (5, 6, 7))
IN_JUNE = Scope(JUNE, JUNE)
RETENTION = (logo_churn, grr, nrr, logo_churn_month, grr_month, nrr_month)


def test_growth_of_one_account_does_not_hide_the_loss_of_another(warehouse):
    fill(
        warehouse,
        subscriptions,
        """
        account_id | started_on | ended_on   | mrr
        grew       | 2023-01-01 |            | 100
        grew       | 2024-02-01 |            | 50
        shrank     | 2023-01-01 | 2024-02-01 | 40
        shrank     | 2023-01-01 |            | 60
        left       | 2023-01-01 | 2024-02-01 | 200
        won_since  | 2024-02-01 |            | 999
        """,
    )
    assert values(warehouse, grr, IN_JUNE) == [(100 + 60 + 0) / 400]
    assert values(warehouse, nrr, IN_JUNE) == [(150 + 60 + 0) / 400]
    assert values(warehouse, logo_churn, IN_JUNE) == [1 / 3]


@pytest.mark.parametrize(
    ("ended_on", "lost_in"), [("2024-06-30", JUNE), ("2024-07-01", JULY), ("2024-06-01", JUNE)]
)
def test_the_last_day_of_the_month_decides_when_a_customer_is_lost(warehouse, ended_on, lost_in):
    rows = [{"started_on": date(2024, 1, 1), "ended_on": date.fromisoformat(ended_on)}]
    insert_rows(warehouse, subscriptions, rows)
    found = parts(warehouse, logo_churn_month, Scope(MAY, JULY))
    assert {key[0] for key, row in found.items() if row[0]} == {lost_in}
    assert max(key[0] for key in found) == lost_in


def test_started_and_ended_within_a_month_was_never_a_customer(warehouse):
    fill(
        warehouse,
        subscriptions,
        """
        account_id | started_on | ended_on   | mrr
        within     | 2024-06-01 | 2024-06-30 | 100
        same_day   | 2024-06-10 | 2024-06-10 | 100
        last_day   | 2024-05-31 | 2024-06-01 | 100
        """,
    )
    assert parts(warehouse, logo_churn_month, Scope(MAY, JULY)) == {(JUNE, "", ""): (1, 1, None, 1)}


def test_an_account_that_pays_nothing_is_no_customer(warehouse):
    fill(
        warehouse,
        subscriptions,
        """
        account_id | started_on | ended_on   | mrr
        free       | 2023-01-01 |            | 0
        became     | 2023-01-01 |            | 0
        became     | 2023-01-01 | 2024-06-15 | 100
        """,
    )
    assert parts(warehouse, logo_churn_month, IN_JUNE) == {(JUNE, "", ""): (1, 1, None, 1)}
    assert values(warehouse, nrr_month, IN_JUNE) == [0.0]


def test_an_account_that_pays_a_hundredth_is_a_customer(warehouse):
    insert_rows(warehouse, subscriptions, [{"started_on": date(2023, 1, 1), "mrr": 0.01}])
    assert parts(warehouse, nrr_month, IN_JUNE) == {(JUNE, "", ""): (0.01, 0.01, None, 1)}


def test_away_and_back_within_the_year_is_retained_but_was_lost_in_its_month(warehouse):
    fill(
        warehouse,
        subscriptions,
        """
        account_id | started_on | ended_on   | mrr
        a          | 2023-01-01 | 2024-05-31 | 100
        a          | 2024-06-01 |            | 80
        """,
    )
    assert values(warehouse, logo_churn_month, Scope(MAY, MAY)) == [1.0]
    assert values(warehouse, logo_churn_month, IN_JUNE) == []  # away at the end of May
    assert values(warehouse, logo_churn, IN_JUNE) == [0.0]
    assert values(warehouse, grr, IN_JUNE) == values(warehouse, nrr, IN_JUNE) == [80 / 100]


def test_an_account_counts_where_its_largest_subscription_was_at_the_opening(warehouse):
    fill(
        warehouse,
        subscriptions,
        """
        account_id | segment | started_on | ended_on   | mrr
        moved      | north   | 2024-01-01 | 2024-06-15 | 100
        moved      | south   | 2024-06-15 |            | 70
        many_small | east    | 2024-01-01 |            | 60
        many_small | west    | 2024-01-01 |            | 50
        many_small | west    | 2024-01-01 |            | 50
        tie        | zeta    | 2024-01-01 |            | 10
        tie        | alfa    | 2024-01-01 |            | 10
        """,
    )
    assert parts(warehouse, nrr_month, IN_JUNE) == {
        (JUNE, "", "alfa"): (20, 20, None, 1),
        (JUNE, "", "east"): (160, 160, None, 1),
        (JUNE, "", "north"): (70, 100, None, 1),
    }
    assert (JULY, "", "south") in parts(warehouse, nrr_month, Scope(JULY, JULY))


def test_a_quiet_book_is_read_every_month(warehouse):
    insert_rows(warehouse, subscriptions, [{"started_on": date(2020, 1, 1), "mrr": 33.33}])
    found = parts(warehouse, grr_month, Scope(MAY, JULY))
    assert found == {(month, "", ""): (33.33, 33.33, None, 1) for month in (MAY, JUNE, JULY)}


def test_a_quiet_book_is_read_every_month_of_25_years(warehouse):
    insert_rows(warehouse, subscriptions, [{"started_on": date(1990, 1, 1)}])
    found = parts(warehouse, grr_month, Scope(JULY - 299, JULY))
    assert [month for month, _, _ in sorted(found)] == list(range(JULY - 299, JULY + 1))


@pytest.mark.parametrize("metric", [logo_churn_month, logo_churn])
def test_before_the_horizon_there_is_nobody_to_lose(warehouse, metric):
    insert_rows(warehouse, subscriptions, [{"started_on": date(2024, 1, 31)}])
    opening = parse_month("2024-01")
    found = parts(warehouse, metric, Scope(opening - 1, opening + 13))
    assert min(key[0] for key in found) == opening + metric.horizon


def test_the_edges_are_met():
    months = range(SPRING.first, SPRING.last + 1)
    found = restatements.retention(EDGES, months)
    assert {key[0] for key in found["logo_churn"]} == {key[0] for key in found["grr_month"]}
    assert any(row[0] > row[1] for row in found["nrr"].values()), "growth"
    assert any(row[0] == 0 < row[1] for row in found["grr_month"].values()), "all of a segment lost"
    assert any(row[0] % 1 for row in found["nrr_month"].values()), "fractions"
    moved = {segment for month in months for segment in segments_of("moves", month)}
    assert moved == {"n", "s"}


def segments_of(account, month):
    """The segment that an edge's account has in a month, if it is a customer."""
    found = restatements.snapshot(EDGES, month)
    return {found[account][1]} if account in found else set()


@settings(
    max_examples=8, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(rows=many_books)
@example(rows=[])
@example(rows=EDGES)
def test_every_retention_metric_agrees_with_a_plain_restatement(warehouse, rows):
    empty(warehouse, subscriptions)
    insert_rows(warehouse, subscriptions, rows)
    expected = restatements.retention(rows, range(SPRING.first, SPRING.last + 1))
    for metric in RETENTION:
        assert parts(warehouse, metric, SPRING) == expected[metric.key], metric.key


@settings(
    max_examples=6, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(rows=many_books)
@example(rows=[])
@example(rows=EDGES)
def test_a_cohort_lists_whom_its_figures_add_up(warehouse, rows):
    empty(warehouse, subscriptions)
    insert_rows(warehouse, subscriptions, rows)
    for horizon, month in ((12, SPRING.first), (12, SPRING.last), (1, SPRING.last)):
        then, now = (restatements.snapshot(rows, each) for each in (month - horizon, month))
        wanted = {
            account: (segment, cents / 100, now.get(account, (0, ""))[0] / 100)
            for account, (cents, segment) in then.items()
        }
        with warehouse.connect() as connection:
            found = connection.execute(cohort(month, horizon)).all()
        assert len(found) == len(wanted)
        assert {r.account_id: (r.segment, r.before, r.after) for r in found} == wanted
        assert [r.kind for r in found] == [kind_between(r.before, r.after) for r in found]


def kind_between(before, after):
    """What became of a customer, in the words of the movements."""
    if not after:
        return "churn"
    if before == after:
        return "same"
    return "expansion" if after > before else "contraction"

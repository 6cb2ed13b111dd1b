"""What becomes of decisions: actions done and decisions followed through, edge by edge."""

from datetime import date

import pytest

from metrics.follow_through import Completion, FollowThrough, action_completion, follow_through
from metrics.tables import actions, agenda_items, decisions, forums, meetings
from tables import fill

AS_OF = date(2025, 6, 30)
AFTER_LEAP_DAY = date(2024, 5, 29)  # 90 days after 29 February 2024


def rows_of(engine, statement):
    with engine.connect() as connection:
        return connection.execute(statement).all()


def hold(warehouse):
    """A board and a leadership team, each with one item about customers and one that is not."""
    fill(
        warehouse,
        forums,
        """
        id | name
        1  | Ledning
        2  | Styrelse
        """,
    )
    fill(
        warehouse,
        meetings,
        """
        id | forum_id
        1  | 1
        2  | 2
        """,
    )
    fill(
        warehouse,
        agenda_items,
        """
        id | meeting_id | level_best
        11 | 1          | fix
        12 | 1          | none
        21 | 2          | value
        22 | 2          | none
        """,
    )


def test_actions_due_by_a_day_and_done_by_it(warehouse):
    hold(warehouse)
    fill(
        warehouse,
        decisions,
        """
        id | agenda_item_id | decided_on
        1  | 11             | 2025-01-14
        """,
    )
    fill(
        warehouse,
        actions,
        """
        decision_id | text           | due_on     | done_on    | cancelled
        1           | early          | 2025-03-31 | 2025-03-20 | no
        1           | late           | 2025-04-30 | 2025-05-12 | no
        1           | overdue        | 2025-05-31 |            | no
        1           | given up       | 2025-05-31 |            | yes
        1           | due later      | 2025-08-31 |            | no
        1           | done after     | 2025-06-30 | 2025-07-02 | no
        1           | due later,done | 2025-09-30 | 2025-06-01 | no
        """,
    )
    [row] = rows_of(warehouse, action_completion(AS_OF))
    found = Completion.pooled([row])
    assert (row.forum, row.customer) == ("Ledning", 1)
    assert found == Completion(4, 2, 1, 2, not_yet_due=2, no_due_date=0, cancelled=1)
    assert (found.rate, found.on_time_rate) == (2 / 4, 1 / 4)


def test_the_due_date_itself_is_in_time_and_due_today_is_due(warehouse):
    hold(warehouse)
    fill(
        warehouse,
        decisions,
        """
        id | agenda_item_id | decided_on
        1  | 11             | 2025-01-14
        2  | 11             | 2025-06-30
        3  | 11             | 2025-07-01
        """,
    )
    fill(
        warehouse,
        actions,
        """
        decision_id | text            | due_on     | done_on    | cancelled
        1           | on the due date | 2025-04-30 | 2025-04-30 | no
        1           | a day late      | 2025-04-30 | 2025-05-01 | no
        1           | today, done     | 2025-06-30 | 2025-06-30 | no
        1           | today, open     | 2025-06-30 |            | no
        1           | tomorrow        | 2025-07-01 | 2025-06-30 | no
        1           | given up, done  | 2025-04-30 | 2025-04-30 | yes
        2           | undated, done   |            | 2025-04-30 | no
        3           | not yet decided | 2025-06-30 | 2025-06-30 | no
        """,
    )
    found = Completion.pooled(rows_of(warehouse, action_completion(AS_OF)))
    assert found == Completion(4, 3, 2, 1, not_yet_due=1, no_due_date=1, cancelled=1)


def test_decisions_followed_through_in_ninety_days(warehouse):
    hold(warehouse)
    fill(
        warehouse,
        decisions,
        """
        id | agenda_item_id | decided_on
        1  | 12             | 2025-01-14
        2  | 12             | 2025-02-11
        3  | 12             | 2025-03-11
        4  | 12             | 2025-04-01
        5  | 12             | 2025-05-13
        """,
    )
    fill(
        warehouse,
        actions,
        """
        decision_id | text         | due_on     | done_on    | cancelled
        1           | in time      | 2025-02-28 | 2025-02-20 | no
        1           | 90th day     | 2025-03-31 | 2025-04-14 | no
        2           | 98th day     | 2025-04-30 | 2025-05-20 | no
        4           | 75th day     | 2025-06-30 | 2025-06-15 | no
        4           | given up     | 2025-06-30 |            | yes
        5           | too young    | 2025-05-31 | 2025-05-30 | no
        """,
    )
    [row] = rows_of(warehouse, follow_through(AS_OF))
    found = FollowThrough.pooled([row])
    assert (row.forum, row.customer) == ("Ledning", 0)
    assert found == FollowThrough(denominator=4, numerator=2, no_action=1, too_young=1)
    assert found.rate == 2 / 4


def test_the_ninetieth_day_counts_and_the_next_does_not(warehouse):
    hold(warehouse)
    fill(
        warehouse,
        decisions,
        """
        id | agenda_item_id | decided_on
        1  | 11             | 2024-02-28
        2  | 11             | 2024-02-29
        3  | 11             | 2024-03-01
        4  | 11             | 2024-02-29
        5  | 11             | 2024-02-29
        6  | 11             | 2024-05-30
        """,
    )
    fill(
        warehouse,
        actions,
        """
        decision_id | text                          | done_on    | cancelled
        1           | 91 days after                 | 2024-05-29 | no
        2           | 90 days after, aged exactly   | 2024-05-29 | no
        3           | aged 89 days                  | 2024-03-01 | no
        4           | only this, given up           | 2024-03-01 | yes
        5           | done                          | 2024-03-01 | no
        5           | never done                    |            | no
        6           | decided tomorrow              | 2024-03-01 | no
        """,
    )
    found = FollowThrough.pooled(rows_of(warehouse, follow_through(AFTER_LEAP_DAY)))
    assert found == FollowThrough(denominator=4, numerator=1, no_action=1, too_young=1)
    longer = FollowThrough.pooled(rows_of(warehouse, follow_through(AFTER_LEAP_DAY, 91)))
    assert longer == FollowThrough(denominator=1, numerator=1, no_action=0, too_young=4)


def test_customer_decisions_stand_beside_all_others_and_add_up(warehouse):
    hold(warehouse)
    fill(
        warehouse,
        decisions,
        """
        id | agenda_item_id | decided_on
        1  | 11             | 2025-01-14
        2  | 12             | 2025-01-14
        3  | 21             | 2025-01-14
        """,
    )
    fill(
        warehouse,
        actions,
        """
        decision_id | text   | due_on     | done_on
        1           | done   | 2025-01-31 | 2025-01-31
        2           | open   | 2025-01-31 |
        3           | late   | 2025-01-31 | 2025-02-28
        """,
    )
    done = rows_of(warehouse, action_completion(AS_OF))
    through = rows_of(warehouse, follow_through(AS_OF))
    keys = [("Ledning", 0), ("Ledning", 1), ("Styrelse", 1)]
    assert [tuple(row[:2]) for row in done] == [tuple(row[:2]) for row in through] == keys
    customer = [row for row in done if row.customer]
    assert Completion.pooled(customer).on_time_rate == (1 + 0) / (1 + 1)
    assert Completion.pooled(done).rate == (0 + 1 + 1) / (1 + 1 + 1)
    assert FollowThrough.pooled(through).rate == (0 + 1 + 1) / (1 + 1 + 1)


def test_without_decisions_there_is_no_rate(warehouse):
    done = Completion.pooled(rows_of(warehouse, action_completion(AS_OF)))
    through = FollowThrough.pooled(rows_of(warehouse, follow_through(AS_OF)))
    assert (done, through) == (Completion(), FollowThrough())
    assert (done.rate, done.on_time_rate, through.rate) == (None, None, None)


def test_within_no_days_is_on_the_day_of_the_decision(warehouse):
    hold(warehouse)
    fill(
        warehouse,
        decisions,
        """
        id | agenda_item_id | decided_on
        1  | 11             | 2025-06-30
        2  | 11             | 2025-06-29
        """,
    )
    fill(
        warehouse,
        actions,
        """
        decision_id | text         | done_on
        1           | at once      | 2025-06-30
        2           | the day after| 2025-06-30
        """,
    )
    found = FollowThrough.pooled(rows_of(warehouse, follow_through(AS_OF, 0)))
    assert found == FollowThrough(denominator=2, numerator=1)


def test_a_horizon_below_nothing_is_refused():
    with pytest.raises(ValueError, match="followed for -1 days"):
        follow_through(AS_OF, -1)

"""Completion and follow-through against a plain restatement, row by row, on every database."""

from datetime import date, timedelta

from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

import restatements_follow_through as plainly
from metrics.follow_through import action_completion, follow_through
from metrics.tables import actions, agenda_items, decisions, forums, meetings
from tables import empty, insert_rows

AFTER_LEAP_DAY = date(2024, 5, 29)  # 90 days after 29 February 2024
COMPLETION = ("denominator", "completed", "on_time", "open_overdue", "not_yet_due")
COMPLETION += ("no_due_date", "cancelled")
FOLLOWED = ("denominator", "numerator", "no_action", "too_young")


def rows_of(engine, statement):
    with engine.connect() as connection:
        return connection.execute(statement).all()


def around(day, *nearby):
    """Days so far from a day, or none."""
    return st.sampled_from([None, *(day + timedelta(days=days) for days in nearby)])


drawn_actions = st.lists(
    st.fixed_dictionaries(
        {
            "due_on": around(AFTER_LEAP_DAY, -60, -1, 0, 1, 30),
            "done_after": st.sampled_from([None, -1, 0, 30, 89, 90, 90, 91, 120]),
            "done_on_due": st.sampled_from([False, False, False, True]),
            "cancelled": st.sampled_from([False, False, False, True]),
        }
    ),
    max_size=3,
)
drawn_decisions = st.lists(
    st.fixed_dictionaries(
        {
            "forum": st.integers(1, 12),
            "level_best": st.sampled_from(["none", "none", "measure", "fix", "improve", "value"]),
            "age": st.sampled_from([-1, 0, 1, 89, 90, 90, 91, 92, 150, 455]),
            "actions": drawn_actions,
        }
    ),
    min_size=30,
    max_size=60,
)


def as_rows(drawn):
    """Rows of items, decisions and actions: an item and a decision each, in the forum drawn."""
    items, decided, acted = [], [], []
    for number, row in enumerate(drawn, start=1):
        items.append({"id": number, "meeting_id": row["forum"], "level_best": row["level_best"]})
        on = AFTER_LEAP_DAY - timedelta(days=row["age"])
        decided.append({"id": number, "agenda_item_id": number, "decided_on": on})
        for action in row["actions"]:
            after = action["done_after"]
            done = None if after is None else on + timedelta(days=after)
            if action["done_on_due"]:
                done = action["due_on"]
            acted.append(
                {
                    "decision_id": number,
                    "text": "Gör",
                    "due_on": action["due_on"],
                    "done_on": done,
                    "cancelled": action["cancelled"],
                }
            )
    return items, decided, acted


def every_case():
    """One decision of each age with one action of each kind, and two without any."""
    ages, afters = (-1, 0, 89, 90, 91), (None, 0, 89, 90, 91)
    dues = [None, *(AFTER_LEAP_DAY + timedelta(days=days) for days in (-1, 0, 1))]
    action = {"done_on_due": False, "cancelled": False}
    cases = [
        [{"due_on": due, "done_after": after, **action, **more}]
        for after in afters
        for due in dues
        for more in ({}, {"cancelled": True}, {"done_on_due": True})
    ]
    return [
        {"forum": number % 12 + 1, "level_best": "fix", "age": age, "actions": some}
        for age in ages
        for number, some in enumerate([*cases, []])
    ]


@settings(
    max_examples=8, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(drawn=drawn_decisions, horizon=st.sampled_from([90, 90, 91, 30]))
@example(drawn=every_case(), horizon=90)
def test_completion_and_follow_through_agree_with_a_plain_restatement(warehouse, drawn, horizon):
    numbers = range(1, 13)
    items, decided, acted = as_rows(drawn)
    empty(warehouse, actions, decisions, agenda_items, meetings, forums)
    insert_rows(warehouse, forums, [{"id": n, "name": f"Forum {n}"} for n in numbers])
    insert_rows(warehouse, meetings, [{"id": n, "forum_id": n} for n in numbers])
    for table, rows in ((agenda_items, items), (decisions, decided), (actions, acted)):
        insert_rows(warehouse, table, rows)
    facts = (
        {n: f"Forum {n}" for n in numbers},
        {row["id"]: row for row in items},
        {row["id"]: row for row in decided},
        acted,
        AFTER_LEAP_DAY,
    )
    for statement, names, expected in (
        (action_completion(AFTER_LEAP_DAY), COMPLETION, plainly.completion(*facts)),
        (
            follow_through(AFTER_LEAP_DAY, horizon),
            FOLLOWED,
            plainly.followed_through(*facts, horizon),
        ),
    ):
        found = {
            (row.forum, row.customer): {name: getattr(row, name) for name in names}
            for row in rows_of(warehouse, statement)
        }
        assert found == {
            key: {name: counts[name] for name in names} for key, counts in expected.items()
        }

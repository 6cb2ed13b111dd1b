"""Initiatives against a walk from day to day and exact fractions, and their rows in SQL."""

from collections import Counter
from datetime import date, timedelta
from fractions import Fraction

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

import restatements_follow_through as plainly
from metrics.initiatives import (
    Initiative,
    appearances,
    attention_life,
    episode,
    initiatives_of,
)
from metrics.tables import agenda_items, forums, initiatives, meetings
from tables import empty, insert_rows

AS_OF = date(2025, 6, 30)


def rows_of(engine, statement):
    with engine.connect() as connection:
        return connection.execute(statement).all()


def initiative(number, days, completed_on=None):
    return Initiative(number, f"Satsning {number}", None, completed_on, tuple(days))


# Gaps about one window long, an end about one window before today: where mistakes are made.
drawn_gaps = st.lists(st.sampled_from([1, 7, 28, 29, 30, 31, 60]), max_size=6)
drawn_life = st.tuples(
    st.sampled_from([0, 1, 28, 29, 30, 31, 60, 61, 90, 150]),  # first appearance before today
    drawn_gaps,
    st.sampled_from([None, None, -40, -1, 0, 1, 29, 30, 31, 60]),  # completed after the last
)
EDGES = [
    (before, gaps, after)
    for before in (28, 29, 30, 31, 60, 61, 90)
    for gaps in ([], [29], [30], [31], [30, 1], [29, 31])
    for after in (None, -70, -1, 0, 29, 30, 31)
]


def drawn_initiative(number, drawn, as_of=AS_OF):
    before, gaps, after = drawn
    days = [as_of - timedelta(days=before)]
    for gap in gaps:
        days.append(days[-1] + timedelta(days=gap))
    completed = None if after is None else days[-1] + timedelta(days=after)
    return initiative(number, days, completed)


@settings(max_examples=60, deadline=None)
@given(drawn=st.lists(drawn_life, max_size=20), window=st.sampled_from([30, 30, 31, 60]))
@example(drawn=EDGES, window=30)
def test_attention_agrees_with_a_walk_from_day_to_day(drawn, window):
    some = [drawn_initiative(number, life) for number, life in enumerate(drawn)]
    walked = [plainly.episode(i.days, i.completed_on, AS_OF, window) for i in some]
    found = [episode(i.days, i.completed_on, AS_OF, window) for i in some]
    assert [e and (e.days, e.end, e.revived) for e in found] == walked
    life, counted = attention_life(some, AS_OF, window), [w for w in walked if w]
    ends = Counter(cause for _, cause, _ in counted)
    assert (life.n, life.left_out) == (len(counted), walked.count(None))
    assert (life.censored, life.faded, life.completed) == (ends[0], ends[1], ends[2])
    assert life.revived == sum(revived > 0 for _, _, revived in counted)
    cases = [(days, cause, None) for days, cause, _ in counted]
    alive = plainly.alive_by_time(cases)
    assert life.half_life == next((t for t, share in alive if share <= Fraction(1, 2)), None)
    by_180 = [shares for time, shares in plainly.ended_by_time(cases) if time <= 180]
    if counted:
        shares = by_180[-1] if by_180 else (0, 0)
        found = (life.faded_by_180.value, life.completed_by_180.value)
        assert found == pytest.approx([float(share) for share in shares])


@settings(max_examples=60, deadline=None)
@given(drawn=st.lists(drawn_life, min_size=1, max_size=20), later=st.integers(1, 100))
def test_what_comes_after_the_day_is_not_known_on_it(drawn, later):
    for number, life in enumerate(drawn):
        known = drawn_initiative(number, life)
        days = [day for day in known.days if day <= AS_OF]
        done = known.completed_on if known.completed_on and known.completed_on <= AS_OF else None
        on_the_day = episode(days, done, AS_OF, 30)
        future = AS_OF + timedelta(days=later)
        assert episode(known.days, known.completed_on, AS_OF, 30) == on_the_day
        assert episode([*days, future], done or future, AS_OF, 30) == on_the_day


drawn_items = st.lists(
    st.fixed_dictionaries(
        {
            "meeting_id": st.integers(1, 8),
            "initiative_id": st.sampled_from([None, 1, 2, 3, 4, 5]),
            "formal": st.sampled_from([False, False, False, True]),
            "outcome": st.sampled_from(["handled", "handled", "added", "deferred"]),
        }
    ),
    max_size=40,
)
drawn_meetings = st.lists(
    st.fixed_dictionaries(
        {
            "forum_id": st.sampled_from([1, 2]),
            "held_on": st.sampled_from(
                [AS_OF + timedelta(days=days) for days in (-400, -100, -90, -89, -1, 0, 1)]
            ),
            "status": st.sampled_from(["held", "held", "held", "planned", "cancelled"]),
        }
    ),
    min_size=8,
    max_size=8,
)


@settings(
    max_examples=10, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(some_meetings=drawn_meetings, items=drawn_items)
def test_appearances_agree_with_a_plain_restatement(warehouse, some_meetings, items):
    numbered = [{"id": number, **row} for number, row in enumerate(some_meetings, start=1)]
    named = [{"id": number, "name": "Samma namn"} for number in range(1, 6)]
    empty(warehouse, agenda_items, initiatives, meetings, forums)
    insert_rows(warehouse, forums, [{"id": 1, "name": "Ledning"}, {"id": 2, "name": "Styrelse"}])
    for table, rows in ((initiatives, named), (meetings, numbered), (agenda_items, items)):
        insert_rows(warehouse, table, rows)
    found = initiatives_of(rows_of(warehouse, appearances(AS_OF)))
    expected = plainly.discussed_days({row["id"]: row for row in numbered}, items, AS_OF)
    assert {i.id: list(i.days) for i in found} == expected

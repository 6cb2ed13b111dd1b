"""The statements behind the proposals against a plain restatement, on every database."""

from datetime import date, timedelta

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from kundagenda.findings.proposal_rows import (
    depth_rows,
    forum_rows,
    initiative_rows,
    met_rows,
    overdue_rows,
    planned_rows,
    usual_rows,
)
from kundagenda.findings.view import View
from metrics.periods import month_number
from metrics.tables import (
    actions,
    agenda_items,
    decisions,
    forums,
    initiatives,
    kpi_monthly,
    meetings,
)
from restatements_proposals import Plainly
from tables import empty, insert_rows

AS_OF = date(2025, 6, 30)
YEAR, QUARTER = date(2024, 7, 1), date(2025, 4, 1)
NAMES = ("Ledning", "Styrelse")
EVERY = (actions, decisions, agenda_items, initiatives, meetings, forums)
A_FEW = settings(
    max_examples=15, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)


def day_near(*days):
    return st.sampled_from([AS_OF + timedelta(days=each) for each in days])


DRAWN = st.fixed_dictionaries(
    {
        "meetings": st.lists(
            st.fixed_dictionaries(
                {
                    "forum_id": st.integers(1, 2),
                    "held_on": day_near(-400, -366, -365, -364, -91, -90, -30, -1, 0, 1, 20),
                    "status": st.sampled_from(["held", "held", "held", "planned", "cancelled"]),
                }
            ),
            min_size=1,
            max_size=8,
        ),
        "items": st.lists(
            st.fixed_dictionaries(
                {
                    "meeting": st.integers(0, 7),
                    "level_best": st.sampled_from(["none", "measure", "fix", "improve", "value"]),
                    "formal": st.sampled_from([False, False, False, True]),
                    "outcome": st.sampled_from(["handled", "handled", "deferred", "added"]),
                    "confidential": st.sampled_from([False, False, True]),
                    "segment": st.sampled_from([None, "a"]),
                    "initiative_id": st.sampled_from([None, 1, 2]),
                    "carries_on": st.sampled_from([None, None, 0, 1]),
                    "planned_minutes": st.sampled_from([None, 10.0, 15.0]),
                    "actual_minutes": st.sampled_from([None, -1.0, 5.0, 12.0, 30.0]),
                }
            ),
            max_size=24,
        ),
        "decisions": st.lists(
            st.tuples(st.integers(0, 23), day_near(-400, -365, -364, -40, 0, 1)), max_size=12
        ),
        "actions": st.lists(
            st.fixed_dictionaries(
                {
                    "decision": st.integers(0, 11),
                    "due_on": st.one_of(st.none(), day_near(-200, -1, 0, 1)),
                    "done_on": st.one_of(st.none(), st.none(), day_near(-10, 0, 1)),
                    "cancelled": st.sampled_from([False, False, True]),
                }
            ),
            max_size=16,
        ),
    }
)


def rows_of(drawn):
    """The drawn rows with ids, each pointing at rows that there are."""
    met = [row | {"id": n} for n, row in enumerate(drawn["meetings"], 1)]
    items = []
    for n, row in enumerate(drawn["items"], 1):
        row = dict(row)
        first = row.pop("carries_on")
        row["meeting_id"] = row.pop("meeting") % len(met) + 1
        row["first_seen_item_id"] = first + 1 if first is not None and first + 1 < n else None
        items.append(row | {"id": n, "position": n, "title": f"Punkt {n}"})
    taken = [
        {"id": n, "agenda_item_id": at % len(items) + 1, "decided_on": on}
        for n, (at, on) in enumerate(drawn["decisions"] if items else (), 1)
    ]
    acted = [
        {name: value for name, value in row.items() if name != "decision"}
        | {"decision_id": row["decision"] % len(taken) + 1, "text": "Gör"}
        for row in (drawn["actions"] if taken else ())
    ]
    return met, items, taken, acted


def found(engine, statement):
    with engine.connect() as connection:
        return [tuple(row) for row in connection.execute(statement)]


@A_FEW
@given(drawn=DRAWN, forum=st.sampled_from(["", "Ledning"]))
def test_what_the_rules_read_agrees_with_a_plain_restatement(warehouse, drawn, forum):
    met, items, taken, acted = rows_of(drawn)
    named = [{"id": n, "name": name} for n, name in enumerate(NAMES, 1)]
    empty(warehouse, *EVERY)
    insert_rows(warehouse, forums, named)
    insert_rows(warehouse, initiatives, [{"id": 1}, {"id": 2}])
    for table, rows in (
        (meetings, met), (agenda_items, items), (decisions, taken), (actions, acted)
    ):  # fmt: skip
        insert_rows(warehouse, table, rows)
    view = View(AS_OF, forum=forum)
    plainly = Plainly(named, met, items, taken, acted, view, YEAR)
    assert set(found(warehouse, overdue_rows(view))) == plainly.overdue()
    assert set(found(warehouse, initiative_rows(view))) == plainly.initiatives()
    assert set(found(warehouse, planned_rows(view))) == plainly.planned()
    assert found(warehouse, depth_rows(view, QUARTER)) == [plainly.depth(QUARTER)]
    assert set(found(warehouse, met_rows(view))) == plainly.met()
    [(minutes,)] = found(warehouse, usual_rows(view))
    usual = plainly.usual()
    assert minutes == (None if usual is None else pytest.approx(usual))


KPI = st.lists(
    st.tuples(
        st.sampled_from(["customer_item_share", "minutes_imputed", "nps"]),
        st.sampled_from(["", "Ledning", "Styrelse"]),
        st.sampled_from([-13, -12, -11, 0, 1]),
        st.integers(0, 9),
        st.sampled_from([None, 10, 20]),
    ),
    max_size=20,
    unique_by=lambda row: row[:3],
)


@A_FEW
@given(drawn=KPI, forum=st.sampled_from(["", "Ledning"]))
def test_what_forums_gave_agrees_with_a_plain_restatement(warehouse, drawn, forum):
    last = month_number(AS_OF)
    empty(warehouse, kpi_monthly)
    insert_rows(
        warehouse,
        kpi_monthly,
        [
            {"metric": key, "forum": of, "month": last + ago, "numerator": n, "denominator": d}
            for key, of, ago, n, d in drawn
        ],
    )
    sums = {}
    for key, of, ago, n, d in drawn:
        if key != "nps" and of and d is not None and -11 <= ago <= 0 and forum in ("", of):
            one = sums.setdefault((key, of), [0, 0])
            one[0] += n
            one[1] += d
    rows = found(warehouse, forum_rows(View(AS_OF, forum=forum)))
    assert {row[:2]: list(row[2:]) for row in rows} == sums

"""The log of decisions and the ledger of promises against a plain restatement, row by row."""

from dataclasses import replace
from datetime import date, timedelta

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

import restatements_decisions as plainly
from kundagenda.findings.decision_log import Decision, decisions_of
from kundagenda.findings.promises import ended_by, promises_of
from kundagenda.findings.view import View
from metrics.decision_log import Status, decision_log, status_of
from metrics.periods import Grain, months_of
from metrics.tables import (
    actions,
    agenda_items,
    decisions,
    forums,
    initiatives,
    kpi_monthly,
    meetings,
)
from tables import empty, insert_rows

AS_OF, SINCE = date(2025, 6, 30), date(2025, 1, 1)
ONCE = settings(
    max_examples=12, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
days = st.sampled_from([None, *(AS_OF + timedelta(days=d) for d in (-90, -1, 0, 1, 30))])
drawn_actions = st.lists(
    st.fixed_dictionaries(
        {
            "due_on": days,
            "done_on": days,
            "owner_role": st.sampled_from([None, "", "VD", "Ekonomichef"]),
            "cancelled": st.sampled_from([False, False, True]),
        }
    ),
    max_size=3,
)
drawn_decisions = st.lists(
    st.fixed_dictionaries(
        {
            "first_seen_item_id": st.sampled_from([None, None, 1, 2]),
            "initiative_id": st.sampled_from([None, None, 1, 2]),
            "confidential": st.booleans(),
            "text": st.sampled_from(["Ja", "Ja ", "Nej", "Åter"]),
            "age": st.sampled_from([-1, 0, 10, 180, 181, 200]),
            "actions": drawn_actions,
        }
    ),
    min_size=15,
    max_size=40,
)


def as_rows(drawn):
    plain = {"first_seen_item_id": None, "initiative_id": None, "confidential": False}
    items = [{"id": n, "meeting_id": 1} | plain for n in (1, 2)]
    decided, acted = [], []
    for number, row in enumerate(drawn, start=3):
        keys = ("first_seen_item_id", "initiative_id", "confidential")
        items.append({"id": number, "meeting_id": 1} | {key: row[key] for key in keys})
        on = AS_OF - timedelta(days=row["age"])
        decided.append(
            {"id": number, "agenda_item_id": number, "decided_on": on, "text": row["text"]}
        )
        acted += [
            {"decision_id": number, "text": f"Gör {place // 2}"} | each
            for place, each in enumerate(row["actions"])
        ]
    return items, decided, acted


@ONCE
@given(drawn=drawn_decisions)
def test_the_log_agrees_with_a_plain_restatement(warehouse, drawn):
    items, decided, acted = as_rows(drawn)
    empty(warehouse, actions, decisions, agenda_items, initiatives, meetings, forums)
    insert_rows(warehouse, forums, [{"id": 1, "name": "Ledning"}])
    insert_rows(warehouse, meetings, [{"id": 1, "forum_id": 1}])
    insert_rows(warehouse, initiatives, [{"id": 1}, {"id": 2}])
    for table, rows in ((agenda_items, items), (decisions, decided), (actions, acted)):
        insert_rows(warehouse, table, rows)
    with warehouse.connect() as connection:
        rows = connection.execute(decision_log(AS_OF, SINCE)).all()
    by_id = {item["id"]: item for item in items}
    assert {
        row.id: (
            str(status_of(row)),
            row.due_on,
            tuple(sorted((row.roles or "").split("\n"))) if row.roles else (),
            row.due,
            row.on_time,
            bool(row.again),
            tuple(sorted(row.to_do.split("\n"))) if row.to_do else (),
        )
        for row in rows
    } == plainly.log(by_id, decided, acted, AS_OF, SINCE)
    hidden = {number for number, item in by_id.items() if item["confidential"]}
    assert {row.id for row in rows if row.text is None} == hidden & {row.id for row in rows}
    assert [row.decided_on for row in rows] == sorted(
        (row.decided_on for row in rows), reverse=True
    )


@given(
    day=st.dates(date(2020, 1, 1), date(2026, 12, 31)),
    grain=st.sampled_from([(Grain.MONTH, 1), (Grain.QUARTER, 3), (Grain.YEAR, 12)]),
)
def test_the_last_period_that_has_ended_by_a_day(day, grain):
    length, months = grain[1], months_of(ended_by(day, grain[0]), grain[0])
    assert tuple(months) == plainly.last_ended(day, length)


PLAIN = Decision(
    id=1, decided_on=SINCE, text="Ja", forum="Ledning", is_customer=True, expected_metric=None,
    expected_direction=None, expected_by=None, roles=(), due_on=None, status=Status.NO_ACTION,
    due=0, on_time=0, again=False,
)  # fmt: skip
LAST = 2025 * 12 + 5  # June
drawn_parts = st.dictionaries(
    st.integers(LAST - 20, LAST),
    st.tuples(st.integers(0, 60), st.sampled_from([0, 60, 60, 200])).map(
        lambda part: (min(part), part[1])
    ),
    max_size=21,
)
drawn_promises = st.lists(
    st.tuples(
        st.sampled_from([("customer_item_share", 3), ("logo_churn", 1)]),
        st.integers(0, 450),
        st.integers(0, 400),
        st.sampled_from(["up", "down"]),
    ),
    min_size=1,
    max_size=20,
)


@ONCE
@given(
    parts=st.fixed_dictionaries({"customer_item_share": drawn_parts, "logo_churn": drawn_parts}),
    drawn=drawn_promises,
)
def test_promises_agree_with_a_plain_restatement(app, parts, drawn):
    empty(app, kpi_monthly)
    insert_rows(
        app,
        kpi_monthly,
        [
            {"metric": key, "month": month, "numerator": hits, "denominator": base, "base": base}
            for key, of_metric in parts.items()
            for month, (hits, base) in of_metric.items()
        ],
    )
    stated, expected = [], []
    for (key, length), age, term, direction in drawn:
        decided_on = AS_OF - timedelta(days=age)
        due_on = decided_on + timedelta(days=term)
        stated.append(
            replace(
                PLAIN, decided_on=decided_on, expected_metric=key, expected_direction=direction,
                expected_by=due_on,
            )
        )  # fmt: skip
        expected.append(
            (
                stated[-1],
                plainly.promised(parts[key], length, decided_on, due_on, direction, AS_OF),
            )
        )
    with app.connect() as connection:
        found = promises_of(connection, stated, View(AS_OF))
    assert in_order((p.decision, str(p.outcome)) for p in found) == in_order(expected)


def in_order(pairs):
    """Decisions with what became of them, in an order that both sides have."""
    return sorted(pairs, key=lambda pair: (str(pair[0]), pair[1]))


def test_no_decisions_are_none(app):
    empty(app, actions, decisions)
    with app.connect() as connection:
        assert decisions_of(connection, View(AS_OF)) == ()
        assert promises_of(connection, (), View(AS_OF)) == ()

"""What changed since the last meeting, against a plain restatement and in a reader’s words."""

from datetime import date, datetime, timedelta

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

import restatements_since as plainly
from databases import clear
from kundagenda.database.refresh import refresh
from kundagenda.database.tables import audit, corrections, imports
from kundagenda.findings.aims import Aim
from kundagenda.findings.background import background_of
from kundagenda.findings.gather import overview_of
from kundagenda.findings.since import Since, Told, since_of
from kundagenda.findings.view import View
from kundagenda.shown.since_words import aims_table, since_lines, since_sentence, since_table
from kundagenda.texts.told import telling_in
from metrics.periods import month_number
from metrics.tables import (
    actions,
    agenda_items,
    decisions,
    forums,
    meetings,
    outcome_values,
    target_groups,
    targets,
    verdicts,
)
from tables import empty, insert_rows

AS_OF = date(2025, 6, 30)
FORUMS = [
    {"id": 1, "name": "Styrelsen", "kind": "board"},
    {"id": 2, "name": "Ledningen", "kind": "leadership team"},
]
ONCE = settings(
    max_examples=15, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
ages = st.sampled_from([-1, 0, 1, 10, 29, 30, 31, 45, 75])
drawn_meetings = st.lists(
    st.fixed_dictionaries(
        {
            "forum_id": st.sampled_from([1, 2]),
            "age": ages,
            "status": st.sampled_from(["held", "held", "held", "planned", "cancelled"]),
        }
    ),
    max_size=8,
)
drawn_items = st.lists(
    st.fixed_dictionaries(
        {
            "meeting": st.integers(0, 7),
            "formal": st.sampled_from([False, False, False, True]),
            "outcome": st.sampled_from(["handled", "handled", "added", "deferred"]),
            "level_best": st.sampled_from(["none", "measure", "fix", "improve", "value"]),
            "first_seen_item_id": st.sampled_from([None, None, 1]),
            "decided": st.sampled_from([None, None, -1, 0, 10, 30, 45]),
            "actions": st.lists(
                st.fixed_dictionaries(
                    {
                        "due": st.sampled_from([None, -5, 0, 10, 30, 45]),
                        "done": st.sampled_from([None, -5, 0, 10, 30, 45]),
                        "cancelled": st.sampled_from([False, False, True]),
                    }
                ),
                max_size=2,
            ),
        }
    ),
    max_size=25,
)


def ago(days):
    return None if days is None else AS_OF - timedelta(days=days)


def as_rows(drawn, items_drawn):
    held = [
        {"id": n, "forum_id": m["forum_id"], "held_on": ago(m["age"]), "status": m["status"]}
        for n, m in enumerate(drawn, 1)
    ]
    rows = {"forums": FORUMS, "meetings": held, "items": [], "decisions": [], "actions": []}
    for item in items_drawn:
        if item["meeting"] >= len(held):
            continue
        number = len(rows["items"]) + 1
        fields = ("formal", "outcome", "level_best", "first_seen_item_id")
        rows["items"].append(
            {"id": number, "meeting_id": item["meeting"] + 1, "position": number, "title": "x"}
            | {"level": item["level_best"]}
            | {name: item[name] for name in fields}
        )
        if item["decided"] is not None:
            taken = {"id": number, "agenda_item_id": number, "text": "Ja"}
            rows["decisions"].append(taken | {"decided_on": ago(item["decided"])})
            rows["actions"] += [
                {"id": len(rows["actions"]) + n, "decision_id": number, "text": "gör"}
                | {"due_on": ago(a["due"]), "done_on": ago(a["done"]), "cancelled": a["cancelled"]}
                for n, a in enumerate(item["actions"], 1)
            ]
    return rows


def fill(engine, rows):
    clear(engine)
    tables = {
        "forums": forums, "meetings": meetings, "items": agenda_items,
        "decisions": decisions, "actions": actions,
    }  # fmt: skip
    for name, table in tables.items():
        insert_rows(engine, table, rows[name])
    refresh(engine)


def since(engine, forum="", as_of=AS_OF) -> Since | None:
    with engine.connect() as connection:
        view = View(as_of, forum=forum)
        return since_of(connection, overview_of(connection, view, background_of(connection)))


@ONCE
@given(drawn_meetings, drawn_items, st.sampled_from(["", "Styrelsen", "Ledningen"]))
def test_what_happened_is_what_a_plain_count_gives(sqlite_app, drawn, items_drawn, forum):
    rows = as_rows(drawn, items_drawn)
    fill(sqlite_app, rows)
    found = since(sqlite_app, forum)
    of = {each["id"]: each for each in FORUMS}
    last = plainly.previous(rows["meetings"], rows["items"], of, AS_OF, forum)
    assert (found and (found.met_on, found.forum)) == last
    if found is None:
        return
    wanted = plainly.happened(rows, found.met_on, AS_OF, AS_OF, forum)
    assert {name: getattr(found.happened, name) for name in wanted} == wanted
    assert (found.before, found.now) == (month_number(found.met_on) - 1, month_number(AS_OF))
    share = found.figures[0].month
    for month, reading in ((found.before, share.before), (found.now, share.now)):
        counted = reading.numerator or 0, reading.denominator or 0
        assert counted == plainly.share_of_month(rows, month, forum)


def meeting(number, day, customer, others, status="held"):
    """A meeting of the leadership with so many customer items and so many others."""
    row = {"id": number, "forum_id": 2, "held_on": day, "status": status}
    levels = ["fix"] * customer + ["none"] * others
    items = [
        {"id": 1000 * number + n, "meeting_id": number, "position": n, "title": "x"}
        | {"level": level, "level_best": level, "formal": False, "outcome": "handled"}
        | {"first_seen_item_id": None}
        for n, level in enumerate(levels, 1)
    ]
    return row, items


def company(*held):
    return {
        "forums": FORUMS,
        "meetings": [row for row, _ in held],
        "items": [item for _, items in held for item in items],
        "decisions": [],
        "actions": [],
    }


APRIL, MAY, JUNE = date(2025, 4, 8), date(2025, 5, 13), date(2025, 6, 10)


def test_a_share_that_moves_more_than_chance_is_a_real_change(sqlite_app):
    # May: 2 of 40 = 5 %. June: 24 of 40 = 60 %. The last meeting before 30 June is of 10 June.
    fill(sqlite_app, company(meeting(1, APRIL, 5, 5), meeting(2, MAY, 2, 38),
                             meeting(3, JUNE, 24, 16)))  # fmt: skip
    found = since(sqlite_app)
    assert (found.met_on, found.before, found.now) == (JUNE, month_number(MAY), month_number(JUNE))
    share = found.figures[0]
    assert share.told is Told.REAL
    assert share.month.change.difference == pytest.approx(24 / 40 - 2 / 40)
    # The twelve months at each end share April and May, and get no verdict.
    assert [(r.numerator, r.denominator) for r in share.year] == [(5 + 2, 50), (5 + 2 + 24, 90)]
    with telling_in("en"):
        lines = [line.text for line in since_lines(found, {})]
        assert (
            "Customer share of items: 5% in May 2025, 60% in June 2025, a real change."
            in (lines[0])
        )
        assert since_sentence(found).startswith("Since the meeting of 10 June: Customer share")
    with telling_in("sv"):
        assert "en verklig förändring" in since_lines(found, {})[0].text


def test_a_share_that_moves_as_it_usually_does_is_told_so(app):
    # 2 of 10 = 20 % and 3 of 10 = 30 %: with ten items chance alone gives that.
    fill(app, company(meeting(1, MAY, 2, 8), meeting(2, JUNE, 3, 7)))
    found = since(app)
    assert found.figures[0].told is Told.ORDINARY
    assert found.figures[2].told is Told.MISSING  # nobody answered
    with telling_in("en"):
        lines = [line.text for line in since_lines(found, {})]
        assert len(lines) <= 6
        assert "2 of 10 to 3 of 10" in lines[0]
        assert lines[1].startswith("Cannot be compared month by month: ")
        assert lines[2] == "3 customer items dealt with, 3 new on the agenda."
        assert lines[3] == "No decision was taken."
        assert lines[4] == "No data came in and none was corrected."
        assert "beyond ordinary variation; no decision was taken" in since_sentence(found)
        table = since_table(found)
        assert all(len(cells) == 4 for cells in table.values())


def test_where_no_month_has_ended_no_figure_is_compared(sqlite_app):
    fill(sqlite_app, company(meeting(1, APRIL, 2, 8), meeting(2, JUNE, 5, 5)))
    found = since(sqlite_app, as_of=date(2025, 6, 20))
    assert (found.met_on, found.figures) == (JUNE, ())
    with telling_in("en"):
        assert since_lines(found, {})[0].text.startswith("No month has ended since then")
        assert "figure" not in since_sentence(found)


def test_the_meeting_of_the_day_itself_is_the_one_being_held(sqlite_app):
    fill(sqlite_app, company(meeting(1, MAY, 1, 1), meeting(2, JUNE, 1, 1)))
    assert since(sqlite_app, as_of=JUNE).met_on == MAY
    assert since(sqlite_app, as_of=MAY) is None


def test_what_came_in_is_counted_and_what_was_taken_back_is_not(app):
    fill(app, company(meeting(1, MAY, 1, 1), meeting(2, JUNE, 1, 1)))
    at = datetime(2025, 5, 13, 8)
    file = {"target": "x", "path": "x", "checksum": "x", "rows": 1}
    insert_rows(app, imports, [
        file | {"id": 1, "kind": "agenda", "imported_at": at, "undone_at": None},
        file | {"id": 2, "kind": "table", "imported_at": at, "undone_at": None},
        file | {"id": 3, "kind": "table", "imported_at": at, "undone_at": at},
        file | {"id": 4, "kind": "agenda", "imported_at": at - timedelta(days=1),
                "undone_at": None},
        file | {"id": 5, "kind": "agenda", "imported_at": datetime(2025, 7, 1), "undone_at": None},
    ])  # fmt: skip
    changed = {"who": "x", "action": "import: changed", "before": "{}", "after": "{}"}
    insert_rows(app, audit, [changed | {"id": n, "happened_at": at} for n in (1, 2)])
    made = {"topic": "x", "title": "x", "made_by": "x"}
    insert_rows(app, corrections, [made | {"id": 1, "made_at": at}])
    happened = since(app).happened
    counts = happened.agendas, happened.tables, happened.edited, happened.corrected
    assert counts == (0, 0, 0, 0)  # the last meeting before 30 June is of 10 June
    happened = since(app, as_of=JUNE).happened
    counts = happened.agendas, happened.tables, happened.edited, happened.corrected
    assert counts == (1, 1, 2, 1)
    with telling_in("sv"):
        assert "1 dagordning inläst, 1 tabell inläst, 2 ändringar" in (
            since_lines(since(app, as_of=JUNE), {})[-1].text
        )


def test_an_outcome_that_falls_short_of_its_target_is_named(app):
    fill(app, company(meeting(1, MAY, 1, 1), meeting(2, JUNE, 1, 1)))
    insert_rows(app, target_groups, [{"code": "ind", "name": "Industri"}])
    values = {"metric": "uptime", "segment": "ind", "base": 100}
    insert_rows(app, outcome_values, [
        values | {"month": month_number(APRIL), "value": 0.99},
        values | {"month": month_number(JUNE), "value": 0.95},
    ])  # fmt: skip
    aim = {"metric": "outcome:uptime", "segment": "ind", "valid_from": date(2025, 1, 1)}
    insert_rows(app, targets, [aim | {"value": 0.98}])
    refresh(app)
    found = since(app)
    [moved] = found.aims
    # 0.99 in the year to May; (0.99 + 0.95) / 2 = 0.97 in the year to June.
    assert (moved.was, moved.aim) == (Aim.REACHED, Aim.MISSED)
    assert moved.now.value == pytest.approx((0.99 + 0.95) / 2)
    with telling_in("en"):
        lines = [line.text for line in since_lines(found, {"ind": "Industri"})]
        assert "Now short of its target: Uptime, Industri." in lines
        assert "Not reached, before: Reached" in aims_table(found, {})["Verdict"]
    assert since(app, forum="Ledningen").aims


def test_a_verdict_that_says_something_else_now_is_told_and_one_that_stands_is_not(app):
    fill(app, company(meeting(1, MAY, 1, 1), meeting(2, JUNE, 1, 1)))
    one = {"kind": "level", "against": "", "forum": "", "segment": "", "detail": "{}"}
    one |= {"computed_at": datetime(2025, 7, 1)}
    first, second = month_number(date(2025, 1, 1)), month_number(date(2025, 4, 1))
    empty(app, verdicts)
    insert_rows(app, verdicts, [
        one | {"metric": "nps", "quarter": first, "status": "changed"},
        one | {"metric": "nps", "quarter": second, "status": "no_change"},
        one | {"metric": "customer_item_share", "quarter": first, "status": "no_change"},
        one | {"metric": "customer_item_share", "quarter": second, "status": "no_change"},
    ])  # fmt: skip
    assert since(app).levels == ()  # May and June lie in one quarter
    empty(app, agenda_items, meetings)
    for row, items in (meeting(1, date(2025, 4, 1), 1, 1), meeting(2, JUNE, 1, 1)):
        insert_rows(app, meetings, [row])
        insert_rows(app, agenda_items, items)
    found = since(app, as_of=JUNE)  # to May, against March
    assert [(was.status, now.metric) for was, now in found.levels] == [("changed", "nps")]
    with telling_in("en"):
        wanted = "New verdict: NPS: its level no longer counts as changed."
        assert wanted in [line.text for line in since_lines(found, {})]

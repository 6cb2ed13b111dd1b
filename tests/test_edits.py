"""What people write down by hand: stored whole, told apart, taken back, and never overwritten."""

from collections.abc import Mapping
from datetime import date
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import Engine, func, select, update

from kundagenda.database.tables import audit
from kundagenda.edits.changes import changes_of, take_back
from kundagenda.edits.faults import faults, tidy
from kundagenda.edits.forms import FORMS
from kundagenda.edits.listed import choices_of, items_at, rows_of
from kundagenda.edits.rows import VERSION, from_json, row_of
from kundagenda.edits.save import ChangedMeanwhile, Faulty, remove, save
from kundagenda.errors import ReaderError
from metrics import decision_rate
from metrics.periods import month_number
from metrics.tables import agenda_items, decisions, forums, kpi_monthly, meetings
from tables import fill

TODAY = date(2026, 3, 1)
# Far from the numbers that a database gives by itself, also after many tests.
DECIDED, IN_SECRET = 900_007, 900_008
# One row of each kind, and what a person changes in it.
WRITTEN: Mapping[str, tuple[dict[str, Any], dict[str, Any]]] = {
    "priorities": (
        {"statement": "Kunden först", "declared_share": 0.2, "basis": "items", "forum_id": 1,
         "decided_on": date(2026, 1, 14), "valid_from": date(2026, 1, 14)},
        {"declared_share": 0.25},
    ),
    "initiatives": (
        {"name": "Fjärrservice", "segment": "industri", "launched_on": date(2025, 5, 2)},
        {"completed_on": date(2026, 2, 1)},
    ),
    "decisions": (
        {"agenda_item_id": 2, "text": "Egen kundchef", "decided_on": date(2026, 1, 20),
         "expected_metric": "nps", "expected_direction": "up", "expected_by": date(2026, 12, 1)},
        {"text": "Egen kundchef i väst"},
    ),
    "actions": (
        {"decision_id": DECIDED, "text": "Anställ", "owner_role": "HR-chef",
         "due_on": date(2026, 4, 1)},
        {"done_on": date(2026, 2, 20), "cancelled": True},
    ),
    "target_groups": (
        {"code": "skog", "name": "Skogsbolag", "outcome_metric": "outcome:uptime",
         "cadence_days": 90},
        {"cadence_days": 30},
    ),
    "targets": (
        {"metric": "nps", "segment": "", "valid_from": date(2026, 1, 1), "value": 30.0},
        {"value": 35.5, "owner_role": "Försäljningschef"},
    ),
    "notes": (
        {"text": "Prishöjning", "noted_on": date(2026, 1, 15), "metric": "nps", "author": "VD"},
        {"text": "Prishöjning i väst", "metric": None},
    ),
}  # fmt: skip
each_form = pytest.mark.parametrize("name", FORMS)


@pytest.fixture
def company(app: Engine) -> Engine:
    """Two meetings of two items each, and a decision on each of the second."""
    fill(app, forums, "id | name\n1 | Ledning")
    fill(app, meetings, "id | held_on\n1 | 2026-01-20\n2 | 2026-02-17")
    fill(
        app,
        agenda_items,
        """
        id | meeting_id | position | title       | level_best | confidential
        1  | 1          | 1        | Budget      | none       | no
        2  | 1          | 2        | Kundchef    | improve    | no
        3  | 2          | 1        | Klagomål    | fix        | no
        4  | 2          | 2        | Förvärv     | none       | yes
        """,
    )
    fill(app, decisions, f"id | agenda_item_id | decided_on\n{DECIDED} | 3 | 2026-02-17")
    fill(app, decisions, f"id | agenda_item_id | decided_on\n{IN_SECRET} | 4 | 2026-02-17")
    return app


def write(engine: Engine, form: str, /, **more: Any) -> Any:
    return save(engine, FORMS[form], WRITTEN[form][0] | more, "Ada", today=TODAY)


def stored(engine: Engine, name: str) -> list[dict[str, Any]]:
    table = FORMS[name].table
    with engine.connect() as connection:
        found = connection.execute(select(table).order_by(*table.primary_key.columns))
        return [dict(row) for row in found.mappings()]


@each_form
def test_a_row_is_written_changed_and_taken_away_and_each_step_taken_back(company, name):
    form, (first, change) = FORMS[name], WRITTEN[name]
    empty = stored(company, name)
    made = write(company, name)
    written = stored(company, name)
    [new] = [row for row in written if row not in empty]
    assert {key: new[key] for key in first} == first
    assert new[VERSION] == made.version == 1

    changed = save(company, form, first | change, "Bo", made.key, seen=1, today=TODAY)
    [now] = [row for row in stored(company, name) if row not in empty]
    assert now == new | change | {VERSION: 2}

    gone = remove(company, form, made.key, 2, "Cia")
    assert stored(company, name) == empty

    with pytest.raises(ReaderError, match="changed again"):
        take_back(company, changed.change, "Dan")
    take_back(company, gone.change, "Dan")
    assert [row for row in stored(company, name) if row not in empty] == [now | {VERSION: 3}]
    take_back(company, changed.change, "Dan")
    assert [row for row in stored(company, name) if row not in empty] == [new | {VERSION: 4}]
    take_back(company, made.change, "Dan")
    assert stored(company, name) == empty


@each_form
def test_the_second_of_two_people_is_told_and_nothing_is_lost(company, name):
    form, (first, change) = FORMS[name], WRITTEN[name]
    made = write(company, name)
    save(company, form, first | change, "Bo", made.key, seen=1, today=TODAY)
    after_bo = stored(company, name)
    with pytest.raises(ChangedMeanwhile) as told:
        save(company, form, first, "Cia", made.key, seen=1, today=TODAY)
    assert stored(company, name) == after_bo
    assert {key: told.value.now[key] for key in change} == change
    with pytest.raises(ChangedMeanwhile):
        remove(company, form, made.key, 1, "Cia")
    # Having seen it, the second one may decide.
    save(company, form, first, "Cia", made.key, seen=told.value.now[VERSION], today=TODAY)
    remove(company, form, made.key, 3, "Bo")
    with pytest.raises(ChangedMeanwhile) as told:
        save(company, form, first, "Cia", made.key, seen=3, today=TODAY)
    assert told.value.now is None


@each_form
def test_the_audit_says_who_did_what_with_the_row_before_and_after(company, name):
    form, (first, change) = FORMS[name], WRITTEN[name]
    made = write(company, name)
    save(company, form, first | change, "Bo", made.key, seen=1, today=TODAY)
    with company.connect() as connection:
        rows = connection.execute(select(audit).order_by(audit.c.id)).all()
        told = changes_of(connection, form)
    assert [(row.who, row.action, row.table_name) for row in rows] == [
        ("Ada", "write: saved", name), ("Bo", "write: saved", name),
    ]  # fmt: skip
    assert rows[0].before is None
    assert from_json(form.table, rows[1].before) == from_json(form.table, rows[0].after)
    assert from_json(form.table, rows[1].after) == told[0].after
    assert told[0].after in stored(company, name)
    assert [(each.who, each.before is None) for each in told] == [("Bo", False), ("Ada", True)]


FAULTS = [
    ("priorities", {"statement": "  "}, "statement", "needed"),
    ("priorities", {"declared_share": 0.0}, "declared_share", "more than 0"),
    ("priorities", {"declared_share": 20}, "declared_share", "at most 1"),
    ("priorities", {"valid_to": date(2026, 1, 13)}, "valid_to", "before valid_from"),
    ("priorities", {"decided_on": date(2026, 3, 2)}, "decided_on", "still to come"),
    ("initiatives", {"name": None}, "name", "needed"),
    ("initiatives", {"name": "x" * 301}, "name", "room for 300"),
    ("initiatives", {"completed_on": date(2025, 5, 1)}, "completed_on", "before launched_on"),
    ("decisions", {"expected_by": None}, "expected_by", "all three"),
    ("decisions", {"expected_by": date(2026, 1, 19)}, "expected_by", "before decided_on"),
    ("actions", {"decision_id": None}, "decision_id", "needed"),
    ("actions", {"done_on": date(2026, 3, 2)}, "done_on", "still to come"),
    ("target_groups", {"cadence_days": 0}, "cadence_days", "1 or more"),
    ("targets", {"value": None}, "value", "needed"),
    ("notes", {"text": " "}, "text", "needed"),
    ("notes", {"author": "x" * 201}, "author", "room for 200"),
]


@pytest.mark.parametrize(("name", "wrong", "field", "said"), FAULTS)
def test_what_cannot_be_true_is_told_at_its_field_and_not_stored(company, name, wrong, field, said):
    before = stored(company, name)
    with pytest.raises(Faulty) as told:
        write(company, name, **wrong)
    [fault] = told.value.faults
    assert fault.field == field
    assert said in str(fault.said)
    assert stored(company, name) == before


@each_form
def test_a_right_row_has_no_faults_and_every_fault_is_told_at_once(name):
    form, (first, _) = FORMS[name], WRITTEN[name]
    assert faults(form, tidy(form, first), TODAY) == ()
    needed = [field.name for field in form.fields if field.required]
    assert [fault.field for fault in faults(form, tidy(form, {}), TODAY)] == needed


def test_spaces_around_a_text_go_and_an_empty_text_is_unknown(company):
    made = write(company, "actions", owner_role="  ", text=" Anställ \n")
    [row] = [row for row in stored(company, "actions") if row["id"] == made.key["id"]]
    assert (row["owner_role"], row["text"]) == (None, "Anställ")


def test_a_decision_with_actions_stays_until_they_go(company):
    action = write(company, "actions")
    with pytest.raises(ReaderError, match="1 rows of actions hang on this"):
        remove(company, FORMS["decisions"], {"id": DECIDED}, 1, "Ada")
    remove(company, FORMS["actions"], action.key, 1, "Ada")
    remove(company, FORMS["decisions"], {"id": DECIDED}, 1, "Ada")


def test_a_new_decision_is_not_taken_back_once_something_hangs_on_it(company):
    made = write(company, "decisions")
    write(company, "actions", decision_id=made.key["id"])
    with pytest.raises(ReaderError, match="hang on this"):
        take_back(company, made.change, "Ada")


def test_an_action_comes_back_only_where_its_decision_still_is(company):
    made = write(company, "actions")
    gone = remove(company, FORMS["actions"], made.key, 1, "Ada")
    remove(company, FORMS["decisions"], {"id": DECIDED}, 1, "Ada")
    with pytest.raises(ReaderError, match="decisions has been taken away"):
        take_back(company, gone.change, "Ada")
    assert stored(company, "actions") == []


def test_a_group_and_a_target_are_written_once(company):
    for name, key in (("target_groups", "skog"), ("targets", "nps")):
        write(company, name)
        with pytest.raises(ReaderError, match=f"one already with {key}"):
            write(company, name)


def test_a_row_cannot_point_at_one_that_is_gone(company):
    with pytest.raises(ReaderError, match="in agenda_items has been taken away"):
        write(company, "decisions", agenda_item_id=99)


def test_a_decision_counts_in_the_figures_at_once_and_no_more_when_taken_back(company):
    def decided() -> float:
        with company.connect() as connection:
            query = select(func.sum(kpi_monthly.c.numerator)).where(
                kpi_monthly.c.metric == decision_rate.key,
                kpi_monthly.c.month == month_number(date(2026, 1, 20)),
            )
            return float(connection.execute(query).scalar() or 0)

    made = write(company, "decisions")
    assert decided() == 1
    take_back(company, made.change, "Ada")
    assert decided() == 0


def test_what_was_decided_in_confidence_is_not_offered(company):
    write(company, "actions", decision_id=IN_SECRET)
    with company.connect() as connection:
        known = choices_of(connection, FORMS["actions"])
        assert [id_ for id_, _, _ in known.decisions] == [DECIDED]
        [row] = rows_of(connection, FORMS["decisions"])
        assert (row["id"], row["meeting_id"]) == (DECIDED, 2)
        assert rows_of(connection, FORMS["actions"]) == ()
        assert [item.title for item in items_at(connection, 2)] == ["Klagomål", ""]


def test_what_was_written_in_confidence_is_not_among_the_latest_changes(company):
    write(company, "decisions", agenda_item_id=4, text="Bud på Nordkraft")
    write(company, "actions", decision_id=IN_SECRET, text="Ring Nordkraft")
    write(company, "decisions")
    with company.connect() as connection:
        decided = changes_of(connection, FORMS["decisions"])
        assert [change.after["text"] for change in decided] == ["Egen kundchef"]
        assert changes_of(connection, FORMS["actions"]) == ()


def test_nor_is_it_once_it_was_taken_back_or_its_item_is_gone(company):
    """In no list any more: what it hung on says whether it may be told of."""
    secret = write(company, "decisions", agenda_item_id=4, text="Bud på Nordkraft")
    told = write(company, "actions", decision_id=secret.key["id"], text="Ring Nordkraft")
    for change in (told.change, secret.change):
        take_back(company, change, "Ada")
    gone = write(company, "decisions", text="Sälj Sydkraft")
    take_back(company, gone.change, "Ada")
    with company.connect() as connection:
        [back, made] = changes_of(connection, FORMS["decisions"])
        assert (back.before["text"], made.after["text"]) == ("Sälj Sydkraft",) * 2
        assert changes_of(connection, FORMS["actions"]) == ()
    with company.begin() as connection:
        confide = update(agenda_items).where(agenda_items.c.id == made.after["agenda_item_id"])
        connection.execute(confide.values(confidential=True))
        assert changes_of(connection, FORMS["decisions"]) == ()


def test_an_initiative_of_confidential_items_alone_is_not_listed(company):
    secret, half = (
        write(company, "initiatives", name=name).key["id"] for name in ("Vinge", "Halv")
    )
    with company.begin() as connection:
        item = update(agenda_items)
        connection.execute(item.where(agenda_items.c.id == 4).values(initiative_id=secret))
        connection.execute(item.where(agenda_items.c.id == 3).values(initiative_id=half))
    with company.connect() as connection:
        listed = [row["name"] for row in rows_of(connection, FORMS["initiatives"])]
        changed = [each.after["name"] for each in changes_of(connection, FORMS["initiatives"])]
    assert listed == changed == ["Halv"]


STEPS = st.lists(
    st.tuples(st.sampled_from(["new", "change", "remove"]), st.integers(0, 3)), max_size=8
)


@settings(
    max_examples=20,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
@given(steps=STEPS)
def test_every_change_taken_back_in_turn_leaves_what_there_was(company, steps):
    """Whatever was done in whatever order; only versions are newer."""
    form = FORMS["initiatives"]
    before, made = _said(company), list[int]()
    for number, (step, which) in enumerate(steps):
        rows = stored(company, "initiatives")
        if step == "new" or not rows:
            made.append(write(company, "initiatives", name=f"Initiativ {number}").change)
            continue
        row = rows[which % len(rows)]
        key, seen = {"id": row["id"]}, row[VERSION]
        if step == "remove":
            made.append(remove(company, form, key, seen, "Ada").change)
        else:
            values = row | {"name": f"Nytt namn {number}"}
            made.append(save(company, form, values, "Ada", key, seen, TODAY).change)
    for change in reversed(made):
        take_back(company, change, "Bo")
    assert _said(company) == before


def _said(engine: Engine) -> list[dict[str, Any]]:
    return [row | {VERSION: None} for row in stored(engine, "initiatives")]


def test_actions_of_a_table_keep_their_days(company):
    """JSON has no days: they come back as days, and no text is taken for one."""
    made = write(company, "actions", text="2026-01-01")
    with company.connect() as connection:
        [change] = changes_of(connection, FORMS["actions"])
    assert change.after == stored(company, "actions")[0]
    assert change.after["due_on"] == date(2026, 4, 1)
    assert change.after["text"] == "2026-01-01"
    assert made.key == {"id": change.after["id"]}


def test_signs_that_nobody_sees_are_not_stored(app: Engine) -> None:
    text = "ett\0 tv\x1bå\ttabb\r\nrad\x85 \ud800tre"
    made = save(app, FORMS["notes"], {"noted_on": TODAY, "text": text}, "Ada", today=TODAY)
    with app.connect() as connection:
        row = row_of(connection, FORMS["notes"].table, made.key)
    assert row
    assert row["text"] == "ett två\ttabb\nrad tre"
    with pytest.raises(Faulty):
        save(app, FORMS["notes"], {"noted_on": TODAY, "text": "\0 \x07"}, "Ada", today=TODAY)

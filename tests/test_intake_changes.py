"""Late and edited files: what changed, from what to what, when it became known."""

from datetime import date, timedelta
from pathlib import Path

import pytest
from sqlalchemy import Engine, event, select

from agenda_files import AGENDA, TODAY, stored, take_in, write
from kundagenda.database.tables import audit, imports
from kundagenda.intake.build import BATCH
from kundagenda.intake.changed_since import changes_since
from kundagenda.intake.commit import commit_agendas
from kundagenda.intake.plan import preview_agendas
from metrics.tables import agenda_items, meetings

FORUM = "Ledningsgruppen"
MARCH = date(2025, 3, 3)
EDITED = "## Dagordning\n1. Öppnande\n2. Prislöfte (30 min)\n3. Bokslut\n"


def told(engine: Engine, *paths: Path) -> list[tuple[object, ...]]:
    """The changes that a preview tells of."""
    plan = preview_agendas(engine, paths, FORUM, TODAY)
    return [(one.item, one.field, one.before, one.after) for one in plan.changes]


def test_a_new_meeting_has_no_changes_and_an_unchanged_one_none_either(
    app: Engine, tmp_path: Path
) -> None:
    path = write(tmp_path, "2025-03-03.md", AGENDA)
    assert told(app, path) == []
    plan = preview_agendas(app, [path], FORUM, TODAY)
    assert plan.files[0].standing == {(FORUM, MARCH): "new"}
    take_in(app, path)
    assert told(app, path) == []
    plan = preview_agendas(app, [path], FORUM, TODAY)
    assert plan.files[0].standing == {(FORUM, MARCH): "unchanged"}


def test_the_preview_says_what_becomes_of_each_item(app: Engine, tmp_path: Path) -> None:
    path = write(tmp_path, "2025-03-03.md", AGENDA)
    take_in(app, path)
    write(tmp_path, "2025-03-03.md", EDITED)
    assert told(app, path) == [
        ("Prislöfte", "planned_minutes", 20, 30),
        ("Bokslut", "item", None, "Bokslut"),
        ("Lagerflytt", "item", "Lagerflytt", None),
    ]
    plan = preview_agendas(app, [path], FORUM, TODAY)
    assert plan.files[0].standing == {(FORUM, MARCH): "changed"}
    lines = plan.lines(dry_run=True)
    assert "    2025-03-03 Ledningsgruppen, held, changed" in lines
    assert lines[-3:] == [
        "          Prislöfte: planned_minutes 20 -> 30",
        "          + Bokslut",
        "          - Lagerflytt",
    ]
    assert plan.as_json()["files"][0]["changes"][0] == {
        "forum": FORUM,
        "held_on": "2025-03-03",
        "item": "Prislöfte",
        "field": "planned_minutes",
        "before": 20,
        "after": 30,
    }
    assert commit_agendas(app, plan).as_json() == plan.as_json()


def test_each_changed_row_is_audited_with_its_changed_fields_only(
    app: Engine, tmp_path: Path
) -> None:
    path = write(tmp_path, "2025-03-03.md", AGENDA)
    take_in(app, path)
    write(tmp_path, "2025-03-03.md", EDITED)
    take_in(app, path)
    with app.connect() as connection:
        query = select(audit.c.table_name, audit.c.row_id, audit.c.before, audit.c.after)
        rows = connection.execute(query.where(audit.c.action == "import: changed")).all()
        [price] = connection.execute(
            select(agenda_items.c.id).where(agenda_items.c.title == "Prislöfte")
        ).one()
    of = (
        '{"of": {"forum": "Ledningsgruppen", "held_on": "2025-03-03", "item": "Prislöfte", '
        '"confidential": false}, '
    )
    assert tuple(rows[0]) == (
        "agenda_items",
        str(price),
        of + '"planned_minutes": 20.0}',
        of + '"planned_minutes": 30.0}',
    )
    assert len(rows) == 3


def test_late_minutes_are_told_as_changes_of_the_agenda(app: Engine, tmp_path: Path) -> None:
    agenda = write(tmp_path, "2025-03-03 agenda.md", "## Agenda\n- Refunds (20 min)\n- Prices\n")
    minutes = write(
        tmp_path,
        "2025-03-03 minutes.md",
        "## Minutes\n- Refunds (35 min)\n- Prices\n  - Deferred to the next meeting\n- Strike\n",
    )
    take_in(app, agenda)
    assert told(app, minutes) == [
        ("Refunds", "actual_minutes", None, 35),
        ("Prices", "detail", None, "Deferred to the next meeting"),
        ("Prices", "outcome", "handled", "deferred"),
        ("Strike", "item", None, "Strike"),
    ]
    take_in(app, minutes)
    columns = (agenda_items.c.planned_minutes, agenda_items.c.actual_minutes)
    # Agenda and minutes disagree on how long the refunds took: both are kept.
    assert stored(app, *columns) == [(20, 35), (None, None), (None, None)]
    assert stored(app, agenda_items.c.outcome) == [("handled",), ("deferred",), ("added",)]


def test_a_meeting_has_a_planned_and_an_actual_length(app: Engine, tmp_path: Path) -> None:
    plan = preview_agendas(
        app,
        [
            write(tmp_path, "2025-03-03 agenda.md", "## Agenda\n- Refunds\n"),
            write(tmp_path, "2025-03-03 minutes.md", "## Minutes\n- Refunds\n"),
        ],
        FORUM,
        TODAY,
    )
    for file, minutes in zip(plan.files, (60, 95), strict=True):
        file.meetings[0][1].planned_minutes = minutes
    commit_agendas(app, plan)
    with app.connect() as connection:
        lengths = select(meetings.c.planned_minutes, meetings.c.actual_minutes)
        assert tuple(connection.execute(lengths).one()) == (60, 95)


def test_a_meeting_that_is_held_at_last_is_a_change_of_the_meeting(
    app: Engine, tmp_path: Path
) -> None:
    path = write(tmp_path, "2025-06-02.md", AGENDA)
    take_in(app, path)
    later = preview_agendas(app, [path], FORUM, date(2025, 6, 3))
    assert [(one.item, one.field, one.before, one.after) for one in later.changes] == [
        (None, "status", "planned", "held")
    ]
    assert "          the meeting: status planned -> held" in later.lines(dry_run=True)


def test_what_became_known_since_a_day_is_told_latest_first(app: Engine, tmp_path: Path) -> None:
    path = write(tmp_path, "2025-03-03.md", AGENDA)
    take_in(app, path)
    write(tmp_path, "2025-03-03.md", EDITED)
    plan = preview_agendas(app, [path], FORUM, TODAY)
    commit_agendas(app, plan, who="anna@example.org")
    with app.connect() as connection:
        at = connection.execute(select(imports.c.imported_at).order_by(imports.c.id)).scalars()
        day = list(at)[-1].date()
        known = changes_since(connection, day)
        assert changes_since(connection, day + timedelta(days=1)) == []
        assert len(changes_since(connection, day, limit=1)) == 1
    assert [one.who for one in known] == 3 * ["anna@example.org"]
    assert [change for one in known for change in one.changes] == plan.changes


def test_an_upload_goes_by_its_own_name_and_not_by_where_it_lies(
    app: Engine, tmp_path: Path
) -> None:
    folder = tmp_path / "upload 2019"
    named = write(folder, "a.md", "# Möte 2025-03-03\n\n" + AGENDA)
    dateless = write(folder, "03-04.md", AGENDA)
    names = {named: "ledning.md", dateless: "03-04.md"}
    plan = preview_agendas(app, [named, dateless], FORUM, TODAY, names=names)
    # The year of the temporary folder is no year of the meeting's.
    assert [(file.path, file.status) for file in plan.files] == [
        ("ledning.md", "imported"),
        ("03-04.md", "refused"),
    ]
    commit_agendas(app, plan)
    with app.connect() as connection:
        assert connection.execute(select(imports.c.path)).scalars().all() == ["ledning.md"]
    other = write(tmp_path / "another", "b.md", "# Möte 2025-03-03\n\n" + EDITED)
    again = preview_agendas(app, [other], FORUM, TODAY, names={other: "ledning.md"})
    assert [file.status for file in again.files] == ["replaced"]


def test_progress_is_told_of_reading_and_of_writing(sqlite_app: Engine, tmp_path: Path) -> None:
    for day in range(1, 4):
        write(tmp_path, f"2025-03-0{day}.md", AGENDA)
    seen: list[tuple[str, int]] = []

    def tell(things, doing):  # type: ignore[no-untyped-def]
        for number, thing in enumerate(things, start=1):
            yield thing
            seen.append((doing, number))

    plan = preview_agendas(sqlite_app, [tmp_path], FORUM, TODAY, progress=tell)
    assert seen == [("Reading", 1), ("Reading", 2), ("Reading", 3)]
    commit_agendas(sqlite_app, plan, progress=tell)
    # Three meetings are one batch.
    assert seen[3:] == [("Writing", 1)]


@pytest.mark.parametrize("many", [10, 2 * BATCH + 1])
def test_statements_grow_with_batches_and_not_with_meetings(
    sqlite_app: Engine, tmp_path: Path, many: int
) -> None:
    first = date(2020, 1, 1)
    days = [first + timedelta(days=day) for day in range(many)]
    lines = ["datum;punkt", *(f"{day};Öppnande" for day in days)]
    plan = preview_agendas(
        sqlite_app, [write(tmp_path, "möten.csv", "\n".join(lines))], FORUM, TODAY
    )
    asked: list[str] = []

    def note(conn, cursor, statement, *more):  # type: ignore[no-untyped-def]
        if "meetings" in statement or "agenda_items" in statement:
            asked.append(statement)

    event.listen(sqlite_app, "before_cursor_execute", note)
    commit_agendas(sqlite_app, plan)
    event.remove(sqlite_app, "before_cursor_execute", note)
    # Three or so a batch, and a fixed number for the figures; a statement a meeting would be 401.
    assert len(asked) < 90

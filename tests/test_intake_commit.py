"""Importing agendas: previewed, all or nothing, and the same file twice changes nothing."""

from concurrent.futures import ThreadPoolExecutor
from datetime import date
from pathlib import Path

import pytest
from sqlalchemy import Engine, insert, select, update

from agenda_files import AGENDA, TODAY, counts, stored, take_in, write
from kundagenda.database.state import DEMO, remember
from kundagenda.database.tables import audit, imports
from kundagenda.errors import ReaderError
from kundagenda.intake import commit as commit_module
from kundagenda.intake.commit import commit_agendas
from kundagenda.intake.plan import preview_agendas
from metrics.tables import agenda_items, decisions, forums, kpi_monthly


def test_the_report_has_exactly_the_fields_of_the_contract(app: Engine, tmp_path: Path) -> None:
    path = write(tmp_path, "2025-03-03.md", AGENDA.replace("20 min", "1020 min"))
    told = take_in(app, path).as_json()
    [file] = told["files"]
    [meeting] = file["meetings"]
    assert list(told) == ["files"]
    assert list(file) == ["path", "status", "error", "meetings", "warnings"]
    assert (file["path"], file["status"], file["error"]) == (str(path), "imported", None)
    assert (meeting["forum"], meeting["held_on"], meeting["status"]) == (
        "Ledningsgruppen",
        "2025-03-03",
        "held",
    )
    assert [list(item) for item in meeting["items"]] == 3 * [
        ["position", "title", "minutes", "formal", "carried_over", "level", "best", "confidence"]
    ]
    assert [(item["title"], item["minutes"], item["formal"]) for item in meeting["items"]] == [
        ("Öppnande", None, True),
        ("Prislöfte", 1020, False),
        ("Lagerflytt", None, False),
    ]
    assert [warning["line"] for warning in file["warnings"]] == [3]
    assert stored(app, agenda_items.c.planned_minutes) == [(None,), (None,), (None,)]


def test_a_preview_writes_nothing_and_says_what_a_commit_does(app: Engine, tmp_path: Path) -> None:
    path = write(tmp_path, "2025-03-03.md", AGENDA)
    before = counts(app)
    plan = preview_agendas(app, [path], "Ledningsgruppen", TODAY)
    assert counts(app) == before
    assert plan.new_forums == ["Ledningsgruppen"]
    assert commit_agendas(app, plan).as_json() == plan.as_json()
    after = counts(app)
    assert (after["forums"], after["meetings"], after["agenda_items"], after["imports"]) == (
        1,
        1,
        3,
        1,
    )


def test_the_same_file_again_changes_nothing_whatever_it_is_called(
    app: Engine, tmp_path: Path
) -> None:
    path = write(tmp_path, "2025-03-03.md", AGENDA)
    take_in(app, path)
    before, items = counts(app), stored(app, *agenda_items.c)
    copy = write(tmp_path, "copy/2025-03-03.md", AGENDA)
    report = take_in(app, path, copy)
    assert [file.status for file in report.files] == ["unchanged", "unchanged"]
    assert (counts(app), stored(app, *agenda_items.c)) == (before, items)


def test_an_edited_file_replaces_its_items_and_keeps_what_a_person_set(
    app: Engine, tmp_path: Path
) -> None:
    path = write(tmp_path, "2025-03-03.md", AGENDA)
    take_in(app, path)
    with app.begin() as connection:
        by_person = {"level": "value", "level_best": "value", "level_by": "person"}
        price = agenda_items.c.title == "Prislöfte"
        connection.execute(update(agenda_items).where(price).values(by_person))
    write(tmp_path, "2025-03-03.md", "## Dagordning\n- Reklamationer\n- PRISLÖFTE – 30 min\n")
    report = take_in(app, path)
    assert [file.status for file in report.files] == ["replaced"]
    columns = (agenda_items.c.position, agenda_items.c.title, agenda_items.c.planned_minutes)
    assert stored(app, *columns) == [(1, "Reklamationer", None), (2, "PRISLÖFTE", 30)]
    assert stored(app, agenda_items.c.level_by) == [("model",), ("person",)]
    assert stored(app, agenda_items.c.level_best)[1] == ("value",)
    assert counts(app)["meetings"] == 1


def test_an_item_with_a_decision_is_never_deleted(app: Engine, tmp_path: Path) -> None:
    path = write(tmp_path, "2025-03-03.md", AGENDA)
    take_in(app, path)
    with app.begin() as connection:
        [item] = connection.execute(
            select(agenda_items.c.id).where(agenda_items.c.title == "Lagerflytt")
        ).one()
        row = {"agenda_item_id": item, "text": "Flytta", "decided_on": date(2025, 3, 3)}
        connection.execute(insert(decisions).values(row))
    write(tmp_path, "2025-03-03.md", "## Dagordning\n- Prislöfte\n")
    take_in(app, path)
    assert stored(app, agenda_items.c.title) == [("Prislöfte",), ("Lagerflytt",)]


def test_a_near_miss_of_a_forum_is_refused_and_nothing_written(app: Engine, tmp_path: Path) -> None:
    path = write(tmp_path, "2025-03-03.md", AGENDA)
    take_in(app, path)
    before = counts(app)
    with pytest.raises(ReaderError, match="'Ledningsgruppen'"):
        preview_agendas(app, [path], "ledningsgrupp", TODAY)
    assert counts(app) == before


def test_a_refused_file_does_not_stop_the_others(app: Engine, tmp_path: Path) -> None:
    write(tmp_path, "2025-03-03.md", AGENDA)
    write(tmp_path, "2025-03-10.csv", "")
    write(tmp_path, ".hidden.md", "nothing")
    report = take_in(app, tmp_path)
    assert [file.status for file in report.files] == ["imported", "refused"]
    assert [file.error for file in report.refused] == [
        "2025-03-10.csv is empty: export or save it again."
    ]
    with pytest.raises(ReaderError, match="no file or folder"):
        preview_agendas(app, [tmp_path / "missing"], "Ledningsgruppen", TODAY)


def test_a_failure_in_the_middle_writes_nothing(
    app: Engine, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    write(tmp_path, "2025-03-03.md", AGENDA)
    write(tmp_path, "2025-04-07.md", AGENDA)
    plan = preview_agendas(app, [tmp_path], "Ledningsgruppen", TODAY)
    before = counts(app)

    def fail(*_: object) -> None:
        raise ReaderError("The disk is full.")

    monkeypatch.setattr(commit_module, "bump_version", fail)
    with pytest.raises(ReaderError, match="disk"):
        commit_agendas(app, plan)
    assert counts(app) == before


def test_agenda_figures_of_the_touched_months_are_there_at_once(
    app: Engine, tmp_path: Path
) -> None:
    take_in(app, write(tmp_path, "2025-03-03.md", AGENDA))
    share = select(kpi_monthly.c.month, kpi_monthly.c.forum, kpi_monthly.c.denominator)
    with app.connect() as connection:
        found = connection.execute(share.where(kpi_monthly.c.metric == "customer_item_share")).all()
    # Two items count; the opening is formal.
    assert [tuple(row) for row in found] == [(2025 * 12 + 2, "Ledningsgruppen", 2)]


def test_an_import_leaves_an_audit_row_naming_the_import(app: Engine, tmp_path: Path) -> None:
    plan = preview_agendas(app, [write(tmp_path, "2025-03-03.md", AGENDA)], "Styrelsen", TODAY)
    commit_agendas(app, plan, who="anna@example.org")
    with app.connect() as connection:
        number, by = connection.execute(select(imports.c.id, imports.c.imported_by)).one()
        told = connection.execute(select(audit.c.who, audit.c.action, audit.c.row_id)).one()
        kind = connection.execute(select(forums.c.kind)).scalar_one()
    assert by == "anna@example.org"
    assert tuple(told) == ("anna@example.org", "import: imported", str(number))
    assert kind == "board"


def test_a_report_for_a_person_names_forums_files_and_lines(app: Engine, tmp_path: Path) -> None:
    good = write(tmp_path, "2025-03-03.md", AGENDA.replace("20 min", "999 min"))
    bad = write(tmp_path, "2025-03-10.csv", "")
    report = preview_agendas(app, [good, bad], "Styrelsen", TODAY).report()
    assert report.lines() == [
        "new forum: Styrelsen",
        f"imported  {good}: 2025-03-03 (3 items)",
        "          line 3: Prislöfte: 999 minutes is too long; taken as unknown.",
        f"refused   {bad}: 2025-03-10.csv is empty: export or save it again.",
    ]
    assert report.refusal() == ("1 of 2 files were refused; the reason stands with each.")


def test_a_dry_run_says_what_would_be_done_and_shows_the_items(app: Engine, tmp_path: Path) -> None:
    path = write(tmp_path, "2025-03-03.md", AGENDA)
    plan = preview_agendas(app, [path], "Styrelsen", TODAY)
    level = {title: judged.level for title, judged in plan.levels.items()}
    assert plan.lines(dry_run=True) == [
        "new forum: Styrelsen",
        f"would import  {path}: 2025-03-03 (3 items)",
        "    2025-03-03 Styrelsen, held",
        "       1  none     Öppnande",
        f"       2  {level['Prislöfte']:<8} Prislöfte",
        f"       3  {level['Lagerflytt']:<8} Lagerflytt",
    ]
    commit_agendas(app, plan)
    write(tmp_path, "2025-03-03.md", AGENDA + "4. Kundklagomål\n")
    again = preview_agendas(app, [path], "Styrelsen", TODAY)
    assert again.lines(dry_run=True)[0].startswith(f"would replace {path}: ")
    assert again.as_json()["files"][0]["status"] == "replaced"


def test_a_lone_refused_file_is_told_once(app: Engine, tmp_path: Path) -> None:
    report = take_in(app, write(tmp_path, "2025-03-10.csv", ""))
    assert report.lines() == []
    assert report.refusal() == "2025-03-10.csv is empty: export or save it again."


def test_agendas_never_go_into_the_demo(app: Engine, tmp_path: Path) -> None:
    path = write(tmp_path, "2025-03-03.md", AGENDA)
    plan = preview_agendas(app, [path], "Styrelsen", TODAY)
    with app.begin() as connection:
        remember(connection, DEMO, "{}")
    before = counts(app)
    with pytest.raises(ReaderError, match="demo company's database"):
        preview_agendas(app, [path], "Styrelsen", TODAY)
    # The database may have become the demo after the preview was shown.
    with pytest.raises(ReaderError, match="demo company's database"):
        commit_agendas(app, plan)
    assert counts(app) == before


def test_two_imports_of_one_file_at_the_same_time_are_one(app: Engine, tmp_path: Path) -> None:
    path = write(tmp_path, "2025-03-03.md", AGENDA)
    plans = [preview_agendas(app, [path], "Ledningsgruppen", TODAY) for _ in range(2)]
    with ThreadPoolExecutor(2) as both:
        reports = list(both.map(lambda plan: commit_agendas(app, plan), plans))
    assert sorted(report.files[0].status for report in reports) == ["imported", "unchanged"]
    after = counts(app)
    assert (after["meetings"], after["agenda_items"], after["imports"]) == (1, 3, 1)


def test_an_undated_e_mail_or_an_endless_forum_name_is_refused(app: Engine, tmp_path: Path) -> None:
    text = f"Subject: Agenda\nMIME-Version: 1.0\n\n{AGENDA}"
    report = take_in(app, write(tmp_path, "agenda.eml", text))
    assert "does not say when" in report.refusal()
    with pytest.raises(ReaderError, match="over 200 letters"):
        take_in(app, write(tmp_path, "2025-03-04.md", AGENDA), forum=201 * "x")
    assert counts(app)["forums"] == 0


def test_a_file_whose_date_was_corrected_says_that_the_old_meeting_is_kept(
    app: Engine, tmp_path: Path
) -> None:
    take_in(app, write(tmp_path, "protokoll.md", "# Möte 2025-03-03\n\n" + AGENDA))
    told = take_in(app, write(tmp_path, "protokoll.md", "# Möte 2025-03-10\n\n" + AGENDA))
    [file] = told.as_json()["files"]
    [gone] = file["warnings"]
    assert "no longer holds the meeting of 2025-03-03" in gone["text"]
    assert counts(app)["meetings"] == 2

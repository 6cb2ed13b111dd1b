"""Undo of agendas: the database is as if the import had not been."""

from datetime import date, datetime
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import Engine, insert, select, update

from agenda_files import AGENDA, TODAY, counts, stored, take_in, write
from database_content import content
from kundagenda.database.tables import audit, imports, second_codings
from kundagenda.errors import ReaderError
from kundagenda.intake.commit import commit_agendas
from kundagenda.intake.imports_list import imports_of
from kundagenda.intake.plan import preview_agendas
from kundagenda.intake.undo import Undone, undo_import
from metrics.tables import agenda_items, decisions, forums, kpi_monthly
from table_files import load

MARCH = "2025-03-03"
TODAY_AT = datetime(2025, 6, 1)


def undo(engine: Engine, place: int) -> Undone:
    """Undo the first, second, ... import that there has been, or with -1 the last."""
    with engine.connect() as connection:
        ids = connection.execute(select(imports.c.id).order_by(imports.c.id)).scalars().all()
    number = ids[place - 1 if place > 0 else place]
    return undo_import(engine, number, who="anna@example.org", today=TODAY)


def test_undo_of_the_only_import_leaves_nothing_but_its_trace(app: Engine, tmp_path: Path) -> None:
    path = write(tmp_path, f"{MARCH}.md", AGENDA)
    take_in(app, path)
    undone = undo(app, -1)
    assert (undone.deleted, undone.restored) == (
        {"meetings": 1, "agenda_items": 3, "forums": 1},
        {},
    )
    left = {table: count for table, count in counts(app).items() if count}
    assert left.keys() == {"audit", "imports", "state"}
    with app.connect() as connection:
        told = connection.execute(select(audit.c.who, audit.c.action).order_by(audit.c.id)).all()
        at = connection.execute(select(imports.c.undone_at)).scalar_one()
    assert tuple(told[-1]) == ("anna@example.org", "import: undone")
    assert at is not None


def test_a_file_can_be_imported_again_after_its_undo(app: Engine, tmp_path: Path) -> None:
    path = write(tmp_path, f"{MARCH}.md", AGENDA)
    take_in(app, path)
    before = content(app)
    undo(app, -1)
    assert [file.status for file in take_in(app, path).files] == ["imported"]
    assert content(app) == before


def test_undo_of_an_edited_file_goes_back_to_the_file_as_it_was(
    app: Engine, tmp_path: Path
) -> None:
    path = write(tmp_path, f"{MARCH}.md", AGENDA)
    write(tmp_path, "2025-04-07.md", "## Dagordning\n- Prislöfte\n")
    take_in(app, tmp_path)
    before = content(app)
    write(tmp_path, f"{MARCH}.md", "## Dagordning\n- Kundklagomål\n- Lagerflytt (5 min)\n")
    take_in(app, path)
    assert content(app) != before
    undo(app, -1)
    assert content(app) == before


@pytest.mark.parametrize("first", ["agenda", "minutes"])
def test_undo_of_one_of_two_files_leaves_what_the_other_says(
    app: Engine, tmp_path: Path, first: str
) -> None:
    texts = {
        "agenda": "## Agenda\n- Refunds (20 min)\n- Prices\n",
        "minutes": "## Minutes\n- Refunds (35 min)\n- Strike in Oslo\n",
    }
    paths = {name: write(tmp_path, f"{MARCH} {name}.md", text) for name, text in texts.items()}
    [second] = texts.keys() - {first}
    take_in(app, paths[first])
    alone = content(app)
    take_in(app, paths[second])
    both = content(app)
    undo(app, -1)
    assert content(app) == alone
    take_in(app, paths[second])
    assert content(app) == both
    undo(app, 1)
    take_in(app, paths[first])
    assert content(app) == both


def test_undo_links_carried_over_items_to_the_next_first_appearance(
    app: Engine, tmp_path: Path
) -> None:
    for name in (MARCH, "2025-04-07", "2025-05-05"):
        take_in(app, write(tmp_path, f"{name}.md", "## Dagordning\n- Klagomål från kunder\n"))
    undo(app, 1)
    rows = stored(app, agenda_items.c.id, agenda_items.c.first_seen_item_id)
    assert [link for _, link in rows] == [None, rows[0][0]]
    share = select(kpi_monthly.c.month, kpi_monthly.c.numerator).where(
        kpi_monthly.c.metric == "first_appearance_share"
    )
    with app.connect() as connection:
        found = connection.execute(share.order_by(kpi_monthly.c.month)).all()
    # April is now the first of two appearances; March has no figures left.
    assert [tuple(row) for row in found] == [(2025 * 12 + 3, 1), (2025 * 12 + 4, 0)]


def hang_on(engine: Engine, kind: str, title: str) -> None:
    with engine.begin() as connection:
        query = select(agenda_items.c.id).where(agenda_items.c.title == title)
        item = connection.execute(query).scalar_one()
        day = date(2025, 3, 3)
        rows: dict[str, tuple[Any, dict[str, Any]]] = {
            "decision": (decisions, {"text": "Flytta", "decided_on": day}),
            "coding": (second_codings, {"level": "fix", "coded_at": TODAY_AT}),
        }
        table, row = rows[kind]
        connection.execute(insert(table).values(row | {"agenda_item_id": item}))


@pytest.mark.parametrize("kind", ["decision", "coding"])
def test_an_import_whose_items_were_decided_on_or_coded_is_not_undone(
    app: Engine, tmp_path: Path, kind: str
) -> None:
    take_in(app, write(tmp_path, f"{MARCH}.md", AGENDA))
    hang_on(app, kind, "Lagerflytt")
    before = content(app)
    with pytest.raises(ReaderError, match="item 3 of 2025-03-03"):
        undo(app, 1)
    assert content(app) == before
    with app.connect() as connection:
        assert connection.execute(select(imports.c.undone_at)).scalar_one() is None
    # The same when the agenda stands and the item would go with the minutes.
    minutes = write(tmp_path, f"{MARCH} minutes.md", "## Minutes\n- Strike in Oslo\n")
    take_in(app, minutes)
    hang_on(app, kind, "Strike in Oslo")
    with pytest.raises(ReaderError, match="item 4 of 2025-03-03"):
        undo(app, -1)


def test_what_a_person_said_of_an_item_outlives_the_undo_of_the_minutes(
    app: Engine, tmp_path: Path
) -> None:
    take_in(app, write(tmp_path, f"{MARCH} agenda.md", AGENDA))
    take_in(app, write(tmp_path, f"{MARCH} protokoll.md", "## Protokoll\n- Prislöfte\n"))
    said = {"level": "value", "level_best": "value", "level_by": "person"}
    with app.begin() as connection:
        price = agenda_items.c.title == "Prislöfte"
        connection.execute(update(agenda_items).where(price).values(said))
    undo(app, -1)
    assert stored(app, agenda_items.c.level_by) == [("rule",), ("person",), ("model",)]


def test_a_meeting_that_came_with_a_table_is_as_it_was(app: Engine, tmp_path: Path) -> None:
    load(app, tmp_path, "forums", "name,kind\nLedningsgruppen,leadership team\n")
    load(app, tmp_path, "meetings", f"forum,held_on,actual_minutes\nLedningsgruppen,{MARCH},90\n")
    load(
        app, tmp_path, "agenda_items",
        "forum,held_on,position,title,level\n"
        f"Ledningsgruppen,{MARCH},1,Lagerflytt,none\nLedningsgruppen,{MARCH},2,Kundlöften,value\n",
    )  # fmt: skip
    before = content(app)
    first = write(tmp_path, f"{MARCH} agenda.md", AGENDA)
    second = write(tmp_path, f"{MARCH} minutes.md", "## Minutes\n- Strike in Oslo\n")
    take_in(app, first)
    take_in(app, second)
    with pytest.raises(ReaderError, match=r"\(2025-03-03 agenda.md\) changed the same"):
        undo(app, 3)
    undo(app, 4)
    undo(app, 5)
    assert content(app) == before
    assert stored(app, agenda_items.c.title) == [("Lagerflytt",), ("Kundlöften",)]


def test_a_forum_that_two_imports_fill_goes_with_the_last_of_them(
    app: Engine, tmp_path: Path
) -> None:
    take_in(app, write(tmp_path, f"{MARCH}.md", AGENDA))
    take_in(app, write(tmp_path, "2025-04-07.md", AGENDA))
    undo(app, 1)
    assert counts(app)["forums"] == 1
    undo(app, 2)
    assert counts(app)["forums"] == 0


def test_a_forum_that_was_there_before_stays(app: Engine, tmp_path: Path) -> None:
    load(app, tmp_path, "forums", "name,kind\nLedningsgruppen,leadership team\n")
    take_in(app, write(tmp_path, f"{MARCH}.md", AGENDA))
    undo(app, 2)
    assert (counts(app)["forums"], counts(app)["meetings"]) == (1, 0)


def test_an_undo_is_refused_twice_and_for_what_is_not_there(app: Engine, tmp_path: Path) -> None:
    take_in(app, write(tmp_path, f"{MARCH}.md", AGENDA))
    undo(app, 1)
    with pytest.raises(ReaderError, match=r"was undone on .* already"):
        undo(app, 1)
    with pytest.raises(ReaderError, match="no import 987"):
        undo_import(app, 987)


def test_an_undo_that_fails_half_way_changes_nothing(
    app: Engine, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    take_in(app, write(tmp_path, f"{MARCH}.md", AGENDA))
    before, rows = content(app), counts(app)

    def fail(*_: object) -> None:
        raise ReaderError("The disk is full.")

    monkeypatch.setattr("kundagenda.intake.undo.bump_version", fail)
    with pytest.raises(ReaderError, match="disk"):
        undo(app, 1)
    assert (content(app), counts(app)) == (before, rows)


def test_the_list_says_what_was_imported_by_whom_and_what_can_be_undone(
    app: Engine, tmp_path: Path
) -> None:
    path = write(tmp_path, f"{MARCH}.md", AGENDA)
    plan = preview_agendas(app, [path], "Ledningsgruppen", TODAY)
    commit_agendas(app, plan, who="anna@example.org")
    load(app, tmp_path, "forums", "name,kind\nStyrelsen,board\n")
    undo(app, 1)
    with app.begin() as connection:
        old = {"kind": "table", "target": "targets", "path": "targets.csv", "checksum": ""}
        connection.execute(insert(imports).values(old | {"rows": 1, "imported_at": TODAY_AT}))
        lines = imports_of(connection)
        assert len(imports_of(connection, limit=2)) == 2
    assert [(line.kind, line.target, line.file, line.rows) for line in lines] == [
        ("table", "targets", "targets.csv", 1),
        ("table", "forums", "forums.csv", 1),
        ("agenda", "Ledningsgruppen", f"{MARCH}.md", 3),
    ]
    assert [line.can_be_undone for line in lines] == [False, True, False]
    assert "before imports could be undone" in (lines[0].why_not or "")
    assert lines[2].imported_by == "anna@example.org"
    assert lines[2].undone_at is not None


def test_ids_given_anew_never_lead_an_undo_to_the_wrong_rows(app: Engine, tmp_path: Path) -> None:
    take_in(app, write(tmp_path, f"{MARCH}.md", "## Dagordning\n- Lagerflytt\n"))
    load(
        app, tmp_path, "agenda_items",
        f"forum,held_on,position,title\nLedningsgruppen,{MARCH},2,Bokslut\n",
    )  # fmt: skip
    # The agenda read anew takes the row of the table away; SQLite gives its id to the next one.
    take_in(app, write(tmp_path, f"{MARCH}.md", "## Dagordning\n- Lagerflytt\n- Prislöfte\n"))
    if app.dialect.name == "sqlite":
        with pytest.raises(ReaderError, match=rf"\({MARCH}.md\) changed the same rows"):
            undo(app, 2)
    else:
        assert undo(app, 2).deleted == {}
    assert stored(app, agenda_items.c.title) == [("Lagerflytt",), ("Prislöfte",)]
    with app.connect() as connection:
        assert connection.execute(select(forums.c.name)).scalars().all() == ["Ledningsgruppen"]

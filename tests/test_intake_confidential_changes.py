"""What late minutes change of confidential items is told without a word of what they are about."""

import json
from datetime import date
from pathlib import Path

import pytest
from sqlalchemy import Engine, func, insert, select, update

from agenda_files import TODAY, take_in, write
from kundagenda.database.tables import audit, imports, now
from kundagenda.intake.changed_since import changes_since
from kundagenda.intake.plan import preview_agendas
from kundagenda.intake.undo import undo_import
from metrics.tables import agenda_items

FORUM, NAME = "Ledningsgruppen", "2025-03-03.md"
FIRST = "## Dagordning\n1. Prislöfte\n2. Köp av Nordkraft (sekretess) (20 min)\n"
LATER = FIRST.replace("20 min", "45 min") + "3. Sydkraft (sekretess)\n"
WITHOUT = "## Dagordning\n1. Prislöfte\n"
WORDS = ("kraft", "köp")


def changes(engine: Engine) -> list[tuple[object, ...]]:
    with engine.connect() as connection:
        known = changes_since(connection, date(2020, 1, 1))
    return [
        (change.item, change.field, change.before, change.after)
        for each in known for change in each.changes
    ]  # fmt: skip


def audited(engine: Engine) -> str:
    with engine.connect() as connection:
        rows = connection.execute(select(audit.c.before, audit.c.after)).all()
    return json.dumps([tuple(row) for row in rows], ensure_ascii=False)


def is_silent(*said: object) -> bool:
    return not any(word in str(each).casefold() for word in WORDS for each in said)


@pytest.mark.parametrize(
    ("text", "lines"),
    [
        (LATER, ["a confidential item: planned_minutes 20 -> 45", "+ a confidential item"]),
        (WITHOUT, ["- a confidential item"]),
    ],
)
def test_neither_the_preview_nor_the_log_tells_what_it_is_about(
    app: Engine, tmp_path: Path, text: str, lines: list[str]
) -> None:
    path = write(tmp_path, NAME, FIRST)
    take_in(app, path)
    write(tmp_path, NAME, text)
    plan = preview_agendas(app, [path], FORUM, TODAY)
    assert [change.line() for change in plan.changes] == lines
    assert is_silent(plan.as_json()["files"][0]["changes"])
    take_in(app, path)
    assert len(changes(app)) == len(lines)
    assert is_silent(changes(app), audited(app))


def test_nor_does_an_undo(app: Engine, tmp_path: Path) -> None:
    path = write(tmp_path, NAME, FIRST)
    take_in(app, path)
    write(tmp_path, NAME, LATER)
    take_in(app, path)
    with app.connect() as connection:
        last = connection.execute(select(func.max(imports.c.id))).scalar_one()
    undo_import(app, last)
    assert changes(app)
    assert is_silent(changes(app), audited(app))


def test_an_item_that_becomes_confidential_later_is_told_no_more(
    app: Engine, tmp_path: Path
) -> None:
    path = write(tmp_path, NAME, WITHOUT)
    take_in(app, path)
    write(tmp_path, NAME, "## Dagordning\n1. Prislöfte (30 min)\n")
    take_in(app, path)
    assert changes(app) == [("Prislöfte", "planned_minutes", None, 30.0)]
    with app.begin() as connection:
        connection.execute(update(agenda_items).values(confidential=True))
    assert changes(app) == [("", "planned_minutes", None, 30.0)]


def test_entries_of_earlier_versions_are_told_where_their_item_stands_open(
    app: Engine, tmp_path: Path
) -> None:
    """They do not say whether it was confidential: of one that is gone nobody can say."""
    take_in(app, write(tmp_path, NAME, FIRST))
    moment = {"happened_at": now(), "who": "Ada", "action": "import: changed"}
    with app.begin() as connection:
        for title in ("Prislöfte", "Köp av Nordkraft (sekretess)", "Sydkraft"):
            of = {"forum": FORUM, "held_on": "2025-03-03", "item": title}
            before, after = ({"of": of} | {"item": each} for each in (title, None))
            told = {"before": json.dumps(before), "after": json.dumps(after)}
            connection.execute(insert(audit).values(moment | {"table_name": "agenda_items"} | told))
    assert changes(app) == [("Prislöfte", "item", "Prislöfte", None)] + [("", "item", "", None)] * 2

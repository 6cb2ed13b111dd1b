"""The way back from a correction: every item as it was, unless it moved on since."""

import json
from collections.abc import Iterable
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import Engine, delete, select, update

from agenda_files import AGENDA, take_in, write
from kundagenda.database.audit import clear_audit_to
from kundagenda.database.backup import back_up
from kundagenda.database.restore import restore
from kundagenda.database.tables import audit, corrections, now
from kundagenda.errors import ReaderError
from kundagenda.intake import rejudge
from kundagenda.intake.correct import correct
from kundagenda.intake.judge import Judged
from kundagenda.intake.knowledge import Correction as Told
from kundagenda.intake.knowledge import Knowledge
from kundagenda.intake.rejudge import rejudge_all
from kundagenda.intake.topics import topic_of
from kundagenda.intake.undo_correction import corrections_of, undo_correction
from labelled_company import customer_items, fill_labelled_company, labels
from metrics.tables import agenda_items
from tables import insert_rows

PRICE = (10, 20, 30, 40)
BY_HAND = ("person", 1.0, None)


@pytest.fixture
def company(app: Engine) -> Engine:
    return fill_labelled_company(app)


def rows(engine: Engine, table: Any) -> list[Any]:
    with engine.connect() as connection:
        return list(connection.execute(select(table).order_by(table.c.id)))


@pytest.fixture
def quick_model(monkeypatch: pytest.MonkeyPatch) -> None:
    """A model that takes every topic for people's matters, unless a person has said otherwise."""

    def told(titles: Iterable[str], knowledge: Knowledge) -> dict[str, Judged]:
        return {title: _judged(knowledge.by_topic.get(topic_of(title))) for title in titles}

    monkeypatch.setattr(rejudge, "judged_titles", told)


def _judged(said: Told | None) -> Judged:
    if said is None or said.level is None:
        return Judged("none", "none", 0.8, "", theme="people")
    theme = said.theme or ("people" if said.level == "none" else "customer")
    return Judged(said.level, said.level, 1.0, "", "person", theme)


def test_undo_puts_every_item_back_as_it_was(company: Engine) -> None:
    before, figures = labels(company), customer_items(company)
    made = correct(company, "Prislöfte", "none", "sales")
    undone = undo_correction(company, made.id, "Bo")
    assert (undone.restored, undone.judged, undone.left, undone.again) == (4, 0, 0, 0)
    assert labels(company) == before
    assert customer_items(company) == figures
    assert rows(company, corrections)[0].undone_at is not None
    told = rows(company, audit)[-1]
    assert (told.who, told.action, told.row_id) == ("Bo", "review: undo", str(made.id))
    assert [state["items"] for state in json.loads(told.after)["states"]] == [[10], [20, 30, 40]]


def test_undo_lets_the_earlier_correction_hold_again(company: Engine) -> None:
    before = labels(company)
    first = correct(company, "Prislöfte", "fix")
    between = labels(company)
    second = correct(company, "Prislöfte", "none")
    assert undo_correction(company, second.id).again == first.id
    assert labels(company) == between
    assert undo_correction(company, first.id).again == 0
    assert labels(company) == before
    assert {row.undone_at is None for row in rows(company, corrections)} == {False}


def test_undo_leaves_an_item_that_moved_on(company: Engine) -> None:
    made = correct(company, "Prislöfte", "none")
    moved = update(agenda_items).where(agenda_items.c.id == 20)
    gone = delete(agenda_items).where(agenda_items.c.id == 10)
    with company.begin() as connection:
        connection.execute(moved.values(level="fix", level_best="fix"))
        connection.execute(gone)
    undone = undo_correction(company, made.id)
    assert (undone.restored, undone.left) == (2, 1)
    assert [row[1:3] for row in labels(company, *PRICE)] == [
        ("fix", "fix"), ("unclear", "value"), ("unclear", "value"),
    ]  # fmt: skip


def newcomer(engine: Engine) -> None:
    """An item that was imported while the correction held, and labelled by it."""
    row = {"id": 90, "meeting_id": 4, "position": 9, "title": "Prislöfte", "level": "none"}
    insert_rows(engine, agenda_items, [row | {"level_best": "none", "level_by": "person"}])


def test_undo_has_what_came_in_since_judged_by_the_model(
    company: Engine, quick_model: None
) -> None:
    made = correct(company, "Prislöfte", "none")
    newcomer(company)
    undone = undo_correction(company, made.id)
    assert (undone.restored, undone.judged) == (4, 1)
    assert labels(company, 90) == [(90, "none", "none", "model", 0.8, "", "people")]


def test_what_was_taken_from_the_customer_gets_a_theme_when_all_is_judged_again(
    company: Engine, quick_model: None
) -> None:
    made = correct(company, "Prislöfte", "none")
    rejudge_all(company)
    found = labels(company, *PRICE)
    assert {row[1:] for row in found} == {("none", "none", *BY_HAND, "people")}
    # What the model found since does not keep the items from being put back.
    assert undo_correction(company, made.id).restored == 4


def test_a_correction_reaches_an_agenda_that_is_imported_afterwards(
    sqlite_app: Engine, tmp_path: Path, request: pytest.FixtureRequest
) -> None:
    company = fill_labelled_company(sqlite_app)
    made = correct(company, "Prislöfte", "fix")
    take_in(company, write(tmp_path, "2025-04-22.md", AGENDA), forum="Ledning")
    new = max(row[0] for row in labels(company)) - 1
    assert labels(company, new)[0][1:5] == ("fix", "fix", "person", 1.0)
    request.getfixturevalue("quick_model")
    undone = undo_correction(company, made.id)
    assert (undone.restored, undone.judged) == (4, 1)
    assert labels(company, new)[0][3] == "model"


def test_undo_gives_what_came_in_since_the_label_that_holds_again(
    company: Engine, quick_model: None
) -> None:
    correct(company, "Prislöfte", "improve")
    made = correct(company, "Prislöfte", "none")
    newcomer(company)
    assert undo_correction(company, made.id).judged == 1
    assert labels(company, 90) == [(90, "improve", "improve", "person", 1.0, "", "customer")]


def test_corrections_are_listed_newest_first(company: Engine) -> None:
    first, second = correct(company, "Prislöfte", "fix"), correct(company, "Prislöfte", "none")
    with company.connect() as connection:
        found = [(one.id, one.level, one.holds) for one in corrections_of(connection)]
    assert found == [(second.id, "none", True), (first.id, "fix", False)]


def test_what_no_longer_holds_cannot_be_undone(company: Engine) -> None:
    first, second = correct(company, "Prislöfte", "fix"), correct(company, "Prislöfte", "none")
    with pytest.raises(ReaderError, match=rf"was replaced by {second.id}\. Undo {second.id} first"):
        undo_correction(company, first.id)
    undo_correction(company, second.id)
    with pytest.raises(ReaderError, match=r"no longer holds: it was undone or replaced 20\d\d-"):
        undo_correction(company, second.id)
    with pytest.raises(ReaderError, match="There is no correction 999"):
        undo_correction(company, 999)


def test_a_correction_without_its_audit_row_cannot_be_undone(company: Engine) -> None:
    made = correct(company, "Prislöfte", "fix")
    with company.begin() as connection:
        clear_audit_to(connection, now() + timedelta(seconds=1), "anna")
    with pytest.raises(ReaderError, match="not in the audit"):
        undo_correction(company, made.id)
    assert rows(company, corrections)[0].undone_at is None


def test_a_correction_after_a_restore_is_told_from_one_of_its_number(
    company: Engine, tmp_path: Path
) -> None:
    """SQLite gives the number again that a restore has taken away; the log keeps both."""
    first = back_up(company, tmp_path / "first.db").file
    before = labels(company)
    gone = correct(company, "Prislöfte", "none")
    second = back_up(company, tmp_path / "second.db").file
    restore(company, first, "op", over=True)
    made = correct(company, "Budget 2026", "improve")
    assert undo_correction(company, made.id).restored == 2
    assert labels(company) == before
    restore(company, second, "op", over=True)  # what was said first stands again
    assert undo_correction(company, gone.id).restored == 4
    assert labels(company) == before

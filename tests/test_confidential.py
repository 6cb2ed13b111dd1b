"""Confidential items: counted for everybody, told to the chair and admins, each look in the log."""

from pathlib import Path

import pytest
from sqlalchemy import create_engine, update

from app_pages import AGENDA, Pages, said, tabled
from kundagenda.access.confidential import LOOKED, confidential_items
from kundagenda.access.current import acting_as
from kundagenda.access.roles import NotAllowed, Reader, Role
from kundagenda.database.limits import Limits
from metrics.periods import month_number
from metrics.tables import agenda_items
from sent import log_rows, read_as, watching_what_is_sent, without_exception
from small_company import FORUMS, LAST_FULL_MONTH, fill_small_company

SECRET = "Uppköp av Nordström"
MONTH = month_number(LAST_FULL_MONTH)
CHAIR = Reader("bo@example.org", Role.CHAIR)
MAY_NOT = [Reader("a@example.org", role) for role in (Role.VIEWER, Role.EDITOR)]
WORDS = {
    "sv": ("2 punkter är konfidentiella.", "Visa vad de handlar om"),
    "en": ("2 items are confidential.", "Show what they are about"),
}


@pytest.fixture(scope="module")
def file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    made = tmp_path_factory.mktemp("confidential") / "filled.db"
    engine = fill_small_company(f"sqlite:///{made}")
    with engine.begin() as connection:
        secret = update(agenda_items).where(agenda_items.c.confidential)
        connection.execute(secret.values(title=SECRET, detail="Anbud på fredag"))
    engine.dispose()
    return made


@pytest.fixture
def pages(file: Path, monkeypatch: pytest.MonkeyPatch) -> Pages:
    return Pages(monkeypatch, f"sqlite:///{file}")


def looks(file: Path) -> list[object]:
    engine = create_engine(f"sqlite:///{file}")
    found = [row for row in log_rows(engine) if row.action == LOOKED]
    engine.dispose()
    return found


def show(visit):
    """Press the toggle that asks what the items are about."""
    [toggle] = [each for each in visit.toggle if each.key.startswith("confidential items")]
    toggle.set_value(True)
    return without_exception(visit.run())


@pytest.mark.parametrize("lang", ["sv", "en"])
def test_whoever_may_know_asks_for_it_and_the_log_tells_it_once_a_visit(
    pages: Pages, file: Path, monkeypatch: pytest.MonkeyPatch, lang: str
) -> None:
    read_as(monkeypatch, CHAIR)
    before = len(looks(file))
    with watching_what_is_sent(monkeypatch) as sent:
        visit = without_exception(pages.open(AGENDA, lang=lang))
        count, ask = WORDS[lang]
        assert count in said(visit)
        assert ask in [each.label for each in visit.toggle]
        assert SECRET.encode() not in sent.taken()
        assert len(looks(file)) == before
        show(visit)
        table = tabled(visit.table[-1])
        assert set(table.iloc[:, 2]) == {SECRET}
        assert set(table.iloc[:, 3]) == {"Anbud på fredag"}
        assert set(table.iloc[:, 5]) == set(FORUMS)
    visit.run()
    visit.run()
    new = looks(file)[before:]
    assert [(row.who, row.table_name) for row in new] == [(CHAIR.email, "agenda_items")]
    assert len(new[0].after.split(",")) == len(table)


@pytest.mark.parametrize("reader", MAY_NOT, ids=lambda one: one.role)
def test_whoever_may_not_know_is_not_even_asked(
    pages: Pages, monkeypatch: pytest.MonkeyPatch, reader: Reader
) -> None:
    read_as(monkeypatch, reader)
    with watching_what_is_sent(monkeypatch) as sent:
        visit = without_exception(pages.open(AGENDA, lang="sv"))
        assert not [one for one in visit.toggle if one.key.startswith("confidential items")]
        told = sent.taken()
        assert SECRET.encode() not in told
        assert b"Konfidentiell punkt" in told
    with acting_as(reader), pytest.raises(NotAllowed, match="the chair and to admins alone"):
        confidential_items(MONTH)


def test_a_chair_of_one_forum_is_told_of_its_items_alone(pages: Pages, file: Path) -> None:
    of_one = Reader("c@example.org", Role.CHAIR, Limits(forums=frozenset({FORUMS[1]})))
    with acting_as(of_one):
        found = confidential_items(MONTH)
    assert {each.forum for each in found} == {FORUMS[1]}
    with acting_as(CHAIR):
        assert {each.forum for each in confidential_items(MONTH)} == set(FORUMS)
        assert {each.forum for each in confidential_items(MONTH, FORUMS[0])} == {FORUMS[0]}


def test_nobody_looks_without_a_trace(
    pages: Pages, monkeypatch: pytest.MonkeyPatch, file: Path
) -> None:
    def refused(*_anything: object, **_named: object) -> int:
        raise RuntimeError("the log cannot be written")

    before = looks(file)
    monkeypatch.setattr("kundagenda.access.confidential.write_audit", refused)
    with acting_as(CHAIR), pytest.raises(RuntimeError):
        confidential_items(MONTH)
    assert looks(file) == before


def test_a_month_without_confidential_items_is_no_look(pages: Pages, file: Path) -> None:
    before = looks(file)
    with acting_as(CHAIR):
        assert confidential_items(MONTH + 1) == []
    assert looks(file) == before

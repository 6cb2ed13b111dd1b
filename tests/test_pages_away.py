"""The pages while the database is away or slow: the last figures with their date, and back."""

import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from datetime import date
from pathlib import Path
from time import monotonic
from typing import Any

import pytest
import sqlalchemy as sa
from sqlalchemy import Engine, event
from sqlalchemy.exc import OperationalError

from app_pages import AGENDA, EVERY_PAGE, OVERVIEW, Pages, charts, said
from databases import new_postgres_database
from kundagenda.access import database, figures
from kundagenda.database.connection import open_engine, wait_at_most
from kundagenda.errors import ReaderError
from kundagenda.panels import values
from kundagenda.texts.numbers import bare_day, day
from small_company import fill_small_company

BOTH = pytest.mark.parametrize("lang", ["sv", "en"])
AWAY = {"sv": "Databasen svarar inte just nu", "en": "The database does not answer right now"}


EVERY = (*EVERY_PAGE.values(), "../../pages/data.py", "../../pages/definitions.py")


@pytest.fixture(scope="module")
def file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    made = tmp_path_factory.mktemp("away") / "filled.db"
    fill_small_company(f"sqlite:///{made}").dispose()
    return made


@pytest.fixture
def pages(file: Path, monkeypatch: pytest.MonkeyPatch) -> Pages:
    monkeypatch.setattr(values, "PAUSE_SECONDS", 0)
    return Pages(monkeypatch, f"sqlite:///{file}")


def refused(*_anything: object) -> None:
    raise OperationalError("SELECT", {}, Exception("server closed the connection"))


def scope(visit):
    """The label of the scope line."""
    return next(each.proto.popover.label for each in visit.get("popover"))


@BOTH
@pytest.mark.parametrize("page", [OVERVIEW, AGENDA])
def test_the_last_figures_stay_with_their_date(pages: Pages, page: str, lang: str) -> None:
    visit = pages.open(page, lang=lang)
    title, drawn = visit.title[0].value, len(charts(visit))
    event.listen(Engine, "before_cursor_execute", refused)
    try:
        visit.run()
    finally:
        event.remove(Engine, "before_cursor_execute", refused)
    assert not visit.exception
    assert not visit.error
    assert (visit.title[0].value, len(charts(visit))) == (title, drawn)
    assert AWAY[lang] in said(visit)
    as_of = {"sv": "per", "en": "as of"}[lang]
    assert scope(visit).endswith(f"**{as_of} {bare_day(date.today(), lang)}**")
    visit.run()
    assert AWAY[lang] not in said(visit)
    assert "**" not in scope(visit)


def test_a_view_that_was_never_read_says_so_calmly(pages: Pages) -> None:
    pages.open(lang="en")
    event.listen(Engine, "before_cursor_execute", refused)
    try:
        visit = pages.open(lang="en", group="handel")
    finally:
        event.remove(Engine, "before_cursor_execute", refused)
    assert not visit.error
    assert "has not been read before" in visit.info[0].value


def test_a_file_that_is_moved_away_is_missed_and_never_made_anew(pages: Pages, file: Path) -> None:
    visit = pages.open(lang="en")
    aside = file.rename(file.with_suffix(".aside"))
    try:
        visit.run()
        assert AWAY["en"] in said(visit)
        assert not file.exists()
    finally:
        aside.rename(file)
    visit.run()
    assert AWAY["en"] not in said(visit)


def test_between_two_looks_nobody_waits(pages: Pages, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(values, "PAUSE_SECONDS", 60)
    visit = pages.open(lang="en")
    looks: list[int] = []

    def gone() -> tuple[str, str]:
        looks.append(1)
        raise ReaderError("gone")

    monkeypatch.setattr(values, "version", gone)
    visit.run()
    visit.run()
    assert AWAY["en"] in said(visit)
    assert len(looks) == 1


@BOTH
@pytest.mark.parametrize("page", EVERY)
def test_every_page_says_of_when_the_figures_are(pages: Pages, page: str, lang: str) -> None:
    visit = pages.open(page, lang=lang)
    event.listen(Engine, "before_cursor_execute", refused)
    try:
        visit.run()
    finally:
        event.remove(Engine, "before_cursor_execute", refused)
    assert not visit.exception
    [notice] = [each.value for each in visit.markdown if AWAY[lang] in each.value]
    assert day(date.today(), lang) in notice
    visit.run()
    assert AWAY[lang] not in said(visit)


@contextmanager
def locked(file: Path) -> Iterator[None]:
    """The file held by another program that lets nobody read, as a backup or a repair may."""
    with closing(sqlite3.connect(file, isolation_level=None)) as other:
        other.execute("PRAGMA locking_mode = EXCLUSIVE")
        other.execute("BEGIN EXCLUSIVE")
        other.execute("UPDATE state SET value = value")
        yield


def forget_connections(address: str) -> None:
    """Close what is open, as the idle connections of a night are."""
    for engine in (database._engine(address), figures._looking(address)):
        engine.dispose()


@BOTH
def test_a_locked_file_is_waited_for_a_moment_only(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, lang: str
) -> None:
    monkeypatch.setattr(values, "PAUSE_SECONDS", 0)
    monkeypatch.setattr(figures, "LOOK_SECONDS", 1)
    file = tmp_path / "held.db"
    fill_small_company(f"sqlite:///{file}").dispose()
    visit = Pages(monkeypatch, f"sqlite:///{file}").open(lang=lang)
    title = visit.title[0].value
    forget_connections(f"sqlite:///{file}")
    with locked(file):
        began = monotonic()
        visit.run()
        assert 0.9 < monotonic() - began < 5
    assert not visit.exception
    assert not visit.error
    assert visit.title[0].value == title
    assert AWAY[lang] in said(visit)
    visit.run()
    assert AWAY[lang] not in said(visit)


@pytest.mark.postgres
def test_a_slow_postgresql_is_waited_for_a_moment_only(
    server: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(values, "PAUSE_SECONDS", 0)
    monkeypatch.setattr(figures, "LOOK_SECONDS", 1)
    address = new_postgres_database(server)
    filled = fill_small_company(address)
    visit = Pages(monkeypatch, address).open(lang="en")
    title = visit.title[0].value
    with filled.begin() as other:
        other.execute(sa.text("LOCK TABLE state IN ACCESS EXCLUSIVE MODE"))
        began = monotonic()
        visit.run()
        assert 0.9 < monotonic() - began < 5
    assert not visit.error
    assert visit.title[0].value == title
    assert AWAY["en"] in said(visit)
    visit.run()
    assert AWAY["en"] not in said(visit)
    filled.dispose()
    forget_connections(address)


@pytest.mark.postgres
def test_the_limit_of_a_look_ends_with_it(server: Any) -> None:
    engine = open_engine(new_postgres_database(server))
    with engine.connect() as connection:
        wait_at_most(connection, 3)
        assert connection.execute(sa.text("SHOW statement_timeout")).scalar() == "3s"
        connection.rollback()
        assert connection.execute(sa.text("SHOW statement_timeout")).scalar() == "0"
    engine.dispose()

"""Screens two to six of the meeting say what their pages say: demo, thin, empty, both languages."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date
from functools import cache
from html import escape
from pathlib import Path

import pytest
from sqlalchemy import create_engine
from streamlit.testing.v1 import AppTest

from app_pages import EVERY_PAGE, Pages, charts, said
from kundagenda.database.schema import open_database
from kundagenda.findings.background import background_of
from kundagenda.findings.view import View
from kundagenda.panels.reader import plain
from kundagenda.panels.values import Opened
from kundagenda.shown.meeting import meeting_of
from kundagenda.shown.screen import Meeting, Screen
from kundagenda.texts.told import telling_in
from small_company import fill_small_company

CODES = ("promise", "said", "stayed", "got", "followed", "lead")
STATES = ("demo", "thin", "agendas")
SIZES = ("page", "shared", "print", "phone")
TILES = ("promise", "said", "stayed")  # whose pages show their figures as tiles


@dataclass(frozen=True)
class Shown:
    """A meeting, and the pages of the same database, in one language."""

    meeting: Meeting
    pages: Pages
    lang: str
    opened: dict[str, AppTest] = field(default_factory=dict)

    def page(self, name: str) -> AppTest:
        """A page of the same database, opened once."""
        if name not in self.opened:
            self.opened[name] = self.pages.open(EVERY_PAGE[name], lang=self.lang)
        return self.opened[name]

    def screen(self, code: str) -> Screen:
        return next(each for each in self.meeting.screens if each.code == code)


@pytest.fixture(scope="module")
def addresses(demo_database: Path, tmp_path_factory: pytest.TempPathFactory) -> dict[str, str]:
    """The demo, three months of the small company, and its agendas alone."""
    folder = tmp_path_factory.mktemp("meetings")
    made = {name: f"sqlite:///{folder / name}.db" for name in ("thin", "agendas")}
    fill_small_company(made["thin"], 3).dispose()
    fill_small_company(made["agendas"], priority=False, kpi=False).dispose()
    return made | {"demo": f"sqlite:///{demo_database}"}


@cache
def meeting(address: str, lang: str, **narrowed: str) -> Meeting:
    engine = create_engine(address)
    with engine.connect() as connection, telling_in(lang):
        data = Opened(("", ""), background_of(connection))
        found = meeting_of(connection, View(data.as_of, written_to=data.today, **narrowed))
    engine.dispose()
    return found


@pytest.fixture(scope="module", params=[(s, lang) for s in STATES for lang in ("sv", "en")])
def shown(request: pytest.FixtureRequest, addresses: dict[str, str]) -> Iterator[Shown]:
    state, lang = request.param
    with pytest.MonkeyPatch.context() as patch:
        pages = Pages(patch, addresses[state])
        yield Shown(meeting(addresses[state], lang), pages, lang)


def test_the_meeting_asks_its_questions_in_order(shown: Shown) -> None:
    assert tuple(each.code for each in shown.meeting.screens)[:6] == CODES
    for each in shown.meeting.screens[:6]:
        assert each.question.endswith("?")
        assert each.title.endswith(".")
        assert len(each.sentences) <= 4
        assert len(each.figures) <= 4
        assert each.draw or each.note or each.sentences, f"{each.code} says why it draws nothing"


@pytest.mark.parametrize("code", CODES)
def test_a_screen_says_what_its_page_says(shown: Shown, code: str) -> None:
    screen = shown.screen(code)
    visit = shown.page(screen.page)
    assert not visit.exception
    words = " ".join(said(visit).replace("\u00a0", " ").split())
    for text in (screen.title, *(screen.sentences if code != "followed" else ())):
        told = text.replace("\u00a0", " ")
        html = " ".join(str(each.proto.body) for each in visit.get("html")).replace("\u00a0", " ")
        assert plain(told) in words or told in words or told in html, text
    if code in TILES:
        tiles = [(each.label, each.value) for each in visit.metric]
        assert [(each.label, each.value) for each in screen.figures] == tiles[: len(screen.figures)]


@pytest.mark.parametrize("code", CODES)
def test_a_picture_fits_the_height_that_it_is_given(shown: Shown, code: str) -> None:
    screen = shown.screen(code)
    if screen.draw is None:
        assert screen.numbers is None
        return
    with telling_in(shown.lang):
        for size in SIZES:
            drawn = screen.draw("light", size, 420)
            assert drawn.spec["height"] <= 420, size
            assert drawn.alt


@pytest.mark.parametrize("code", CODES[1:])
def test_the_picture_is_that_of_the_page(shown: Shown, code: str) -> None:
    screen = shown.screen(code)
    if screen.draw is None:
        return
    visit = shown.page(screen.page)
    with telling_in(shown.lang):
        drawn = screen.draw("light", "page", 1200)
    assert drawn.alt in [each.alt for each in charts(visit)]


def test_numbers_of_a_native_chart_fill_every_period(shown: Shown) -> None:
    for screen in shown.meeting.screens:
        if screen.numbers is None:
            continue
        assert screen.numbers.categories
        for series in screen.numbers.series:
            assert len(series.values) == len(screen.numbers.categories)
            known = [value for value in series.values if value is not None]
            assert known or screen.code == "lead"
            assert not series.share or all(-1 <= value <= 1.5 for value in known)


@pytest.mark.parametrize("lang", ["sv", "en"])
def test_before_anything_is_read_in_there_is_no_screen(tmp_path: Path, lang: str) -> None:
    address = f"sqlite:///{tmp_path / 'empty'}.db"
    open_database(address).dispose()
    engine = create_engine(address)
    with engine.connect() as connection, telling_in(lang):
        found = meeting_of(connection, View(date(2026, 11, 30)))
    engine.dispose()
    assert found.is_empty
    assert found.screens == ()


def test_a_customer_group_narrows_a_screen_as_it_narrows_its_page(
    addresses: dict[str, str], monkeypatch: pytest.MonkeyPatch
) -> None:
    found = meeting(addresses["thin"], "en", segment="handel")
    pages = Pages(monkeypatch, addresses["thin"])
    for screen in found.screens[1:3]:
        visit = pages.open(EVERY_PAGE[screen.page], lang="en", group="handel")
        [title] = [each.value for each in visit.title]
        assert title.replace("\\", "") == screen.title
        assert not screen.draw or screen.draw("dark", "shared", 400).alt
    assert "Handel" in found.scope


@pytest.fixture(scope="module")
def thin(addresses: dict[str, str]) -> Iterator[Pages]:
    """Pages of three months, of one server."""
    with pytest.MonkeyPatch.context() as patch:
        yield Pages(patch, addresses["thin"])


@pytest.mark.parametrize("lang", ["sv", "en"])
@pytest.mark.parametrize("code", CODES)
def test_present_mode_shows_the_screen_of_its_address(
    addresses: dict[str, str], thin: Pages, code: str, lang: str
) -> None:
    visit = thin.open("../../pages/present.py", lang=lang, screen=code)
    assert not visit.exception
    screen = next(s for s in meeting(addresses["thin"], lang).screens if s.code == code)
    shown = "".join(str(each.proto.body) for each in visit.get("html"))
    assert f"<h1>{escape(screen.title)}</h1>" in shown
    assert len(charts(visit)) == (screen.draw is not None)
    labels = [each.label for each in visit.button]
    assert [label for label in labels if label.isdigit()][:6] == list("123456")


def test_present_mode_of_an_empty_database_asks_for_an_agenda(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    address = f"sqlite:///{tmp_path / 'none'}.db"
    open_database(address).dispose()
    visit = Pages(monkeypatch, address).open("../../pages/present.py", lang="en")
    assert not visit.exception
    assert "<h1>Begin with an agenda.</h1>" in "".join(
        str(each.proto.body) for each in visit.get("html")
    )

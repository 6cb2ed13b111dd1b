"""The brief in a browser: one request, no script, one sheet, legible on a phone, and axe."""

import io
from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import pdfplumber
import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page
from sqlalchemy import create_engine

from browsing import DESK, PHONE, browser
from kundagenda.findings.background import background_of
from kundagenda.reports.brief import brief_page
from kundagenda.shown.asked import Asked, asked_view
from kundagenda.shown.brief import brief_of
from kundagenda.texts.told import telling_in

__all__ = ["browser"]  # the fixture

pytestmark = pytest.mark.browser

BOTH = pytest.mark.parametrize("lang", ["sv", "en"])
# Texts of pictures that are shown, at the size they are read at.
SMALLEST = """() => {
  const written = e => [...e.childNodes].some(n => n.nodeType === 3 && n.data.trim())
  const shown = [...document.querySelectorAll("body *")].filter(
    e => e.getClientRects().length && written(e))
  const scale = svg => svg ? svg.getBoundingClientRect().width / svg.width.baseVal.value : 1
  return Math.min(...shown.map(
    e => parseFloat(getComputedStyle(e).fontSize) * scale(e.ownerSVGElement)))
}"""


@pytest.fixture
def opened(browser: Browser, base: str) -> Iterator[Any]:
    """Opens the brief as somebody new; ``on`` holds what hears the events of the page."""
    contexts = []

    def opening(
        lang: str, size: tuple[int, int] = DESK, mode: Any = "light", on: Any = None
    ) -> Page:
        window: Any = {"width": size[0], "height": size[1]}
        contexts.append(browser.new_context(viewport=window, color_scheme=mode))
        page = contexts[-1].new_page()
        for event, hear in (on or {}).items():
            page.on(event, hear)
        page.goto(f"{base}/brief?lang={lang}")
        page.evaluate("document.fonts.ready.then(() => true)")
        return page

    yield opening
    for each in contexts:
        each.close()


@BOTH
def test_one_request_is_all_and_nothing_runs(opened: Any, base: str, lang: str) -> None:
    asked: list[str] = []
    wrong: list[str] = []
    hearers = {
        "request": lambda request: asked.append(request.url),
        "console": lambda heard: wrong.append(heard.text),
    }
    page = opened(lang, on=hearers)
    elsewhere = [url for url in asked if not url.startswith("data:")]
    assert elsewhere == [f"{base}/brief?lang={lang}"]
    assert page.locator("script").count() == 0
    assert wrong == []
    assert page.evaluate('document.fonts.check("16px Hanken Grotesk")')
    assert page.evaluate("[...document.fonts].every(face => face.status === 'loaded')")


@BOTH
@pytest.mark.parametrize("size", [DESK, PHONE])
def test_axe_finds_nothing(opened: Any, size: tuple[int, int], lang: str) -> None:
    found = Axe().run(opened(lang, size)).response["violations"]
    assert [(each["id"], each["nodes"][0]["html"][:100]) for each in found] == []


@BOTH
def test_it_prints_on_one_sheet(opened: Any, lang: str) -> None:
    page = opened(lang)
    paper = page.pdf(prefer_css_page_size=True, print_background=True)
    with pdfplumber.open(io.BytesIO(paper)) as printed:
        [sheet] = printed.pages
        read = sheet.extract_text()
        assert all(word["x1"] <= sheet.width for word in sheet.extract_words())
        assert any("HankenGrotesk" in (letter["fontname"] or "") for letter in sheet.chars)
    last = {"sv": "Beräknat", "en": "Computed"}[lang]
    assert last in read


@BOTH
def test_a_crowded_one_prints_on_one_sheet_too(
    browser: Browser, demo_database: Path, lang: str
) -> None:
    page = browser.new_page()
    page.set_content(crowded(demo_database, lang))
    paper = page.pdf(prefer_css_page_size=True, print_background=True)
    page.close()
    with pdfplumber.open(io.BytesIO(paper)) as printed:
        assert len(printed.pages) == 1
        assert "bara den här meningen" in printed.pages[0].extract_text()


def crowded(database: Path, lang: str) -> str:
    """The demo's brief with the longest decision, sentences, note and changes since last time."""
    long = "Kundernas drifttid, och bara den här meningen. "
    engine = create_engine(f"sqlite:///{database}")
    with engine.connect() as connection, telling_in(lang):
        background = background_of(connection)
        view = asked_view(Asked(), background, date.today())
        made = brief_of(connection, view, background)
        said = (long,) * 4
        screen = replace(made.screen, sentences=said, note=4 * long)
        decided = (made.decided[0], (5 * long)[:220], made.decided[2])
        parts = (replace(made.parts[0], how=7 * long), *made.parts[1:])
        written = brief_page(replace(made, screen=screen, decided=decided, parts=parts))
    engine.dispose()
    return written


@BOTH
def test_on_a_phone_nothing_moves_sideways_and_all_is_legible(opened: Any, lang: str) -> None:
    page = opened(lang, PHONE)
    assert page.evaluate("document.documentElement.scrollWidth") <= PHONE[0]
    assert page.evaluate(SMALLEST) >= 12.9
    assert page.locator("figure.n").first.is_visible()
    assert not page.locator("figure.w").first.is_visible()


def test_it_is_light_on_a_dark_screen(opened: Any) -> None:
    page = opened("sv", DESK, "dark")
    ground = page.evaluate("getComputedStyle(document.body).backgroundColor")
    assert ground == "rgb(255, 255, 255)"

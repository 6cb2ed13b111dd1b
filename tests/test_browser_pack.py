"""The web page of the pack in a browser without a network: drawn, still, and silent."""

from pathlib import Path

import pytest
from playwright.sync_api import Browser

from browsing import DESK, PHONE, browser
from kundagenda.reports.whole_page import whole_page
from packs import EACH, Files, Packs, kept, packs

__all__ = ["browser", "packs"]  # the fixtures

pytestmark = pytest.mark.browser

PATIENCE = 20_000
WIDER = "document.documentElement.scrollWidth > document.documentElement.clientWidth"


@pytest.fixture(scope="module")
def files(packs: Packs) -> Files:
    return kept(whole_page, packs)


@pytest.mark.parametrize(("state", "lang"), EACH)
def test_it_opens_offline_draws_its_pictures_and_asks_nobody(
    browser: Browser, packs: Packs, files: Files, tmp_path: Path, state: str, lang: str
) -> None:
    file = tmp_path / "pack.html"
    file.write_bytes(files(state, lang))
    drawn = sum(screen.draw is not None for screen in packs[state, lang].meeting.screens)
    for size in (DESK, PHONE):
        context = browser.new_context(
            viewport={"width": size[0], "height": size[1]}, offline=True, color_scheme="dark"
        )
        page, asked, wrong = context.new_page(), [], []
        page.on("request", lambda request, asked=asked: asked.append(request.url))
        page.on("console", lambda said, wrong=wrong: wrong.append(said.text))
        page.on("pageerror", lambda error, wrong=wrong: wrong.append(str(error)))
        page.goto(file.as_uri())
        if drawn:
            page.wait_for_selector("[data-drawn=dark]", timeout=PATIENCE)
        assert page.locator(".picture svg").count() == drawn
        assert [url for url in asked if not url.startswith("data:")] == [file.as_uri()]
        assert wrong == []
        assert not page.evaluate(WIDER)
        context.close()


def test_a_picture_answers_the_pointer_and_paper_is_light(
    browser: Browser, files: Files, tmp_path: Path
) -> None:
    file = tmp_path / "pack.html"
    file.write_bytes(files("demo", "sv"))
    context = browser.new_context(offline=True, color_scheme="light")
    page = context.new_page()
    page.goto(file.as_uri())
    page.wait_for_selector("[data-drawn=light]", timeout=PATIENCE)
    picture = page.locator(".picture svg").first
    picture.scroll_into_view_if_needed()
    box = picture.bounding_box()
    assert box
    page.mouse.move(box["x"] + 0.6 * box["width"], box["y"] + 0.4 * box["height"])
    page.mouse.move(box["x"] + 0.61 * box["width"], box["y"] + 0.41 * box["height"])
    page.wait_for_selector("#vg-tooltip-element.visible", timeout=PATIENCE)
    assert page.locator("#vg-tooltip-element").inner_text().strip()
    context.close()

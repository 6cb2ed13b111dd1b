"""Present mode in a real browser: keys, links and the way back, and what a far reader can read."""

from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser

from browsing import ALLOWED, DESK, PATIENCE, PHONE, Visit, browser, tab, visit

__all__ = ["browser", "visit"]  # the fixtures

pytestmark = pytest.mark.browser

CODES = ("promise", "said", "stayed", "got", "followed", "lead")
WALLS = (DESK, (1920, 1080))
SMALLEST = 19  # px
# Every text on the page that is shown, with its size in px as it comes to the eye.
SIZES = """() => [...document.querySelectorAll("main *")].filter(
  each => each.checkVisibility() && each.getClientRects().length
    && !each.closest("style, script, title, desc")
    && [...each.childNodes].some(one => one.nodeType === 3 && one.textContent.trim())
).map(each => {
  const drawing = each.closest("svg")
  const times = drawing ? drawing.getBoundingClientRect().width / drawing.viewBox.baseVal.width : 1
  return [each.textContent.trim(), parseFloat(getComputedStyle(each).fontSize) * times]
})"""
SCROLLS = """() => [...document.querySelectorAll("body, main, section")].filter(each =>
  each.scrollHeight > each.clientHeight + 1 && getComputedStyle(each).overflowY !== "visible"
  || each.scrollWidth > each.clientWidth).map(each => each.tagName)"""


def presented(visit: Visit, code: str, lang: str = "en", more: str = "") -> Visit:
    """The screen of that code, by its link, once it stands."""
    visit.page.goto(f"{visit.base}/present?lang={lang}&screen={code}{more}")
    visit.words()
    return visit


def turned(visit: Visit, code: str, lang: str) -> None:
    """The screen of that code in the same tab, which takes less than opening it."""
    visit.turn(f"/present?lang={lang}&screen={code}")
    visit.words()


def numbered(visit: Visit, number: int) -> None:
    """Wait until the screen of that number stands."""
    visit.page.get_by_text(f"{number} of ").first.wait_for(timeout=PATIENCE)


def test_the_arrows_and_numbers_lead_from_screen_to_screen(visit: Visit) -> None:
    presented(visit, "promise")
    first = visit.title
    assert visit.page.locator("[data-testid=stTopNavLink], [data-testid=stLogo]").count() == 0
    visit.page.keyboard.press("ArrowRight")
    visit.address_becomes("screen=said", "lang=en")
    numbered(visit, 2)
    assert visit.title != first
    visit.page.keyboard.press("5")
    visit.address_becomes("screen=followed")
    numbered(visit, 5)
    visit.page.keyboard.press("ArrowLeft")
    visit.address_becomes("screen=got")
    numbered(visit, 4)
    visit.page.keyboard.press("1")
    numbered(visit, 1)
    assert visit.title == first
    visit.page.wait_for_url(lambda address: "screen=" not in address, timeout=PATIENCE)
    assert visit.errors == []
    assert visit.elsewhere == []


def test_back_in_the_browser_is_the_screen_before(visit: Visit) -> None:
    presented(visit, "said")
    visit.page.keyboard.press("ArrowRight")
    visit.address_becomes("screen=stayed")
    visit.page.go_back()
    visit.address_becomes("screen=said")
    numbered(visit, 2)


def test_the_overview_leads_there_and_escape_leads_back_with_the_filters(visit: Visit) -> None:
    visit.open("/?lang=en&forum=Ledningsgruppen&months=24")
    visit.page.get_by_role("link", name="Present").click()
    visit.address_becomes("/present", "forum=Ledningsgruppen", "months=24")
    visit.page.get_by_text("Ledningsgruppen, all groups, 2 years").wait_for(timeout=PATIENCE)
    visit.words()
    visit.page.keyboard.press("2")
    visit.address_becomes("screen=said")
    numbered(visit, 2)
    visit.words()
    visit.page.keyboard.press("Escape")
    visit.address_becomes("/satisfaction", "forum=Ledningsgruppen", "months=24", "lang=en")
    visit.page.get_by_role("link", name="Agenda").first.wait_for(timeout=PATIENCE)
    assert "screen=" not in visit.page.url


def test_the_picture_is_given_the_room_of_the_words_and_gives_it_back(visit: Visit) -> None:
    presented(visit, "said")
    high = _height(visit)
    visit.page.keyboard.press("l")
    visit.page.get_by_role("button", name="Smaller").wait_for(timeout=PATIENCE)
    visit.words()
    assert _height(visit) > high + 30
    assert visit.page.evaluate(SCROLLS) == []
    visit.page.get_by_role("button", name="Smaller").click()
    visit.page.get_by_role("button", name="Larger").wait_for(timeout=PATIENCE)


def _height(visit: Visit) -> float:
    box = visit.page.locator(".vega-embed svg").first.bounding_box()
    assert box
    return float(box["height"])


# The words of the picture that are seen, each with its box: outside the screen, or on another one.
AMISS = """() => {
  const seen = [...document.querySelectorAll(".vega-embed svg text")].filter(text =>
    text.textContent.trim() && getComputedStyle(text).opacity !== "0")
  const boxes = seen.map(text => [text.textContent, text.getBoundingClientRect()])
  const over = (a, b) => Math.min(a.right, b.right) - Math.max(a.left, b.left) > 1
    && Math.min(a.bottom, b.bottom) - Math.max(a.top, b.top) > a.height / 3
  return [
    ...boxes.filter(([, box]) => box.left < 0 || box.right > innerWidth).map(([text]) => text),
    ...boxes.flatMap(([text, box], at) => boxes.slice(at + 1)
      .filter(([it, other]) => it !== text && over(box, other)).map(([it]) => text + "|" + it)),
  ]
}"""


def test_on_a_phone_words_and_pictures_are_as_wide_as_the_screen(
    browser: Browser, base: str
) -> None:
    page = tab(browser, PHONE)
    visit = Visit(page, base)
    for code in ("promise", "got"):
        turned(visit, code, "sv")
        assert page.evaluate(AMISS) == []
        assert page.evaluate("document.documentElement.scrollWidth") <= PHONE[0]
        box = page.locator(".vega-embed svg").first.bounding_box()
        assert box
        assert box["x"] >= 0
        assert 0.9 * PHONE[0] - 32 <= box["x"] + box["width"] <= PHONE[0]
    page.close()


@pytest.mark.parametrize("size", WALLS, ids=str)
def test_nothing_scrolls_and_nothing_is_small(browser: Browser, base: str, size: Any) -> None:
    page = tab(browser, size)
    visit = Visit(page, base)
    for lang, code in [("sv", "promise"), *(("en", code) for code in CODES)]:
        turned(visit, code, lang)
        assert page.evaluate(SCROLLS) == [], (code, lang)
        sizes = page.evaluate(SIZES)
        assert len(sizes) > 10
        assert [each for each in sizes if each[1] < SMALLEST - 0.01] == [], (code, lang)
    page.close()


@pytest.mark.parametrize("mode", ["light", "dark"])
def test_present_mode_shuts_no_reader_out(browser: Browser, base: str, mode: Any) -> None:
    page = tab(browser, DESK, mode)
    visit = Visit(page, base)
    for lang, code in (("sv", "promise"), ("en", "got"), ("en", "lead")):
        turned(visit, code, lang)
        assert page.evaluate("document.documentElement.lang") == lang
        found = Axe().run(page).response["violations"]
        grave = [each for each in found if each["impact"] in ("serious", "critical")]
        assert [(each["id"], [n["html"] for n in each["nodes"]]) for each in grave] == []
        assert {each["id"] for each in found} <= ALLOWED
    page.close()

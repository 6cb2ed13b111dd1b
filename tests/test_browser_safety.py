"""The content policy in a real browser: nothing of ours breaks it, nothing else gets past it."""

from time import monotonic
from typing import Any

import pytest
from playwright.sync_api import Browser, Page, expect
from streamlit.testing.v1 import AppTest

from browsing import DESK, PATIENCE, Visit, browser

__all__ = ["browser"]  # the fixture

pytestmark = pytest.mark.browser

# Told to the page before any of its own scripts runs.
LISTEN = """window.broken = []
addEventListener("securitypolicyviolation", each => window.broken.push(
  `${each.effectiveDirective} ${each.blockedURI} ${each.sample}`))"""
PATHS = (
    "/?figure=customer_item_share&grain=month",
    "/agenda",
    "/satisfaction",
    "/retention",
    "/outcomes",
    "/connection",
    "/follow-through",
    "/write-down",
    "/data",
    "/definitions?metric=nps",
    "/present?screen=promise",
    "/frozen",
)


@pytest.fixture(scope="module")
def page(browser: Browser) -> Any:
    """A tab of somebody who was never here, so that every file is loaded under the policy."""
    context = browser.new_context(viewport={"width": DESK[0], "height": DESK[1]}, locale="sv-SE")
    context.add_init_script(LISTEN)
    yield context.new_page()
    context.close()


def opened(page: Page, base: str, path: str) -> Visit:
    visit = Visit(page, base)
    page.goto(f"{base}{path}")
    page.locator("h1").first.wait_for(timeout=PATIENCE)
    page.wait_for_selector("[data-test-script-state=notRunning]", timeout=PATIENCE)
    return visit


def broken(page: Page) -> list[str]:
    """What the browser refused since the page was opened."""
    found: list[str] = page.evaluate("window.broken")
    return found


@pytest.mark.parametrize("path", PATHS)
def test_no_page_breaks_the_policy(page: Page, base: str, path: str) -> None:
    visit = opened(page, base, path)
    # Our own script has run.
    expect(page.locator("html")).to_have_attribute("lang", "sv", timeout=PATIENCE)
    assert (broken(page), visit.elsewhere) == ([], [])


def test_neither_a_download_nor_a_picture_enlarged_breaks_it(page: Page, base: str) -> None:
    visit = opened(page, base, "/?lang=en&grain=month&figure=customer_item_share")
    with page.expect_download(timeout=PATIENCE) as waiting:
        page.get_by_test_id("stDownloadButton").get_by_role("button").first.click()
    assert waiting.value.path()
    page.locator(".vega-embed svg").first.hover()
    page.get_by_role("button", name="Fullscreen").first.click()
    expect(page.get_by_role("button", name="Close fullscreen").first).to_be_visible()
    assert (broken(page), visit.errors) == ([], [])


def test_what_gets_into_a_page_neither_runs_nor_asks_anybody(page: Page, base: str) -> None:
    opened(page, base, "/definitions")
    page.evaluate(
        """() => {
          const script = document.createElement("script")
          script.textContent = "window.ran = true"
          document.body.append(script)
          const link = document.createElement("div")
          link.innerHTML = "<img src='data:,x' onerror='window.ran = true'>"
          document.body.append(link)
          const picture = new Image()
          picture.src = "https://evil.example/x.png"
          // Later, since what the test itself evaluates may do everything.
          setTimeout(() => {
            try { eval("window.ran = true") } catch { window.refused = true }
          })
        }"""
    )
    until = monotonic() + PATIENCE / 1000
    while len(broken(page)) < 4 and monotonic() < until:  # the policy forbids Playwright's own wait
        page.wait_for_timeout(100)
    page.wait_for_timeout(300)
    assert page.evaluate("window.ran") is None
    assert page.evaluate("window.refused")
    kinds = {each.split(" ")[0] for each in broken(page)}
    assert {"script-src-elem", "script-src-attr", "img-src"} <= kinds


def _fails() -> None:
    from kundagenda.panels.unexpected import tell_unexpected

    tell_unexpected(ValueError("Köpa upp Bolaget Hemligt"))


def test_a_reader_of_a_page_that_fails_gets_one_sentence_and_a_number() -> None:
    visit = AppTest.from_function(_fails, default_timeout=60).run()
    [said] = [each.value for each in visit.error]
    assert said.startswith("Något gick fel som inte ska gå fel.")
    assert any(word.strip(".").isdigit() and len(word.strip(".")) == 8 for word in said.split())
    assert "Hemligt" not in said

"""A real browser on a server of its own, for the tests that see what a reader sees."""

import shutil
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
import sqlalchemy as sa
from playwright.sync_api import Browser, BrowserContext, Page, sync_playwright

from kundagenda.database.schema import open_database
from kundagenda.texts.numbers import NO_BREAK
from metrics.periods import month_number
from metrics.tables import outcome_values
from outcome_company import outcome_company
from small_company import fill_small_company, months_back

CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser")
QUIET = ["--no-sandbox", "--disable-gpu", "--disable-background-networking"]
DESK, PHONE = (1280, 720), (390, 844)
PATIENCE = 30_000
NAMES = (
    "agenda",
    "satisfaction",
    "retention",
    "outcomes",
    "connection",
    "follow-through",
    "write-down",
    "data",
    "definitions",
)
PROBES = tuple(f"/{name}/_stcore/" for name in (*NAMES, "present"))
COMPANY = ("/", *(f"/{name}" for name in NAMES if name not in ("write-down", "data")))
# The words of the page, once everything stands and they have not changed for so many looks in a
# row. The looks are the page's own, so that a busy machine makes them slower too.
LOOKS_EACH_MS, STANDING, STABLE = 100, 3, 10
WORDS = """([title, looks]) => {
  const at = selector => document.querySelector(selector)
  const drawing = ["[data-testid=stSkeleton]", "[data-stale=true]", "[data-testid=stSpinner]",
    ".stVegaLiteChart:not(:has(svg.marks))"].some(at)
  const ended = at("[data-test-script-state=notRunning][data-test-connection-state=CONNECTED]")
  const stands = ended && !drawing && at("h1") && at("h1").innerText !== title
  const words = stands ? at("[data-testid=stMain]").innerText : null
  const seen = window.seen && window.seen.words === words ? window.seen.times + 1 : 1
  window.seen = { words, times: seen }
  return seen >= looks && words
}"""
TURN = """path => {
  history.pushState({}, "", path)
  window.seen = null
  dispatchEvent(new PopStateEvent("popstate"))
}"""
# Minor, of Streamlit's own making: the corner of a table and the frame of an expander.
ALLOWED = {"empty-table-header", "presentation-role-conflict"}


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    if CHROMIUM is None:
        pytest.skip("browser tests need Debian's chromium: apt-get install chromium")
    with sync_playwright() as playwright:
        running = playwright.chromium.launch(executable_path=CHROMIUM, args=QUIET)
        yield running
        running.close()


def small_company(folder: Path) -> str:
    """A database with the small company and its outcomes, refreshed."""
    template = folder / "template.db"
    fill_small_company(f"sqlite:///{template}").dispose()
    groups, values = "industri uptime\nhandel margin", "uptime industri .97\nmargin handel .06"
    address = outcome_company(
        template, folder / "app.db", groups, values, "outcome:uptime industri .98"
    )
    engine = open_database(address)
    with engine.begin() as connection:  # what the figures of uptime rest on
        given = {"metric": "uptime", "segment": "industri", "value": 0.97, "base": 100}
        months = [given | {"month": month_number(day)} for day in months_back(36)]
        connection.execute(sa.insert(outcome_values), months)
    engine.dispose()
    return address


_KNOWN: dict[tuple[Browser, tuple[int, int], str, str], BrowserContext] = {}


def tab(
    browser: Browser, size: tuple[int, int] = DESK, mode: Any = "light", locale: str = "sv-SE"
) -> Page:
    """A new tab of somebody who has been here before: the app's own files are kept, not fetched.

    Whoever has another window, other colours or another language is somebody else.
    """
    who = (browser, size, mode, locale)
    if who not in _KNOWN:
        window: Any = {"width": size[0], "height": size[1]}
        # What a test waits for is a text that it has a page run; test_browser_safety keeps the
        # content policy, which forbids that.
        _KNOWN[who] = browser.new_context(
            viewport=window, color_scheme=mode, locale=locale, bypass_csp=True
        )
    return _KNOWN[who].new_page()


class Visit:
    """A page in the browser, and what went on behind it."""

    def __init__(self, page: Page, base: str) -> None:
        self.page, self.base = page, base
        self.errors: list[str] = []
        self.elsewhere: list[str] = []
        page.on("console", self._heard)
        page.on("pageerror", lambda error: self.errors.append(str(error)))
        page.on("request", lambda request: self._asked(request.url))

    def _heard(self, message: Any) -> None:
        # On a deep link Streamlit looks for its server under the page's address first.
        url = message.location["url"]
        if message.type == "error" and not any(probe in url for probe in PROBES):
            self.errors.append(f"{message.text} {url}")

    def _asked(self, url: str) -> None:
        if not url.startswith((self.base, self.base.replace("http", "ws", 1), "data:", "blob:")):
            self.elsewhere.append(url)

    def open(self, path: str) -> "Visit":
        """Go there and wait until the page has its title and its first picture."""
        self.page.goto(self.base + path)
        self.wait()
        return self

    def wait(self) -> None:
        """Until the title and a picture, list or table stand, and the script has ended."""
        self.page.locator("h1").first.wait_for(timeout=PATIENCE)
        drawn = self.page.locator(".vega-embed svg, .ka-metric, [data-testid=stTable]").first
        drawn.wait_for(timeout=PATIENCE)
        self.page.wait_for_selector("[data-test-script-state=notRunning]", timeout=PATIENCE)

    def words(self, looks: int = STABLE, after: str = "") -> str:
        """What the page says, word for word, once nothing of it moves any more.

        Of the page that comes after the one with that title, if one is named.
        """
        stands = self.page.wait_for_function(
            WORDS, arg=[after, looks], polling=LOOKS_EACH_MS, timeout=PATIENCE
        )
        return str(stands.json_value())

    def turn(self, path: str) -> "Visit":
        """Another page in the same tab, as Forward would: nothing but the first is loaded.

        It takes a fifth of the processor time of a page that is opened.
        """
        before = ""
        if self.page.url == "about:blank":
            self.page.goto(self.base + path)
        elif not self.page.url.endswith(path):
            before = self.page.locator("h1").first.inner_text()
            self.page.evaluate(TURN, path)
        self.words(STANDING, before)
        return self

    def open_any(self, path: str) -> "Visit":
        """Go there and wait for the title alone: the page Data has no picture."""
        self.page.goto(self.base + path)
        self.page.locator("h1").first.wait_for(timeout=PATIENCE)
        self.page.get_by_role("radio").first.wait_for(timeout=PATIENCE)
        self.page.wait_for_selector("[data-test-script-state=notRunning]", timeout=PATIENCE)
        return self

    @property
    def title(self) -> str:
        return self.page.locator("h1").first.inner_text().replace(NO_BREAK, " ")

    def address_becomes(self, *parts: str) -> None:
        """Wait until the address holds the parts: Streamlit writes it a moment after the page."""
        known = " && ".join(f"location.href.includes('{part}')" for part in parts)
        self.page.wait_for_function(known, timeout=PATIENCE)


Turned = Callable[..., Visit]


@pytest.fixture(scope="module")
def turned(browser: Browser, base: str) -> Turned:
    """Tabs that stay open, one for each language, size and mode: a page is turned to there."""
    standing: dict[tuple[Any, ...], Visit] = {}

    def to(path: str, lang: str, size: tuple[int, int] = DESK, mode: Any = "light") -> Visit:
        who = (lang, size, mode)
        if who not in standing:
            standing[who] = Visit(tab(browser, size, mode), base)
        return standing[who].turn(f"{path}?lang={lang}")

    return to


@pytest.fixture
def visit(browser: Browser, base: str) -> Iterator[Visit]:
    """A page at a desk, in a browser whose language is Swedish."""
    page = tab(browser)
    yield Visit(page, base)
    page.close()

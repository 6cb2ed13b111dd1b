"""The page Data in a real browser: files laid on it, labels by a key, and nobody shut out."""

from collections.abc import Iterator
from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page, expect

from browsing import ALLOWED, DESK, PATIENCE, PHONE, STANDING, Visit, browser, tab
from kundagenda.database.schema import open_database
from running_app import running_app

__all__ = ["browser"]  # the fixture

pytestmark = pytest.mark.browser

AGENDA = """# Ledningsgruppen 2025-02-10

1. Klagomål på sena leveranser (20 min)
2. Budget (10 min)

# Ledningsgruppen 2025-03-10

1. Budget (15 min)
2. Ny tjänst för fjärrservice (20 min)
"""
VIEWS = {
    "sv": {"review": "Granska", "imports": "Inläst", "database": "Databas", "health": "Driftläge"},
    "en": {"review": "Review", "imports": "Imports", "database": "Database", "health": "Health"},
}
FIGURES = "Månad;NKI;Antal svar\n2025-01;71,2;312\n2025-02;70,4;298\n"


@pytest.fixture(scope="module")
def base(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    folder = tmp_path_factory.mktemp("browser data")
    address = f"sqlite:///{folder / 'data.db'}"
    open_database(address).dispose()
    with running_app(address, folder / "server.log") as url:
        yield url


class DataVisit(Visit):
    """The page Data in the browser."""

    def wait(self) -> None:
        """Until the title and the control of the views stand, and the script has ended."""
        self.page.locator("h1").first.wait_for(timeout=PATIENCE)
        self.page.get_by_role("radio").first.wait_for(timeout=PATIENCE)
        self.page.wait_for_selector("[data-test-script-state=notRunning]", timeout=PATIENCE)

    def lay(self, *files: tuple[str, str]) -> None:
        """Lay files on the page and wait for what was read."""
        laid: Any = [
            {"name": name, "mimeType": "text/plain", "buffer": text.encode()}
            for name, text in files
        ]
        self.page.locator("input[type=file]").set_input_files(laid)
        self.page.locator("h2").first.wait_for(timeout=PATIENCE)
        self.wait()

    def other_views(self, lang: str) -> Iterator[str]:
        """One view after another, each by its control."""
        for view, name in VIEWS[lang].items():
            self.page.get_by_role("radio", name=name, exact=True).click()
            self.address_becomes(f"view={view}")
            self.words(STANDING)
            yield view

    def shows(self, text: str) -> None:
        """Wait until the page says it."""
        expect(self.page.get_by_text(text).first).to_be_visible(timeout=PATIENCE)


def opened(browser: Browser, base: str, size: tuple[int, int] = DESK, mode: Any = "light") -> Page:
    return tab(browser, size, mode)


def brought_in(browser: Browser, base: str) -> DataVisit:
    """A visit after two meetings were brought in, whoever did it."""
    visit = DataVisit(opened(browser, base), base)
    visit.open("/data?lang=sv")
    if "Börja" in visit.title:
        visit.lay(("ledning.md", AGENDA))
        visit.page.get_by_role("button", name="Läs in", exact=True).click()
        visit.shows("2 möten med 4 punkter är inlästa.")
    return visit


def axe(page: Page) -> None:
    found = Axe().run(page).response["violations"]
    grave = [each for each in found if each["impact"] in ("serious", "critical")]
    assert [(each["id"], [n["html"] for n in each["nodes"]]) for each in grave] == []
    assert {each["id"] for each in found} <= ALLOWED


def test_a_file_is_read_brought_in_and_taken_back(browser: Browser, base: str) -> None:
    visit = DataVisit(opened(browser, base), base)
    visit.open("/data?lang=sv")
    visit.lay(("ledning.md", AGENDA))
    visit.shows("2 möten är nya.")
    visit.page.get_by_role("button", name="Läs in", exact=True).click()
    visit.shows("2 möten med 4 punkter är inlästa.")
    visit.page.get_by_role("button", name="Ångra", exact=True).click()
    visit.shows("1 inläsning togs tillbaka.")
    visit.shows("Börja med en dagordning.")
    assert visit.errors == []
    assert visit.elsewhere == []
    visit.page.close()


def test_topics_are_labelled_by_a_key_and_taken_back_by_another(
    browser: Browser, base: str
) -> None:
    visit = brought_in(browser, base)
    visit.page.get_by_role("radio", name="Granska").click()
    visit.address_becomes("view=review")
    visit.shows("3 kvar.")
    visit.wait()
    visit.page.keyboard.press("3")
    visit.shows("2 kvar.")
    visit.wait()
    visit.page.keyboard.press("u")
    visit.shows("3 kvar.")
    assert visit.errors == []
    visit.page.close()


@pytest.mark.parametrize(
    ("code", "chosen"), [("review", "Granska"), ("imports", "Inläst"), ("nonsense", "Läs in")]
)
def test_a_link_opens_the_view_that_it_names(
    browser: Browser, base: str, code: str, chosen: str
) -> None:
    visit = DataVisit(opened(browser, base), base)
    visit.open(f"/data?lang=sv&view={code}")
    expect(visit.page.get_by_role("radio", name=chosen)).to_be_checked(timeout=PATIENCE)
    visit.page.close()


@pytest.mark.parametrize("mode", ["light", "dark"])
def test_nothing_on_the_page_data_shuts_a_reader_out(
    browser: Browser, base: str, mode: Any
) -> None:
    brought_in(browser, base).page.close()
    page = opened(browser, base, mode=mode)
    visit = DataVisit(page, base)
    visit.open("/data?lang=sv")
    visit.lay(
        ("mars.md", AGENDA.replace("2025-03", "2025-04")), ("nki.csv", FIGURES), ("tom.md", "")
    )
    axe(page)
    page.get_by_role("radio", name="en", exact=True).click()
    visit.address_becomes("lang=en")
    for _ in visit.other_views("en"):
        axe(page)
    page.close()


def test_a_phone_never_scrolls_sideways_on_the_page_data(browser: Browser, base: str) -> None:
    page = opened(browser, base, PHONE)
    visit = DataVisit(page, base)
    wide = "[...document.querySelectorAll('main, section, body')].map(e => e.scrollWidth)"
    visit.open("/data?lang=sv")
    visit.lay(("mars.md", AGENDA.replace("2025-03", "2025-05")), ("nki.csv", FIGURES))
    assert max(page.evaluate(wide)) <= PHONE[0]
    for _ in visit.other_views("sv"):
        assert max(page.evaluate(wide)) <= PHONE[0]
    page.close()

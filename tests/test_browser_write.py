"""Writing down in a real browser: two editors, and every page right at once."""

from collections.abc import Callable, Iterator
from datetime import date
from difflib import ndiff
from time import monotonic
from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Locator, Page, expect
from sqlalchemy import create_engine, select, update

from browsing import ALLOWED, PATIENCE, Visit, browser, small_company, tab
from kundagenda.intake.correct import correct
from kundagenda.intake.undo_correction import undo_correction
from metrics.tables import agenda_items, initiatives, meetings
from running_app import running_app
from small_company import TITLES, months_back

__all__ = ["browser"]  # the fixture

pytestmark = pytest.mark.browser

INITIATIVE = "/write-down?lang=en&what=initiatives&row=initiatives:1"
DECISION = "/write-down?lang=en&what=decisions&row=decisions:1"
DECIDED = "Decided on (needed)"
WATCH = """() => {
  const app = document.querySelector("[data-test-script-state]")
  window.began = false
  new MutationObserver(() => { window.began = true })
    .observe(app, { attributeFilter: ["data-test-script-state"] })
}"""
AWAY = "The database does not answer right now"
READ = ("/?lang=en", "/agenda?lang=en", "/follow-through?lang=en")


@pytest.fixture(scope="module")
def address(tmp_path_factory: pytest.TempPathFactory) -> str:
    """The small company, whose initiative has an item in each of some meetings."""
    address = small_company(tmp_path_factory.mktemp("write"))
    engine = create_engine(address)
    held = select(meetings.c.id).where(meetings.c.held_on < months_back(36)[4])
    mine = agenda_items.c.meeting_id.in_(held) & (agenda_items.c.position == 4)
    with engine.begin() as connection:
        connection.execute(update(agenda_items).where(mine).values(initiative_id=1))
        connection.execute(update(initiatives).values(segment=None))
    engine.dispose()
    return address


@pytest.fixture(scope="module")
def base(address: str, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    with running_app(address, tmp_path_factory.mktemp("log") / "server.log") as url:
        yield url


class Writing(Visit):
    """A person at the page Write down."""

    def wait(self) -> None:
        """Until the title and the control of the forms stand, and the script has ended."""
        self.page.locator("h1").first.wait_for(timeout=PATIENCE)
        self.page.get_by_role("radio").first.wait_for(timeout=PATIENCE)
        self.settle()

    def settle(self) -> None:
        self.page.wait_for_selector("[data-test-script-state=notRunning]", timeout=PATIENCE)

    def write(self, label: str, text: str) -> None:
        field = self.page.get_by_label(label, exact=True)
        field.fill(text)
        field.press("Tab")

    def write_day(self, label: str, day: date) -> None:
        """The field of a day has a part each for year, month and day."""
        self.day(label).get_by_role("spinbutton").first.click()
        self.page.keyboard.type(f"{day:%Y%m%d}")
        self.page.keyboard.press("Tab")

    def press(self, name: str) -> None:
        """Press and wait for the run that it began, since the page before it is at rest too."""
        self.settle()
        self.page.evaluate(WATCH)
        self.page.get_by_role("button", name=name, exact=True).first.click()
        self.page.wait_for_function("window.began", timeout=PATIENCE)
        self.settle()

    def says(self, text: str) -> None:
        expect(self.page.get_by_text(text).first).to_be_visible(timeout=PATIENCE)

    def day(self, label: str) -> Locator:
        """The field of a day."""
        return self.page.get_by_role("group", name=label, exact=True)


@pytest.fixture
def writing(browser: Browser, base: str) -> Iterator[Callable[[], Writing]]:
    """As many persons as are asked for, each with a browser of their own."""
    open_pages: list[Page] = []

    def another() -> Writing:
        open_pages.append(tab(browser, locale="en-GB"))
        return Writing(open_pages[-1], base)

    yield another
    for page in open_pages:
        page.close()


def read(visit: Visit, *paths: str) -> dict[str, str]:
    """What the pages say, word for word, each turned to; all of them if none is named."""
    return {path: _said(visit, path) for path in paths or READ}


def _said(visit: Visit, path: str) -> str:
    """What a page says of the figures as they stand.

    On a machine so busy that the database took seconds, it says what it knew before, and that it
    does: then it is asked again.
    """
    until = monotonic() + PATIENCE / 1000
    words = visit.turn(path).words()
    while AWAY in words and monotonic() < until:
        visit.page.reload()
        words = visit.words()
    assert AWAY not in words
    return words


def changed(before: dict[str, str], after: dict[str, str]) -> dict[str, list[str]]:
    """The pages that say something else, and the lines that are new there or gone."""
    return {path: lines for path in after if (lines := _differ(before[path], after[path]))}


def _differ(before: str, after: str) -> list[str]:
    return [line for line in ndiff(before.split("\n"), after.split("\n")) if line[:1] in "+-"]


def test_two_people_at_one_row_both_keep_what_they_wrote(writing: Callable[[], Writing]) -> None:
    ada, bo = writing(), writing()
    for person in (ada, bo):
        person.open(INITIATIVE)
    ada.write("Name (needed)", "Kundlöftet")
    ada.press("Save")
    ada.says("Saved.")
    bo.write("Name (needed)", "Kundresan 2")
    bo.press("Save")
    bo.says("Somebody else changed this after you opened it")
    expect(bo.page.get_by_role("cell", name="Kundlöftet")).to_be_visible()
    expect(bo.page.get_by_label("Name (needed)", exact=True)).to_have_value("Kundresan 2")
    bo.press("Save mine")
    bo.says("Saved.")
    ada.open(INITIATIVE)
    expect(ada.page.get_by_label("Name (needed)", exact=True)).to_have_value("Kundresan 2")
    for person in (ada, bo):
        assert person.errors == []
        assert person.elsewhere == []
    bo.write("Name (needed)", "Kundresan")
    bo.press("Save")
    bo.says("Saved.")
    ada.open(INITIATIVE)
    expect(ada.page.get_by_label("Name (needed)", exact=True)).to_have_value("Kundresan")


def redate(person: Writing) -> str:
    """Give the decision another day; returns the day that it had, as its field writes it."""
    person.open(DECISION)
    had = person.day(DECIDED).inner_text()
    person.write_day(DECIDED, months_back(24)[0])
    person.press("Save")
    person.says("Saved.")
    return had


def relink(person: Writing) -> None:
    person.open(INITIATIVE)
    person.page.get_by_role("combobox", name="Take an item out").click()
    person.page.get_by_role("option").first.click()
    person.press("Take out")
    person.says("1 item taken out.")


def test_one_row_redated_relinked_or_relabelled_moves_every_page_at_once_and_back(
    writing: Callable[[], Writing], address: str
) -> None:
    """Whoever else has pages open sees it at their next look, and the old figures after undo."""
    person, reader = writing(), writing()
    overview, agenda, follow_through = READ
    before = read(reader)

    had = redate(person)
    moved = changed(before, read(reader, overview, follow_through))
    assert set(moved) == {overview, follow_through}, moved
    person.press("Undo")
    expect(person.day(DECIDED)).to_have_text(had, use_inner_text=True, timeout=PATIENCE)

    relink(person)
    moved = changed(before, read(reader, overview, follow_through))
    assert set(moved) == {follow_through}, moved
    person.press("Undo")
    person.says("1 item linked.")

    engine = create_engine(address)  # the command line labels, in a process of its own
    made = correct(engine, TITLES["none"], "value")
    moved = changed(before, read(reader))
    assert set(moved) == {overview, agenda, follow_through}, moved
    undo_correction(engine, made.id)
    engine.dispose()
    assert changed(before, read(reader)) == {}


@pytest.mark.parametrize(
    ("lang", "mode", "what"),
    [
        ("sv", "light", "priorities"),
        ("sv", "dark", "initiatives&row=initiatives:1"),
        ("en", "light", "initiatives&row=initiatives:1"),
        ("en", "dark", "decisions"),
    ],
)
def test_the_forms_shut_nobody_out(
    browser: Browser, base: str, lang: str, mode: Any, what: str
) -> None:
    visit = Writing(tab(browser, mode=mode), base)
    visit.open(f"/write-down?lang={lang}&what={what}")
    found = Axe().run(visit.page).response["violations"]
    wrong = [each for each in found if each["id"] not in ALLOWED]
    assert wrong == [], [(each["id"], each["nodes"][0]["html"][:200]) for each in wrong]
    assert visit.elsewhere == []
    visit.page.close()

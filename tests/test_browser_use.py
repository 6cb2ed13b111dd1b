"""A reader at work in a real browser: filters, links, rows, downloads, pictures, keys alone."""

import csv
import io
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
import sqlalchemy as sa
from playwright.sync_api import Page, expect

from browsing import NAMES, PATIENCE, Turned, Visit, browser, small_company, turned, visit
from metrics.tables import agenda_items
from running_app import running_app

__all__ = ["browser", "turned", "visit"]  # the fixtures

pytestmark = pytest.mark.browser

FORMULA = '=HYPERLINK("http://x.example";"Öppna")'
SCOPE = "[data-testid=stPopoverButton]"
ROWS = "details[open] .stTable tbody tr, details[open] [data-testid=stDataFrame] canvas"


@pytest.fixture(scope="module")
def base(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """An app on the small company, whose first items begin like a formula."""
    folder = tmp_path_factory.mktemp("use")
    address = small_company(folder)
    engine = sa.create_engine(address)
    with engine.begin() as connection:
        first = agenda_items.c.position == 1
        connection.execute(sa.update(agenda_items).where(first).values(title=FORMULA))
    engine.dispose()
    with running_app(address, folder / "server.log") as url:
        yield url


def press(name: str) -> Callable[[Page], None]:
    return lambda page: page.get_by_role("radio", name=name, exact=True).click()


def choose(label: str, name: str) -> Callable[[Page], None]:
    def chosen(page: Page) -> None:
        page.get_by_role("combobox", name=label).click()
        page.get_by_role("option", name=name).click()

    return chosen


@pytest.mark.parametrize(
    ("act", "code", "said"),
    [
        (press("2 years"), "months=24", "2 years"),
        (press("Month"), "grain=month", "month"),
        (choose("Forum", "Styrelsen"), "forum=Styrelsen", "Styrelsen"),
        (choose("Customer group", "handel"), "group=handel", "handel"),
    ],
    ids=["period", "step", "forum", "group"],
)
def test_a_filter_goes_to_the_address_and_back_takes_it_away(
    turned: Turned, act: Callable[[Page], None], code: str, said: str
) -> None:
    visit = turned("/", "en")
    visit.page.keyboard.press("Escape")  # the filter may be open from before
    expect(visit.page.locator("[data-testid=stPopoverBody]")).to_be_hidden(timeout=PATIENCE)
    scope = visit.page.locator(SCOPE).first
    expect(scope).to_contain_text("All forums, all groups, 5 years")
    scope.click()
    act(visit.page)
    visit.address_becomes(code)
    expect(scope).to_contain_text(said, timeout=PATIENCE)
    visit.page.go_back()
    visit.page.wait_for_function(f"!location.href.includes('{code}')", timeout=PATIENCE)
    expect(scope).to_contain_text("All forums, all groups, 5 years", timeout=PATIENCE)
    assert visit.errors == []


def test_another_language_keeps_the_view(visit: Visit) -> None:
    visit.open("/agenda?lang=sv&grain=month&months=24&forum=Ledningsgruppen")
    swedish = visit.title
    visit.page.get_by_role("radio", name="en").click()
    visit.address_becomes("/agenda", "lang=en", "grain=month", "months=24", "forum=Ledning")
    expect(visit.page.locator(SCOPE).first).to_contain_text(
        "Ledningsgruppen, all groups, 2 years, month", timeout=PATIENCE
    )
    assert visit.title != swedish


@pytest.mark.parametrize(
    ("path", "chosen"),
    [
        ("/retention?lang=en&horizon=month", "One month"),
        ("/retention?lang=sv&cohort=revenue", "Intäkt"),
        ("/data?lang=en&view=imports", "Imports"),
    ],
)
def test_a_deep_link_opens_that_very_view(visit: Visit, path: str, chosen: str) -> None:
    visit.open_any(path)
    expect(visit.page.get_by_role("radio", name=chosen, exact=True)).to_be_checked(timeout=PATIENCE)
    visit.address_becomes(*path.partition("?")[2].split("&"))
    assert visit.errors == []


@pytest.mark.parametrize("path", ["/", "/satisfaction", "/retention", "/outcomes"])
def test_the_rows_behind_a_chosen_period_open(turned: Turned, path: str) -> None:
    visit = turned(path, "en")
    visit.page.locator("summary", has_text="What moved this number?").click()
    visit.address_becomes("figure=")
    visit.wait()  # a list that is opened while the page is being drawn closes again
    period = visit.page.get_by_role("combobox", name="Period")
    period.click()
    visit.page.get_by_role("option").nth(4).click()
    visit.address_becomes("month=")
    visit.wait()
    expect(visit.page.locator(ROWS).first).to_be_visible(timeout=PATIENCE)
    expect(visit.page.get_by_test_id("stDownloadButton")).to_be_visible()
    assert visit.errors == []
    assert visit.elsewhere == []


@pytest.mark.parametrize(("lang", "delimiter"), [("sv", ";"), ("en", ",")])
def test_the_download_holds_the_rows_shown_and_no_formula(
    visit: Visit, lang: str, delimiter: str
) -> None:
    visit.open(f"/?lang={lang}&grain=month&figure=customer_item_share")
    shown = visit.page.locator("details[open] .stTable tbody tr")
    expect(shown.first).to_be_visible(timeout=PATIENCE)
    rows = [row.locator("td").all_inner_texts() for row in shown.all()]
    with visit.page.expect_download(timeout=PATIENCE) as waiting:
        visit.page.get_by_test_id("stDownloadButton").get_by_role("button").click()
    text = Path(waiting.value.path()).read_text(encoding="utf-8-sig")
    header, *cells = csv.reader(io.StringIO(text), delimiter=delimiter)
    assert len(header) == len(rows[0])
    # The day is written by ISO 8601 in the file; unknown minutes are empty there.
    assert [row[1:5] for row in cells] == [row[1:5] for row in rows]
    assert f"'{FORMULA}" in {row[3] for row in cells}
    assert not any(cell.startswith(("=", "+", "@")) for row in cells for cell in row)
    assert visit.elsewhere == []


def test_a_picture_is_enlarged_and_returns(visit: Visit) -> None:
    visit.open("/?lang=en")
    picture = visit.page.locator(".vega-embed svg").first
    before = picture.bounding_box()
    assert before
    picture.hover()
    visit.page.get_by_role("button", name="Fullscreen").first.click()
    drawn = "document.querySelector('.vega-embed svg').clientWidth"
    visit.page.wait_for_function(f"{drawn} > 1.5 * {before['width']}", timeout=PATIENCE)
    visit.page.get_by_role("button", name="Close fullscreen").first.click()
    visit.page.wait_for_function(f"{drawn} < 1.1 * {before['width']}", timeout=PATIENCE)
    assert visit.errors == []


FOCUSED = """() => {
  const at = document.activeElement, style = getComputedStyle(at), box = at.getBoundingClientRect()
  const main = at.tagName === "MAIN"
  return {
    name: (at.getAttribute("aria-label") || at.innerText || "").replace(/\\s+/g, " "),
    kind: at.dataset.testid || at.tagName,
    seen: main || (box.width > 0 && box.height > 0),
    ringed: main || style.outlineStyle !== "none" || style.boxShadow !== "none",
  }
}"""


def test_keys_alone_reach_everything_and_see_where_they_are(visit: Visit) -> None:
    visit.open("/?lang=en")
    expect(visit.page.get_by_role("radio", name="sv")).to_be_visible(timeout=PATIENCE)
    met = []
    while len(met) < 60:
        visit.page.keyboard.press("Tab")
        at = visit.page.evaluate(FOCUSED)
        if at["kind"] == "BODY":
            break
        met.append(at)
    names = " / ".join(each["name"] for each in met)
    for wanted in ("Agenda", "All forums, all groups", "Fullscreen: Three bands",
                   "The latest figures as a table", "What moved this number?"):  # fmt: skip
        assert wanted in names
    assert met[-1]["name"] in ("sv", "en")  # the foot
    assert [each for each in met if not (each["seen"] and each["ringed"])] == []


def test_a_filter_is_changed_by_keys_alone(visit: Visit) -> None:
    visit.open("/?lang=en")
    tab_until(visit.page, "All forums")
    visit.page.keyboard.press("Enter")
    expect(visit.page.get_by_role("radio", name="1 year")).to_be_visible(timeout=PATIENCE)
    tab_until(visit.page, "1 year")
    visit.page.keyboard.press("ArrowRight")
    visit.page.keyboard.press("Space")
    visit.address_becomes("months=24")
    visit.page.keyboard.press("Escape")
    expect(visit.page.locator("[data-testid=stPopoverBody]")).to_be_hidden(timeout=PATIENCE)
    expect(visit.page.locator(SCOPE).first).to_contain_text("2 years")


def test_a_table_is_opened_by_keys_alone(visit: Visit) -> None:
    visit.open("/?lang=en")
    tab_until(visit.page, "The latest figures as a table")
    visit.page.keyboard.press("Enter")
    expect(visit.page.locator(".stExpander .stTable").first).to_be_visible(timeout=PATIENCE)


def tab_until(page: Page, name: str) -> None:
    """Press Tab until the focus is on what has this in its name."""
    for _ in range(60):
        page.keyboard.press("Tab")
        at = page.evaluate(FOCUSED)
        if name in at["name"] and at["kind"] != "stMain":
            return
    raise AssertionError(f"Tab never reaches {name}")


MENU = {name: name.capitalize() for name in NAMES} | {"write-down": "Write down"}


def test_no_page_asks_another_host_for_anything(visit: Visit) -> None:
    visit.open("/?lang=en")
    for name in NAMES:
        visit.page.get_by_test_id("stTopNavLink").filter(has_text=MENU[name]).click()
        visit.address_becomes(f"/{name}", "lang=en")
        visit.page.wait_for_selector("[data-test-script-state=notRunning]", timeout=PATIENCE)
    assert visit.elsewhere == []
    assert visit.errors == []

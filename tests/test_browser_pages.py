"""The pages in a real browser, on a server of their own: what a reader's eyes and ears meet."""

import shutil
from collections.abc import Iterator
from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page, sync_playwright

from kundagenda.texts.numbers import NO_BREAK
from outcome_company import outcome_company
from running_app import running_app
from small_company import fill_small_company

pytestmark = pytest.mark.browser

CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser")
QUIET = ["--no-sandbox", "--disable-gpu", "--disable-background-networking"]
DESK, PHONE = (1280, 720), (390, 844)
PATIENCE = 30_000
NAMES = ("agenda", "satisfaction", "retention", "outcomes", "connection", "data", "definitions")
PROBES = tuple(f"/{name}/_stcore/" for name in NAMES)
COMPANY = ("/", *(f"/{name}" for name in NAMES if name != "data"))
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


@pytest.fixture(scope="module")
def base(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    folder = tmp_path_factory.mktemp("browser")
    template = folder / "template.db"
    fill_small_company(f"sqlite:///{template}").dispose()
    groups, values = "industri uptime\nhandel margin", "uptime industri .97\nmargin handel .06"
    aims = "outcome:uptime industri .98"
    address = outcome_company(template, folder / "app.db", groups, values, aims)
    with running_app(address, folder / "server.log") as url:
        yield url


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

    @property
    def title(self) -> str:
        return self.page.locator("h1").first.inner_text().replace(NO_BREAK, " ")

    def address_becomes(self, *parts: str) -> None:
        """Wait until the address holds the parts: Streamlit writes it a moment after the page."""
        known = " && ".join(f"location.href.includes('{part}')" for part in parts)
        self.page.wait_for_function(known, timeout=PATIENCE)


@pytest.fixture
def visit(browser: Browser, base: str) -> Iterator[Visit]:
    context = browser.new_context(viewport={"width": 1280, "height": 720}, locale="sv-SE")
    yield Visit(context.new_page(), base)
    context.close()


@pytest.mark.parametrize(
    ("lang", "title"),
    [
        ("sv", "Kunden får 15 procent av punkterna. Ni lovade 20."),
        ("en", "The customer gets 15 percent of items. You promised 20."),
    ],
)
def test_the_overview_says_and_shows_it(visit: Visit, lang: str, title: str) -> None:
    visit.open(f"/?lang={lang}")
    assert visit.title == title
    assert visit.page.evaluate("document.documentElement.lang") == lang
    assert visit.page.locator(".vega-embed svg path").count() > 20
    assert visit.errors == []
    assert visit.elsewhere == []


def test_a_deep_link_keeps_page_language_and_view(visit: Visit) -> None:
    visit.open("/agenda?lang=en&grain=month&forum=Ledningsgruppen")
    visit.address_becomes("/agenda", "lang=en", "grain=month", "forum=Ledningsgruppen")
    assert visit.title == "The customer was on 8 of 12 meetings in the last year."
    visit.page.get_by_role("link", name="Overview").click()
    visit.address_becomes("lang=en", "grain=month", "forum=Ledningsgruppen")
    visit.page.get_by_text("Customers kept", exact=True).first.wait_for(timeout=PATIENCE)
    assert visit.errors == []


def test_the_language_is_changed_at_the_foot_and_the_view_stays(visit: Visit) -> None:
    visit.open("/?lang=sv&months=24")
    visit.page.get_by_role("radio", name="en").click()
    visit.address_becomes("lang=en", "months=24")
    visit.page.get_by_role("link", name="Agenda").first.wait_for(timeout=PATIENCE)
    assert visit.page.evaluate("document.documentElement.lang") == "en"


def test_back_leaves_a_page_in_one_press(visit: Visit) -> None:
    visit.open("/?lang=en&months=24")
    entries = visit.page.evaluate("history.length")
    visit.page.get_by_role("link", name="Agenda").first.click()
    visit.address_becomes("/agenda", "lang=en", "months=24")
    visit.wait()
    assert visit.page.evaluate("history.length") == entries + 1
    visit.page.go_back()
    visit.page.get_by_text("Customers kept", exact=True).first.wait_for(timeout=PATIENCE)
    assert "/agenda" not in visit.page.url
    visit.address_becomes("lang=en", "months=24")
    visit.page.go_forward()
    visit.address_becomes("/agenda", "lang=en", "months=24")


def test_a_choice_on_a_page_can_be_taken_back(visit: Visit) -> None:
    visit.open("/?lang=en")
    visit.page.get_by_role("radio", name="sv").click()
    visit.address_becomes("lang=sv")
    visit.page.go_back()
    visit.address_becomes("lang=en")


def test_a_filter_is_taken_back_and_can_be_widened_to_all(visit: Visit) -> None:
    visit.open("/agenda?lang=en&forum=Ledningsgruppen")
    visit.page.locator("[data-testid=stPopover] button").first.click()
    visit.page.get_by_role("combobox", name="Forum").click()
    visit.page.get_by_role("option", name="All forums").click()
    visit.page.wait_for_function("!location.href.includes('forum=')", timeout=PATIENCE)
    visit.page.go_back()
    visit.address_becomes("forum=Ledningsgruppen")
    visit.page.get_by_text("8 of 12 meetings").first.wait_for(timeout=PATIENCE)
    visit.page.go_forward()
    visit.page.get_by_text("12 of 16 meetings").first.wait_for(timeout=PATIENCE)


@pytest.mark.parametrize("path", ["/?lang=en", "/agenda?lang=en"])
def test_the_buttons_of_a_chart_cover_nothing_of_its_key(visit: Visit, path: str) -> None:
    visit.open(path)
    visit.page.locator(".vega-embed svg").first.hover()
    buttons = visit.page.locator("[data-testid=stElementToolbarButton]:visible").first
    buttons.wait_for(timeout=PATIENCE)
    bar = buttons.bounding_box()
    assert bar
    for word in visit.page.locator(".ka-key span").all():
        box = word.bounding_box()
        assert box
        assert box["x"] + box["width"] <= bar["x"] or box["y"] + box["height"] <= bar["y"]


def test_the_axis_is_above_the_fold_with_a_customer_group_chosen(visit: Visit) -> None:
    visit.open("/?lang=sv&group=handel")
    box = visit.page.locator(".vega-embed svg").first.bounding_box()
    assert box
    assert box["y"] + box["height"] <= DESK[1]


def test_on_a_phone_the_picture_begins_on_the_first_screen_or_just_below(
    browser: Browser, base: str
) -> None:
    context = browser.new_context(viewport={"width": PHONE[0], "height": PHONE[1]}, locale="sv-SE")
    box = Visit(context.new_page(), base).open("/?lang=sv").page.locator(".vega-embed").first
    place = box.bounding_box()
    context.close()
    assert place
    assert place["y"] <= 1.2 * PHONE[1]


@pytest.mark.parametrize("path", [f"{path}?lang=sv" for path in COMPANY])
def test_a_phone_never_scrolls_sideways(browser: Browser, base: str, path: str) -> None:
    context = browser.new_context(viewport={"width": PHONE[0], "height": PHONE[1]}, locale="sv-SE")
    visit = Visit(context.new_page(), base).open(path)
    wide = "[...document.querySelectorAll('main, section, body')].map(e => e.scrollWidth)"
    assert max(visit.page.evaluate(wide)) <= PHONE[0]
    context.close()


@pytest.mark.parametrize("mode", ["light", "dark"])
@pytest.mark.parametrize("lang", ["sv", "en"])
@pytest.mark.parametrize("path", COMPANY)
def test_nothing_shuts_a_reader_out(
    browser: Browser, base: str, path: str, lang: str, mode: Any
) -> None:
    context = browser.new_context(color_scheme=mode, viewport={"width": DESK[0], "height": DESK[1]})
    visit = Visit(context.new_page(), base).open(f"{path}?lang={lang}")
    found = Axe().run(visit.page).response["violations"]
    context.close()
    assert visit.elsewhere == []
    grave = [each for each in found if each["impact"] in ("serious", "critical")]
    assert [(each["id"], [n["html"] for n in each["nodes"]]) for each in grave] == []
    assert {each["id"] for each in found} <= ALLOWED


@pytest.mark.parametrize("key", ["nps", "grr_month"])
def test_a_link_to_a_metric_brings_it_into_view(visit: Visit, key: str) -> None:
    visit.open(f"/definitions?lang=en&metric={key}")
    visit.page.wait_for_function(f"{_top_of(key)} < {DESK[1]} - 100", timeout=PATIENCE)
    assert visit.page.evaluate(_top_of(key)) >= 60  # the page's own header ends there
    visit.address_becomes("lang=en", f"metric={key}")
    assert visit.page.locator(".ka-here").count() == 1
    assert visit.errors == []


def test_the_index_leads_to_a_metric_without_loading_the_page_again(visit: Visit) -> None:
    visit.open("/definitions?lang=en")
    visit.page.evaluate("window.stayed = true")
    visit.page.get_by_role("link", name="Net revenue retention", exact=True).click()
    visit.page.wait_for_function(f"{_top_of('nrr')} < {DESK[1]} - 100", timeout=PATIENCE)
    assert visit.page.evaluate("window.stayed")
    assert visit.elsewhere == []


def _top_of(key: str) -> str:
    return f"document.getElementById('metric-{key}').getBoundingClientRect().top"

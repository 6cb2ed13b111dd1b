"""Any page on paper: what it says and its rows, nothing to press, and light whatever the screen."""

import io
import re
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import pdfplumber
import pytest
from playwright.sync_api import Page

from browsing import COMPANY, Turned, Visit, browser, turned, visit
from kundagenda.charts.theme import PALETTES

__all__ = ["browser", "turned", "visit"]  # the fixtures

pytestmark = pytest.mark.browser

PRESSED = "button, a, input, [role=radio], [data-testid=stDataFrame], [data-testid=stTopNav]"
# Each is the words that it shows.
MAY_STAND = (
    "[data-testid=stLogoLink], [data-testid=stPopoverButton], .stSelectbox *, "
    "[role=radio][aria-checked=true]"
)
OVER_ONE_ANOTHER = """() => {
  const logo = document.querySelector(".stLogo").getBoundingClientRect()
  const first = [...document.querySelectorAll("main p, main h1")].map(e =>
    e.getBoundingClientRect()).filter(box => box.height)
  return first.filter(box => box.top < logo.bottom && box.left < logo.right).length
}"""


def on_paper(page: Page, sheets: str = "", part: float = 1) -> str:
    """The words of the page as printed on A4, a space between any two.

    Of all sheets, or some; of the whole width, or of so large a part of it from the left.
    """
    with pdfplumber.open(io.BytesIO(page.pdf(format="A4", page_ranges=sheets))) as printed:
        cut = [sheet.crop((0, 0, part * sheet.width, sheet.height)) for sheet in printed.pages]
        return words("\n".join(sheet.extract_text() for sheet in cut))


@contextmanager
def printing(page: Page) -> Iterator[None]:
    """The page as it is laid out for paper, and as wherever it stands after that."""
    page.emulate_media(media="print")
    yield
    page.emulate_media(media="null")


def words(text: str) -> str:
    return re.sub(r"\s+", " ", text)


@pytest.mark.parametrize("path", [*COMPANY, "/data"])
def test_a_page_prints_its_title_and_nothing_to_press(turned: Turned, path: str) -> None:
    visit = turned(path, "sv")
    said = on_paper(visit.page, "1")
    # On Overview the title stands beside the picture, and lines of both would run together.
    assert words(visit.title) in (on_paper(visit.page, "1", 0.45) if path == "/" else said)
    menu = " ".join(visit.page.locator("[data-testid=stTopNavLink]").all_inner_texts()[:3])
    assert words(menu) not in said
    with printing(visit.page):
        stands = visit.page.locator(f":is({PRESSED}):visible:not({MAY_STAND})")
        assert [each.evaluate("e => e.outerHTML.slice(0, 200)") for each in stands.all()] == []
        assert visit.page.evaluate(OVER_ONE_ANOTHER) == 0


def test_the_rows_of_a_grid_are_printed(turned: Turned) -> None:
    visit = turned("/agenda", "sv")
    rows = visit.page.locator(".ka-print tbody tr")
    cells = [words(cell) for cell in rows.first.locator("td").all_text_contents()]
    assert len(cells) == 8
    assert " ".join(cells) in on_paper(visit.page)
    assert not rows.first.is_visible()


def test_of_expanders_paper_has_the_open_ones_and_the_answers(visit: Visit) -> None:
    visit.open("/retention?lang=sv&figure=logo_churn")
    said = on_paper(visit.page)
    assert "Vad ligger bakom siffran?" in said
    assert "Senaste siffrorna som tabell" not in said
    visit.open("/connection?lang=sv")
    answer = visit.page.locator("[class*=st-key-answers] summary").first.inner_text()
    assert words(answer.split("\n")[-1]) in on_paper(visit.page)


@pytest.mark.parametrize("path", ["/", "/agenda"])
def test_a_dark_page_prints_light(turned: Turned, path: str) -> None:
    page = turned(path, "sv", mode="dark").page
    with printing(page):
        prints_light(page)


def prints_light(page: Page) -> None:
    light, dark = PALETTES["light"], PALETTES["dark"]
    assert colour(page, ".stApp", "backgroundColor") == rgb(light["bg"])
    assert colour(page, "h1", "color") == rgb(light["ink"])
    # A colour between two, written rgb(), is turned by a filter that its style does not tell.
    drawn = ".vega-embed svg :is([fill], [stroke]):not([fill^='rgb('])"
    seen = set(page.eval_on_selector_all(
        drawn, "all => all.flatMap(e => [getComputedStyle(e).fill, getComputedStyle(e).stroke])"
    ))  # fmt: skip
    left = {name for name in dark if rgb(dark[name]) in seen}
    assert left == set()
    assert rgb(light["ink"]) in seen


def colour(page: Page, place: str, part: str) -> Any:
    return page.locator(place).first.evaluate(f"e => getComputedStyle(e).{part}")


def rgb(code: str) -> str:
    red, green, blue = (int(code[at : at + 2], 16) for at in (1, 3, 5))
    return f"rgb({red}, {green}, {blue})"


def test_no_picture_is_cut_and_none_is_without_its_heading(turned: Turned) -> None:
    page = turned("/agenda", "sv").page
    with printing(page):
        assert colour(page, ".stVegaLiteChart", "breakInside") == "avoid"
        heading = ".stElementContainer:has(p strong:first-child)"
        assert colour(page, heading, "breakAfter") == "avoid"

"""The pages in a real browser, on a server of their own: what a reader's eyes and ears meet."""

from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser

from browsing import (
    ALLOWED,
    COMPANY,
    DESK,
    PATIENCE,
    PHONE,
    Turned,
    Visit,
    browser,
    tab,
    turned,
    visit,
)

__all__ = ["browser", "turned", "visit"]  # the fixtures

pytestmark = pytest.mark.browser


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
    page = tab(browser, PHONE)
    place = Visit(page, base).open("/?lang=sv").page.locator(".vega-embed").first.bounding_box()
    page.close()
    assert place
    assert place["y"] <= 1.2 * PHONE[1]


@pytest.mark.parametrize("path", COMPANY)
def test_a_phone_never_scrolls_sideways(turned: Turned, path: str) -> None:
    visit = turned(path, "sv", PHONE)
    wide = "[...document.querySelectorAll('main, section, body')].map(e => e.scrollWidth)"
    assert max(visit.page.evaluate(wide)) <= PHONE[0]


@pytest.mark.parametrize("mode", ["light", "dark"])
@pytest.mark.parametrize("lang", ["sv", "en"])
@pytest.mark.parametrize("path", COMPANY)
def test_nothing_shuts_a_reader_out(turned: Turned, path: str, lang: str, mode: Any) -> None:
    visit = turned(path, lang, mode=mode)
    found = Axe().run(visit.page).response["violations"]
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

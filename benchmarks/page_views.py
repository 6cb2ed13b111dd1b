"""What a reader waits for in the browser, beside a plain static page of the same charts.

    python benchmarks/page_views.py --address sqlite:///data/kundagenda.db

First view: a browser that was never here. Warm view: the same address in a new tab. Page switch: by
the menu. Filter: another step of time. Each ends when the last chart stands; medians, in ms, and as
ratios to a page of plain HTML with the same charts and Vega, served by Python, in the same run. KB
are those of a filter change that leave the server, counted by a relay in between.
"""

import argparse
import json
import os
import statistics
import threading
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import vl_convert
from playwright.sync_api import Browser, BrowserContext, Page, sync_playwright
from relay import Relay
from screens import PAGES, QUIET, chromium, server
from streamlit.testing.v1 import AppTest

from kundagenda.settings import settings

MAIN = Path(__file__).resolve().parents[1] / "src" / "kundagenda" / "main.py"
NO_CHARTS = ("write_down", "data", "definitions")
SCRIPTS = {name: f"../../pages/{name}.py" for name in PAGES if name not in NO_CHARTS}
DRAWN = """n => document.querySelectorAll('.vega-embed svg').length >= n
    && !document.querySelector('[data-test-script-state=running]')"""
WIDTH, HEIGHT = 1280, 720


def main() -> None:
    """Read the command line and print one line a page."""
    asked = argparse.ArgumentParser(description=__doc__)
    asked.add_argument("--address", help="the app database; the default one when left out")
    asked.add_argument("--port", type=int, default=8598)
    asked.add_argument("--runs", type=int, default=5)
    chosen = asked.parse_args()
    if chosen.address:
        os.environ["KUNDAGENDA_DATABASE_URL"] = chosen.address
    settings.cache_clear()
    charts = {name: charts_of(page) for name, page in SCRIPTS.items()}
    with (
        TemporaryDirectory() as folder,
        plain_pages(Path(folder), charts) as plain,
        server(chosen.port, chosen.address),
        Relay(chosen.port) as relay,
        sync_playwright() as playwright,
    ):
        browser = playwright.chromium.launch(executable_path=chromium(), args=QUIET)
        print("page          charts  plain    first    warm   switch  filter  filter KB")
        for name in SCRIPTS:
            print(
                line(browser, relay, f"{plain}/{name}.html", name, len(charts[name]), chosen.runs)
            )
        browser.close()


def charts_of(page: str) -> list[str]:
    """The specifications of the charts of a page, as Streamlit sends them."""
    visit = AppTest.from_file(str(MAIN), default_timeout=60).run()
    visit.switch_page(page).run()
    for failure in (*visit.exception, *visit.error):
        raise SystemExit(f"{page} failed: {failure.value}")
    return [each.proto.spec for each in visit.get("vega_lite_chart")]


@contextmanager
def plain_pages(folder: Path, charts: Mapping[str, list[str]]) -> Iterator[str]:
    """A page of plain HTML for each page's charts, with Vega beside it."""
    (folder / "vega.js").write_text(vl_convert.javascript_bundle(), encoding="utf-8")
    for name, specs in charts.items():
        (folder / f"{name}.html").write_text(plain_page(specs), encoding="utf-8")
    handler = partial(Quiet, directory=str(folder))
    with ThreadingHTTPServer(("127.0.0.1", 0), handler) as serving:
        threading.Thread(target=serving.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{serving.server_address[1]}"
        serving.shutdown()


class Quiet(SimpleHTTPRequestHandler):
    """Serves files without a line for each."""

    def log_message(self, format: str, *args: Any) -> None:
        """Say nothing."""


def plain_page(specs: list[str]) -> str:
    """HTML that draws the specifications below each other with Vega-Embed."""
    places = "".join(f'<div id="c{n}" style="width:600px"></div>' for n in range(len(specs)))
    drawn = "".join(
        f'vegaEmbed("#c{n}", {json.dumps(json.loads(spec))}, {{renderer: "svg", actions: false}});'
        for n, spec in enumerate(specs)
    )
    script = f'<script type="module">import "./vega.js"; {drawn}</script>'
    return f'<!doctype html><meta charset="utf-8"><title>Plain</title>{places}{script}'


def line(browser: Browser, relay: Relay, plain: str, name: str, charts: int, runs: int) -> str:
    """The medians of a page, and their ratios to the plain one."""
    path = f"{relay.url}{PAGES[name]}?lang=en"
    static = median(runs, lambda: first_view(browser, plain, charts))
    first = median(runs, lambda: first_view(browser, path, charts))
    context = new_context(browser)
    timed(context.new_page(), path, charts)
    warm = median(runs, lambda: timed(context.new_page(), path, charts))
    page = context.new_page()
    switch = median(runs, lambda: switched(page, relay.url, name, path, charts))
    filtered, sent = filter_change(page, path, charts, relay, runs)
    context.close()
    told = [static, *(first, warm, switch, filtered)]
    ratios = " ".join(f"{value:5.0f} ({value / static:3.1f})" for value in told[1:])
    return f"{name:<13} {charts:6}  {static:5.0f}  {ratios}  {sent / 1024:6.0f}"


def median(runs: int, act: Callable[[], float]) -> float:
    """The median of some runs."""
    return statistics.median(act() for _ in range(runs))


def first_view(browser: Browser, url: str, charts: int) -> float:
    """A view in a browser that keeps nothing."""
    context = new_context(browser)
    took = timed(context.new_page(), url, charts)
    context.close()
    return took


def timed(page: Page, url: str, charts: int) -> float:
    """Milliseconds until the last chart of an address stands."""
    start = time.perf_counter()
    page.goto(url)
    page.wait_for_function(DRAWN, arg=charts, timeout=60_000)
    return 1000 * (time.perf_counter() - start)


def switched(page: Page, app: str, name: str, path: str, charts: int) -> float:
    """From another page to this one by the menu."""
    other = "/agenda" if name == "overview" else "/"
    timed(page, f"{app}{other}?lang=en", 1)
    link = page.get_by_role("link", name=name.replace("_", "-").capitalize(), exact=True).first
    start = time.perf_counter()
    link.click()
    page.wait_for_function(f"location.pathname === '{PAGES[name]}'")
    page.wait_for_function(DRAWN, arg=charts, timeout=60_000)
    return 1000 * (time.perf_counter() - start)


def new_context(browser: Browser) -> BrowserContext:
    """A new visit; Playwright can wait for a function where no policy forbids to evaluate it."""
    return browser.new_context(viewport={"width": WIDTH, "height": HEIGHT}, bypass_csp=True)


def filter_change(
    page: Page, path: str, charts: int, relay: Relay, runs: int
) -> tuple[float, float]:
    """Another step of time, there and back: the time to the last chart, and bytes received."""
    timed(page, f"{path}&grain=year", charts)
    page.locator("[data-testid=stPopover] button").first.click()
    took, sent = [], []
    # The address is written when the script has ended; not every chart has steps of time.
    there = {"Quarter": "!location.search.includes('grain')", "Year": "/grain=year/.test(location)"}
    for step in ["Quarter", "Year"] * runs:
        before = relay.sent
        start = time.perf_counter()
        page.get_by_role("radio", name=step, exact=True).click()
        page.wait_for_function(there[step])
        page.wait_for_function(DRAWN, arg=charts, timeout=60_000)
        took.append(1000 * (time.perf_counter() - start))
        sent.append(relay.sent - before)
    return statistics.median(took), statistics.median(sent)


if __name__ == "__main__":
    main()

"""How soon the brief stands in a new browser, beside the Overview of the same server.

    python benchmarks/brief.py --address sqlite:///data/kundagenda.db

First paint is the browser's own mark; all pictures: the last chart of the Overview is drawn, or the
last picture of the brief can be seen. Both alternate, each in a browser that keeps nothing; medians
in ms. The brief is held to a fifth of the Overview's first paint and a tenth of its last chart.
"""

import argparse
import statistics
import time
from typing import Any

import httpx
from page_views import DRAWN, HEIGHT, WIDTH
from playwright.sync_api import Browser, sync_playwright
from screens import QUIET, chromium, server

PAINTED = "performance.getEntriesByName('first-paint').length > 0"
PAINT = "performance.getEntriesByName('first-paint')[0].startTime"
SEEN = "[...document.querySelectorAll('figure.w svg')].every(e => e.getBoundingClientRect().height)"
PLACES = {"overview": "/?lang=sv", "brief": "/brief?lang=sv"}
BOUNDS = {"first paint": 1 / 5, "all pictures": 1 / 10}


def main() -> None:
    """Read the command line, and print the medians and the ratios."""
    asked = argparse.ArgumentParser(description=__doc__)
    asked.add_argument("--address", help="the app database; the default one when left out")
    asked.add_argument("--port", type=int, default=8597)
    asked.add_argument("--runs", type=int, default=5)
    chosen = asked.parse_args()
    with server(chosen.port, chosen.address) as base, sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium(), args=QUIET)
        print(told_of(base))
        took: dict[str, list[dict[str, float]]] = {name: [] for name in PLACES}
        for _ in range(chosen.runs):
            for name, path in PLACES.items():
                took[name].append(view(browser, base + path, name))
        browser.close()
    for what, bound in BOUNDS.items():
        print(compared(what, bound, took))


def told_of(base: str) -> str:
    """How large the brief is; asked once, so that both pages have been written before."""
    packed = httpx.get(base + PLACES["brief"])
    if "<script" in packed.text:
        raise SystemExit("another server answers at this port: choose one with --port")
    sent = int(packed.headers["content-length"])
    return f"{len(packed.content) / 1000:.0f} KB, {sent / 1000:.0f} KB sent"


def view(browser: Browser, url: str, name: str) -> dict[str, float]:
    """Milliseconds to first paint and to all pictures, for somebody who was never here."""
    window: Any = {"width": WIDTH, "height": HEIGHT}
    context = browser.new_context(viewport=window, bypass_csp=True)  # to wait for functions
    page = context.new_page()
    start = time.perf_counter()
    page.goto(url, wait_until="commit")
    if name == "overview":
        page.wait_for_function(DRAWN, arg=1, timeout=60_000)
    else:
        page.wait_for_load_state()
        page.wait_for_function(SEEN, timeout=60_000)
    pictures = 1000 * (time.perf_counter() - start)
    page.wait_for_function(PAINTED)
    painted = float(page.evaluate(PAINT))
    context.close()
    return {"first paint": painted, "all pictures": pictures}


def compared(what: str, bound: float, took: dict[str, list[dict[str, float]]]) -> str:
    """One line: both medians, their ratio, and what it is held to."""
    brief, overview = (
        statistics.median(each[what] for each in took[name]) for name in ("brief", "overview")
    )
    ratio = brief / overview
    kept = "kept" if ratio <= bound else "NOT KEPT"
    return f"{what:<13} {brief:6.0f} {overview:6.0f}  ratio {ratio:.3f} of {bound:.3f}, {kept}"


if __name__ == "__main__":
    main()

"""Take every screen at three sizes, in both languages, light and dark, for a person to look at.

    python benchmarks/screens.py screens/ --address sqlite:///data/kundagenda.db

Writes one picture a screen, and a contact sheet a page and size.
"""

import argparse
import os
import shutil
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import httpx
from PIL import Image
from playwright.sync_api import Browser, Page, sync_playwright

ROOT = Path(__file__).resolve().parents[1]
SIZES = {"1920": (1920, 1080), "1280": (1280, 720), "390": (390, 844)}
PAGES = {
    "overview": "/",
    "agenda": "/agenda",
    "satisfaction": "/satisfaction",
    "retention": "/retention",
    "outcomes": "/outcomes",
    "connection": "/connection",
    "follow_through": "/follow-through",
    "write_down": "/write-down",
    "data": "/data",
    "definitions": "/definitions",
    **{
        f"present-{code}": f"/present?screen={code}"
        for code in ("promise", "said", "stayed", "got", "followed", "lead", "next")
    },
    "frozen": "/frozen",
}
LANGUAGES = ("sv", "en")
MODES = ("light", "dark")
QUIET = ["--no-sandbox", "--disable-gpu", "--disable-background-networking"]
SHEET_WIDTH = 900


def main() -> None:
    """Read the command line and take the pictures."""
    asked = argparse.ArgumentParser(description=__doc__)
    asked.add_argument("folder", type=Path)
    asked.add_argument("--address", help="the app database; the default one when left out")
    asked.add_argument("--port", type=int, default=8599)
    asked.add_argument("--sizes", nargs="+", default=list(SIZES), choices=list(SIZES))
    asked.add_argument("--pages", nargs="+", default=list(PAGES), choices=list(PAGES))
    asked.add_argument("--query", default="", help="more of the address, such as grain=month")
    asked.add_argument("--upload", nargs="+", default=[], help="files to lay on the page Data")
    asked.add_argument("--whole", action="store_true", help="the page to its end, not the window")
    chosen = asked.parse_args()
    chosen.folder.mkdir(parents=True, exist_ok=True)
    with server(chosen.port, chosen.address) as base, sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium(), args=QUIET)
        for name in chosen.pages:
            for size in chosen.sizes:
                take_all(browser, base, name, size, chosen)
        browser.close()


def chromium() -> str | None:
    """The browser of the machine, or null for playwright's own."""
    return shutil.which("chromium") or shutil.which("chromium-browser")


@contextmanager
def server(port: int, address: str | None) -> Iterator[str]:
    """The app on a database, ready."""
    more = {"KUNDAGENDA_DATABASE_URL": address} if address else {}
    command = [sys.executable, "-m", "streamlit", "run", "app.py"]
    command += ["--server.port", str(port), "--server.headless", "true"]
    running = subprocess.Popen(command, cwd=ROOT, env=os.environ | more)
    base = f"http://127.0.0.1:{port}"
    try:
        for _ in range(300):
            if is_ready(base):
                break
            time.sleep(0.2)
        yield base
    finally:
        running.terminate()
        running.wait(timeout=20)


def is_ready(base: str) -> bool:
    """Whether the server is warm."""
    try:
        return httpx.get(f"{base}/readyz", timeout=2).status_code == 200
    except httpx.TransportError:
        return False


def take_all(browser: Browser, base: str, name: str, size: str, chosen: Any) -> None:
    """One page at one size, in both languages, light and dark, and their contact sheet."""
    files = []
    for lang in LANGUAGES:
        for mode in MODES:
            file = chosen.folder / f"{name}-{size}-{lang}-{mode}.png"
            url = (
                f"{base}{PAGES[name]}{'&' if '?' in PAGES[name] else '?'}lang={lang}&{chosen.query}"
            )
            take(browser, url, size, mode, file, chosen)
            files.append(file)
    contact_sheet(files, chosen.folder / f"sheet-{name}-{size}.png")


def take(browser: Browser, url: str, size: str, mode: str, file: Path, chosen: Any) -> None:
    """One screen, after its charts are drawn."""
    width, height = SIZES[size]
    window: Any = {"width": width, "height": height}
    scheme: Any = mode
    # Playwright can wait for a function where no policy forbids to evaluate it.
    page = browser.new_page(
        viewport=window, color_scheme=scheme, locale="sv-SE", bypass_csp=True
    )  # fmt: skip
    page.goto(url)
    settle(page)
    if chosen.upload:
        page.locator("input[type=file]").set_input_files(chosen.upload)
        page.wait_for_timeout(2500)
        settle(page)
    if chosen.whole:
        tall = page.evaluate("document.querySelector('[data-testid=stMain]').scrollHeight")
        page.set_viewport_size({"width": width, "height": tall})
        page.wait_for_timeout(800)
    page.screenshot(path=file)
    page.close()


def settle(page: Page) -> None:
    """Wait until the title stands, nothing runs any more, and no chart is still to come."""
    page.locator("h1").first.wait_for(timeout=30_000)
    page.locator("[data-test-script-state=notRunning]").first.wait_for(timeout=30_000)
    page.wait_for_function("!document.querySelector('[data-testid=stSkeleton]')", timeout=30_000)
    page.wait_for_timeout(1500)


def contact_sheet(files: list[Path], target: Path) -> None:
    """Pictures side by side, two in a row, small enough to look at together."""
    pictures = [Image.open(file).convert("RGB") for file in files]
    width = SHEET_WIDTH if pictures[0].width > SHEET_WIDTH else pictures[0].width
    small = [p.resize((width, round(p.height * width / p.width))) for p in pictures]
    height = max(p.height for p in small)
    rows = (len(small) + 1) // 2
    sheet = Image.new("RGB", (2 * width + 10, rows * (height + 10)), "#888888")
    for number, picture in enumerate(small):
        sheet.paste(picture, ((number % 2) * (width + 10), (number // 2) * (height + 10)))
    sheet.save(target)


if __name__ == "__main__":
    main()

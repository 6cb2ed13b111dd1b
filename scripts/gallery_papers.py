"""Every page of the packs and briefs of a database in pictures, with a contact sheet of each."""

import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pypdfium2
from playwright.sync_api import Browser, sync_playwright
from screens import QUIET, chromium, contact_sheet

ROOT = Path(__file__).resolve().parents[1]
WIDTH = 1280
PHONE, WIDE = (390, 844), (1280, 720)


def papers(folder: Path, address: str) -> None:
    """Pack and brief in both languages; slides where LibreOffice is there to draw them."""
    folder.mkdir(parents=True, exist_ok=True)
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium(), args=QUIET)
        for lang in ("sv", "en"):
            for name, pictures in _taken(browser, folder, address, lang):
                contact_sheet(pictures, folder / f"sheet-{name}-{lang}.png")
        browser.close()


def _taken(
    browser: Browser, folder: Path, address: str, lang: str
) -> Iterator[tuple[str, list[Path]]]:
    for form in ("pdf", "pptx", "html"):
        _kundagenda(address, "report", "--format", form, *_to(folder, f"pack-{lang}.{form}", lang))
    _kundagenda(address, "brief", "write", *_to(folder, f"brief-{lang}.html", lang))
    yield "pack-pdf", _pages(folder / f"pack-{lang}.pdf")
    if shutil.which("soffice"):
        yield "pack-slides", _pages(_drawn(folder / f"pack-{lang}.pptx"))
    yield "pack-page", [_window(browser, folder / f"pack-{lang}.html", WIDE)]
    brief = folder / f"brief-{lang}.html"
    yield "brief", [*_pages(_printed(browser, brief)), _window(browser, brief, PHONE)]


def _to(folder: Path, name: str, lang: str) -> list[str]:
    return ["--lang", lang, "-o", str(folder / name)]


def _kundagenda(address: str, *words: str) -> None:
    command = [sys.executable, "-m", "kundagenda.cli", *words]
    environment = os.environ | {"KUNDAGENDA_DATABASE_URL": address}
    subprocess.run(command, check=True, cwd=ROOT, env=environment, stdout=subprocess.DEVNULL)


def _pages(file: Path) -> list[Path]:
    """A picture of each page, beside the file."""
    taken = []
    with pypdfium2.PdfDocument(file) as document:
        for number, page in enumerate(document, 1):
            taken.append(file.with_name(f"{file.stem}-{number}.png"))
            page.render(scale=WIDTH / page.get_width()).to_pil().save(taken[-1])
    return taken


def _drawn(file: Path) -> Path:
    """The slides as LibreOffice draws them, the nearest that there is to PowerPoint here."""
    place = file.with_name(f"slides-{file.stem}")
    command = ["soffice", "--headless", "--convert-to", "pdf", "--outdir", str(place), str(file)]
    subprocess.run(command, check=True, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    return place / f"{file.stem}.pdf"


def _window(browser: Browser, file: Path, size: tuple[int, int]) -> Path:
    page = browser.new_page(viewport={"width": size[0], "height": size[1]})
    page.goto(file.resolve().as_uri())
    page.wait_for_timeout(2000)
    taken = file.with_suffix(".png")
    page.screenshot(path=taken, full_page=True)
    page.close()
    return taken


def _printed(browser: Browser, file: Path) -> Path:
    page = browser.new_page()
    page.goto(file.resolve().as_uri())
    printed = file.with_suffix(".pdf")
    page.pdf(path=printed, format="A4", print_background=True)
    page.close()
    return printed

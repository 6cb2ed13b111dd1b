"""Every page of the packs and briefs of a database in pictures, with a contact sheet of each."""

import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pypdfium2
from PIL import Image
from playwright.sync_api import Browser, sync_playwright

ROOT = Path(__file__).resolve().parents[1]
WIDTH = 1280
PHONE, WIDE = (390, 844), (1280, 720)
ACROSS = 2


def papers(folder: Path, address: str) -> None:
    """Pack and brief in both languages; slides where LibreOffice is there to draw them."""
    folder.mkdir(parents=True, exist_ok=True)
    with sync_playwright() as playwright:
        path = shutil.which("chromium") or shutil.which("chromium-browser")
        browser = playwright.chromium.launch(executable_path=path, args=["--no-sandbox"])
        for lang in ("sv", "en"):
            for name, pictures in _taken(browser, folder, address, lang):
                _sheet(pictures, folder / f"sheet-{name}-{lang}.png")
        browser.close()


def _taken(
    browser: Browser, folder: Path, address: str, lang: str
) -> Iterator[tuple[str, list[Image.Image]]]:
    for form in ("pdf", "pptx", "html"):
        _kundagenda(address, "report", "--format", form, *_to(folder, f"pack-{lang}.{form}", lang))
    _kundagenda(address, "brief", "write", *_to(folder, f"brief-{lang}.html", lang))
    yield "pack-pdf", _pages(folder / f"pack-{lang}.pdf")
    if shutil.which("soffice"):
        yield "pack-slides", _pages(_drawn(folder / f"pack-{lang}.pptx"))
    yield "pack-page", [_window(browser, folder / f"pack-{lang}.html", WIDE)]
    brief = folder / f"brief-{lang}.html"
    yield "brief", [_window(browser, brief, PHONE), *_pages(_printed(browser, brief))]


def _to(folder: Path, name: str, lang: str) -> list[str]:
    return ["--lang", lang, "-o", str(folder / name)]


def _kundagenda(address: str, *words: str) -> None:
    command = [sys.executable, "-m", "kundagenda.cli", *words]
    environment = os.environ | {"KUNDAGENDA_DATABASE_URL": address}
    subprocess.run(command, check=True, cwd=ROOT, env=environment, stdout=subprocess.DEVNULL)


def _pages(file: Path) -> list[Image.Image]:
    with pypdfium2.PdfDocument(file) as document:
        return [
            page.render(scale=WIDTH / page.get_width()).to_pil().convert("RGB") for page in document
        ]


def _drawn(file: Path) -> Path:
    """The slides as LibreOffice draws them, the nearest that there is to PowerPoint here."""
    place = file.with_name(f"slides-{file.stem}")
    command = ["soffice", "--headless", "--convert-to", "pdf", "--outdir", str(place), str(file)]
    subprocess.run(command, check=True, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    return place / f"{file.stem}.pdf"


def _window(browser: Browser, file: Path, size: tuple[int, int]) -> Image.Image:
    page = browser.new_page(viewport={"width": size[0], "height": size[1]})
    page.goto(file.resolve().as_uri())
    page.wait_for_timeout(2000)
    taken = file.with_suffix(".png")
    page.screenshot(path=taken, full_page=True)
    page.close()
    return Image.open(taken).convert("RGB")


def _printed(browser: Browser, file: Path) -> Path:
    page = browser.new_page()
    page.goto(file.resolve().as_uri())
    printed = file.with_suffix(".pdf")
    page.pdf(path=printed, format="A4", print_background=True)
    page.close()
    return printed


def _sheet(pictures: list[Image.Image], target: Path) -> None:
    """Two in a row, in the order of the paper."""
    rows = [pictures[at : at + ACROSS] for at in range(0, len(pictures), ACROSS)]
    heights = [max(picture.height for picture in row) for row in rows]
    wide = max(sum(picture.width + 10 for picture in row) for row in rows)
    sheet = Image.new("RGB", (wide, sum(heights) + 10 * len(rows)), "#888888")
    for number, row in enumerate(rows):
        across = 0
        for picture in row:
            sheet.paste(picture, (across, sum(heights[:number]) + 10 * number))
            across += picture.width + 10
    sheet.save(target)

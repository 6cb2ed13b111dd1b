"""Every page of the demo company in words, in both languages. `make golden` rewrites the texts."""

import os
from pathlib import Path

import pytest

from app_pages import EVERY_PAGE, Pages
from page_text import page_text

GOLDEN = Path(__file__).parent / "golden"


@pytest.mark.parametrize("lang", ["sv", "en"])
@pytest.mark.parametrize("name", EVERY_PAGE)
def test_every_page_of_the_demo_says_on_top_that_the_company_is_invented(
    demo_database: Path, monkeypatch: pytest.MonkeyPatch, name: str, lang: str
) -> None:
    visit = Pages(monkeypatch, f"sqlite:///{demo_database}").open(EVERY_PAGE[name], lang=lang)
    notice = {"sv": "**Demo.** Nordlog AB är påhittat.", "en": "**Demo.** Nordlog AB is invented."}
    labels = [each.proto.popover.label for each in visit.get("popover")]
    assert [label for label in labels if label.startswith(notice[lang])]


@pytest.mark.parametrize("lang", ["sv", "en"])
@pytest.mark.parametrize("name", EVERY_PAGE)
def test_a_page_of_the_demo_reads_as_agreed(
    demo_database: Path, monkeypatch: pytest.MonkeyPatch, name: str, lang: str
) -> None:
    visit = Pages(monkeypatch, f"sqlite:///{demo_database}").open(EVERY_PAGE[name], lang=lang)
    assert not visit.exception
    path, text = GOLDEN / f"page_{name}_{lang}.txt", page_text(visit)
    if os.environ.get("KUNDAGENDA_WRITE_GOLDEN"):
        path.write_text(text, encoding="utf-8")
    assert text == path.read_text(encoding="utf-8")

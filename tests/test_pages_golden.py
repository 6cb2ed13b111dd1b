"""Every page of the demo company in words, in both languages. `make golden` rewrites the texts."""

import os
from pathlib import Path

import pytest

from app_pages import EVERY_PAGE, Pages
from page_text import page_text

GOLDEN = Path(__file__).parent / "golden"


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

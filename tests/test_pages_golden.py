"""Every page of the demo company in words, in both languages. `make golden` rewrites the texts."""

import os
from collections.abc import Iterator
from itertools import product
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from app_pages import EVERY_PAGE, Pages
from page_text import page_text

GOLDEN = Path(__file__).parent / "golden"


Opened = tuple[str, str, AppTest]


@pytest.fixture(scope="module", params=product(EVERY_PAGE, ("sv", "en")), ids="-".join)
def opened(request: pytest.FixtureRequest, demo_database: Path) -> Iterator[Opened]:
    """A page's name, a language, and the page of the demo in it, opened once."""
    name, lang = request.param
    with pytest.MonkeyPatch.context() as patch:
        pages = Pages(patch, f"sqlite:///{demo_database}")
        yield name, lang, pages.open(EVERY_PAGE[name], lang=lang)


def test_every_page_of_the_demo_says_on_top_that_the_company_is_invented(opened: Opened) -> None:
    _, lang, visit = opened
    notice = {"sv": "**Demo.** Nordlog AB är påhittat.", "en": "**Demo.** Nordlog AB is invented."}
    labels = [each.proto.popover.label for each in visit.get("popover")]
    assert [label for label in labels if label.startswith(notice[lang])]


def test_a_page_of_the_demo_reads_as_agreed(opened: Opened) -> None:
    name, lang, visit = opened
    assert not visit.exception
    path, text = GOLDEN / f"page_{name}_{lang}.txt", page_text(visit)
    if os.environ.get("KUNDAGENDA_WRITE_GOLDEN"):
        path.write_text(text, encoding="utf-8")
    assert text == path.read_text(encoding="utf-8")

"""Every page of the demo company in words, in both languages. `make golden` rewrites the texts."""

import os
from pathlib import Path

import pytest

from app_pages import EVERY_PAGE, Pages
from demo_company import UNTIL
from kundagenda.database.schema import open_database
from kundagenda.demo.fill import DEFAULT_SEED, fill_demo
from page_text import page_text

GOLDEN = Path(__file__).parent / "golden"


@pytest.fixture(scope="module")
def address(tmp_path_factory: pytest.TempPathFactory) -> str:
    """A database with the demo company, to the month of the golden texts."""
    made = f"sqlite:///{tmp_path_factory.mktemp('golden') / 'demo.db'}"
    engine = open_database(made)
    fill_demo(engine, seed=DEFAULT_SEED, until=UNTIL)
    engine.dispose()
    return made


@pytest.mark.parametrize("lang", ["sv", "en"])
@pytest.mark.parametrize("name", EVERY_PAGE)
def test_a_page_of_the_demo_reads_as_agreed(
    address: str, monkeypatch: pytest.MonkeyPatch, name: str, lang: str
) -> None:
    visit = Pages(monkeypatch, address).open(EVERY_PAGE[name], lang=lang)
    assert not visit.exception
    path, text = GOLDEN / f"page_{name}_{lang}.txt", page_text(visit)
    if os.environ.get("KUNDAGENDA_WRITE_GOLDEN"):
        path.write_text(text, encoding="utf-8")
    assert text == path.read_text(encoding="utf-8")

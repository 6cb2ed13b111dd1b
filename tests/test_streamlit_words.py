"""Streamlit's own English words are said in the language of the page."""

from pathlib import Path

import pytest

from app_pages import Pages
from kundagenda.database.schema import open_database
from kundagenda.panels.stacked_rows import quoted

DATA = "../../pages/data.py"


@pytest.mark.parametrize(("lang", "there"), [("sv", True), ("en", False)])
def test_the_uploader_and_empty_days_speak_swedish(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, lang: str, there: bool
) -> None:
    made = f"sqlite:///{tmp_path / 'none.db'}"
    open_database(made).dispose()
    visit = Pages(monkeypatch, made).open(DATA, lang=lang)
    styles = "".join(each.proto.body for each in visit.get("html"))
    for said in ("Välj filer", "Högst 20 MB per fil", "åååå"):
        assert (f'content:"{quoted(said)}"' in styles) is there

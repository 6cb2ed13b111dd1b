"""The page Data opened without a browser, on a copy of an empty database."""

import shutil
from pathlib import Path
from typing import Any

import pytest
import sqlalchemy as sa
from streamlit.testing.v1 import AppTest

from app_pages import Pages
from kundagenda.database.connection import open_engine
from kundagenda.database.schema import open_database

DATA = "../../pages/data.py"
BOTH = pytest.mark.parametrize("lang", ["sv", "en"])
AGENDA = """# Ledningsgruppen 2025-02-10

1. Föregående protokoll (5 min)
2. Klagomål på sena leveranser (20 min)
3. Budget (10 min)

# Ledningsgruppen 2025-03-10

1. Budget (15 min)
2. Klagomål på sena leveranser (20 min)
"""
FIGURES = "Månad;NKI;Antal svar\n2025-01;71,2;312\n2025-02;70,4;298\n"
File = tuple[str, bytes, str]


def file(name: str, text: str | bytes) -> File:
    """A file as a browser sends it."""
    return name, text.encode("utf-8") if isinstance(text, str) else text, ""


AGENDA_FILE = file("ledning.md", AGENDA)


@pytest.fixture(scope="module")
def empty(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A database with its schema and nothing in it, made once and copied for each test."""
    made = tmp_path_factory.mktemp("empty") / "data.db"
    engine = open_database(f"sqlite:///{made}")
    with engine.connect() as connection:
        connection.exec_driver_sql("PRAGMA wal_checkpoint(TRUNCATE)")
    engine.dispose()
    return made


@pytest.fixture
def address(tmp_path: Path, empty: Path) -> str:
    shutil.copy(empty, tmp_path / "data.db")
    return f"sqlite:///{tmp_path / 'data.db'}"


@pytest.fixture
def pages(address: str, monkeypatch: pytest.MonkeyPatch) -> Pages:
    return Pages(monkeypatch, address)


def rows(address: str, *columns: Any) -> list[Any]:
    """What is stored, read past the page."""
    engine = open_engine(address)
    with engine.connect() as connection:
        found = connection.execute(sa.select(*columns)).all()
    engine.dispose()
    return [tuple(row) for row in found]


def lay(visit: AppTest, *files: File) -> AppTest:
    """Lay files on the page."""
    assert not visit.exception
    visit.file_uploader[0].set_value(list(files)).run()
    assert not visit.exception
    return visit


def press(visit: AppTest, label: str, place: int = 0) -> AppTest:
    """Press a button by its words."""
    [button, *_] = [each for each in visit.button if each.label == label][place:]
    button.click().run()
    assert not visit.exception
    return visit


def view(visit: AppTest, code: str) -> AppTest:
    """Turn to one of the three views."""
    visit.segmented_control[0].set_value(code).run()
    assert not visit.exception
    return visit


def brought_in(pages: Pages, lang: str = "en") -> AppTest:
    """The page after two meetings were brought in."""
    return press(
        lay(pages.open(DATA, lang=lang), AGENDA_FILE), {"sv": "Läs in", "en": "Bring in"}[lang]
    )

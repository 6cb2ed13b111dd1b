"""Opens pages of the app without a browser, on a database of the test's choice."""

import re
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pandas as pd
import pytest
import streamlit as st
from sqlalchemy import Engine, event
from streamlit.components.v2 import manifest_scanner
from streamlit.testing.v1 import AppTest
from streamlit.util import calc_hash

from kundagenda.settings import settings

ROOT = Path(__file__).parents[1]
MAIN = ROOT / "src" / "kundagenda" / "main.py"
AGENDA = "../../pages/agenda.py"
OVERVIEW = "../../pages/overview.py"
# Every page that shows the company, in the order of the menu.
EVERY_PAGE = {
    name: f"../../pages/{name}.py"
    for name in (
        "overview",
        "agenda",
        "satisfaction",
        "retention",
        "outcomes",
        "connection",
        "follow_through",
    )
}


class Pages:
    """One reader's visit: pages opened one after another on the same database."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch, address: str) -> None:
        monkeypatch.setenv("KUNDAGENDA_DATABASE_URL", address)
        # Streamlit looks through every installed package for components at each opening, a second
        # or more; this product has none.
        monkeypatch.setattr(manifest_scanner, "scan_component_manifests", list)
        settings.cache_clear()
        self.forget()

    def forget(self) -> None:
        """Begin as a server that has just started."""
        st.cache_resource.clear()

    def open(self, page: str = OVERVIEW, **address: str) -> AppTest:
        """The page as a link with these codes shows it, and no other before it."""
        visit = AppTest.from_file(str(MAIN), default_timeout=60)
        for name, code in address.items():
            visit.query_params[name] = code
        # AppTest can only switch to a page, from another one that has been drawn for nothing.
        asked = visit._page_hash = calc_hash(Path(page).stem.replace("_", "-"))
        visit.run()
        assert visit._finished_page_script_hash == asked, f"{page} is no page"
        return visit

    def turn(self, visit: AppTest, page: str) -> AppTest:
        """The same visit on another page."""
        visit.switch_page(page).run()
        return visit


@contextmanager
def statements() -> Iterator[list[str]]:
    """What is sent to any database inside, word for word; settings of a connection left out."""
    sent: list[str] = []

    def note(_connection: Any, _cursor: Any, statement: str, *_rest: Any) -> None:
        if not statement.startswith("PRAGMA"):
            sent.append(statement)

    event.listen(Engine, "before_cursor_execute", note)
    try:
        yield sent
    finally:
        event.remove(Engine, "before_cursor_execute", note)


def codes(visit: AppTest) -> dict[str, str]:
    """What stands in the address, each code once."""
    found = {name: visit.query_params[name] for name in visit.query_params}
    return {name: code if isinstance(code, str) else code[0] for name, code in found.items()}


def said(visit: AppTest) -> str:
    """Everything that a page says in words."""
    parts = [*visit.title, *visit.markdown, *visit.error]
    return "\n".join(str(part.value) for part in parts)


def charts(visit: AppTest) -> list[Any]:
    """The pictures of a page, as Streamlit sends them."""
    return [each.proto for each in visit.get("vega_lite_chart")]


def tabled(table: Any) -> pd.DataFrame:
    """A table as it is read: Streamlit takes cells for Markdown, where a \\ shows the next sign."""
    frame: pd.DataFrame = table.value
    return frame.rename(columns=_read).map(_read)


def _read(cell: Any) -> Any:
    return re.sub(r"\\(.)", r"\1", cell) if isinstance(cell, str) else cell

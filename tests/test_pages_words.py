"""The words of the pages: all of them in Swedish too, and none of them from the data."""

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

from app_pages import ROOT
from kundagenda.panels.reader import plain
from kundagenda.texts.catalogue import translations
from metrics import METRICS


def test_data_cannot_write_markdown() -> None:
    assert plain("**a** [b](c) $d$ :red[e]") == r"\*\*a\*\* \[b\]\(c\) \$d\$ \:red\[e\]"


def _texts(file: Path) -> Iterator[str]:
    """Every text that a module says, as it stands in its call."""
    for call in ast.walk(ast.parse(file.read_text("utf-8"))):
        if isinstance(call, ast.Call) and isinstance(call.func, ast.Name):
            first = {"tell": 0, "tell_many": 0, "say": 1, "say_many": 1}.get(call.func.id)
            found = call.args[first : first + 1] if first is not None else []
            yield from (each.value for each in found if isinstance(each, ast.Constant))


SOURCES = ROOT / "src" / "kundagenda"
SPEAKING = sorted([*SOURCES.glob("[cp]*s/*.py"), *SOURCES.glob("shown/**/*.py")])


@pytest.mark.parametrize("file", [*SPEAKING, ROOT / "src/kundagenda/main.py"], ids=lambda f: f.name)
def test_every_text_of_a_panel_or_chart_has_swedish_words(file: Path) -> None:
    catalogue = translations("sv")._catalog  # type: ignore[attr-defined]
    known = {key[0] if isinstance(key, tuple) else key for key in catalogue}
    assert not [text for text in _texts(file) if text not in known]


def test_the_definitions_on_the_overview_have_swedish_words() -> None:
    shown = {m.key: m for m in METRICS}
    for name in ("customer_item_share", "customer_meeting_share", "nps", "csat_7"):
        definition = shown[name].definition
        assert translations("sv").gettext(definition) != definition

"""Imports point one way: the contracts of DESIGN's house hold, and each bites."""

import ast
import sys
from pathlib import Path
from subprocess import run

from importlinter.cli import EXIT_STATUS_SUCCESS, lint_imports

from kundagenda.settings import ROOT

SOURCES = ROOT / "src"
MODULES = sorted(SOURCES.rglob("*.py"))
STREAMLIT = ("main", "panels", "access")
ALTAIR = ("charts",)


def imported(path):
    """The names of all modules that a file imports, wherever in it."""
    tree = ast.parse(path.read_text(encoding="utf-8"))
    names = set()
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            names |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom):
            names.add(node.module or "")
    return names


def room(path):
    """The part of the house that a file lies in: metrics, or a room of kundagenda."""
    inside = path.relative_to(SOURCES).with_suffix("").parts
    return inside[0] if inside[0] == "metrics" else inside[1]


def rooms_that_import(package):
    return {
        room(path)
        for path in MODULES
        if any(name.split(".")[0] == package for name in imported(path))
    }


def test_the_contracts_hold(monkeypatch):
    monkeypatch.chdir(ROOT)
    assert lint_imports(str(ROOT / ".importlinter"), no_cache=True) == EXIT_STATUS_SUCCESS


def test_streamlit_and_altair_appear_only_where_they_may():
    assert rooms_that_import("streamlit") <= set(STREAMLIT)
    assert rooms_that_import("altair") == set(ALTAIR)


def test_metrics_know_nothing_of_ours():
    outside = {
        name
        for path in MODULES
        if room(path) == "metrics"
        for name in imported(path)
        if name.split(".")[0] in ("kundagenda", "streamlit", "altair")
    }
    assert outside == set()


def test_only_the_database_room_opens_engines():
    opening = {
        room(path) for path in MODULES if "create_engine(" in path.read_text(encoding="utf-8")
    }
    assert opening == {"database"}


def test_no_page_waits_for_a_statistics_library():
    asked = (
        "import sys, kundagenda.findings.gather, kundagenda.findings.agenda;"
        "print(*{name.split('.')[0] for name in sys.modules})"
    )
    loaded = run([sys.executable, "-c", asked], check=True, capture_output=True, text=True).stdout
    assert not {"scipy", "statsmodels", "sklearn", "alembic"} & set(loaded.split())


def test_pages_are_short_and_hold_no_query_and_no_arithmetic():
    for path in sorted((ROOT / "pages").glob("*.py")):
        text = path.read_text(encoding="utf-8")
        assert len(text.splitlines()) <= 50, path.name
        assert "sqlalchemy" not in text, path.name
        assert "session_state" not in text, path.name


def test_the_reader_of_imports_sees_those_inside_functions(tmp_path):
    path = Path(tmp_path, "late.py")
    path.write_text("def f():\n    import altair.vegalite\n    from streamlit import write\n")
    assert imported(path) == {"altair.vegalite", "streamlit"}

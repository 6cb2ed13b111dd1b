"""Every module of the metrics is watched over by tests when mutants are made of it."""

from pathlib import Path
from runpy import run_path

ROOT = Path(__file__).resolve().parents[1]
WATCH = run_path(str(ROOT / "scripts" / "mutants" / "watching.py"))


def test_every_module_has_tests_that_are_there():
    modules = {path.stem for path in (ROOT / "src" / "metrics").glob("*.py")}
    assert set(WATCH["WATCHING"]) == modules
    for module in modules:
        files = WATCH["tests_of"](module)
        assert [name for name in files if not (ROOT / name).is_file()] == []

"""The commands on imports: list them, take one back, and say how far an import has come."""

import json
from collections.abc import Iterator
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from sqlalchemy import Engine

from agenda_files import AGENDA, counts, write
from kundagenda.cli import main
from kundagenda.cli.options import bar
from kundagenda.settings import settings

LINE = (
    "id", "kind", "target", "path", "rows", "imported_at", "imported_by", "undone_at", "why_not",
    "file", "can_be_undone",
)  # fmt: skip


@pytest.fixture
def address(sqlite_app: Engine, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    place = sqlite_app.url.render_as_string(hide_password=False)
    monkeypatch.setenv("KUNDAGENDA_DATABASE_URL", place)
    settings.cache_clear()
    yield
    settings.cache_clear()


def run(*words: str | Path) -> Result:
    return CliRunner().invoke(main, ["import", *map(str, words)])


@pytest.mark.usefixtures("address")
def test_an_import_is_listed_undone_and_listed_as_undone(
    sqlite_app: Engine, tmp_path: Path
) -> None:
    assert run("list").stdout == "Nothing has been imported yet.\n"
    path = write(tmp_path, "2025-03-03.md", AGENDA)
    assert run("agenda", path, "--forum", "Styrelsen").exit_code == 0
    [line] = run("list").stdout.splitlines()
    assert line.endswith("agenda Styrelsen: 2025-03-03.md (3 rows)")
    [told] = json.loads(run("list", "--json").stdout)["imports"]
    assert tuple(told) == LINE
    assert (told["can_be_undone"], told["why_not"], told["undone_at"]) == (True, None, None)
    undone = run("undo", str(told["id"]))
    assert undone.stdout.splitlines() == [
        f"undone    import {told['id']}: {path}",
        "          1 meetings taken away",
        "          3 agenda_items taken away",
        "          1 forums taken away",
    ]
    assert counts(sqlite_app)["meetings"] == 0
    assert ", undone 20" in run("list").stdout
    [told] = json.loads(run("list", "--json").stdout)["imports"]
    assert told["can_be_undone"] is False


@pytest.mark.usefixtures("address")
def test_an_undo_in_json_is_one_object_and_a_refusal_one_sentence(tmp_path: Path) -> None:
    table = write(tmp_path, "forums.csv", "name\nStyrelsen\n")
    assert run("table", table, "--table", "forums").exit_code == 0
    told = json.loads(run("undo", "1", "--json").stdout)
    assert told == {
        "id": 1,
        "kind": "table",
        "target": "forums",
        "path": str(table),
        "deleted": {"forums": 1},
        "restored": {},
    }
    again = run("undo", "1")
    assert (again.exit_code, again.stdout, again.stderr.count("\n")) == (1, "", 1)
    assert run("undo", "first").exit_code == 2


def test_progress_is_silent_where_nobody_looks(capsys: pytest.CaptureFixture[str]) -> None:
    assert list(bar([1, 2], "Reading")) == [1, 2]
    assert capsys.readouterr() == ("", "")


def test_progress_is_told_on_a_terminal(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("sys.stderr.isatty", lambda: True)
    assert list(bar([1, 2], "Reading")) == [1, 2]
    out, err = capsys.readouterr()
    assert (out, "Reading" in err) == ("", True)

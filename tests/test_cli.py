"""The command line: the names in its JSON, its exit statuses, and one sentence for a refusal."""

import json
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result
from sqlalchemy import Engine

from agenda_files import AGENDA, write
from kundagenda.cli import main
from kundagenda.database.state import DEMO, remember
from kundagenda.settings import settings
from metrics.periods import parse_month
from metrics.tables import forums, kpi_monthly
from tables import insert_rows

AGENDA_ITEM = (
    "position", "title", "minutes", "formal", "carried_over", "level", "best", "confidence",
)  # fmt: skip
READING = ("period", "value", "low", "high", "base", "numerator", "denominator", "status")
FACT = ("key", "value", "low", "high", "base", "sentence")


class Terminal:
    """Runs commands on the database of a test."""

    def run(self, *words: str | Path) -> Result:
        return CliRunner().invoke(main, [str(word) for word in words])

    def json(self, *words: str | Path) -> Any:
        result = self.run(*words, "--json")
        assert (result.exit_code, result.stderr) == (0, "")
        return json.loads(result.stdout)

    def refusal(self, *words: str | Path) -> str:
        """The one sentence of a refused command."""
        result = self.run(*words)
        assert result.exit_code == 1
        assert isinstance(result.exception, SystemExit), result.exception
        assert result.stderr.count("\n") == 1
        return result.stderr


@pytest.fixture
def terminal(sqlite_app: Engine, monkeypatch: pytest.MonkeyPatch) -> Any:
    address = sqlite_app.url.render_as_string(hide_password=False)
    monkeypatch.setenv("KUNDAGENDA_DATABASE_URL", address)
    settings.cache_clear()
    yield Terminal()
    settings.cache_clear()


def answers(app: Engine, *months: str) -> None:
    parts = {"numerator": 5, "denominator": 40, "squares": 25, "base": 40, "source": "survey"}
    rows = [{"metric": "nps", "month": parse_month(month)} | parts for month in months]
    insert_rows(app, kpi_monthly, rows)


def test_import_agenda_prints_the_contract(terminal: Terminal, tmp_path: Path) -> None:
    told = terminal.json("import", "agenda", write(tmp_path, "2025-03-03.md", AGENDA), "--forum=X")
    [file] = told["files"]
    assert (list(told), file["status"]) == (["files"], "imported")
    assert tuple(file["meetings"][0]["items"][0]) == AGENDA_ITEM


def test_readings_summary_and_classify_print_the_contract(
    terminal: Terminal, sqlite_app: Engine
) -> None:
    answers(sqlite_app, "2025-03", "2025-04")
    told = terminal.json("readings", "nps", "--grain", "quarter")
    assert (list(told), told["metric"]) == (["metric", "readings"], "nps")
    assert [tuple(reading) for reading in told["readings"]] == [READING, READING]
    assert told["readings"][0] | {"value": 12.5, "status": "ok"} == told["readings"][0]
    said = terminal.json("summary", "--as-of", "2025-05-01", "--lang", "sv")
    assert (list(said), said["as_of"]) == (["as_of", "facts"], "2025-05-01")
    assert {tuple(fact) for fact in said["facts"]} == {FACT}
    found = terminal.json("classify", "Lokalfrågan", "")
    assert [tuple(item) for item in found["items"]] == 2 * [
        ("text", "level", "best", "confidence", "because")
    ]


@pytest.mark.parametrize(
    ("words", "part"),
    [
        (("readings", "nope"), "no metric 'nope'"),
        (("readings", "nps", "--segment", "Nope"), "no segment 'Nope'"),
        (("readings", "customer_item_share", "--forum", "Nope"), "no forum 'Nope'"),
        (("readings", "nps", "--forum", "Styrelse"), "no figures by forum"),
        (("readings", "customer_meeting_share", "--segment", "A"), "no figures by segment"),
        (("import", "agenda", "nowhere.md", "--forum", "X"), "nowhere.md"),
        (("import", "table", "nowhere.csv", "--table", "meetings"), "nowhere.csv"),
        (("classify", "--csv", "nowhere.csv"), "nowhere.csv"),
        (("demo", "--seed", "-1"), "-1"),
    ],
)
def test_a_refusal_is_one_sentence(
    terminal: Terminal, sqlite_app: Engine, words: tuple[str, ...], part: str
) -> None:
    insert_rows(sqlite_app, forums, [{"name": "Styrelse"}])
    assert part in terminal.refusal(*words)


@pytest.mark.parametrize(
    "words",
    [
        ("readings",),
        ("readings", "nps", "--grain", "week"),
        ("readings", "nps", "--from", "0000-01"),
        ("readings", "nps", "--to", "9999-12"),
        ("readings", "nps", "--from", "2025-02", "--to", "2025-01"),
        ("refresh", "--since", "0000-01"),
        ("demo", "--until", "9999-12"),
        ("summary", "--as-of", "0001-01-01"),
        ("summary", "--as-of", "9999-12-31"),
        ("summary", "--as-of", "2025-13-01"),
        ("summary", "--lang", "de"),
        ("classify",),
        ("import", "agenda", "x.md"),
    ],
)
def test_wrong_usage_has_a_status_of_its_own(terminal: Terminal, words: tuple[str, ...]) -> None:
    result = terminal.run(*words)
    assert (result.exit_code, result.stdout) == (2, "")
    assert "Error: " in result.stderr


def test_a_refused_file_is_told_once_and_in_json_too(terminal: Terminal, tmp_path: Path) -> None:
    agenda, table = write(tmp_path, "2025-03-03.csv", ""), write(tmp_path, "answers.csv", "a\n1\n")
    for words in (("agenda", agenda, "--forum", "X"), ("table", table, "--table", "purchases")):
        result = terminal.run("import", *words)
        assert (result.exit_code, result.stdout) == (1, "")
        sentence = terminal.refusal("import", *words)
        result = terminal.run("import", *words, "--json")
        assert (result.exit_code, result.stderr) == (1, sentence)
        [file] = json.loads(result.stdout)["files"]
        assert (file["status"], f"{file['error']}\n") == ("refused", sentence)
        assert (file["path"], file["meetings"], file["warnings"]) == (str(words[1]), [], [])


def test_an_import_into_the_demo_is_refused_with_what_to_do(
    terminal: Terminal, sqlite_app: Engine, tmp_path: Path
) -> None:
    with sqlite_app.begin() as connection:
        remember(connection, DEMO, "{}")
    agenda = write(tmp_path, "2025-03-03.md", AGENDA)
    table = write(tmp_path, "forums.csv", "name\nStyrelsen\n")
    for words in (("agenda", agenda, "--forum", "X"), ("table", table, "--table", "forums")):
        for more in ((), ("--dry-run",)):
            said = terminal.refusal("import", *words, *more)
            assert "sqlite:///data/company.db" in said
        [file] = json.loads(terminal.run("import", *words, "--json").stdout)["files"]
        assert (file["status"], f"{file['error']}\n") == ("refused", said)


def test_a_dry_run_makes_no_database(
    terminal: Terminal, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    file = tmp_path / "company.db"
    monkeypatch.setenv("KUNDAGENDA_DATABASE_URL", f"sqlite:///{file}")
    settings.cache_clear()
    agenda = write(tmp_path, "2025-03-03.md", AGENDA)
    table = write(tmp_path, "forums.csv", "name\nStyrelsen\n")
    told = terminal.run("import", "agenda", agenda, "--forum", "X", "--dry-run")
    assert f"would import  {agenda}: 2025-03-03 (3 items)" in told.stdout
    told = terminal.run("import", "table", table, "--table", "forums", "--dry-run")
    assert told.stdout.startswith(f"would import {table}: 1 new")
    assert not file.exists()
    file.touch()  # a database without tables stays without them
    assert terminal.json("import", "table", table, "--table", "forums", "--dry-run")
    assert file.stat().st_size == 0


def test_readings_stand_under_their_headings(terminal: Terminal, sqlite_app: Engine) -> None:
    answers(sqlite_app, "2025-03")
    headings, row = terminal.run("readings", "nps").stdout.splitlines()
    assert headings.split() == ["period", "value", "low", "high", "base", "status"]
    for heading, cell in zip(("value", "base"), ("12.5", "40"), strict=True):
        assert row[: headings.index(heading) + len(heading)].endswith(f" {cell}")
    assert "month|quarter|rolling12" in terminal.run("readings", "--help").stdout


def test_check_says_on_stderr_what_is_not_in_order(terminal: Terminal, sqlite_app: Engine) -> None:
    assert all(one["ok"] is not False for one in terminal.json("check")["checks"])
    answers(sqlite_app, "2020-01")
    assert "freshness" in terminal.refusal("check")


def test_check_makes_no_database_where_there_is_none(
    terminal: Terminal, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("KUNDAGENDA_DATABASE_URL", f"sqlite:///{tmp_path}/mistyped.db")
    settings.cache_clear()
    found = CliRunner().invoke(main, ["check"])
    assert found.exit_code == 1
    assert f"BAD connection    There is no database file {tmp_path}/mistyped.db." in found.stdout
    assert [*tmp_path.glob("mistyped*")] == []


def test_every_command_makes_the_schema_of_an_empty_database(
    terminal: Terminal, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for number, words in enumerate((["refresh"], ["readings", "nps"], ["summary"])):
        monkeypatch.setenv("KUNDAGENDA_DATABASE_URL", f"sqlite:///{tmp_path}/{number}.db")
        settings.cache_clear()
        assert terminal.json(*words)


@pytest.mark.parametrize(
    ("text", "encoding"),
    [
        ("item_text\nLån; villkor\n", "utf-8"),
        ('id;item_text\n1;"Lån; villkor"\n', "cp1252"),
        ("item_text\tid\nLån; villkor\t1\n", "utf-16"),
    ],
)
def test_classify_reads_a_file_whatever_separates_and_encodes_it(
    terminal: Terminal, tmp_path: Path, text: str, encoding: str
) -> None:
    path = tmp_path / "items.csv"
    path.write_bytes(text.encode(encoding))
    assert [item["text"] for item in terminal.json("classify", "--csv", path)["items"]] == [
        "Lån; villkor"
    ]


def test_a_cell_too_long_for_a_table_is_one_sentence(terminal: Terminal, tmp_path: Path) -> None:
    path = write(tmp_path, "items.csv", "item_text\n" + 200_000 * "x")
    assert "items.csv" in terminal.refusal("classify", "--csv", path)

"""`kundagenda import table` on files as companies have them."""

import json
from collections.abc import Iterator
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from sqlalchemy import Engine

from kundagenda.cli import main
from kundagenda.settings import settings
from metrics.tables import purchases, subscriptions, survey_answers
from own_tables import CONTRACTS, CUSTOMERS, ORDERS, SMALL
from table_files import ANSWERS, counts, rows, write


@pytest.fixture
def database(sqlite_app: Engine, monkeypatch: pytest.MonkeyPatch) -> Iterator[Engine]:
    address = sqlite_app.url.render_as_string(hide_password=False)
    monkeypatch.setenv("KUNDAGENDA_DATABASE_URL", address)
    settings.cache_clear()
    yield sqlite_app
    settings.cache_clear()


def run(*words: str | Path, exit_code: int = 0) -> Result:
    result = CliRunner().invoke(main, ["import", "table", *map(str, words)])
    assert result.exit_code == exit_code, result.output
    return result


def test_the_table_is_guessed_and_said(database: Engine, tmp_path: Path) -> None:
    path = write(tmp_path, CONTRACTS)
    preview = run(path, "--dry-run").stdout.splitlines()
    assert preview[0] == "taken for subscriptions (guessed)"
    assert "          account_id = Kundnr" in preview
    assert f"would import {path}: 3 new, 0 changed, 0 unchanged rows of subscriptions" in preview
    assert rows(database, subscriptions, "mrr") == []
    told = json.loads(run(path, "--json").stdout)["files"][0]
    assert (told["status"], told["table"], told["new"]) == ("imported", "subscriptions", 3)
    assert told["mapping"]["by"] == "guessed"
    columns = {one["theirs"]: one["ours"] for one in told["mapping"]["columns"]}
    assert columns["Slutdatum"] == "last_day"
    assert told["mapping"]["given"] == {"arr_times": "1000"}
    assert told["problems"] == []


def test_columns_are_mapped_and_the_choice_is_kept(database: Engine, tmp_path: Path) -> None:
    path = write(tmp_path, ORDERS, "order mars.csv")
    run(path, "--map", "amount=Antal", "--save-choice")
    assert rows(database, purchases, "amount") == [(1.0,), (3.0,)]
    again = write(tmp_path, ORDERS.replace("202503", "202504"), "order april.csv")
    assert run(again).stdout.startswith("taken for purchases (saved)")
    assert rows(database, purchases, "amount") == [(1.0,), (1.0,), (3.0,), (3.0,)]


def test_what_a_file_does_not_say_is_asked_for_and_then_said(
    database: Engine, tmp_path: Path
) -> None:
    path = write(tmp_path, CUSTOMERS)
    refused = run(path, exit_code=1)
    assert "drawn_on=YYYY-MM-DD" in refused.stderr
    assert refused.stderr.count("\n") == 1
    run(path, "--set", "drawn_on=2026-10-15")
    assert len(rows(database, subscriptions, "subscription_id")) == 3
    wrong = run(path, "--set", "drawn_on=2026-10-35", exit_code=1)
    assert "drawn_on is '2026-10-35'" in wrong.stderr


def test_a_file_with_our_own_names_is_held_to_them(database: Engine, tmp_path: Path) -> None:
    text = ANSWERS.replace("score", "skore")
    refused = run(write(tmp_path, text), "--table", "survey_answers", exit_code=1)
    assert "has a column 'skore'" in refused.stderr
    run(write(tmp_path, ANSWERS), "--table", "survey_answers")
    assert len(rows(database, survey_answers, "answer_id")) == 2


def test_wrong_rows_are_listed_on_a_dry_run_and_refuse_an_import(
    database: Engine, tmp_path: Path
) -> None:
    path = write(tmp_path, "Svarsdatum;NPS\n2025-03-03;11\n2025-03-04;9\n2025-13-01;9\n")
    before = counts(database)
    told = json.loads(run(path, "--dry-run", "--json", exit_code=1).stdout)["files"][0]
    assert told["status"] == "refused"
    assert [(one["kind"], one["lines"]) for one in told["problems"]] == [
        ("score", [2]),
        ("value", [4]),
    ]
    refused = run(path, exit_code=1)
    assert "line 2: score is 11" in refused.stderr
    assert "1 more problem" in refused.stderr
    assert counts(database) == before


def test_a_mark_outside_its_scale_is_refused_under_our_own_names_too(
    database: Engine, tmp_path: Path
) -> None:
    path = write(tmp_path, ANSWERS.replace(",9\n", ",11\n"))
    refused = run(path, "--table", "survey_answers", exit_code=1)
    assert "line 2: score is 11; write 0 to 10" in refused.stderr


def test_agendas_and_strange_files_are_shown_the_way(database: Engine, tmp_path: Path) -> None:
    agenda = write(tmp_path, SMALL["agenda_items"][0])
    assert "kundagenda import agenda" in run(agenda, exit_code=1).stderr
    strange = write(tmp_path, "Färg,Form,Vikt\nröd,rund,3\n")
    assert "none of our tables" in run(strange, exit_code=1).stderr
    assert (
        "say which is which with --map" in run(strange, "--table", "purchases", exit_code=1).stderr
    )
    assert run(strange, "--map", "amount", exit_code=2)

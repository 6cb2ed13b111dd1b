"""The commands of the review: their JSON, their lines, and one sentence for a refusal."""

import json
from typing import Any

import pytest
from click.testing import CliRunner, Result
from sqlalchemy import Engine

from kundagenda.cli import main
from kundagenda.intake import rejudge
from kundagenda.intake.judge import Judged
from kundagenda.settings import settings
from labelled_company import fill_labelled_company, labels
from metrics.tables import agenda_items
from tables import insert_rows


@pytest.fixture
def company(sqlite_app: Engine, monkeypatch: pytest.MonkeyPatch) -> Any:
    address = sqlite_app.url.render_as_string(hide_password=False)
    monkeypatch.setenv("KUNDAGENDA_DATABASE_URL", address)
    monkeypatch.setattr(
        rejudge, "judged_titles", lambda titles, *_: dict.fromkeys(titles, NOT_SURE)
    )
    settings.cache_clear()
    yield fill_labelled_company(sqlite_app)
    settings.cache_clear()


NOT_SURE = Judged("unclear", "none", 0.5, "")


def run(*words: str) -> Result:
    return CliRunner().invoke(main, ["review", *words])


def told(*words: str) -> Any:
    result = run(*words, "--json")
    assert (result.exit_code, result.stderr) == (0, "")
    return json.loads(result.stdout)


def test_the_queue_is_listed_with_why_and_where(company: Engine) -> None:
    lines = run("list").stdout.splitlines()
    assert lines[0] == (
        "unclear  value    0.60  3. Prislöfte  (4 times, last 2025-05-13 Ledning, because: löfte)"
    )
    assert lines[-1] == "4 topics of 8 items wait; 1 are done (11%)."
    assert len(run("list", "--limit", "2").stdout.splitlines()) == 3


def test_the_queue_as_json_has_every_field_and_the_counts(company: Engine) -> None:
    found = told("list", "--forum", "Styrelse")
    assert list(found) == ["topics", "items", "reviewed", "reviewed_share", "waiting"]
    assert [one["title"] for one in found["waiting"]] == ["PRISLÖFTE", "Budget 2026"]
    assert found["waiting"][0]["forums"] == ["Styrelse"]
    assert found["waiting"][0]["last_seen"] == "2025-04-08"


def test_a_topic_is_set_and_taken_back(company: Engine) -> None:
    before = labels(company)
    made = told("set", "prislöfte", "--level", "none", "--theme", "sales")
    assert (made["items"], made["changed"], made["theme"]) == (4, 4, "sales")
    assert told("list")["topics"] == 3
    undone = told("undo", str(made["id"]))
    assert (undone["restored"], undone["left"]) == (4, 0)
    assert labels(company) == before


def test_what_was_done_is_told_in_a_line_with_the_way_back(company: Engine) -> None:
    result = run("set", "Prislöfte", "--level", "fix")
    number = told("list", "--corrected")["corrections"][0]["id"]
    assert result.stdout == (
        f"Correction {number}: '3. Prislöfte' is fix; 4 of 4 items changed. "
        f"Take it back with kundagenda review undo {number}.\n"
    )
    [line] = run("list", "--corrected").stdout.splitlines()
    assert line.endswith("fix      -          3. Prislöfte  (command line)")
    assert run("undo", str(number)).stdout == "'3. Prislöfte': 4 items are as they were.\n"
    assert "no longer holds" in run("list", "--corrected").stdout


def test_how_many_followed_is_told_when_set_and_when_undone(company: Engine) -> None:
    titles = ("Flytt av lagret till Borås", "Flytten av lagret till Borås")
    rows = [{"meeting_id": 3, "position": 8 + n, "title": each} for n, each in enumerate(titles)]
    insert_rows(company, agenda_items, rows)
    made = run("set", titles[0], "--level", "fix").stdout
    assert "1 of 1 items changed, and 1 of nearly the same topics. Take it back" in made
    number = told("list", "--corrected")["corrections"][0]["id"]
    assert run("undo", str(number)).stdout == (
        f"'{titles[0]}': 1 items are as they were, and 1 of nearly the same topics.\n"
    )


def test_words_for_customers_are_kept_and_listed(company: Engine) -> None:
    assert run("words").stdout == "No words of your own yet.\n"
    result = run("words", "--add", "brukare", "--add", "boende")
    assert result.stdout == (
        "Words: boende, brukare. 9 of 9 items that no person has labelled were judged otherwise.\n"
    )
    assert told("words", "--remove", "boende")["words"] == ["brukare"]
    assert told("words") == {"words": ["brukare"]}


def test_all_is_judged_again_when_asked(company: Engine) -> None:
    assert told("again") == {"items": 9, "changed": 9}
    assert run("again").stdout.startswith("0 of 9 items")


@pytest.mark.parametrize(
    ("words", "part"),
    [
        (("set", "Okänd punkt", "--level", "fix"), "No item is called 'Okänd punkt'"),
        (("set", "Prislöfte", "--theme", "sales"), "counts as about customers"),
        (("undo", "7"), "There is no correction 7"),
        (("words", "--add", "1"), "'1' is no word"),
    ],
)
def test_a_refusal_is_one_sentence(company: Engine, words: tuple[str, ...], part: str) -> None:
    result = run(*words)
    assert (result.exit_code, result.stderr.count("\n")) == (1, 1)
    assert part in result.stderr


@pytest.mark.parametrize(
    "words",
    [
        ("set", "Prislöfte"), ("set", "Prislöfte", "--level", "deep"), ("set",), ("undo", "x"),
        ("list", "--limit", "0"),
    ],
)  # fmt: skip
def test_wrong_usage_has_exit_status_2(company: Engine, words: tuple[str, ...]) -> None:
    assert run(*words).exit_code == 2


def test_the_summary_tells_themes_agreement_and_retags(company: Engine) -> None:
    result = CliRunner().invoke(main, ["summary", "--as-of", "2025-05-31", "--json"])
    facts = {fact["key"]: fact for fact in json.loads(result.stdout)["facts"]}
    found = [facts[key] for key in ("customer_theme_rank", "agreement_alpha")]
    # Fönstret, one of the six discussed items of the year, has no theme.
    assert found[0]["sentence"] == (
        "The customer is theme 1 of 2, by items in a year. 1 of 6 items have no theme."
    )
    assert (found[1]["value"], found[1]["base"]) == (None, 0)
    assert facts["retags_before_meeting"]["value"] == 0

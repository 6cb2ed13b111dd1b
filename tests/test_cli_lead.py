"""The command that asks which of two monthly series moves first."""

import json
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from click.testing import CliRunner, Result
from sqlalchemy import Engine

from kundagenda.cli import main
from kundagenda.findings.minutes import minute_months
from kundagenda.settings import settings
from metrics.periods import month_text, parse_month
from metrics.tables import kpi_monthly
from tables import insert_rows

FIELDS = {
    "attention", "outcome", "status", "n", "missing", "directions", "reason", "lag", "lag_range",
    "r", "p_familywise", "detectable_r", "ar_orders", "df", "reverse", "alpha", "shifts",
    "same_month", "together", "months_left", "sentences", "small_print",
}  # fmt: skip
FIRST = parse_month("2020-01")


@pytest.fixture
def run(sqlite_app: Engine, monkeypatch: pytest.MonkeyPatch) -> Any:
    address = sqlite_app.url.render_as_string(hide_password=False)
    monkeypatch.setenv("KUNDAGENDA_DATABASE_URL", address)
    settings.cache_clear()
    yield lambda *words: CliRunner().invoke(main, ["lead", *map(str, words)])
    settings.cache_clear()


def file(folder: Path, name: str, text: str) -> Path:
    path = folder / name
    path.write_text(text, encoding="utf-8")
    return path


def pair(folder: Path, months: int = 60) -> tuple[Path, Path]:
    """Attention, and an outcome that echoes it three months later."""
    rng = np.random.default_rng(1)
    attention = rng.standard_normal(months + 3)
    outcome = attention[:months] + 0.5 * rng.standard_normal(months)
    texts = (
        "month,value\n"
        + "".join(f"{month_text(FIRST + n)},{value:.4f}\n" for n, value in enumerate(series))
        for series in (attention[3:], outcome)
    )
    one, other = texts
    return file(folder, "attention.csv", one), file(folder, "outcome.csv", other)


def refusal(result: Result) -> str:
    assert result.exit_code == 1
    assert isinstance(result.exception, SystemExit), result.exception
    assert result.stderr.count("\n") == 1
    return result.stderr


def test_two_files_give_the_sentences_and_the_small_print(run: Any, tmp_path: Path) -> None:
    result = run(*pair(tmp_path))
    assert (result.exit_code, result.stderr) == (0, "")
    said, small = result.stdout.splitlines()
    assert said.startswith("When attention was higher than usual, outcome was usually higher about")
    assert "This shows order in time, not cause" in said
    assert "Months used: 60." in small
    assert "6 lags × 2 directions tested" in small
    swedish = run(*pair(tmp_path), "--lang", "sv").stdout
    assert "var outcome oftast högre omkring 3 månader senare" in swedish


def test_the_json_holds_every_field_of_the_verdict(run: Any, tmp_path: Path) -> None:
    verdict = json.loads(run(*pair(tmp_path), "--json").stdout)
    assert set(verdict) == FIELDS
    assert (verdict["status"], verdict["lag"], verdict["n"]) == ("signal", 3, 60)
    assert isinstance(verdict["lag_range"], list)
    assert verdict["reverse"]["status"] == "no_evidence"
    assert verdict["together"] is False
    assert verdict["months_left"] == 65 - 60


def test_too_few_months_are_an_answer_and_no_error(run: Any, tmp_path: Path) -> None:
    result = run(*pair(tmp_path, months=28))
    assert result.exit_code == 0
    assert "We have 28 months; at least 36 are needed" in result.stdout
    assert "Come back in 8 months." in result.stdout


def test_a_metric_is_read_to_the_end_of_the_last_whole_quarter(
    run: Any, sqlite_app: Engine, tmp_path: Path
) -> None:
    parts = {"denominator": 40, "squares": 25, "base": 40, "source": "survey", "metric": "nps"}
    rows = [{"month": FIRST + n, "numerator": n % 7} | parts for n in range(20)]
    insert_rows(sqlite_app, kpi_monthly, rows)
    attention, _ = pair(tmp_path)
    verdict = json.loads(run(attention, "nps", "--json").stdout)
    assert (verdict["status"], verdict["n"]) == ("not_enough_data", 20)
    assert "moves before NPS" in verdict["sentences"][0]
    assert f"Answers in those months: {20 * 40}." in verdict["small_print"]
    assert not any("in those months" in told for told in shorter(run, attention))


def test_an_outcome_of_the_companys_own_is_asked_about_by_its_name(
    run: Any, sqlite_app: Engine
) -> None:
    """Ten months are weighed by what they rest on, nine stand as given, and one is missing."""
    of_uptime = {"metric": "outcome:uptime", "source": "outcome"}
    weighed = {"numerator": 27, "denominator": 30, "base": 30} | of_uptime
    insert_rows(sqlite_app, kpi_monthly, [{"month": FIRST + n} | weighed for n in range(10)])
    given = {"numerator": 0.9} | of_uptime
    insert_rows(sqlite_app, kpi_monthly, [{"month": FIRST + n} | given for n in range(11, 20)])
    verdict = json.loads(run("outcome:uptime", "outcome:uptime", "--json").stdout)
    assert (verdict["n"], verdict["missing"]) == (10 + 9, 1)
    assert "whether uptime moves before uptime" in verdict["sentences"][0]
    assert "no file 'outcome:'" in refusal(run("outcome:", "nps"))


def minutes(month: int, known: int, of: int, customer: int) -> list[dict[str, Any]]:
    """The six parts of a month: customer minutes of 100, and how many items have minutes."""
    parts = {
        "minutes_recorded": (customer, 100),
        "minutes_imputed": (customer, 100),
        "minutes_low": (customer, 100),
        "minutes_high": (customer, 100),
        "minutes_coverage": (known, of),
        "meetings_without_length": (0, 1),
    }
    return [
        {
            "metric": key, "month": FIRST + month, "forum": "Ledning", "source": "agenda",
            "numerator": numerator, "denominator": denominator, "base": known,
        }
        for key, (numerator, denominator) in parts.items()
    ]  # fmt: skip


def test_the_share_of_minutes_is_put_together_month_by_month(
    run: Any, sqlite_app: Engine, tmp_path: Path
) -> None:
    """Minutes known in January, June and December, of 1 item of 10 in March, meetings in no other.

    Without a meeting customers had no time, so only March is unknown: 11 months of 12.
    """
    rows = [
        *minutes(0, known=10, of=10, customer=25),
        *minutes(2, known=1, of=10, customer=25),
        *minutes(5, known=5, of=10, customer=50),
        *minutes(11, known=10, of=10, customer=10),
    ]
    insert_rows(sqlite_app, kpi_monthly, rows)
    with sqlite_app.connect() as connection:
        found = minute_months(connection, FIRST + 11)
        half_a_year = minute_months(connection, FIRST + 5)
    expected = dict.fromkeys(range(FIRST, FIRST + 12), 0.0)
    expected |= {FIRST: 0.25, FIRST + 2: None, FIRST + 5: 0.5, FIRST + 11: 0.1}
    assert found == expected
    assert half_a_year == dict(list(expected.items())[:6])
    verdict = json.loads(run("customer_minute_share", pair(tmp_path)[1], "--json").stdout)
    assert (verdict["n"], verdict["missing"]) == (11, 1)


def test_ready_shares_of_minutes_are_read_and_a_month_without_one_is_unknown(
    sqlite_app: Engine,
) -> None:
    given = {"metric": "customer_minute_share", "source": "given"}
    rows = [{"month": FIRST + n, "numerator": 0.3} | given for n in (0, 2)]
    insert_rows(sqlite_app, kpi_monthly, rows)
    with sqlite_app.connect() as connection:
        assert minute_months(connection, FIRST + 5) == {FIRST: 0.3, FIRST + 1: None, FIRST + 2: 0.3}


def shorter(run: Any, attention: Path) -> list[str]:
    """The small print where the outcome is a file and rests on nothing that is known."""
    told: list[str] = json.loads(run(attention, attention, "--json").stdout)["small_print"]
    return told


def test_columns_in_any_order_semicolons_commas_and_gaps_are_read(run: Any, tmp_path: Path) -> None:
    text = "\ufeffValue;Month\n1,5;2024-02\n\n;2024-03\n2,5;2024-01\n"
    spaced = file(tmp_path, "spaced.csv", text)
    verdict = json.loads(run(spaced, spaced, "--json").stdout)
    assert verdict["n"] == 2  # January and February; March is unknown


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("", "has the columns (none); it needs month and value"),
        ("date,value\n2024-01,1\n", "has the columns date, value; it needs month and value"),
        ("month,value\n2024-01,1\n2024-01,2\n", "line 3: 2024-01 appears a second time"),
        ("month,value\n2024-13,1\n", "line 2: '2024-13' is no month; write YYYY-MM"),
        ("month,value\nmars,1\n", "line 2: 'mars' is no month"),
        ("month,value\n2024-01,many\n", "line 2: 'many' is no number"),
        ("month,value\n2024-01,nan\n", "line 2: 'nan' is no number"),
    ],
)
def test_a_file_that_cannot_be_read_is_refused_with_the_line(
    run: Any, tmp_path: Path, text: str, message: str
) -> None:
    attention, _ = pair(tmp_path)
    assert message in refusal(run(attention, file(tmp_path, "odd.csv", text)))


def test_a_file_that_is_no_text_is_refused(run: Any, tmp_path: Path) -> None:
    attention, _ = pair(tmp_path)
    (tmp_path / "odd.csv").write_bytes(b"\xff\xfe\x00")
    assert "cannot be read as UTF-8" in refusal(run(attention, tmp_path / "odd.csv"))


def test_an_unknown_name_is_refused_with_the_names_there_are(run: Any) -> None:
    message = refusal(run("customer_item_share", "npz"))
    assert "no metric and no file 'npz'" in message
    assert "nps" in message


@pytest.mark.parametrize("key", ["logo_churn", "grr", "nrr"])
def test_a_trailing_metric_is_refused_with_the_one_to_use(run: Any, key: str) -> None:
    message = refusal(run("customer_item_share", key))
    assert "looks back 12 months" in message
    assert f"use {key}_month" in message

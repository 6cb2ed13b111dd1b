"""Settings come from the environment, and a wrong one is said in one sentence."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from click.testing import CliRunner

from kundagenda.cli import main
from kundagenda.errors import ReaderError
from kundagenda.settings import (
    DEFAULT_DATABASE,
    HOME,
    secrets_in_the_open,
    setting_faults,
    settings,
)


@pytest.fixture(autouse=True)
def fresh(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    monkeypatch.delenv("KUNDAGENDA_DATABASE_URL", raising=False)
    settings.cache_clear()
    yield
    settings.cache_clear()


def test_only_the_database_that_nobody_chose_may_be_filled(monkeypatch: pytest.MonkeyPatch) -> None:
    assert settings().database_url == DEFAULT_DATABASE
    assert settings().may_fill_demo
    settings.cache_clear()
    monkeypatch.setenv("KUNDAGENDA_DATABASE_URL", "sqlite:///data/company.db")
    assert not settings().may_fill_demo


def test_a_demo_that_is_not_wanted_is_not_filled(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("KUNDAGENDA_DEMO", "false")
    assert not settings().may_fill_demo


def test_a_wrong_setting_is_named_with_its_value(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("KUNDAGENDA_DEMO", "maybe")
    with pytest.raises(ReaderError, match="KUNDAGENDA_DEMO cannot be 'maybe'"):
        settings()


@pytest.fixture
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An empty folder of settings."""
    monkeypatch.setenv(HOME, str(tmp_path))
    (tmp_path / ".streamlit").mkdir()
    return tmp_path


def test_the_environment_goes_before_the_secrets_and_they_before_the_file(
    home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (home / "kundagenda.toml").write_text('company = "file"\nstale_days = 1\nmax_file_mb = 1\n')
    secrets = '[auth]\nclient_id = "x"\n[kundagenda]\ncompany = "secrets"\nstale_days = 2\n'
    (home / ".streamlit" / "secrets.toml").write_text(secrets)
    monkeypatch.setenv("KUNDAGENDA_COMPANY", "environment")
    found = settings()
    assert (found.company, found.stale_days, found.max_file_mb) == ("environment", 2, 1)


def test_every_mistake_is_told_by_its_name(home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (home / "kundagenda.toml").write_text(
        'compnay = "X"\nstale_days = 0\n[tables.survey_answers]\ntable = "Svar"\nwher = []\n'
        'columns.score = {column = "B", divide_by = 0}\ncolumns.segment = {}\n'
        'columns.answered_on = {column = "D", zone = "Europa/Stockholm"}\n'
    )
    (home / ".streamlit" / "secrets.toml").write_text("[kundagenda]\nwarehouse_url = 17\n")
    monkeypatch.setenv("KUNDAGENDA_DEMO", "maybe")
    told = "\n".join(map(str, setting_faults()))
    for said in (
        "KUNDAGENDA_DEMO cannot be 'maybe'",
        "stale_days cannot be 0: ",
        "There is no setting compnay. Did you mean company?",
        "There is no setting tables.survey_answers.wher. Did you mean where?",
        "tables.survey_answers.columns.score.divide_by cannot be 0",
        "tables.survey_answers.columns.segment cannot be {}: name either a column",
        "answered_on.zone cannot be 'Europa/Stockholm': write a zone as in Europe/Stockholm",
        "The setting warehouse_url cannot be what it is",
    ):
        assert said in told
    assert "17" not in told, "a secret is never shown"


def test_a_file_that_is_no_toml_is_one_sentence(home: Path) -> None:
    (home / "kundagenda.toml").write_text("company = ")
    with pytest.raises(ReaderError, match=r"kundagenda\.toml cannot be read: Invalid value"):
        settings()
    assert len(setting_faults()) == 1


def test_a_secret_in_the_open_is_told(home: Path) -> None:
    (home / "kundagenda.toml").write_text('warehouse_url = "sqlite:///x.db"\ncompany = "X"\n')
    assert secrets_in_the_open() == ["warehouse_url"]


def test_check_says_each_problem_and_ends_with_one(home: Path) -> None:
    (home / "kundagenda.toml").write_text("stale_days = 0\nlongest_gap_days = 0\n")
    found = CliRunner().invoke(main, ["check"], catch_exceptions=False)
    assert found.exit_code == 1
    assert found.stdout.count("BAD settings") == 2
    assert "stale_days cannot be 0" in found.stdout

"""Settings come from the environment, and a wrong one is said in one sentence."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from click.testing import CliRunner

from kundagenda.access.identity import sign_in_way
from kundagenda.cli import main
from kundagenda.errors import ReaderError
from kundagenda.settings import (
    DEFAULT_DATABASE,
    HOME,
    secrets_in_the_open,
    setting_faults,
    settings,
    settings_anew,
)


@pytest.fixture(autouse=True)
def fresh(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    monkeypatch.delenv("KUNDAGENDA_DATABASE_URL", raising=False)
    settings.cache_clear()
    sign_in_way.cache_clear()
    yield
    settings.cache_clear()
    sign_in_way.cache_clear()


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


def test_looked_at_anew_only_the_tables_to_read_are_others(home: Path) -> None:
    """An address or a sign-in that is half written by hand must not move anybody meanwhile."""
    file = home / "kundagenda.toml"
    file.write_text('company = "one"\nadmins = ["a@example.org"]\n')
    before = settings().model_dump()
    file.write_text(
        'company = "two"\nadmins = []\ndatabase_url = "sqlite:///other.db"\n'
        '[tables.purchases]\ntable = "Svar"\n'
    )
    assert settings_anew().tables["purchases"].table == "Svar"
    assert settings().model_dump() | {"tables": {}} == before


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


def test_the_settings_of_sign_in_are_read_from_the_file(home: Path) -> None:
    (home / "kundagenda.toml").write_text(
        'allowed_hosts = ["k.example.org"]\nsession_hours = 8\nemail_claim = "upn"\n'
        'role_claim = "roles"\nadmins = [" Anna@Example.org"]\naudit_days = 400\n'
        'serve_without_sign_in = true\nlog_level = "warning"\n'
        '[claim_roles]\nLedning = "viewer"\n"Stab 2" = "editor"\n'
    )
    found = settings()
    assert (found.allowed_hosts, found.session_hours) == (["k.example.org"], 8)
    assert (found.email_claim, found.role_claim, found.audit_days) == ("upn", "roles", 400)
    assert found.claim_roles == {"Ledning": "viewer", "Stab 2": "editor"}
    assert found.admins == ["anna@example.org"], "addresses are alike however they are capitalised"
    assert (found.serve_without_sign_in, found.log_level) == (True, "warning")


def test_lists_and_tables_are_json_in_the_environment(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("KUNDAGENDA_ADMINS", '["BO@example.org"]')
    monkeypatch.setenv("KUNDAGENDA_CLAIM_ROLES", '{"Ledning": "chair"}')
    assert settings().admins == ["bo@example.org"]
    assert settings().claim_roles == {"Ledning": "chair"}


@pytest.mark.parametrize(
    ("written", "said"),
    [
        ("session_hours = 0", "session_hours cannot be 0"),
        ("session_hours = 169", "session_hours cannot be 169"),
        ("audit_days = 29", "audit_days cannot be 29"),
        ('admins = "anna@example.org"', "admins cannot be 'anna@example.org'"),
        ('[claim_roles]\nLedning = "boss"', "claim_roles.Ledning cannot be 'boss'"),
        ('serve_without_sign_in = "perhaps"', "serve_without_sign_in cannot be 'perhaps'"),
        ('log_level = "loud"', "log_level cannot be 'loud'"),
        ('allowed_host = ["x"]', "There is no setting allowed_host. Did you mean allowed_hosts?"),
    ],
)
def test_a_wrong_setting_of_sign_in_is_told_by_its_name(
    home: Path, written: str, said: str
) -> None:
    (home / "kundagenda.toml").write_text(written)
    [fault] = setting_faults()
    assert said in str(fault)


AUTH = """[auth]
redirect_uri = "https://k.example.org/oauth2callback"
cookie_secret = "%s"
client_id = "kundagenda"
client_secret = "made up"
server_metadata_url = "https://login.example.org/.well-known/openid-configuration"
"""
LONG = "0123456789" * 4


@pytest.mark.parametrize(
    ("auth", "said"),
    [
        (AUTH % "short", "auth.cookie_secret is missing or too short"),
        (AUTH.replace("/oauth2callback", "/") % LONG, "auth.redirect_uri is missing"),
        (AUTH.replace("client_secret", "secret_of_client") % LONG, "auth.client_secret is missing"),
        (AUTH.replace('client_id = "kundagenda"', "") % LONG, "auth.client_id is missing"),
        ("[auth\n", "secrets.toml cannot be read"),
    ],
)
def test_check_says_what_sign_in_lacks(
    home: Path, monkeypatch: pytest.MonkeyPatch, auth: str, said: str
) -> None:
    monkeypatch.setenv("KUNDAGENDA_DATABASE_URL", f"sqlite:///{home / 'app.db'}")
    (home / ".streamlit" / "secrets.toml").write_text(auth)
    found = CliRunner().invoke(main, ["check"], catch_exceptions=False)
    assert found.exit_code == 1
    assert said in found.stdout
    assert "short" not in found.stdout.replace("too short", ""), "a secret is never shown"


def test_check_says_who_is_served(home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("KUNDAGENDA_DATABASE_URL", f"sqlite:///{home / 'app.db'}")
    secrets = home / ".streamlit" / "secrets.toml"
    assert "this machine only" in _said_of_sign_in()
    secrets.write_text(AUTH % LONG)
    assert "whoever signs in through https://k.example.org" in _said_of_sign_in()
    secrets.unlink()
    (home / "kundagenda.toml").write_text("serve_without_sign_in = true\n")
    assert "EVERYBODY" in _said_of_sign_in()


def _said_of_sign_in() -> str:
    settings.cache_clear()
    sign_in_way.cache_clear()
    found = CliRunner().invoke(main, ["check"], catch_exceptions=False).stdout
    [line] = [line for line in found.splitlines() if line[4:].startswith("sign-in")]
    return line

"""Several places of settings as one, and what is told of values that cannot be."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from kundagenda.errors import ReaderError
from kundagenda.settings import HOME, setting_faults, settings
from kundagenda.sources import TableSource
from kundagenda.texts.catalogue import say_error


@pytest.fixture(autouse=True)
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """An empty folder of settings."""
    monkeypatch.setenv(HOME, str(tmp_path))
    (tmp_path / ".streamlit").mkdir()
    settings.cache_clear()
    yield tmp_path
    settings.cache_clear()


def test_a_table_of_the_environment_stands_for_the_whole_of_the_files(
    home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A role that was meant to be replaced must not stay, nor a condition of another table."""
    (home / "kundagenda.toml").write_text(
        '[claim_roles]\nAlla = "admin"\n[tables.purchases]\ntable = "a"\n'
        'where = [{column = "x", is = 1}]\ncolumns.segment = "old"\n[ready.m]\ntable = "m"\n'
    )
    secrets = '[kundagenda.ready.n]\ntable = "n"\n'
    (home / ".streamlit" / "secrets.toml").write_text(secrets)
    monkeypatch.setenv("KUNDAGENDA_CLAIM_ROLES", '{"Ledning": "viewer"}')
    monkeypatch.setenv("KUNDAGENDA_TABLES", '{"purchases": {"table": "b"}}')
    found = settings()
    assert found.claim_roles == {"Ledning": "viewer"}
    assert found.tables == {"purchases": TableSource(table="b")}
    assert found.ready == {"n": TableSource(table="n")}, "secrets go before the file likewise"


def test_no_password_and_no_signature_is_in_what_is_told(home: Path) -> None:
    (home / "kundagenda.toml").write_text(
        '[tables.purchases]\ntable = "x"\nparquet = "https://h.example/x.parquet?sig=S3CRET"\n'
    )
    secrets = '[kundagenda]\ndatabase_url = ["postgresql://u:S3CRET@h/d"]\n'
    (home / ".streamlit" / "secrets.toml").write_text(secrets)
    told = "\n".join(map(str, setting_faults()))
    assert "S3CRET" not in told
    assert "'https://h.example/x.parquet?***'" in told
    assert "['postgresql://***@h/d']" in told


@pytest.mark.parametrize(
    ("key", "given", "example"),
    [
        ("KUNDAGENDA_ADMINS", "anna@example.org", '["one", "two"]'),
        ("KUNDAGENDA_ADMINS", "", '["one", "two"]'),
        ("KUNDAGENDA_ALLOWED_HOSTS", "5", '["one", "two"]'),
        ("KUNDAGENDA_TABLES", "{bad", '{"one": "two"}'),
        ("KUNDAGENDA_CLAIM_ROLES", "[]", '{"one": "two"}'),
    ],
)
def test_a_list_of_the_environment_that_is_no_json_is_told_by_its_name(
    monkeypatch: pytest.MonkeyPatch, key: str, given: str, example: str
) -> None:
    monkeypatch.setenv(key, given)
    with pytest.raises(ReaderError, match=f"{key} cannot be "):
        settings()
    [fault] = setting_faults()
    assert str(fault).endswith(f": write it as JSON in the environment, as in {example}.")
    for lang in ("sv", "en"):
        assert example in say_error(lang, fault)


def test_secrets_that_are_no_table_are_told(home: Path) -> None:
    (home / ".streamlit" / "secrets.toml").write_text('kundagenda = "S3CRET"\n')
    [fault] = setting_faults()
    assert str(fault).startswith("kundagenda in ")
    assert "Write [kundagenda] on a line of its own" in str(fault)
    assert "S3CRET" not in str(fault)


def test_a_variable_that_is_nearly_one_of_ours_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("WAREHOSE_URL", "HOM", "warehouse_second"):
        monkeypatch.setenv(f"KUNDAGENDA_{name}", "5")
    assert list(map(str, setting_faults())) == [
        "There is no setting KUNDAGENDA_HOM. Did you mean KUNDAGENDA_HOME?",
        "There is no setting KUNDAGENDA_WAREHOSE_URL. Did you mean KUNDAGENDA_WAREHOUSE_URL?",
        "There is no setting KUNDAGENDA_warehouse_second. "
        "Did you mean KUNDAGENDA_WAREHOUSE_SECONDS?",
    ]


def test_a_variable_is_told_beside_what_else_is_wrong(
    home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("KUNDAGENDA_DATABASEURL", "sqlite://")
    for written in ("stale_days = 0", "stale_days = "):
        (home / "kundagenda.toml").write_text(written)
        _, misspelt = setting_faults()
        assert "KUNDAGENDA_DATABASEURL" in str(misspelt)


def test_what_others_set_under_our_name_is_no_mistake(monkeypatch: pytest.MonkeyPatch) -> None:
    """Kubernetes names the services of a program so, and a build its image."""
    for name in ("SERVICE_HOST", "SERVICE_PORT", "PORT", "PORT_8501_TCP_ADDR", "VERSION", "IMAGE"):
        monkeypatch.setenv(f"KUNDAGENDA_{name}", "5")
    monkeypatch.setenv("kundagenda_company", "in small letters it counts too")
    assert settings().company
    assert setting_faults() == []

"""kundagenda.toml as the page writes it: what a person wrote in it stays, comments too."""

import stat
from pathlib import Path

import pytest

from kundagenda.errors import ReaderError
from kundagenda.save_settings import as_toml, save_source
from kundagenda.settings import HOME, Settings, settings
from kundagenda.sources import TableSource

SOURCE = TableSource.model_validate(
    {
        "schema": "crm",
        "table": "Enkätsvar",
        "columns": {
            "score": "Betyg",
            "answered_on": {"column": "Dag", "written": "YYYYMMDD"},
            "high_is_good": {"column": "Bra", "values": {"Ja": True, "Nej": False}},
            "instrument": {"value": "nps"},
        },
        "where": [{"column": "Status", "is": ["Klar", "Låst"]}, {"column": "Nr", "at_least": 7}],
    }
)
BEFORE = """# Written by hand; keep.
company = "Nordlog AB"  # as on the sign

[tables.purchases]
table = "Köp"
# who bought
columns.account_id = "Kund"
"""


@pytest.fixture
def file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv(HOME, str(tmp_path))
    return tmp_path / "kundagenda.toml"


def test_what_is_written_is_read_as_it_was(file: Path) -> None:
    assert save_source("tables", "survey_answers", SOURCE) == file
    assert settings().tables == {"survey_answers": SOURCE}
    assert file.read_text("utf-8") == as_toml("tables", "survey_answers", SOURCE)


def test_all_else_stays_as_it_was(file: Path) -> None:
    file.write_text(BEFORE, "utf-8")
    file.chmod(0o640)
    save_source("tables", "survey_answers", SOURCE)
    assert file.read_text("utf-8").startswith(BEFORE)
    assert stat.S_IMODE(file.stat().st_mode) == 0o640
    assert set(settings().tables) == {"purchases", "survey_answers"}
    save_source("tables", "survey_answers", None)
    assert file.read_text("utf-8").rstrip() == BEFORE.rstrip()
    assert [each.name for each in file.parent.iterdir()] == [file.name]


def test_a_table_is_replaced_as_a_whole(file: Path) -> None:
    save_source("tables", "survey_answers", SOURCE)
    save_source("tables", "survey_answers", TableSource(table="Annat"))
    assert settings().tables == {"survey_answers": TableSource(table="Annat")}
    save_source("ready", "egna", TableSource(table="KPI"))
    assert settings().ready == {"egna": TableSource(table="KPI")}


def test_a_file_that_cannot_be_read_is_left_alone(file: Path) -> None:
    file.write_text("company = ", "utf-8")
    with pytest.raises(ReaderError, match=r"kundagenda\.toml cannot be read"):
        save_source("tables", "survey_answers", SOURCE)
    assert file.read_text("utf-8") == "company = "


def test_a_place_that_cannot_be_written_is_said(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(HOME, "/proc")
    with pytest.raises(ReaderError, match=r"/proc/kundagenda\.toml cannot be written.*by hand"):
        save_source("tables", "survey_answers", SOURCE)


def test_every_key_of_the_settings_may_stand_in_the_file(file: Path) -> None:
    assert as_toml("tables", "purchases", TableSource(parquet="/x/*.parquet")).count("\n") > 2
    file.write_text('stale_days = 3\ndemo = false\naddress = "https://x"\n', "utf-8")
    assert (Settings().stale_days, Settings().demo, Settings().address) == (3, False, "https://x")

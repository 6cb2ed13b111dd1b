"""kundagenda.toml as the page writes it: what a person wrote in it stays, comments too."""

import json
import os
import stat
from pathlib import Path

import pytest
import sqlalchemy as sa
from sqlalchemy import Engine

from kundagenda.database.tables import audit
from kundagenda.errors import ReaderError
from kundagenda.save_settings import REMOVED, SAVED, as_toml, save_source, settings_sum
from kundagenda.settings import HOME, Settings, settings, settings_anew
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


def save(
    engine: Engine, section: str, name: str, source: TableSource | None, seen: str | None = None
) -> str:
    return save_source(engine, section, name, source, "anna", seen or settings_sum())


def told(engine: Engine) -> list[tuple[str, ...]]:
    """What the log says, without the moments."""
    of = audit.c
    query = sa.select(of.who, of.action, of.table_name, of.row_id, of.before, of.after)
    with engine.connect() as connection:
        return [tuple(row) for row in connection.execute(query.order_by(of.id))]


@pytest.fixture
def file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv(HOME, str(tmp_path))
    return tmp_path / "kundagenda.toml"


def test_what_is_written_is_read_as_it_was(file: Path, sqlite_app: Engine) -> None:
    assert save(sqlite_app, "tables", "survey_answers", SOURCE) == settings_sum()
    assert settings().tables == {"survey_answers": SOURCE}
    assert file.read_text("utf-8") == as_toml("tables", "survey_answers", SOURCE)


def test_all_else_stays_as_it_was(file: Path, sqlite_app: Engine) -> None:
    file.write_text(BEFORE, "utf-8")
    file.chmod(0o640)
    save(sqlite_app, "tables", "survey_answers", SOURCE)
    assert file.read_text("utf-8").startswith(BEFORE)
    assert stat.S_IMODE(file.stat().st_mode) == 0o640
    assert set(settings().tables) == {"purchases", "survey_answers"}
    save(sqlite_app, "tables", "survey_answers", None)
    assert file.read_text("utf-8").rstrip() == BEFORE.rstrip()
    assert [each.name for each in file.parent.iterdir()] == [file.name]


def test_a_table_is_replaced_as_a_whole(file: Path, sqlite_app: Engine) -> None:
    save(sqlite_app, "tables", "survey_answers", SOURCE)
    save(sqlite_app, "tables", "survey_answers", TableSource(table="Annat"))
    assert settings().tables == {"survey_answers": TableSource(table="Annat")}
    save(sqlite_app, "ready", "egna", TableSource(table="KPI"))
    assert settings().ready == {"egna": TableSource(table="KPI")}


def test_a_file_that_cannot_be_read_is_left_alone(file: Path, sqlite_app: Engine) -> None:
    file.write_text("company = ", "utf-8")
    with pytest.raises(ReaderError, match=r"kundagenda\.toml cannot be read"):
        save(sqlite_app, "tables", "survey_answers", SOURCE)
    assert file.read_text("utf-8") == "company = "


def test_a_place_that_cannot_be_written_is_said(
    sqlite_app: Engine, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv(HOME, "/proc")
    with pytest.raises(ReaderError, match=r"/proc/kundagenda\.toml cannot be written.*by hand"):
        save(sqlite_app, "tables", "survey_answers", SOURCE)


def test_every_key_of_the_settings_may_stand_in_the_file(file: Path) -> None:
    assert as_toml("tables", "purchases", TableSource(parquet="/x/*.parquet")).count("\n") > 2
    file.write_text('stale_days = 3\ndemo = false\naddress = "https://x"\n', "utf-8")
    assert (Settings().stale_days, Settings().demo, Settings().address) == (3, False, "https://x")


def test_the_log_tells_who_saved_what_before_and_after(file: Path, app: Engine) -> None:
    save(app, "tables", "purchases", TableSource(table="Köp"))
    save(app, "tables", "purchases", TableSource(table="Köp2", columns={"account_id": "Kund"}))
    save(app, "tables", "purchases", None)
    one = {"table": "Köp", "columns": {}}
    two = {"table": "Köp2", "columns": {"account_id": "Kund"}}
    place = ("kundagenda.toml", "tables.purchases")
    read = [(*row[:4], *(each and json.loads(each) for each in row[4:])) for row in told(app)]
    assert read == [
        ("anna", SAVED, *place, None, one),
        ("anna", SAVED, *place, one, two),
        ("anna", REMOVED, *place, two, None),
    ]


@pytest.mark.parametrize(
    ("address", "kept"),
    [
        ("s3://anna:s3cret@lake/answers/*.parquet", "s3://***@lake/answers/*.parquet"),
        ("https://lake/a.parquet?sv=1&sig=s3cret", "https://lake/a.parquet?***"),
        ("/data/answers/2025-0?.parquet", "/data/answers/2025-0?.parquet"),
    ],
)
def test_no_secret_of_an_address_gets_into_the_log(
    file: Path, sqlite_app: Engine, address: str, kept: str
) -> None:
    save(sqlite_app, "tables", "purchases", TableSource(parquet=address))
    save(sqlite_app, "tables", "purchases", None)
    (*_, saved), (*_, taken, _) = told(sqlite_app)
    assert json.loads(saved)["parquet"] == json.loads(taken)["parquet"] == kept


def test_what_somebody_else_saved_meanwhile_is_not_written_over(
    file: Path, sqlite_app: Engine
) -> None:
    file.write_text(BEFORE, "utf-8")
    seen = settings_sum()
    save(sqlite_app, "tables", "subscriptions", SOURCE, seen)
    theirs = file.read_bytes()
    with pytest.raises(ReaderError, match=r"kundagenda\.toml has changed since.*Load the page"):
        save(sqlite_app, "tables", "purchases", None, seen)
    assert file.read_bytes() == theirs
    assert len(told(sqlite_app)) == 1


def test_a_write_that_fails_leaves_nothing_behind_and_is_not_told(
    file: Path, sqlite_app: Engine, monkeypatch: pytest.MonkeyPatch
) -> None:
    file.write_text(BEFORE, "utf-8")

    def full(_number: int) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "fsync", full)
    with pytest.raises(ReaderError, match="No space left"):
        save(sqlite_app, "tables", "survey_answers", SOURCE)
    assert file.read_text("utf-8") == BEFORE
    assert [each.name for each in file.parent.iterdir() if ".part" in each.name] == []
    assert told(sqlite_app) == []


@pytest.mark.parametrize("was_there", [True, False])
def test_where_the_log_cannot_be_told_the_file_is_as_it_was(
    file: Path, sqlite_app: Engine, was_there: bool
) -> None:
    if was_there:
        file.write_text(BEFORE, "utf-8")

    def refused(_connection: object) -> None:
        raise sa.exc.OperationalError("COMMIT", {}, Exception("disk I/O error"))

    sa.event.listen(sqlite_app, "commit", refused)
    try:
        with pytest.raises(ReaderError, match="did not answer"):
            save(sqlite_app, "tables", "survey_answers", SOURCE)
    finally:
        sa.event.remove(sqlite_app, "commit", refused)
    assert file.exists() is was_there
    if was_there:
        assert file.read_text("utf-8") == BEFORE


def test_another_process_reads_anew_what_was_saved(file: Path) -> None:
    assert settings().tables == {}
    file.write_text(BEFORE, "utf-8")
    assert settings().tables == {}, "read once"
    assert set(settings_anew().tables) == {"purchases"}
    file.write_text("company = ", "utf-8")
    with pytest.raises(ReaderError, match="cannot be read"):
        settings_anew()
    assert set(settings().tables) == {"purchases"}, "those that were read before hold on"


def test_a_file_of_signs_that_are_no_text_is_said(file: Path, sqlite_app: Engine) -> None:
    file.write_bytes(b'company = "\xff"')
    with pytest.raises(ReaderError, match="cannot be read"):
        save(sqlite_app, "tables", "survey_answers", SOURCE)

"""Filling a database with the demo company."""

import json
from collections.abc import Iterator
from dataclasses import replace
from datetime import datetime
from pathlib import Path

import pytest
from sqlalchemy import Engine, func, insert, select

from databases import clear
from demo_company import UNTIL, company, discussed
from kundagenda.database.schema import open_database
from kundagenda.database.state import data_version, remembered
from kundagenda.database.tables import imports
from kundagenda.database.verdicts import monthly_series
from kundagenda.demo.fill import FILLED, fill_demo
from kundagenda.demo.levels import judge_items
from kundagenda.demo.parameters import DEFAULT_SEED
from kundagenda.demo.signals import monthly_signals
from kundagenda.errors import ReaderError
from kundagenda.intake.table_shape import LOADABLE
from metrics import customer_item_share, nps
from metrics.tables import METADATA, agenda_items, forums, kpi_monthly, meetings, verdicts

FACTS, FEW = ("survey_answers", "survey_invitations", "subscriptions"), 300
GIVEN_VALUE = {
    "metric": "nps",
    "month": 2025 * 12,
    "forum": "",
    "segment": "",
    "numerator": 40,
    "source": "given",
    "refreshed_at": datetime(2025, 2, 1),
}


@pytest.fixture(scope="module")
def filled(demo_database: Path) -> Iterator[Engine]:
    """A SQLite database with the shipped company."""
    engine = open_database(f"sqlite:///{demo_database}")
    yield engine
    engine.dispose()


def test_every_drawn_row_is_in_the_database(filled: Engine) -> None:
    with filled.connect() as connection:
        for name, rows in company().rows.items():
            table = METADATA.tables[name]
            assert connection.scalar(select(func.count()).select_from(table)) == len(rows), name
        [record] = connection.execute(select(imports)).all()
        assert record.kind == "demo"
        assert record.rows == sum(len(rows) for rows in company().rows.values())
        facts = json.loads(remembered(connection, "demo") or "")
    assert facts == {
        "company": "Nordlog AB",
        "seed": DEFAULT_SEED,
        "until": "2026-10",
        "null_twin": False,
    }


def test_the_metrics_give_the_series_in_which_the_truths_were_sought(filled: Engine) -> None:
    attention, satisfaction = monthly_signals(DEFAULT_SEED, UNTIL)
    with filled.connect() as connection:
        shares = monthly_series(connection, customer_item_share, UNTIL)
        scores = monthly_series(connection, nps, UNTIL)
    assert shares.index.equals(attention.index)
    assert shares.tolist() == pytest.approx(attention.tolist())
    assert scores.tolist() == pytest.approx(satisfaction.tolist())


def test_the_stored_verdicts_tell_the_planted_lead(filled: Engine) -> None:
    with filled.connect() as connection:
        lead = select(verdicts.c.status).where(verdicts.c.kind == "lead")
        assert connection.scalar(lead.where(verdicts.c.against == "nps")) == "signal"
        last = select(func.max(kpi_monthly.c.month)).where(kpi_monthly.c.source == "retention")
        assert connection.scalar(last) == UNTIL


def test_planted_levels_stand_and_the_model_says_so_where_it_agrees(filled: Engine) -> None:
    planted = {item["id"]: item["level"] for item in company().rows["agenda_items"]}
    with filled.connect() as connection:
        rows = connection.execute(select(agenda_items)).all()
    assert {row.id: row.level_best for row in rows} == planted
    for row in rows:
        assert row.level in (row.level_best, "unclear")
        assert (row.level_confidence is not None) == (row.level_by == "model")
        assert row.level_by == ("rule" if row.formal else row.level_by)
    by = {row.level_by for row in rows}
    assert by == {"rule", "model", "person"}


def test_the_model_agrees_with_most_planted_levels() -> None:
    items = [dict(item) for item, _ in discussed(company())]
    assert 0.02 < judge_items(items) < 0.25


@pytest.mark.parametrize("table", ["forums", "survey_answers", "subscriptions", "kpi_monthly"])
def test_a_database_with_rows_of_a_company_is_refused_and_stays_as_it_was(
    app: Engine, table: str
) -> None:
    row = GIVEN_VALUE if table == "kpi_monthly" else company().rows[table][0]
    with app.begin() as connection:
        connection.execute(insert(METADATA.tables[table]), row)
    with pytest.raises(ReaderError, match="already holds"):
        fill_demo(app, until=UNTIL)
    with app.connect() as connection:
        found = {
            name: connection.scalar(select(func.count()).select_from(METADATA.tables[name]))
            for name in FILLED
        }
    assert {name: count for name, count in found.items() if count} == {table: 1}


def test_every_table_that_can_be_loaded_keeps_the_demo_out() -> None:
    assert set(LOADABLE) <= set(FILLED)


def test_a_negative_seed_is_refused_in_one_sentence(app: Engine) -> None:
    with pytest.raises(ReaderError, match="The seed is -1"):
        fill_demo(app, seed=-1)


@pytest.fixture
def prepared(monkeypatch: pytest.MonkeyPatch) -> None:
    """Filling begins at the first row: a company with few customers, its items judged already."""
    few = {name: rows[:FEW] if name in FACTS else rows for name, rows in company().rows.items()}
    small = replace(company(), rows=few)
    monkeypatch.setattr("kundagenda.demo.fill.draw_company", lambda *_: small)
    monkeypatch.setattr("kundagenda.demo.fill.judge_items", lambda _items: 0.0)


@pytest.mark.usefixtures("prepared")
def test_progress_runs_from_nothing_to_all(sqlite_app: Engine) -> None:
    told: list[float] = []
    fill_demo(sqlite_app, until=UNTIL, progress=lambda share, _doing: told.append(share))
    assert told == sorted(told)
    assert (told[0], told[-1]) == (0.0, 1.0)


@pytest.mark.usefixtures("prepared")
def test_a_failure_on_the_way_leaves_nothing_behind(
    app: Engine, monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken(*_: object) -> None:
        raise KeyboardInterrupt

    with monkeypatch.context() as patch:
        patch.setattr("kundagenda.demo.fill.refresh_within", broken)
        with pytest.raises(KeyboardInterrupt):
            fill_demo(app, until=UNTIL)
    with app.connect() as connection:
        assert connection.scalar(select(func.count()).select_from(meetings)) == 0
        assert data_version(connection) == ""
    fill_demo(app, until=UNTIL)
    # PostgreSQL goes on numbering after the rows that came with their numbers.
    with app.begin() as connection:
        added = connection.execute(insert(forums).values(name="Ny", kind="other"))
        assert added.inserted_primary_key is not None
        assert added.inserted_primary_key[0] == 4
    clear(app)

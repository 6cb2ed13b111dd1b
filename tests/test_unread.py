"""What stands in a company's columns and cannot be read is told, and never a number or a day."""

from collections.abc import Iterable
from datetime import date
from pathlib import Path
from typing import Any

import pytest
import sqlalchemy as sa

from kundagenda.database.warehouse import Warehouse, open_warehouse
from kundagenda.database.warehouse_checks import warehouse_checks
from kundagenda.settings import Settings
from kundagenda.sources import TableSource
from metrics.tables import subscriptions, survey_answers

TODAY = date(2025, 6, 15)
ANSWERS = {
    "answer_id": "nr", "response_id": "nr", "answered_on": {"value": "2025-03-01"},
    "instrument": {"value": "nps"}, "scale_low": {"value": 0}, "scale_high": {"value": 10},
}  # fmt: skip
BOOK = {
    "subscription_id": "nr", "account_id": "nr", "started_on": {"value": "2024-01-01"},
    "mrr": {"value": 5.0},
}  # fmt: skip


def mapped(
    path: Path, ours: sa.Table, columns: dict[str, Any], kind: str, kept: Iterable[Any]
) -> Warehouse:
    """A warehouse in which a table of theirs, with one column of a kind, stands for ours."""
    engine = sa.create_engine(f"sqlite:///{path}")
    with engine.begin() as connection:
        connection.exec_driver_sql(f"CREATE TABLE deras (nr text, v {kind})")
        for number, value in enumerate(kept):
            connection.exec_driver_sql("INSERT INTO deras VALUES (?, ?)", (str(number), value))
    engine.dispose()
    source = TableSource(table="deras", columns=columns)
    found = open_warehouse(Settings(warehouse_url=f"sqlite:///{path}", tables={ours.name: source}))
    assert found is not None
    return found


def told(found: Warehouse) -> list[str]:
    """What is said of rows that cannot be read."""
    checks = [each for each in warehouse_checks(found, TODAY) if each.ok is False]
    return [each.text.format(**each.values) for each in checks]


def read(found: Warehouse, column: sa.Column[Any]) -> list[Any]:
    with found.connect() as connection:
        return [*connection.execute(sa.select(column)).scalars()]


@pytest.mark.parametrize("kind", ["varchar(20)", "numeric(4, 1)"])
def test_a_score_that_is_no_number_is_unknown_and_told(tmp_path: Path, kind: str) -> None:
    kept = ["9", "vet ej", "-", "N/A", "1_0", "nan", " ", None, "8,5"]
    found = mapped(tmp_path / "w.db", survey_answers, ANSWERS | {"score": "v"}, kind, kept)
    assert read(found, survey_answers.c.score) == [9, *[None] * 7, 9]
    [said] = told(found)
    assert "tables.survey_answers.columns.score: 5 rows hold something that is no number" in said


def test_what_values_leave_out_is_unknown_on_purpose(tmp_path: Path) -> None:
    score = {"column": "v", "values": {"Bra": 9}}
    kept = ["Bra", "vet ej"]
    found = mapped(tmp_path / "w.db", survey_answers, ANSWERS | {"score": score}, "text", kept)
    assert read(found, survey_answers.c.score) == [9, None]
    assert told(found) == []


@pytest.mark.parametrize(
    ("kind", "said", "kept"),
    [
        ("text", {}, "20241231"),
        ("text", {}, "01-MAR-2024"),
        ("text", {"written": "DD.MM.YYYY"}, "1.3.2024"),
        ("datetime", {}, 1709251200),
        ("datetime", {"zone": "Europe/Stockholm"}, 1709251200),
        ("text", {"zone": "Europe/Stockholm"}, "i mars"),
    ],
)
def test_an_end_that_cannot_be_read_is_told(
    tmp_path: Path, kind: str, said: dict[str, str], kept: Any
) -> None:
    columns = BOOK | {"ended_on": {"column": "v", **said}}
    found = mapped(tmp_path / "w.db", subscriptions, columns, kind, [kept, None])
    assert read(found, subscriptions.c.ended_on) == [None, None]
    [line] = told(found)
    assert "tables.subscriptions.columns.ended_on: 1 rows" in line
    assert "(written)" in line

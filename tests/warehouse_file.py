"""A company's SQLite file with our tables and a few rows, for tests of warehouses."""

from datetime import date
from pathlib import Path

import pytest
from sqlalchemy import Engine

from databases import with_tables
from kundagenda.database.connection import open_engine
from metrics.tables import subscriptions, survey_answers
from tables import fill, insert_rows


def hold(engine: Engine) -> None:
    fill(
        engine,
        survey_answers,
        """
        answered_on | score
        2025-01-05  | 9
        2025-01-06  | 3
        2025-02-05  | 10
        """,
    )
    insert_rows(
        engine, subscriptions, [{"account_id": "a", "started_on": date(2024, 1, 1), "mrr": 100}]
    )


@pytest.fixture
def file(tmp_path: Path) -> Path:
    """A company's SQLite file with our tables."""
    path = tmp_path / "facts.db"
    engine = with_tables(open_engine(f"sqlite:///{path}"))
    hold(engine)
    engine.dispose()
    return path

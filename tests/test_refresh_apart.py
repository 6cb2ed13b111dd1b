"""A refresh from a warehouse: asked once, gone on with where it stopped, alone, and never mixed."""

from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path
from typing import Any

import pytest
import sqlalchemy as sa
from sqlalchemy import Engine

from databases import apart
from kundagenda.database.connection import open_engine
from kundagenda.database.one_refresh import last_failure, only_refresh
from kundagenda.database.read_only import read_only_engine
from kundagenda.database.refresh import refresh
from kundagenda.database.state import DEMO, remember
from kundagenda.database.tables import refresh_steps
from kundagenda.database.warehouse import Warehouse, open_warehouse
from kundagenda.database.warehouse_checks import warehouse_checks
from kundagenda.errors import ReaderError
from kundagenda.settings import Settings
from metrics import grr, nps, response_rate
from tables import stored_parts
from warehouse_file import file, hold

__all__ = ["file"]  # the fixture

LATER = date(2025, 4, 2)


class Counted:
    """Statements that reach a warehouse, and a failure at the one that is named."""

    def __init__(self, engine: Engine, fails_at: int | None = None) -> None:
        self.seen, self.fails_at = 0, fails_at
        sa.event.listen(engine, "before_cursor_execute", self)

    def __call__(self, *_given: Any) -> None:
        self.seen += 1
        if self.seen == self.fails_at:
            raise sa.exc.OperationalError("asked", {}, Exception("the line is cut"))


@pytest.fixture
def facts(warehouse_of: Callable[[str], Engine], file: Path) -> Iterator[Warehouse]:
    """The file as a warehouse."""
    engine = read_only_engine(f"sqlite:///{file}", 60)
    yield apart(engine)
    engine.dispose()


def test_a_refresh_that_was_cut_off_goes_on_where_it_was(
    sqlite_app: Engine, facts: Warehouse
) -> None:
    whole = Counted(facts.engine)
    refresh(sqlite_app, today=LATER, warehouse=facts)
    expected = stored_parts(sqlite_app, nps)
    with sqlite_app.begin() as connection:
        connection.execute(sa.delete(refresh_steps))
    cut = Counted(facts.engine, fails_at=whole.seen - 3)
    whole.seen = 0
    with pytest.raises(ReaderError, match="the line is cut"):
        refresh(sqlite_app, today=LATER, warehouse=facts)
    asked = cut.seen
    with sqlite_app.connect() as connection:
        failed = last_failure(connection)
    assert failed is not None
    assert "the line is cut" in str(failed[1])
    assert stored_parts(sqlite_app, nps) == expected, "the last figures stay"
    cut.fails_at = None
    refresh(sqlite_app, today=LATER, warehouse=facts)
    assert cut.seen == asked + 4, "only what was not answered before is asked"
    assert stored_parts(sqlite_app, nps) == expected
    with sqlite_app.connect() as connection:
        assert last_failure(connection) is None


def test_a_new_refresh_asks_everything_anew(sqlite_app: Engine, facts: Warehouse) -> None:
    counted = Counted(facts.engine)
    refresh(sqlite_app, today=LATER, warehouse=facts)
    once = counted.seen
    refresh(sqlite_app, today=LATER, warehouse=facts)
    assert counted.seen == 2 * once > 20


def test_nobody_waits_to_write_while_the_warehouse_counts(
    sqlite_app: Engine, facts: Warehouse
) -> None:
    def write(*_given: Any) -> None:
        with sqlite_app.begin() as connection:
            connection.execute(sa.delete(refresh_steps).where(refresh_steps.c.step == "nothing"))

    sa.event.listen(facts.engine, "before_cursor_execute", write)
    refresh(sqlite_app, today=LATER, warehouse=facts)
    assert stored_parts(sqlite_app, grr)


def test_only_one_refresh_runs_at_a_time(app: Engine) -> None:
    with only_refresh(app), pytest.raises(ReaderError, match="Another refresh"):
        refresh(app, today=LATER)
    refresh(app, today=LATER)


def test_a_rate_over_two_databases_is_left_out_and_said(sqlite_app: Engine, file: Path) -> None:
    refresh(sqlite_app, today=LATER)
    hold(sqlite_app)
    refresh(sqlite_app, today=LATER)
    assert stored_parts(sqlite_app, response_rate)
    found = open_warehouse(
        Settings(database_url=f"sqlite:///{file}", tables={"survey_answers": {}})
    )
    assert found is not None
    refresh(sqlite_app, today=LATER, warehouse=found)
    assert stored_parts(sqlite_app, nps)
    assert stored_parts(sqlite_app, response_rate) == {}
    told = [check.text for check in warehouse_checks(found, LATER)]
    assert any("response rate is not computed" in text for text in told)
    assert "survey_answers: 3 rows, the latest of 2025-02-05." in told


def test_a_warehouse_is_not_mixed_with_the_demo_company(
    sqlite_app: Engine, facts: Warehouse
) -> None:
    with sqlite_app.begin() as connection:
        remember(connection, DEMO, "{}")
    with pytest.raises(ReaderError, match="the demo company's database"):
        refresh(sqlite_app, today=LATER, warehouse=facts)
    assert stored_parts(sqlite_app, nps) == {}


def test_a_folder_that_cannot_be_written_is_said(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    engine = open_engine(f"sqlite:///{tmp_path / 'app.db'}")
    (tmp_path / "app.db-refresh").mkdir()
    with pytest.raises(ReaderError, match=r"app\.db-refresh cannot be"), only_refresh(engine):
        pass

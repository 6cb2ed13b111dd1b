"""A warehouse apart: read alone, given up after a while, asked once, gone on with."""

import multiprocessing
import threading
from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path
from time import monotonic, sleep
from typing import Any

import pytest
import sqlalchemy as sa
from sqlalchemy import Engine

from databases import apart, new_postgres_database, with_tables
from kundagenda.database import warehouse as warehouse_module
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
from metrics.tables import subscriptions, survey_answers, survey_invitations
from tables import fill, insert_rows, stored_parts

LATER = date(2025, 4, 2)
SLOW = sa.text(
    "WITH RECURSIVE many(n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM many WHERE n < 100000000) "
    "SELECT max(n) FROM many"
)


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


def test_nothing_can_be_written_through_it(file: Path) -> None:
    engine = read_only_engine(f"sqlite:///{file}", 60)
    with engine.connect() as connection, pytest.raises(sa.exc.OperationalError, match="readonly"):
        connection.execute(sa.insert(survey_answers).values(answer_id="x"))


def test_a_file_that_is_missing_is_not_made(tmp_path: Path) -> None:
    missing = tmp_path / "nowhere.db"
    with pytest.raises(ReaderError, match=r"nowhere\.db.* did not answer"):
        open_warehouse(Settings(warehouse_url=f"sqlite:///{missing}"))
    assert not missing.exists()


@pytest.mark.postgres
def test_an_account_that_may_only_select_is_enough(server: Any, sqlite_app: Engine) -> None:
    address = new_postgres_database(server)
    owner = with_tables(open_engine(address))
    hold(owner)
    name = "reader_" + sa.make_url(address).database
    with owner.begin() as connection:
        connection.execute(sa.DDL(f"CREATE ROLE {name} LOGIN"))
        for table in ("survey_answers", "survey_invitations", "subscriptions"):
            connection.execute(sa.DDL(f"GRANT SELECT ON {table} TO {name}"))
    reader = sa.make_url(address).set(username=name).render_as_string(hide_password=False)
    found = open_warehouse(Settings(warehouse_url=reader))
    assert found is not None
    assert found.facts == {survey_answers, survey_invitations, subscriptions}
    refresh(sqlite_app, today=LATER, warehouse=found)
    assert stored_parts(sqlite_app, nps)[24300, "", ""] == (0, 2, 2, 2)
    with found.engine.connect() as connection, pytest.raises(sa.exc.DBAPIError, match="read-only"):
        connection.execute(sa.delete(survey_answers))
    found.engine.dispose()
    owner.dispose()


@pytest.mark.parametrize("kind", ["sqlite", "duckdb", "postgresql"])
def test_a_statement_is_given_up_after_the_seconds_of_the_settings(
    kind: str, file: Path, request: pytest.FixtureRequest
) -> None:
    address = {
        "sqlite": lambda: f"sqlite:///{file}",
        "duckdb": lambda: "duckdb:///:memory:",
        "postgresql": lambda: new_postgres_database(request.getfixturevalue("server")),
    }[kind]()
    found = Warehouse(read_only_engine(address, 1), frozenset(), {}, {}, 1)
    begun = monotonic()
    said = pytest.raises(ReaderError, match=r"within 1 seconds.*warehouse_seconds")
    with said, found.connect() as connection:
        connection.execute(SLOW)
    assert monotonic() - begun < 20
    with found.connect() as connection:
        assert connection.scalar(sa.text("SELECT 1")) == 1, "the next one is not cut short"
        sleep(1.2)
        assert connection.scalar(sa.text("SELECT 2")) == 2
    found.engine.dispose()


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


def held(path: str, begun: Any, ended: Any) -> None:
    engine = sa.create_engine(f"duckdb:///{path}")
    with engine.connect():
        begun.set()
        ended.wait(20)
    engine.dispose()


def test_a_duckdb_file_that_another_process_writes_is_waited_for(tmp_path: Path) -> None:
    path = tmp_path / "facts.duckdb"
    made = with_tables(sa.create_engine(f"duckdb:///{path}"))
    hold(made)
    made.dispose()
    spawn = multiprocessing.get_context("spawn")
    begun, ended = spawn.Event(), spawn.Event()
    other = spawn.Process(target=held, args=(str(path), begun, ended))
    other.start()
    assert begun.wait(30)
    threading.Timer(1.5, ended.set).start()
    found = open_warehouse(Settings(warehouse_url=f"duckdb:///{path}"))
    other.join(20)
    assert found is not None
    assert survey_answers in found.facts


def test_whoever_holds_it_for_long_is_named(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(warehouse_module, "BUSY_SECONDS", 0)
    path = tmp_path / "facts.duckdb"
    spawn = multiprocessing.get_context("spawn")
    begun, ended = spawn.Event(), spawn.Event()
    other = spawn.Process(target=held, args=(str(path), begun, ended))
    other.start()
    assert begun.wait(30)
    with pytest.raises(ReaderError, match=r"facts\.duckdb.*lock"):
        open_warehouse(Settings(warehouse_url=f"duckdb:///{path}"))
    ended.set()
    other.join(20)


def test_a_driver_that_is_not_there_is_named_with_its_package() -> None:
    with pytest.raises(ReaderError, match=r"no driver .* 'trino9'"):
        read_only_engine("trino9://x", 1)
    with pytest.raises(ReaderError, match="PyMySQL"):
        read_only_engine("mysql+pymysql://x/y", 1)


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

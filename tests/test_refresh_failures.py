"""Refreshes that fail: what is kept of them, what is asked anew, and a lock that goes astray."""

import sqlite3
from collections.abc import Callable, Iterator
from contextlib import closing
from datetime import date
from pathlib import Path
from typing import Any

import pytest
import sqlalchemy as sa
from click.testing import CliRunner
from sqlalchemy import Engine, text

from databases import apart
from kundagenda.cli import main
from kundagenda.database import connection as connection_module
from kundagenda.database import refresh as refreshing
from kundagenda.database.connection import open_engine, take_turn
from kundagenda.database.one_refresh import REFRESHER, last_failure, only_refresh
from kundagenda.database.read_only import read_only_engine
from kundagenda.database.refresh import refresh
from kundagenda.database.schema import open_database
from kundagenda.database.state import data_version
from kundagenda.database.tables import refresh_steps
from kundagenda.database.warehouse import Warehouse, open_warehouse
from kundagenda.errors import ReaderError
from kundagenda.settings import Settings, settings
from metrics import nps
from tables import stored_parts
from warehouse_file import file

__all__ = ["file"]  # the fixture

LATER = date(2025, 4, 2)
FIGURES = {
    "table": "figures",
    "columns": {
        "metric": "metric",
        "month": {"column": "month", "written": "YYYYMM"},
        "value": "value",
    },
}


@pytest.fixture
def facts(file: Path) -> Iterator[Warehouse]:
    """The file as a warehouse."""
    engine = read_only_engine(f"sqlite:///{file}", 60)
    yield apart(engine)
    engine.dispose()


@pytest.fixture
def ready(tmp_path: Path) -> Path:
    """A company's table of ready figures, with the same month twice."""
    path = tmp_path / "figures.db"
    with closing(sqlite3.connect(path)) as opened:
        opened.execute("CREATE TABLE figures (metric TEXT, month INTEGER, value REAL)")
        opened.execute("INSERT INTO figures VALUES ('nps', 202401, 30), ('nps', 202401, 31)")
        opened.commit()
    return path


@pytest.fixture
def postgres(app_of: Callable[[str], Engine]) -> Engine:
    return app_of("postgresql")


def kept_answers(engine: Engine) -> int:
    with engine.connect() as connection:
        kept = sa.select(sa.func.count()).where(refresh_steps.c.content.is_not(None))
        return int(connection.execute(kept).scalar_one())


def failed(engine: Engine) -> str | None:
    with engine.connect() as connection:
        found = last_failure(connection)
    return None if found is None else str(found[1])


def named(engine: Engine) -> str:
    with engine.connect() as connection:
        return data_version(connection)


def at_figures_of(warehouse: Warehouse, metric: str, act: Callable[[], None]) -> None:
    """Do something once, when the warehouse is asked for a metric's rows."""
    seen: list[str] = []

    def before(_c: Any, _cursor: Any, statement: str, *_rest: Any) -> None:
        if metric in statement and not seen:
            seen.append(statement)
            act()

    sa.event.listen(warehouse.engine, "before_cursor_execute", before)


def test_what_was_refused_is_asked_for_anew_once_it_is_mended(app: Engine, ready: Path) -> None:
    warehouse = open_warehouse(
        Settings(warehouse_url=f"sqlite:///{ready}", ready={"mine": FIGURES})
    )
    assert warehouse is not None
    with pytest.raises(ReaderError, match="two values of nps"):
        refresh(app, today=LATER, warehouse=warehouse)
    with closing(sqlite3.connect(ready)) as opened:
        opened.execute("DELETE FROM figures WHERE value = 31")
        opened.commit()
    refresh(app, today=LATER, warehouse=warehouse)
    assert [parts[0] for parts in stored_parts(app, nps).values()] == [30]


@pytest.mark.parametrize(
    ("kind", "stay"),
    [
        (sa.exc.OperationalError, True),
        (sa.exc.DatabaseError, True),  # as DuckDB says that a statement was given up
        (sa.exc.DataError, False),
        (sa.exc.ProgrammingError, False),
    ],
)
def test_answers_stay_where_a_database_went_away_and_go_where_it_refused(
    sqlite_app: Engine, facts: Warehouse, kind: Any, stay: bool
) -> None:
    def fail() -> None:
        raise kind("asked", {}, Exception("no more"))

    at_figures_of(facts, "subscriptions.mrr", fail)
    with pytest.raises(ReaderError, match="no more"):
        refresh(sqlite_app, today=LATER, warehouse=facts)
    assert (kept_answers(sqlite_app) > 0) is stay


def test_every_page_reads_anew_after_a_refresh_that_failed(
    sqlite_app: Engine, facts: Warehouse
) -> None:
    refresh(sqlite_app, today=LATER)
    before = named(sqlite_app)

    def fail() -> None:
        raise sa.exc.OperationalError("asked", {}, Exception("the line is cut"))

    at_figures_of(facts, "subscriptions.mrr", fail)
    with pytest.raises(ReaderError):
        refresh(sqlite_app, today=LATER, warehouse=facts)
    assert named(sqlite_app) != before


def test_an_error_that_nobody_foresaw_is_kept_without_its_words(app: Engine) -> None:
    def fail(_metrics: Any) -> Any:
        raise KeyError("Anna Andersson")

    with pytest.raises(KeyError, match="Anna"):
        refresh(app, today=LATER, progress=fail)
    told = failed(app)
    assert told is not None
    assert told.startswith("It stopped at an error that nobody foresaw (KeyError). Nothing was")
    assert "Anna" not in told
    refresh(app, today=LATER)
    assert failed(app) is None


@pytest.mark.postgres
def test_a_failure_is_kept_while_somebody_else_writes(
    postgres: Engine, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(connection_module, "BUSY_SECONDS", 1)
    with postgres.begin() as writing:
        take_turn(writing)
        with pytest.raises(ReaderError, match="Somebody else is writing"):
            refresh(postgres, today=LATER)
    told = failed(postgres)
    assert told is not None
    assert told.startswith("Somebody else is writing")


def test_whoever_stops_a_refresh_by_hand_has_not_failed(app: Engine) -> None:
    def stop(_metrics: Any) -> Any:
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        refresh(app, today=LATER, progress=stop)
    assert failed(app) is None


def cut_off(engine: Engine) -> None:
    """End the connection that a refresh of this database keeps its lock by."""
    holder = text(
        "SELECT pg_terminate_backend(pid, 5000) FROM pg_locks WHERE locktype = 'advisory'"
        " AND objid = :it AND database = (SELECT oid FROM pg_database"
        " WHERE datname = current_database())"
    )
    with engine.connect() as connection:
        assert connection.execute(holder, {"it": REFRESHER}).all() == [(True,)]


def while_it_stores(monkeypatch: pytest.MonkeyPatch, act: Callable[[], None]) -> None:
    real = refreshing.refresh_within

    def within(*given: Any, **named: Any) -> Any:
        done = real(*given, **named)
        act()
        return done

    monkeypatch.setattr(refreshing, "refresh_within", within)


@pytest.mark.postgres
def test_a_refresh_is_stored_and_said_so_though_its_lock_went_astray(
    postgres: Engine, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = named(postgres)
    other = open_engine(postgres.url.render_as_string(hide_password=False))
    while_it_stores(monkeypatch, lambda: cut_off(other))
    assert refresh(postgres, today=LATER)
    assert named(postgres) != before
    assert failed(postgres) is None
    other.dispose()
    with only_refresh(postgres):
        pass


@pytest.mark.postgres
def test_what_a_refresh_says_is_not_hidden_by_a_lock_that_went_astray(
    postgres: Engine, monkeypatch: pytest.MonkeyPatch
) -> None:
    other = open_engine(postgres.url.render_as_string(hide_password=False))

    def fail() -> None:
        cut_off(other)
        raise ReaderError("these rows cannot be")

    while_it_stores(monkeypatch, fail)
    with pytest.raises(ReaderError, match="these rows cannot be"):
        refresh(postgres, today=LATER)
    assert failed(postgres) == "these rows cannot be"
    other.dispose()


@pytest.mark.postgres
def test_a_lock_that_went_astray_while_the_warehouse_counts_is_taken_again(
    postgres: Engine, facts: Warehouse
) -> None:
    other = open_engine(postgres.url.render_as_string(hide_password=False))
    at_figures_of(facts, "subscriptions.mrr", lambda: cut_off(other))
    refresh(postgres, today=LATER, warehouse=facts)
    assert stored_parts(postgres, nps)
    with only_refresh(postgres):  # nothing is left of it
        pass
    other.dispose()


@pytest.mark.postgres
def test_a_refresh_that_another_has_overtaken_stores_nothing_and_has_not_failed(
    postgres: Engine, facts: Warehouse
) -> None:
    other = open_engine(postgres.url.render_as_string(hide_password=False))
    with other.connect() as overtaking:

        def overtake() -> None:
            cut_off(other)
            overtaking.execute(text("SELECT pg_advisory_lock(:it)"), {"it": REFRESHER})
            overtaking.commit()

        at_figures_of(facts, "subscriptions.mrr", overtake)
        with pytest.raises(ReaderError, match="Another refresh of this database is running"):
            refresh(postgres, today=LATER, warehouse=facts)
        overtaking.execute(text("SELECT pg_advisory_unlock_all()"))
    assert stored_parts(postgres, nps) == {}
    assert failed(postgres) is None
    assert kept_answers(postgres), "the other one may still need them"
    other.dispose()


@pytest.mark.postgres
def test_nothing_is_left_open_in_the_app_database_while_the_warehouse_counts(
    postgres: Engine, file: Path
) -> None:
    """Agendas and customers lie in the app database, answers in a warehouse."""
    warehouse = open_warehouse(
        Settings(database_url=f"sqlite:///{file}", tables={"survey_answers": {}})
    )
    assert warehouse is not None
    seen: list[Any] = []
    idle = text(
        "SELECT state, query FROM pg_stat_activity WHERE datname = current_database()"
        " AND pid <> pg_backend_pid() AND state <> 'idle'"
    )
    other = open_engine(postgres.url.render_as_string(hide_password=False))

    def look(*_given: Any) -> None:
        with other.connect() as connection:
            seen.extend(map(tuple, connection.execute(idle)))

    sa.event.listen(warehouse.engine, "before_cursor_execute", look)
    refresh(postgres, today=LATER, warehouse=warehouse)
    assert stored_parts(postgres, nps)
    assert seen == []
    other.dispose()


def test_a_warehouse_that_is_away_from_the_start_is_a_refresh_that_failed(tmp_path: Path) -> None:
    address = f"sqlite:///{tmp_path / 'app.db'}"
    open_database(address).dispose()
    away = f"sqlite:///{tmp_path / 'gone.db'}"
    env = {"KUNDAGENDA_DATABASE_URL": address, "KUNDAGENDA_WAREHOUSE_URL": away}
    settings.cache_clear()
    assert CliRunner().invoke(main, ["refresh"], env=env).exit_code == 1
    settings.cache_clear()
    engine = open_engine(address)
    with engine.connect() as connection:
        told = last_failure(connection)
    engine.dispose()
    assert told
    assert "did not answer" in told[1].text


def test_a_table_that_is_away_for_a_moment_empties_no_figures(
    sqlite_app: Engine, file: Path
) -> None:
    """Built anew each night, say: the app's own table of its name, which is empty, stays unread."""
    chosen = Settings(warehouse_url=f"sqlite:///{file}")
    refresh(sqlite_app, today=LATER, warehouse=open_warehouse(chosen))
    before = stored_parts(sqlite_app, nps)
    with closing(sqlite3.connect(file)) as theirs:
        theirs.execute("ALTER TABLE survey_answers RENAME TO being_built")
        theirs.commit()
    with pytest.raises(ReaderError, match=r"table survey_answers at the last refresh.*--without"):
        refresh(sqlite_app, today=LATER, warehouse=open_warehouse(chosen))
    assert stored_parts(sqlite_app, nps) == before != {}
    gone = ["survey_answers"]
    refresh(sqlite_app, today=LATER, warehouse=open_warehouse(chosen), without=gone)
    assert stored_parts(sqlite_app, nps) == {}
    refresh(sqlite_app, today=LATER, warehouse=open_warehouse(chosen))

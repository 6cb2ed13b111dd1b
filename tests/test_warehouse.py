"""A warehouse apart: read alone, given up after a while, asked once, gone on with."""

import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date
from pathlib import Path
from subprocess import PIPE, Popen
from time import monotonic, sleep
from typing import Any

import pytest
import sqlalchemy as sa
from sqlalchemy import Engine

from databases import new_postgres_database, with_tables
from kundagenda.database import warehouse as warehouse_module
from kundagenda.database.connection import open_engine
from kundagenda.database.read_only import _prepare, read_only_engine
from kundagenda.database.refresh import refresh
from kundagenda.database.warehouse import Warehouse, open_warehouse
from kundagenda.errors import ReaderError
from kundagenda.settings import Settings
from metrics import nps
from metrics.tables import subscriptions, survey_answers, survey_invitations
from tables import stored_parts
from warehouse_file import file, hold

__all__ = ["file"]  # the fixture

LATER = date(2025, 4, 2)
SLOW = sa.text(
    "WITH RECURSIVE many(n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM many WHERE n < 100000000) "
    "SELECT max(n) FROM many"
)


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


@pytest.mark.postgres
def test_what_an_address_asks_of_the_server_holds_beside_ours(server: Any) -> None:
    address = sa.make_url(new_postgres_database(server))
    asked = {"options": "-c search_path=crm -c default_transaction_read_only=off"}
    url = address.update_query_dict(asked).render_as_string(hide_password=False)
    engine = read_only_engine(url, 60)
    with engine.connect() as connection:
        assert connection.scalar(sa.text("SHOW search_path")) == "crm"
        assert connection.scalar(sa.text("SHOW transaction_read_only")) == "on"
    engine.dispose()


class Told:
    """A connection that remembers what it was told."""

    def __init__(self) -> None:
        self.statements: list[str] = []

    def cursor(self) -> "Told":
        return self

    def execute(self, statement: str) -> None:
        self.statements.append(statement)

    def close(self) -> None:
        """Nothing is open."""


@pytest.mark.parametrize("kind", ["spark", "databricks"])
def test_moments_are_turned_from_utc_whatever_zone_the_server_has(kind: str) -> None:
    opened = Told()
    _prepare(kind, opened, 60)
    assert opened.statements[0] == "SET TIME ZONE 'UTC'"


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


HOLDS = """
import sys, duckdb
connection = duckdb.connect(sys.argv[1])
print("held", flush=True)
sys.stdin.readline()
connection.close()
"""


@contextmanager
def held(path: Path) -> Iterator[Popen[str]]:
    """A process that writes the file, and holds it until it is told a line."""
    command = [sys.executable, "-c", HOLDS, str(path)]
    with Popen(command, stdin=PIPE, stdout=PIPE, text=True) as other:
        assert other.stdout is not None
        assert other.stdout.readline() == "held\n"
        yield other
        other.communicate("\n")


def test_a_duckdb_file_that_another_process_writes_is_waited_for(tmp_path: Path) -> None:
    path = tmp_path / "facts.duckdb"
    made = with_tables(sa.create_engine(f"duckdb:///{path}"))
    hold(made)
    made.dispose()
    with held(path) as other:
        assert other.stdin is not None
        threading.Timer(1.5, other.stdin.close).start()  # an end is a line too
        found = open_warehouse(Settings(warehouse_url=f"duckdb:///{path}"))
        other.wait(20)
        other.stdin = None
    assert found is not None
    assert survey_answers in found.facts


def test_whoever_holds_it_for_long_is_named(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(warehouse_module, "BUSY_SECONDS", 0)
    path = tmp_path / "facts.duckdb"
    said = pytest.raises(ReaderError, match=r"facts\.duckdb.*lock")
    with held(path), said:
        open_warehouse(Settings(warehouse_url=f"duckdb:///{path}"))

"""The schema that the migrations make, and the databases it is made in."""

import sqlite3
import threading
from datetime import datetime

import pytest
import sqlalchemy as sa
from alembic import command
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext

from kundagenda.database.connection import BUSY_SECONDS, open_engine
from kundagenda.database.schema import (
    _configuration,
    newest_revision,
    open_database,
    schema_revision,
    upgrade,
)
from kundagenda.errors import ReaderError
from metrics.tables import METADATA, agenda_items, forums, meetings
from tables import insert_rows

ALEMBIC = "alembic_version"


def tables(engine):
    return set(sa.inspect(engine).get_table_names())


def test_the_migrations_make_exactly_the_tables_of_the_metadata(empty_app):
    upgrade(empty_app)
    assert tables(empty_app) == set(METADATA.tables) | {ALEMBIC}
    with empty_app.connect() as connection:
        context = MigrationContext.configure(connection, opts={"compare_type": True})
        assert compare_metadata(context, METADATA) == []
        assert schema_revision(connection) == newest_revision()


def test_the_migrations_make_the_same_columns_and_defaults(empty_app, warehouse_of):
    upgrade(empty_app)
    made, wanted = (
        {
            table: [
                (column["name"], str(column["type"]), column["nullable"], column["default"])
                for column in sa.inspect(engine).get_columns(table)
            ]
            for table in METADATA.tables
        }
        for engine in (empty_app, warehouse_of(empty_app.dialect.name))
    )
    assert made == wanted


def test_the_migrations_make_the_checks_of_the_metadata(empty_app):
    upgrade(empty_app)
    found = sa.inspect(empty_app)
    for table in METADATA.sorted_tables:
        wanted = {c.name for c in table.constraints if isinstance(c, sa.CheckConstraint)}
        assert {check["name"] for check in found.get_check_constraints(table.name)} == wanted


def test_a_level_that_does_not_exist_is_refused_by_the_database(app):
    insert_rows(app, forums, [{"id": 1}])
    insert_rows(app, meetings, [{"id": 1}])
    with pytest.raises(sa.exc.IntegrityError):
        insert_rows(app, agenda_items, [{"meeting_id": 1, "level_best": "unclear"}])


def test_the_defaults_of_the_database_are_those_of_the_design(app):
    insert_rows(app, forums, [{"id": 1}])
    insert_rows(app, meetings, [{"id": 1}])
    insert_rows(app, agenda_items, [{"id": 1, "meeting_id": 1}])
    with app.connect() as connection:
        [meeting] = connection.execute(sa.select(meetings)).mappings()
        [item] = connection.execute(sa.select(agenda_items)).mappings()
    assert meeting["status"] == "held"
    assert (item["formal"], item["confidential"], item["outcome"]) == (False, False, "handled")
    assert (item["level"], item["level_best"], item["version"]) == ("none", "none", 1)


def test_upgrading_twice_changes_nothing_and_keeps_the_rows(empty_app):
    upgrade(empty_app)
    insert_rows(empty_app, forums, [{"id": 1, "name": "Ledning"}])
    upgrade(empty_app)
    with empty_app.connect() as connection:
        assert connection.execute(sa.select(forums.c.name)).scalars().all() == ["Ledning"]


def test_down_to_nothing_and_up_again(empty_app):
    upgrade(empty_app)
    with empty_app.begin() as connection:
        command.downgrade(_configuration(connection), "base")
    assert tables(empty_app) == {ALEMBIC}
    upgrade(empty_app)
    assert tables(empty_app) == set(METADATA.tables) | {ALEMBIC}


def test_a_schema_of_a_newer_version_is_refused_in_one_sentence(empty_app):
    upgrade(empty_app)
    with empty_app.begin() as connection:
        connection.execute(sa.text(f"UPDATE {ALEMBIC} SET version_num = 'from_tomorrow'"))
    with pytest.raises(ReaderError, match=r"schema version from_tomorrow.*Update Kundagenda"):
        upgrade(empty_app)
    assert "kpi_monthly" in tables(empty_app)


def test_open_database_makes_the_schema_in_a_new_file(tmp_path):
    address = f"sqlite:///{tmp_path / 'new.db'}"
    engine = open_database(address)
    assert tables(engine) == set(METADATA.tables) | {ALEMBIC}
    engine.dispose()


def test_sqlite_reads_while_it_writes_checks_keys_and_waits(tmp_path):
    engine = open_engine(f"sqlite:///{tmp_path / 'a.db'}")
    with engine.connect() as connection:
        pragma = {
            name: connection.execute(sa.text(f"PRAGMA {name}")).scalar()
            for name in ("journal_mode", "foreign_keys", "busy_timeout", "synchronous")
        }
    engine.dispose()
    assert pragma == {
        "journal_mode": "wal",
        "foreign_keys": 1,
        "busy_timeout": BUSY_SECONDS * 1000,
        "synchronous": 1,
    }


def test_no_row_may_point_at_one_that_is_not_there(app):
    with pytest.raises(sa.exc.IntegrityError):
        insert_rows(app, meetings, [{"id": 1, "forum_id": 4711}])


def test_a_writer_waits_for_another_instead_of_failing(tmp_path):
    path = tmp_path / "a.db"
    engine = open_database(f"sqlite:///{path}")
    other = sqlite3.connect(path, isolation_level=None, check_same_thread=False)
    other.execute("BEGIN IMMEDIATE")
    release = threading.Timer(0.3, other.execute, ["COMMIT"])
    release.start()
    insert_rows(engine, forums, [{"id": 1}])
    release.join()
    other.close()
    with engine.connect() as connection:
        assert connection.execute(sa.select(sa.func.count()).select_from(forums)).scalar() == 1
    engine.dispose()


def test_a_file_in_a_folder_that_is_not_there_is_refused_and_no_folder_made(tmp_path):
    missing = tmp_path / "nowhere"
    with pytest.raises(ReaderError, match=r"folder '.*nowhere' .* does not exist\. Create it"):
        open_database(f"sqlite:///{missing / 'a.db'}")
    assert not missing.exists()


def test_a_file_that_is_no_database_is_one_sentence(tmp_path):
    (tmp_path / "a.db").write_text("this is a letter, not a database " * 50, encoding="utf-8")
    with pytest.raises(ReaderError, match=r"a\.db .*Nothing was changed.*not a database"):
        open_database(f"sqlite:///{tmp_path / 'a.db'}")


def test_verdicts_survive_the_step_that_lets_them_be_of_more_kinds(empty_app):
    verdicts = METADATA.tables["verdicts"]
    row = {"kind": "level", "metric": "nps", "quarter": 8100, "status": "changed", "detail": "{}"}
    row |= {"computed_at": datetime(2025, 4, 1)}
    with empty_app.begin() as connection:
        command.upgrade(_configuration(connection), "0001")
    with empty_app.begin() as connection:
        connection.execute(sa.insert(verdicts), [row])
    upgrade(empty_app)
    with empty_app.begin() as connection:
        assert [r.kind for r in connection.execute(sa.select(verdicts))] == ["level"]
        connection.execute(sa.insert(verdicts), [row | {"kind": k} for k in ("mix", "survival")])
    with pytest.raises(sa.exc.IntegrityError):
        insert_rows(empty_app, verdicts, [row | {"kind": "guess"}])
    with empty_app.begin() as connection:
        command.downgrade(_configuration(connection), "0001")
    with empty_app.begin() as connection:
        assert [r.kind for r in connection.execute(sa.select(verdicts))] == ["level"]

"""The log: only ever added to, kept as long as the settings say, and a row for all that matters."""

import json
from collections.abc import Callable
from datetime import datetime, timedelta
from pathlib import Path

import pytest
from sqlalchemy import Connection, Engine, delete, insert, select, update
from sqlalchemy.exc import DBAPIError

from agenda_files import AGENDA, take_in, write
from kundagenda.access.people import GAVE, TOOK, give_role, limited_still, people_of, take_role
from kundagenda.access.roles import Role
from kundagenda.access.sessions import Door, begin_session, end_session
from kundagenda.database.audit import (
    CLEARED,
    PROGRAM,
    clear_audit,
    write_audit,
)
from kundagenda.database.limits import NO_LIMITS, Limits
from kundagenda.database.tables import audit, now, state
from kundagenda.edits.forms import FORMS
from kundagenda.edits.save import save
from kundagenda.errors import ReaderError
from kundagenda.findings.log import log_of
from kundagenda.intake.correct import correct
from kundagenda.settings import Settings
from labelled_company import fill_labelled_company
from sent import log_rows

WHO = "anna@example.org"
DAY = timedelta(days=1)


def told_on(connection: Connection, *moments: datetime) -> None:
    """Rows of the log from these moments."""
    rows = [{"happened_at": at, "who": WHO, "action": "did"} for at in moments]
    connection.execute(insert(audit), rows)


def cleared(app: Engine) -> int:
    """How many rows go, where the log is kept for 30 days."""
    with app.begin() as connection:
        return clear_audit(connection, 30)


@pytest.mark.parametrize("change", [update(audit).values(who="nobody"), delete(audit)])
def test_the_database_itself_lets_nobody_change_or_take_away(app: Engine, change) -> None:
    with app.begin() as connection:
        told_on(connection, now())
    with pytest.raises(DBAPIError, match="only ever added to"), app.begin() as connection:
        connection.execute(change)
    assert [row.who for row in log_rows(app)] == [WHO]


def test_nor_does_postgresql_let_all_of_it_go_at_once(app_of: Callable[[str], Engine]) -> None:
    app = app_of("postgresql")
    with app.begin() as connection:
        told_on(connection, now())
    with pytest.raises(DBAPIError, match="only ever added to"), app.begin() as connection:
        connection.exec_driver_sql("TRUNCATE audit")
    assert [row.who for row in log_rows(app)] == [WHO]


@pytest.mark.parametrize("word", ["REPLACE", "INSERT OR REPLACE"])
def test_nor_does_sqlite_let_a_row_be_written_over_by_another(
    sqlite_app: Engine, word: str
) -> None:
    with sqlite_app.begin() as connection:
        told_on(connection, now())
    over = f"{word} INTO audit (id, happened_at, who, action) SELECT id, happened_at, 'x', 'y' "
    with pytest.raises(DBAPIError, match="only ever added to"), sqlite_app.begin() as connection:
        connection.exec_driver_sql(over + "FROM audit")
    with sqlite_app.begin() as connection:
        new = "(happened_at, who, action) VALUES ('2025-03-04 00:00:00', 'b', 'c')"
        connection.exec_driver_sql(f"{word} INTO audit {new}")
    assert [row.who for row in log_rows(sqlite_app)] == [WHO, "b"]


def test_what_is_older_than_the_settings_say_goes_and_that_is_told(app: Engine) -> None:
    with app.begin() as connection:
        told_on(connection, now() - 400 * DAY, now() - 31 * DAY, now() - 29 * DAY, now())
    assert cleared(app) == 2
    rows = log_rows(app)
    assert [row.action for row in rows] == ["did", "did", CLEARED]
    assert rows[-1].who == PROGRAM
    assert rows[-1].before.startswith("2 rows from before ")
    assert cleared(app) == 0  # nothing to tell of a second time
    assert len(log_rows(app)) == 3


def test_what_has_been_given_up_once_opens_nothing_newer(app: Engine) -> None:
    with app.begin() as connection:
        told_on(connection, now() - 40 * DAY, now())
        assert clear_audit(connection, 30) == 1
    with pytest.raises(DBAPIError, match="only ever added to"), app.begin() as connection:
        connection.execute(delete(audit).where(audit.c.who == WHO))
    assert [row.action for row in log_rows(app)] == ["did", CLEARED]


def test_a_row_and_what_it_tells_of_are_one_transaction(app: Engine) -> None:
    with pytest.raises(ReaderError, match="sees all"):
        give_role(app, "bo@example.org", Role.ADMIN, Limits(frozenset({"Styrelsen"})), WHO)
    with app.connect() as connection:
        write_audit(connection, WHO, "did")
        connection.rollback()
    assert log_rows(app) == []


def test_roles_given_changed_and_taken_stand_there_with_before_and_after(app: Engine) -> None:
    limits = Limits(frozenset({"Styrelsen"}), None)
    give_role(app, " Bo@Example.org", Role.VIEWER, NO_LIMITS, WHO)
    give_role(app, "bo@example.org", Role.CHAIR, limits, WHO, seen=1)
    take_role(app, "bo@example.org", 2, WHO)
    rows = log_rows(app)
    assert [(row.who, row.action, row.table_name, row.row_id) for row in rows] == [
        (WHO, action, "roles", "bo@example.org") for action in (GAVE, GAVE, TOOK)
    ]
    told = [tuple(each and json.loads(each) for each in (row.before, row.after)) for row in rows]
    reads, chairs = {"role": "viewer"}, {"role": "chair", "forums": ["Styrelsen"]}
    assert told == [(None, reads), (reads, chairs), (chairs, None)]
    with app.connect() as connection:
        assert people_of(connection) == []


def test_a_role_that_is_taken_away_leaves_no_more_to_see(app: Engine) -> None:
    """The provider's groups may give another one, of which nobody has said that it sees all."""
    limits, chosen = Limits(frozenset({"Styrelsen"})), Settings(claim_roles={"staff": "viewer"})
    give_role(app, "bo@example.org", Role.CHAIR, limits, WHO)
    secret = begin_session(app, {"email": "bo@example.org", "groups": ["staff"]}, chosen)
    take_role(app, "bo@example.org", 1, WHO)
    bo = Door().reader(app, secret, chosen)
    assert bo
    assert (bo.role, bo.limits) == (Role.VIEWER, limits)
    with app.connect() as connection:
        assert limited_still(connection) == ["bo@example.org"]
    give_role(app, "bo@example.org", Role.VIEWER, NO_LIMITS, WHO)
    with app.connect() as connection:
        assert limited_still(connection) == []


def test_a_sign_in_and_its_end_stand_there_without_its_secret(app: Engine) -> None:
    with app.begin() as connection:
        told_on(connection, now() - 40 * DAY)
    chosen = Settings(audit_days=30)
    secret = begin_session(app, {"email": "Bo@example.org", "groups": ["board"]}, chosen)
    end_session(app, secret)
    end_session(app, secret)
    rows = log_rows(app)
    assert [row.action for row in rows] == [CLEARED, "signed in", "signed out"]
    assert {row.who for row in rows[1:]} == {"bo@example.org"}
    assert secret not in str(rows)


def test_an_import_stands_there(app: Engine, tmp_path: Path) -> None:
    take_in(app, write(tmp_path, "2025-03-03.md", AGENDA))
    assert [row.table_name for row in log_rows(app) if row.action.startswith("import")] == [
        "imports"
    ]


def test_a_correction_and_an_edit_stand_there(app: Engine) -> None:
    fill_labelled_company(app)
    correct(app, "Prislöfte", "fix", who=WHO)
    save(app, FORMS["notes"], {"noted_on": datetime(2025, 1, 2).date(), "text": "Nytt"}, WHO)
    by_table = {row.table_name: row for row in log_rows(app)}
    assert by_table["corrections"].who == WHO
    assert "level_best" in by_table["corrections"].before
    assert '"level_best": "fix"' in by_table["corrections"].after
    assert (by_table["notes"].before, by_table["notes"].who) == (None, WHO)
    assert "Nytt" in by_table["notes"].after


def test_words_are_looked_for_in_every_part_and_are_no_pattern(app: Engine) -> None:
    with app.begin() as connection:
        for who, after in (("bo", "50 % av"), ("anna", "Bolaget"), ("cia", "500 av")):
            write_audit(connection, who, "did", after=after)
        assert log_of(connection, " BO ", 10).count == 2
        assert log_of(connection, "0 %", 10).count == 1
        found = log_of(connection, "", 2)
    assert [entry.who for entry in found.entries] == ["cia", "anna"]
    assert (found.count, found.week) == (3, 3)


def test_the_moment_that_opens_the_log_stands_in_the_state_alone(app: Engine) -> None:
    with app.begin() as connection:
        told_on(connection, now() - 40 * DAY)
        clear_audit(connection, 30)
        kept = connection.execute(select(state.c.value).where(state.c.key == "audit_cleared_to"))
        assert datetime.fromisoformat(kept.scalar_one()) <= now() - 30 * DAY

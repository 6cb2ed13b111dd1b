"""A backup holds all there is of one moment, and comes back whole or not at all."""

import errno
import json
import os
import shutil
import sqlite3
from collections.abc import Callable, Iterator
from contextlib import closing
from datetime import datetime
from pathlib import Path
from stat import S_IMODE
from time import time
from typing import Any

import pytest
import sqlalchemy as sa
from alembic import command
from click.testing import CliRunner
from sqlalchemy import Engine, event

from databases import clear
from every_table import Content, content_of, fill_every_table
from kundagenda.cli import main
from kundagenda.database.audit import (
    CLEARED,
    CLEARED_TO,
    RESTORED,
    clear_audit_to,
    write_audit,
)
from kundagenda.database.backup import back_up
from kundagenda.database.connection import open_engine
from kundagenda.database.restore import restore
from kundagenda.database.rows_over import AT_A_TIME
from kundagenda.database.schema import (
    _configuration,
    known_revisions,
    newest_revision,
    open_database,
)
from kundagenda.database.state import DATA_VERSION, data_version, remember, remembered
from kundagenda.database.tables import audit, brief_links, notes, now, sessions
from kundagenda.errors import ReaderError
from kundagenda.settings import settings
from metrics.tables import forums

AT = datetime(2025, 3, 4, 12, 30, 1, 5)
OTHER = {"sqlite": "postgresql", "postgresql": "sqlite"}
OWN = ("audit", "state", "sessions")
"""Tables that a restore changes or leaves alone on purpose."""


@pytest.fixture
def full(app: Engine) -> Engine:
    fill_every_table(app)
    return app


def note(engine: Engine, text: str) -> None:
    with engine.begin() as connection:
        row = {"noted_on": AT.date(), "text": text, "created_at": AT}
        connection.execute(sa.insert(notes).values(row))


def told(engine: Engine, *actions: str) -> None:
    with engine.begin() as connection:
        for action in actions:
            write_audit(connection, "anna@example.org", action)


def actions(engine: Engine) -> list[str]:
    with engine.connect() as connection:
        return list(connection.execute(sa.select(audit.c.action).order_by(audit.c.id)).scalars())


def without_own(content: Content) -> Content:
    return {table: rows for table, rows in content.items() if table not in OWN}


def content_of_file(file: Path) -> Content:
    engine = open_engine(f"sqlite:///{file}")
    try:
        return content_of(engine)
    finally:
        engine.dispose()


def test_a_backup_holds_every_row_but_the_sign_ins(full: Engine, tmp_path: Path) -> None:
    made = back_up(full, tmp_path / "all.db")
    whole = content_of(full)
    assert len(whole["sessions"]) == 2
    assert content_of_file(made.file) == whole | {"sessions": []}
    assert made.rows == sum(len(rows) for table, rows in whole.items() if table != "sessions")
    assert made.revision == newest_revision()


def test_a_backup_is_one_file_that_only_its_owner_reads(full: Engine, tmp_path: Path) -> None:
    folder = tmp_path / "kept"
    folder.mkdir()
    made = back_up(full, folder / "all.db")
    assert [path.name for path in folder.iterdir()] == ["all.db"]
    assert S_IMODE(made.file.stat().st_mode) == 0o600


@pytest.mark.parametrize("kind", ["same", "other"])
def test_what_comes_back_is_what_went_in(
    full: Engine, app_of: Callable[[str], Engine], tmp_path: Path, kind: str
) -> None:
    before = content_of(full)
    file = back_up(full, tmp_path / "all.db").file
    own = full.dialect.name
    target = app_of(own if kind == "same" else OTHER[own])
    restored = restore(target, file, "anna@example.org")
    after = content_of(target)
    assert without_own(after) == without_own(before)
    assert [row for row in after["audit"] if row["action"] != RESTORED] == before["audit"]
    assert restored.told == 2
    assert restored.revision == newest_revision()


def test_a_restore_takes_the_place_of_what_was_written_since(full: Engine, tmp_path: Path) -> None:
    before = content_of(full)
    file = back_up(full, tmp_path / "all.db").file
    with full.begin() as connection:
        connection.execute(sa.delete(forums.metadata.tables["second_codings"]))
        connection.execute(sa.update(forums).where(forums.c.id == 1).values(name="Styrelsen"))
        connection.execute(sa.insert(forums).values(id=3, name="Ny"))
    restore(full, file, "anna@example.org", over=True)
    assert without_own(content_of(full)) == without_own(before)


def test_pages_read_anew_after_a_restore(full: Engine, tmp_path: Path) -> None:
    with full.begin() as connection:
        remember(connection, DATA_VERSION, "first")
    file = back_up(full, tmp_path / "all.db").file
    restore(full, file, "anna@example.org", over=True)
    with full.connect() as connection:
        assert data_version(connection) not in ("", "first")


def test_rows_written_after_a_restore_get_numbers_of_their_own(
    full: Engine, app_of: Callable[[str], Engine], tmp_path: Path
) -> None:
    file = back_up(full, tmp_path / "all.db").file
    target = app_of(OTHER[full.dialect.name])
    restore(target, file, "anna@example.org")
    note(target, "skriven efteråt")
    assert [row["id"] for row in content_of(target)["notes"]] == [1, 2, 3]


def refusing(engine: Engine, start: str) -> Callable[[], None]:
    """Let a database give up at statements that begin so, until the function is called."""

    def refuse(_c: Any, _cursor: Any, statement: str, *_rest: Any) -> None:
        if statement.startswith(start):
            raise sa.exc.OperationalError(statement, {}, Exception("server closed"))

    event.listen(engine, "before_cursor_execute", refuse)
    return lambda: event.remove(engine, "before_cursor_execute", refuse)


def test_a_restore_that_fails_changes_nothing_and_gives_no_number_twice(
    app: Engine, tmp_path: Path
) -> None:
    file = back_up(app, tmp_path / "empty.db").file
    for text in ("ett", "två", "tre"):
        note(app, text)
    before, again = content_of(app), refusing(app, "INSERT INTO audit")
    with pytest.raises(ReaderError, match=r"did not answer\. Nothing was changed"):
        restore(app, file, "anna@example.org", over=True)
    again()
    assert content_of(app) == before
    note(app, "fyra")
    assert [row["text"] for row in content_of(app)["notes"]] == ["ett", "två", "tre", "fyra"]


def test_what_is_written_while_a_backup_is_taken_is_not_in_it(full: Engine, tmp_path: Path) -> None:
    before = content_of(full)

    def others(tables: Any) -> Any:
        for number, table in enumerate(tables):
            if number == 3:
                note(full, "under tiden")
                told(full, "under tiden")
            yield table

    made = back_up(full, tmp_path / "all.db", progress=others)
    assert content_of_file(made.file) == before | {"sessions": []}
    assert len(content_of(full)["notes"]) == 3


def test_a_table_of_many_batches_is_carried_whole(app: Engine, tmp_path: Path) -> None:
    many = 2 * AT_A_TIME + 1
    row = {"noted_on": AT.date(), "text": "x", "created_at": AT}
    with app.begin() as connection:
        connection.execute(sa.insert(notes), [row] * many)
    made = back_up(app, tmp_path / "all.db")
    with app.begin() as connection:
        connection.execute(sa.delete(notes))
    restore(app, made.file, "anna@example.org")
    assert len(content_of(app)["notes"]) == many


def test_a_file_that_is_there_is_replaced_only_when_asked(app: Engine, tmp_path: Path) -> None:
    file = tmp_path / "all.db"
    file.write_text("a letter", encoding="utf-8")
    with pytest.raises(ReaderError, match=r"a file .*all\.db already\. .* --replace"):
        back_up(app, file)
    assert file.read_text(encoding="utf-8") == "a letter"
    back_up(app, file, replace=True)
    assert set(content_of_file(file)) == set(content_of(app))


def test_a_backup_that_fails_leaves_the_old_one_and_nothing_beside_it(
    full: Engine, tmp_path: Path
) -> None:
    file = back_up(full, tmp_path / "all.db").file
    old, again = file.read_bytes(), refusing(full, "SELECT notes")
    with pytest.raises(ReaderError, match="did not answer"):
        back_up(full, file, replace=True)
    again()
    assert file.read_bytes() == old
    assert [path for path in tmp_path.iterdir() if "all.db" in path.name] == [file]


def test_a_full_disk_is_one_sentence_and_leaves_nothing(full: Engine, tmp_path: Path) -> None:
    def small(opened: Any, _record: Any) -> None:
        if isinstance(opened, sqlite3.Connection) and _file_of(opened).endswith(".part"):
            opened.execute("PRAGMA max_page_count = 20")

    event.listen(Engine, "connect", small)
    try:
        with pytest.raises(ReaderError, match=r"all\.db cannot be written: .*full.*another place"):
            back_up(full, tmp_path / "all.db")
    finally:
        event.remove(Engine, "connect", small)
    assert not [path for path in tmp_path.iterdir() if "all.db" in path.name]
    assert back_up(full, tmp_path / "all.db").rows


def _file_of(opened: sqlite3.Connection) -> str:
    return str(opened.execute("PRAGMA database_list").fetchone()[2])


def test_a_folder_that_is_not_there_is_one_sentence(app: Engine, tmp_path: Path) -> None:
    with pytest.raises(ReaderError, match=r"all\.db cannot be written: No such file"):
        back_up(app, tmp_path / "nowhere" / "all.db")


def test_what_a_killed_backup_left_goes_after_a_day(app: Engine, tmp_path: Path) -> None:
    old, young = tmp_path / ".all.db-old.part", tmp_path / ".all.db-young.part"
    for left in (old, young):
        left.touch()
    yesterday = time() - 25 * 3600
    os.utime(old, (yesterday, yesterday))
    back_up(app, tmp_path / "all.db")
    assert (old.exists(), young.exists()) == (False, True)


def test_rows_go_only_where_somebody_said_so(full: Engine, tmp_path: Path) -> None:
    file, before = back_up(full, tmp_path / "all.db").file, content_of(full)
    with pytest.raises(ReaderError, match=r"holds rows.*Nothing was changed.*--yes"):
        restore(full, file, "anna@example.org")
    assert content_of(full) == before


def test_a_restore_is_told_in_the_log(full: Engine, tmp_path: Path) -> None:
    file = back_up(full, tmp_path / "all.db").file
    restore(full, file, "anna@example.org", over=True)
    [row] = [each for each in content_of(full)["audit"] if each["action"] == RESTORED]
    assert row["who"] == "anna@example.org"
    assert json.loads(row["after"])["file"] == "all.db"


def test_the_log_of_what_was_done_since_the_backup_stays(app: Engine, tmp_path: Path) -> None:
    told(app, "one", "two")
    file = back_up(app, tmp_path / "all.db").file
    told(app, "three")
    assert restore(app, file, "anna@example.org").told == 0
    assert actions(app) == ["one", "two", "three", RESTORED]


def test_the_log_of_another_database_is_numbered_after_ours_and_comes_once(
    app: Engine, tmp_path: Path
) -> None:
    told(app, "theirs 1", "theirs 2")
    file = back_up(app, tmp_path / "all.db").file
    clear(app)
    told(app, "ours")
    with app.connect() as connection:
        [first] = connection.execute(sa.select(audit.c.id)).scalars()
    with closing(sqlite3.connect(file)) as opened:  # numbered from there on in a database of theirs
        opened.executescript("DROP TRIGGER audit_stays")
        opened.execute("UPDATE audit SET id = id + 1000000")
        opened.execute("UPDATE audit SET id = id - (SELECT min(id) FROM audit) + ?", (first,))
        opened.commit()
    assert restore(app, file, "anna@example.org").told == 2
    assert actions(app) == ["ours", "theirs 1", "theirs 2", RESTORED]
    assert restore(app, file, "anna@example.org").told == 0


def test_what_was_cleared_from_the_log_does_not_come_back(app: Engine, tmp_path: Path) -> None:
    told(app, "long ago")
    file = back_up(app, tmp_path / "all.db").file
    with app.begin() as connection:
        clear_audit_to(connection, now(), "Kundagenda")
        cleared = remembered(connection, CLEARED_TO)
    restore(app, file, "anna@example.org")
    assert actions(app) == [CLEARED, RESTORED]
    with app.connect() as connection:
        assert remembered(connection, CLEARED_TO) == cleared


def test_sign_ins_stay_as_they_are_here(full: Engine, tmp_path: Path) -> None:
    file = back_up(full, tmp_path / "all.db").file
    with full.begin() as connection:
        connection.execute(sa.delete(sessions).where(sessions.c.id == "1 å id"))
    restore(full, file, "anna@example.org", over=True)
    assert [row["id"] for row in content_of(full)["sessions"]] == ["2 å id"]


def test_a_link_that_was_revoked_since_stays_revoked(app: Engine, tmp_path: Path) -> None:
    link = {"label": "styrelsen", "address": "{}", "created_at": AT, "expires_at": AT}
    with app.begin() as connection:
        connection.execute(sa.insert(brief_links), [link, link | {"label": "ledningen"}])
    file = back_up(app, tmp_path / "all.db").file
    with app.begin() as connection:
        ended = sa.update(brief_links).where(brief_links.c.label == "styrelsen")
        connection.execute(ended.values(revoked_at=AT))
    restore(app, file, "anna@example.org", over=True)
    revoked = {row["label"]: row["revoked_at"] for row in content_of(app)["brief_links"]}
    assert revoked == {"styrelsen": AT, "ledningen": None}


@pytest.mark.parametrize("revision", [each for each in known_revisions() if each < "0008"])
def test_a_backup_of_an_earlier_revision_is_moved_forward(
    sqlite_app: Engine, tmp_path: Path, revision: str
) -> None:
    old = open_engine(f"sqlite:///{tmp_path / 'old.db'}")
    with old.begin() as connection:
        command.upgrade(_configuration(connection), revision)
    fill_every_table(old)
    before = content_of(old)
    old.dispose()
    assert restore(sqlite_app, tmp_path / "old.db", "anna@example.org").revision == revision
    after = content_of(sqlite_app)
    assert {table: len(after[table]) for table in before} == {
        table: 3 if table == "audit" else 2 for table in before
    } | {"state": len(after["state"])}
    assert after["forums"] == before["forums"]


def test_a_plain_copy_of_a_database_in_use_comes_back_with_its_log(
    sqlite_app: Engine, tmp_path: Path
) -> None:
    used = open_database(f"sqlite:///{tmp_path / 'used.db'}")
    with used.connect() as holding:  # while somebody is connected, the log is not written back
        holding.execute(sa.select(notes)).all()
        note(used, "bara i loggen")
        for ending in ("", "-wal"):
            shutil.copy(f"{tmp_path / 'used.db'}{ending}", f"{tmp_path / 'copy.db'}{ending}")
    used.dispose()
    restore(sqlite_app, tmp_path / "copy.db", "anna@example.org")
    assert [row["text"] for row in content_of(sqlite_app)["notes"]] == ["bara i loggen"]


def letter(file: Path) -> None:
    file.write_text("this is a letter", encoding="utf-8")


def other_database(file: Path) -> None:
    with closing(sqlite3.connect(file)) as opened:
        opened.executescript("PRAGMA journal_mode = DELETE; DROP TABLE alembic_version")


def newer(file: Path) -> None:
    with closing(sqlite3.connect(file)) as opened:
        opened.executescript("UPDATE alembic_version SET version_num = 'from_tomorrow'")


def cut_short(file: Path) -> None:
    content = file.read_bytes()
    file.write_bytes(content[: len(content) // 2])


def scribbled_on(file: Path) -> None:
    content = bytearray(file.read_bytes())
    content[4096 * 3 : 4096 * 40] = b"\xa5" * (4096 * 37)
    file.write_bytes(bytes(content))


def without_a_forum(file: Path) -> None:
    with closing(sqlite3.connect(file)) as opened:
        opened.executescript("DELETE FROM forums WHERE id = 1")


def without_a_table(file: Path) -> None:
    with closing(sqlite3.connect(file)) as opened:
        opened.executescript("DROP TABLE notes")


BAD = [
    (Path.unlink, r"all\.db cannot be read: No such file"),
    (letter, r"all\.db is no backup of Kundagenda\."),
    (other_database, r"all\.db is no backup of Kundagenda\."),
    (newer, r"all\.db was made by a newer version .*from_tomorrow.*update Kundagenda"),
    (cut_short, r"all\.db is damaged \(.+\)"),
    (scribbled_on, r"all\.db is damaged \(.+\)"),
    (without_a_forum, r"all\.db is damaged \(a row of \w+ points at one of forums"),
    (without_a_table, r"all\.db is damaged \(the table notes is missing\)"),
]


@pytest.mark.parametrize(("spoil", "said"), BAD, ids=lambda each: getattr(each, "__name__", ""))
def test_a_file_that_is_no_whole_backup_changes_nothing(
    sqlite_app: Engine, tmp_path: Path, spoil: Callable[[Path], None], said: str
) -> None:
    fill_every_table(sqlite_app)
    file, before = back_up(sqlite_app, tmp_path / "all.db").file, content_of(sqlite_app)
    spoil(file)
    with pytest.raises(ReaderError, match=said) as refused:
        restore(sqlite_app, file, "anna@example.org", over=True)
    assert "Nothing was changed" in str(refused.value)
    assert content_of(sqlite_app) == before


@pytest.fixture
def commands(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Callable[..., Any]:
    """Runs a command on a database of its own."""
    monkeypatch.setenv("KUNDAGENDA_DATABASE_URL", f"sqlite:///{tmp_path / 'app.db'}")
    settings.cache_clear()
    return lambda *words: CliRunner().invoke(main, [*map(str, words)])


def test_the_commands_take_a_backup_and_put_it_back(
    commands: Callable[..., Any], tmp_path: Path
) -> None:
    engine = open_database(f"sqlite:///{tmp_path / 'app.db'}")
    note(engine, "före")
    made = json.loads(commands("backup", tmp_path / "all.db", "--json").output)
    assert (made["rows"], made["revision"]) == (1, newest_revision())
    note(engine, "efter")
    again = commands("backup", tmp_path / "all.db")
    assert (again.exit_code, "--replace" in again.stderr) == (1, True)
    refused = commands("restore", tmp_path / "all.db")
    assert (refused.exit_code, "--yes" in refused.stderr) == (1, True)
    put = commands("restore", tmp_path / "all.db", "--yes")
    assert put.exit_code == 0
    assert "Roles are those of the backup" in put.output
    assert [row["text"] for row in content_of(engine)["notes"]] == ["före"]
    assert "rows of sqlite" in commands("backup", tmp_path / "all.db", "--replace").output
    told_of = json.loads(commands("restore", tmp_path / "all.db", "--yes", "--json").output)
    assert (told_of["rows"], told_of["log_rows"]) == (2, 0)
    engine.dispose()


def test_a_nul_in_a_text_keeps_no_restore_from_postgresql(
    app_of: Callable[[str], Engine], tmp_path: Path
) -> None:
    source = app_of("sqlite")
    note(source, "one\0 two\ttabbed")
    told(source, "something\0 done")
    file = back_up(source, tmp_path / "all.db").file
    assert content_of_file(file)["notes"][0]["text"] == "one\0 two\ttabbed", "a copy is a copy"
    target = app_of("postgresql")
    for _ in range(2):  # a log that was put in place once is known again
        restore(target, file, "anna@example.org", over=True)
        assert content_of(target)["notes"][0]["text"] == "one two\ttabbed"
        assert actions(target).count("something done") == 1


NO_ROOM = r"all\.db cannot be copied into the folder for temporary files: {}.*make room there"


def full_at_copy(*_anything: object) -> None:
    raise OSError(errno.ENOSPC, "No space left on device")


@pytest.mark.parametrize(
    ("place", "said"),
    [
        ("shutil.copyfile", "No space left on device"),
        ("kundagenda.database.backup_file.TemporaryDirectory", "No space left on device"),
    ],
)
def test_no_room_for_the_copy_is_not_told_as_a_damaged_backup(
    sqlite_app: Engine, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, place: str, said: str
) -> None:
    file = back_up(sqlite_app, tmp_path / "all.db").file
    monkeypatch.setattr(place, lambda *_place, **_named: full_at_copy())
    with pytest.raises(ReaderError, match=NO_ROOM.format(said)):
        restore(sqlite_app, file, "anna@example.org", over=True)


def test_no_room_to_move_a_copy_forward_is_not_told_as_a_damaged_backup(
    sqlite_app: Engine, tmp_path: Path
) -> None:
    old = open_engine(f"sqlite:///{tmp_path / 'all.db'}")
    with old.begin() as connection:
        command.upgrade(_configuration(connection), "0001")
    fill_every_table(old)
    old.dispose()

    def small(opened: Any, _record: Any) -> None:
        if isinstance(opened, sqlite3.Connection) and _file_of(opened).endswith("backup.db"):
            opened.execute("PRAGMA max_page_count = 1")  # SQLite takes what there is already

    event.listen(Engine, "connect", small)
    try:
        with pytest.raises(ReaderError, match=NO_ROOM.format("database or disk is full")):
            restore(sqlite_app, tmp_path / "all.db", "anna@example.org", over=True)
    finally:
        event.remove(Engine, "connect", small)


@pytest.fixture
def in_use(tmp_path: Path) -> Iterator[Engine]:
    """A database in a file, with a note, and connected to."""
    engine = open_database(f"sqlite:///{tmp_path / 'app.db'}")
    note(engine, "före")
    with engine.connect() as connection:
        connection.execute(sa.select(notes)).all()
        yield engine
    engine.dispose()


def itself(own: Path) -> Path:
    return own


def other_way_round(own: Path) -> Path:
    return own.parent / "." / ".." / own.parent.name / own.name


def link_to_it(own: Path) -> Path:
    (own.parent / "link.db").symlink_to(own)
    return own.parent / "link.db"


def second_name(own: Path) -> Path:
    (own.parent / "second.db").hardlink_to(own)
    return own.parent / "second.db"


def its_log(own: Path) -> Path:
    return own.with_name("app.db-wal")


def its_journal_to_be(own: Path) -> Path:
    return own.with_name("app.db-journal")


def lock_of_its_refresh(own: Path) -> Path:
    return own.with_name("app.db-refresh")


def places(folder: Path) -> dict[str, tuple[int, int]]:
    """The files of a folder: which each is, and how long."""
    found = {path.name: path.stat() for path in folder.iterdir()}
    return {name: (each.st_ino, each.st_size) for name, each in found.items()}


OWN_FILES = [
    itself, other_way_round, link_to_it, second_name, its_log, its_journal_to_be,
    lock_of_its_refresh,
]  # fmt: skip


@pytest.mark.parametrize("named", OWN_FILES, ids=lambda each: each.__name__)
def test_a_backup_never_takes_the_place_of_the_database_itself(
    in_use: Engine, tmp_path: Path, named: Callable[[Path], Path]
) -> None:
    file = named(tmp_path / "app.db")
    before = places(tmp_path)
    with pytest.raises(ReaderError, match=r"is the app database itself.*give the backup another"):
        back_up(in_use, file, replace=True)
    assert places(tmp_path) == before
    assert [row["text"] for row in content_of(in_use)["notes"]] == ["före"]


def test_a_database_reached_through_a_link_is_known_by_its_own_name(
    in_use: Engine, tmp_path: Path
) -> None:
    (tmp_path / "link.db").symlink_to(tmp_path / "app.db")
    through = open_engine(f"sqlite:///{tmp_path / 'link.db'}")
    for name in ("app.db", "app.db-wal"):
        with pytest.raises(ReaderError, match="is the app database itself"):
            back_up(through, tmp_path / name, replace=True)
    through.dispose()

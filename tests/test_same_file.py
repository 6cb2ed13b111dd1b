"""An app on an SQLite file follows the file at its address, whatever is done to it meanwhile."""

import os
import shutil
from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest
from sqlalchemy import Engine, select

from kundagenda.access.current import acting_as
from kundagenda.access.database import app_database
from kundagenda.access.figures import app_engine, figures, version
from kundagenda.access.roles import THIS_MACHINE, Act
from kundagenda.access.sessions import begin_session
from kundagenda.database.connection import open_engine
from kundagenda.database.same_file import FileGone, watch_file
from kundagenda.database.schema import open_database
from kundagenda.database.tables import notes
from kundagenda.edits.forms import FORMS
from kundagenda.edits.save import save
from kundagenda.settings import settings

DAY = date(2025, 3, 4)


@pytest.fixture
def file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    file = tmp_path / "app.db"
    monkeypatch.setenv("KUNDAGENDA_DATABASE_URL", f"sqlite:///{file}")
    settings.cache_clear()
    return file


def write(engine: Engine, text: str) -> None:
    save(engine, FORMS["notes"], {"noted_on": DAY, "text": text}, "anna", today=DAY)


def read(file: Path) -> list[str]:
    """The notes in a file, read past the app."""
    engine = open_engine(f"sqlite:///{file}")
    with engine.connect() as connection:
        found = [*connection.execute(select(notes.c.text)).scalars()]
    engine.dispose()
    return found


def move(file: Path, to: Path) -> Path:
    """Move a database, with what SQLite keeps beside it."""
    for ending in ("", "-wal", "-shm"):
        if Path(f"{file}{ending}").exists():
            os.rename(f"{file}{ending}", f"{to}{ending}")
    return to


def put_copy(file: Path) -> Path:
    """Put a copy of a database in its place; the one that was there."""
    copy = file.with_suffix(".copy")
    source, target = open_engine(f"sqlite:///{file}"), open_engine(f"sqlite:///{copy}")
    with source.connect() as connection:
        connection.exec_driver_sql("PRAGMA wal_checkpoint(TRUNCATE)")
    source.dispose()
    target.dispose()
    shutil.copy(file, copy)
    old = move(file, file.with_suffix(".old"))
    copy.rename(file)
    return old


def test_an_edit_goes_to_the_file_at_the_address(file: Path) -> None:
    with acting_as(THIS_MACHINE):
        write(app_engine(Act.WRITE), "before")
        old = put_copy(file)
        write(app_engine(Act.WRITE), "after")
        with figures() as connection:
            assert [*connection.execute(select(notes.c.text)).scalars()] == ["before", "after"]
    assert read(file) == ["before", "after"]
    assert read(old) == ["before"]


def asks() -> list[Callable[[], object]]:
    return [
        lambda: write(app_engine(Act.WRITE), "lost"),
        lambda: begin_session(app_database(), {"email": "a@b.se"}, settings()),
        version,
        lambda: figures().__enter__(),
    ]


@pytest.mark.parametrize("place", range(4), ids=["edit", "sign-in", "look", "figures"])
@pytest.mark.parametrize("fresh", [False, True], ids=["open connections", "new connections"])
def test_whoever_asks_while_there_is_no_file_is_refused_and_none_is_made(
    file: Path, place: int, fresh: bool
) -> None:
    with acting_as(THIS_MACHINE):
        version()
        old = move(file, file.with_suffix(".old"))
        if fresh:
            app_database().dispose()
        with pytest.raises(FileGone, match=r"app\.db did not answer.*\(No such file"):
            asks()[place]()
        assert not file.exists()
        move(old, file)
        write(app_engine(Act.WRITE), "back")
    assert read(file) == ["back"]


def test_connections_on_the_same_file_are_used_again(tmp_path: Path) -> None:
    engine = open_database(f"sqlite:///{tmp_path / 'app.db'}")
    watch_file(engine)
    opened = set()
    for _ in range(3):
        with engine.connect() as connection:
            opened.add(id(connection.connection.dbapi_connection))
    assert len(opened) == 1
    engine.dispose()


def test_a_database_in_memory_has_no_file_to_lose() -> None:
    engine = watch_file(open_engine("sqlite://"))
    with engine.connect() as connection:
        assert connection.exec_driver_sql("SELECT 1").scalar() == 1
    engine.dispose()

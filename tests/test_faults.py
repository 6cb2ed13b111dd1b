"""A full disk, a file that may not be written to, a server that stops: told, and got over."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import pytest
import sqlalchemy as sa
from sqlalchemy import Engine, event

from app_pages import AGENDA, OVERVIEW, Pages, charts, said
from databases import new_postgres_database, postgres_server
from killed import CHILDREN
from kundagenda.access.database import app_database
from kundagenda.access.figures import _looking
from kundagenda.database.refresh import refresh
from kundagenda.database.schema import open_database
from kundagenda.database.tables import audit
from kundagenda.errors import ReaderError
from kundagenda.panels import values
from other_user import as_nobody, texts, write
from small_company import fill_small_company
from test_pages_away import AWAY


@contextmanager
def full_disk(engine: Engine, pages_left: int = 0) -> Iterator[None]:
    """SQLite may take no more room than it has, as on a disk that is full."""

    def no_more(opened: Any, _record: Any) -> None:
        [pages] = opened.execute("PRAGMA page_count").fetchone()
        opened.execute(f"PRAGMA max_page_count = {pages + pages_left}")

    engine.dispose()
    event.listen(engine, "connect", no_more)
    try:
        yield
    finally:
        event.remove(engine, "connect", no_more)
        engine.dispose()


@pytest.fixture
def filled(tmp_path: Path) -> Iterator[Engine]:
    engine = fill_small_company(f"sqlite:///{tmp_path / 'filled.db'}", 12)
    yield engine
    engine.dispose()


def test_on_a_full_disk_an_edit_is_refused_whole_and_reading_goes_on(filled: Engine) -> None:
    write(filled, "före")
    with full_disk(filled):
        with pytest.raises(ReaderError, match=r"no room left .*filled\.db\. Nothing was changed"):
            write(filled, "för lång" * 10_000)
        assert texts(filled) == ["före"]
        with filled.connect() as connection:
            assert len(connection.execute(sa.select(audit)).all()) == 1
    write(filled, "efter")
    assert texts(filled) == ["före", "efter"]


def test_a_refresh_that_finds_the_disk_full_leaves_the_figures_as_they_were(
    filled: Engine,
) -> None:
    figures = sa.text("SELECT metric, month, forum, segment, numerator FROM kpi_monthly ORDER BY 1")
    with filled.begin() as connection:
        before = sorted(connection.execute(figures), key=repr)
        more = "UPDATE survey_answers SET segment = segment || :long || substr(answer_id, -2)"
        connection.execute(sa.text(more), {"long": "x" * 60})
    with full_disk(filled), pytest.raises(ReaderError, match="no room left"):
        refresh(filled)
    with filled.connect() as connection:
        assert sorted(connection.execute(figures), key=repr) == before
    assert refresh(filled)


Ask = Callable[[str], str]


@pytest.fixture
def folder() -> Iterator[Path]:
    """A folder that every user reaches."""
    with TemporaryDirectory(prefix="faults", ignore_cleanup_errors=True) as made:
        path = Path(made) / "data"
        path.mkdir()
        for place, mode in ((made, 0o755), (path, 0o777)):
            Path(place).chmod(mode)
        yield path
        path.chmod(0o777)


@pytest.fixture
def ask(folder: Path) -> Iterator[Ask]:
    """Asks another process to read or write a database that anybody may write to."""
    file = folder / "app.db"
    open_database(f"sqlite:///{file}").dispose()
    file.chmod(0o666)
    here, there = CHILDREN.Pipe()
    child = CHILDREN.Process(target=as_nobody, args=(f"sqlite:///{file}", there))
    child.start()

    def asked(what: str) -> str:
        here.send(what)
        assert here.poll(60), "the other process does not answer"
        return str(here.recv())

    yield asked
    here.send("end")
    child.join(20)
    for end in (here, there):
        end.close()
    assert child.exitcode == 0


REFUSED = "Kundagenda may not write to the database"


def test_a_read_only_file_is_read_on_and_written_again_when_it_may_be(
    folder: Path, ask: Ask
) -> None:
    assert ask("write") == "None"
    ask("close")
    (folder / "app.db").chmod(0o444)
    assert ask("read") == "1"
    assert ask("write").startswith(REFUSED)
    ask("close")
    for each in folder.glob("app.db*"):  # SQLite makes those beside it as the file is
        each.chmod(0o666)
    assert ask("write") == "None"
    assert ask("read") == "2"


def test_a_read_only_folder_is_told_and_forgotten_when_it_may_be_written_to(
    folder: Path, ask: Ask
) -> None:
    folder.chmod(0o555)
    for what in ("read", "write"):
        said_then = ask(what)
        assert said_then.startswith(REFUSED)
        assert "Nothing was changed; let it write to the file and those beside" in said_then
    folder.chmod(0o777)
    assert ask("write") == "None"
    assert ask("read") == "1"


@pytest.fixture
def own_server() -> Iterator[Any]:
    """A PostgreSQL that nobody else needs."""
    with TemporaryDirectory(prefix="stopped", ignore_cleanup_errors=True) as made:
        Path(made).chmod(0o755)
        with postgres_server(Path(made) / "data") as running:
            yield running


@pytest.mark.postgres
def test_a_postgresql_that_stops_and_starts_under_open_pages(
    own_server: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(values, "PAUSE_SECONDS", 0)
    address = new_postgres_database(own_server)
    engine = fill_small_company(address, 12)
    pages = Pages(monkeypatch, address)
    visits = [pages.open(page, lang="sv") for page in (OVERVIEW, AGENDA)]
    drawn = [len(charts(visit)) for visit in visits]
    own_server.stop()
    for visit, count in zip(visits, drawn, strict=True):
        visit.run()
        assert AWAY["sv"] in said(visit)
        assert not visit.exception
        assert not visit.error
        assert len(charts(visit)) == count
    with pytest.raises(ReaderError, match=r"did not answer\. Nothing was changed"):
        write(engine, "under tiden")
    own_server.start()
    write(engine, "efteråt")
    for visit in visits:
        visit.run()
        assert AWAY["sv"] not in said(visit)
        assert not visit.exception
    assert texts(engine) == ["efteråt"]
    for each in (engine, app_database(), _looking(address)):
        each.dispose()
    pages.forget()

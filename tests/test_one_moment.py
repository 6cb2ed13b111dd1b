"""What is kept or taken away is of one moment, though others write while it is read."""

from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner
from sqlalchemy import Connection, Engine, func, insert, select

from kundagenda.access.current import acting_as
from kundagenda.access.figures import figures
from kundagenda.access.roles import Reader, Role
from kundagenda.cli import main
from kundagenda.database.connection import open_engine
from kundagenda.database.limits import Limits
from kundagenda.database.snapshot import snapshot
from kundagenda.findings.view import View
from kundagenda.panels import frozen_copies
from kundagenda.settings import settings
from metrics.tables import forums
from small_company import fill_small_company


class Agreed(Exception):
    """What was read at first and at last, from inside of what would have been written."""


def counted(connection: Connection) -> int:
    return int(connection.execute(select(func.count()).select_from(forums)).scalar_one())


def between(address: str) -> Callable[..., str]:
    """Reads, lets somebody else write, and reads again."""

    def read_twice(connection: Connection, *_more: Any) -> str:
        first = counted(connection)
        other = open_engine(address)
        with other.begin() as writing:
            writing.execute(insert(forums).values(name=f"Nytt forum {first}"))
        other.dispose()
        raise Agreed(first, counted(connection))

    return read_twice


@pytest.fixture
def address(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> str:
    address = f"sqlite:///{tmp_path / 'app.db'}"
    fill_small_company(address).dispose()
    monkeypatch.setenv("KUNDAGENDA_DATABASE_URL", address)
    settings.cache_clear()
    return address


@pytest.mark.parametrize(
    ("words", "reads"),
    [
        (["freeze"], "kundagenda.shown.frozen.freeze"),
        (["report", "-o", "{folder}/pack.pdf"], "kundagenda.reports.pack.pack_of_month"),
        (["brief", "write", "-o", "{folder}/brief.html"], "kundagenda.shown.brief.brief_of"),
    ],
    ids=["freeze", "report", "brief"],
)
def test_a_command_reads_one_moment(
    address: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, words: list[str], reads: str
) -> None:
    monkeypatch.setattr(reads, between(address))
    found = CliRunner().invoke(main, [each.format(folder=tmp_path) for each in words])
    assert isinstance(found.exception, Agreed), found.output
    first, last = found.exception.args
    assert first == last > 0


def test_the_button_that_keeps_a_copy_reads_one_moment(
    address: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(frozen_copies, "freeze", between(address))
    with acting_as(Reader("a@b.se", Role.ADMIN)), pytest.raises(Agreed) as found:
        frozen_copies._keep(View(date(2025, 6, 1)), "page Overview")
    first, last = found.value.args
    assert first == last > 0


def test_the_limits_of_the_reader_hold_at_that_moment_too(address: str) -> None:
    limited = Reader("a@b.se", Role.CHAIR, Limits(forums=frozenset({"Styrelsen"})))
    with acting_as(limited), figures(one_moment=True) as connection:
        assert connection.execute(select(forums.c.name)).scalars().all() == ["Styrelsen"]


def test_one_moment_holds_on_every_database(app: Engine) -> None:
    with snapshot(app) as connection:
        first = counted(connection)
        with app.begin() as writing:
            writing.execute(insert(forums).values(name="Nytt"))
        assert counted(connection) == first
    with app.connect() as connection:
        assert counted(connection) == first + 1

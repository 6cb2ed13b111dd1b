"""Work that is killed without warning, for the test of five kills and the soak of hundreds."""

import shutil
import sys
from multiprocessing import get_context
from pathlib import Path
from random import Random
from time import monotonic, sleep
from types import ModuleType
from typing import Any
from unittest.mock import patch

import sqlalchemy as sa

from databases import address_of, new_postgres_database
from killable import EDITS, KEPT, TOLD, Backup, Edits, Seen, Work, is_sound
from kundagenda.database.connection import open_engine
from kundagenda.database.schema import open_database

# A server forks a child as soon as it is asked for one, with all that is slow to load loaded.
CHILDREN = get_context("forkserver")
CHILDREN.set_forkserver_preload(
    [
        "kundagenda.database.restore",
        "kundagenda.database.verdicts",
        "kundagenda.edits.save",
        "kundagenda.intake.commit",
        "kundagenda.intake.plan",
    ]
)


class Files:
    """An SQLite database that is begun anew by a copy of its file."""

    def __init__(self, folder: Path) -> None:
        self.first, self.used = folder / "first.db", folder / "used.db"

    def begun(self) -> str:
        return f"sqlite:///{self.first}"

    def anew(self) -> str:
        for path in self.used.parent.glob(f"{self.used.name}*"):
            path.unlink()
        shutil.copy(self.first, self.used)
        return f"sqlite:///{self.used}"

    def settled(self) -> None:
        """What a killed process had begun ended with it."""


class Server:
    """A PostgreSQL database that is begun anew from a template."""

    def __init__(self, server: Any) -> None:
        self.first = new_postgres_database(server)
        self.used = f"{self.first.partition('?')[0].rpartition('/')[2]}_used"
        self._server = server
        self._admin = sa.create_engine(
            address_of(server, "postgres"), isolation_level="AUTOCOMMIT", poolclass=sa.NullPool
        )

    def begun(self) -> str:
        return self.first

    def anew(self) -> str:
        template = sa.make_url(self.first).database
        with self._admin.connect() as connection:
            connection.execute(sa.DDL(f"DROP DATABASE IF EXISTS {self.used} WITH (FORCE)"))
            connection.execute(sa.DDL(f"CREATE DATABASE {self.used} TEMPLATE {template}"))
        return address_of(self._server, self.used)

    def settled(self) -> None:
        """The server ends what a killed client had begun as soon as it misses the client."""
        until, query = monotonic() + 30, "SELECT count(*) FROM pg_stat_activity WHERE datname = :it"
        with self._admin.connect() as connection:
            while connection.scalar(sa.text(query), {"it": self.used}):
                assert monotonic() < until, "the server still does what its client asked for"
                sleep(0.01)


class Victim:
    """One kind of work on one database, to be killed again and again.

    Args:
        work: Which.
        place: Where it is done.
        folder: An empty one, for its files.
    """

    def __init__(self, work: Work, place: Files | Server, folder: Path) -> None:
        self._work, self._place, self._folder = work, place, folder
        engine = open_database(place.begun())
        work.prepare(engine, folder)
        engine.dispose()
        self.before = self._look(self._begin())
        self._run(self._begin(), None)  # the first one waits for the server that forks to load
        address, begun = self._begin(), monotonic()
        assert self._run(address, None) == 0
        self.seconds = monotonic() - begun
        self.after = self._look(address)
        assert self.after != self.before

    def kill(self, share: float) -> str:
        """Whether it had happened when it was killed after that share of its time; of edits, some.

        Fails where it is neither as before nor as after, or the database is not sound.
        """
        address = self._begin()
        self._run(address, share * self.seconds)
        self._place.settled()
        found = self._look(address)
        if isinstance(self._work, Edits):
            return "some" if 0 < found < EDITS else "before" if found == 0 else "after"
        assert found in (self.before, self.after), "a part of it is there"
        return "before" if found == self.before else "after"

    def again(self) -> Seen:
        """What is there when the same is done again after a kill half-way, to its end."""
        address = self._begin()
        self._run(address, self.seconds / 2)
        self._place.settled()
        if isinstance(self._work, Edits):
            return self.after  # each is an end of its own
        assert self._run(address, None) == 0
        return self._look(address)

    def _begin(self) -> str:
        (self._folder / TOLD).unlink(missing_ok=True)
        if isinstance(self._work, Backup):
            shutil.copy(self._folder / "old.db", self._folder / KEPT)
        return self._place.anew()

    def _run(self, address: str, seconds: float | None) -> int | None:
        child = CHILDREN.Process(target=_act, args=(self._work, address, self._folder))
        # A page that a test opened is taken for the program from then on, and would be run first.
        with patch.dict(sys.modules, {"__main__": ModuleType("__main__")}):
            child.start()
        if seconds is not None:
            sleep(seconds)
            child.kill()  # nothing happens where it has ended in the meantime
        child.join(60)
        return child.exitcode

    def _look(self, address: str) -> Seen:
        engine = open_database(address)
        try:
            assert is_sound(engine)
            return self._work.seen(engine, self._folder)
        finally:
            engine.dispose()


def moments(count: int, seed: int) -> list[float]:
    """Random shares of the time that a work takes, some of them just after its end."""
    drawn = Random(seed)
    return [drawn.uniform(0, 1.1) for _ in range(count)]


def _act(work: Work, address: str, folder: Path) -> None:
    engine = open_engine(address)
    work.act(engine, folder)
    engine.dispose()

"""Work that is killed without warning, for the test of five kills and the soak of hundreds."""

import shutil
import sys
from collections.abc import Callable
from datetime import date, timedelta
from multiprocessing import get_context
from pathlib import Path
from random import Random
from time import monotonic, sleep
from types import ModuleType
from typing import Any, Protocol
from unittest.mock import patch

import sqlalchemy as sa
from sqlalchemy import Engine

from database_content import content
from databases import address_of, new_postgres_database
from kundagenda.database.audit import RESTORED
from kundagenda.database.backup import back_up
from kundagenda.database.checks import check
from kundagenda.database.connection import open_engine
from kundagenda.database.refresh import refresh
from kundagenda.database.restore import restore
from kundagenda.database.schema import open_database
from kundagenda.database.tables import audit, imports, notes
from kundagenda.edits.forms import FORMS
from kundagenda.edits.save import save
from kundagenda.intake.commit import commit_agendas
from kundagenda.intake.plan import preview_agendas
from metrics.tables import METADATA
from small_company import fill_small_company

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
TODAY = date.today()
FORUM, ANNA = "Ledningsgruppen", "anna@example.org"
AGENDA, KEPT, TOLD = "möten.csv", "kept.db", "told.txt"
EDITS = 30
# Formal items need no model, which would take most of the time.
TITLES = ("Öppnande", "Mötet avslutas")
Seen = Any


class Work(Protocol):
    """Something that is done to a database, alone in a process that may be killed.

    Its name says what; ``prepare`` is done once, ``act`` in the process, and ``seen`` is what is
    looked at afterwards, which then is one of ``allowed``.
    """

    def prepare(self, engine: Engine, folder: Path) -> None: ...
    def act(self, engine: Engine, folder: Path) -> None: ...
    def seen(self, engine: Engine, folder: Path) -> Seen: ...


class Import:
    """Meetings come in, one a day."""

    def __init__(self, days: int = 100) -> None:
        self.days = days

    def prepare(self, engine: Engine, folder: Path) -> None:
        days = [TODAY - timedelta(days=n) for n in range(self.days)]
        rows = [f"{day};{title}" for day in days for title in TITLES]
        (folder / AGENDA).write_text("\n".join(["datum;punkt", *rows]), encoding="utf-8")
        first = folder / "first.csv"
        first.write_text(f"datum;punkt\n{days[1]};Mötet öppnas\n{days[1]};{TITLES[1]}\n", "utf-8")
        commit_agendas(engine, preview_agendas(engine, [first], FORUM))

    def act(self, engine: Engine, folder: Path) -> None:
        commit_agendas(engine, preview_agendas(engine, [folder / AGENDA], FORUM))

    def seen(self, engine: Engine, folder: Path) -> Seen:
        return content(engine), _counts(engine)


class Refresh:
    """The figures of a company are computed, where none stand."""

    def prepare(self, engine: Engine, folder: Path) -> None:
        fill_small_company(_address(engine), 12).dispose()
        with engine.begin() as connection:
            for name in ("kpi_monthly", "kpi_cohorts", "verdicts", "refresh_steps"):
                connection.execute(sa.delete(METADATA.tables[name]))

    def act(self, engine: Engine, folder: Path) -> None:
        refresh(engine, today=TODAY)

    def seen(self, engine: Engine, folder: Path) -> Seen:
        return content(engine)


class Restore:
    """A backup takes the place of what stands there."""

    def prepare(self, engine: Engine, folder: Path) -> None:
        Import().prepare(engine, folder)
        Import().act(engine, folder)
        back_up(engine, folder / KEPT, replace=True)
        with engine.begin() as connection:
            connection.execute(sa.delete(METADATA.tables["agenda_items"]))

    def act(self, engine: Engine, folder: Path) -> None:
        restore(engine, folder / KEPT, ANNA, over=True)

    def seen(self, engine: Engine, folder: Path) -> Seen:
        # Done once more after its end it is told once more, and nothing else is otherwise.
        with engine.connect() as connection:
            told = sa.select(sa.func.count()).where(audit.c.action == RESTORED)
            times = int(connection.execute(told).scalar_one())
        log, files = _counts(engine)
        return content(engine), [log - times, files, min(times, 1)]


class Backup:
    """A backup of a later moment takes the place of one of an earlier."""

    def prepare(self, engine: Engine, folder: Path) -> None:
        Import().prepare(engine, folder)
        back_up(engine, folder / "old.db", replace=True)
        Import().act(engine, folder)

    def act(self, engine: Engine, folder: Path) -> None:
        back_up(engine, folder / KEPT, replace=True)

    def seen(self, engine: Engine, folder: Path) -> Seen:
        for left in folder.glob(f".{KEPT}-*.part*"):  # what a killed one leaves
            left.unlink()
        kept = open_engine(f"sqlite:///{folder / KEPT}")
        assert _sound(kept)
        found = content(engine), content(kept)
        kept.dispose()
        return found


class Edits:
    """Notes are written down one after the other, and each is told of when it is saved."""

    def prepare(self, engine: Engine, folder: Path) -> None:
        Import(2).prepare(engine, folder)

    def act(self, engine: Engine, folder: Path) -> None:
        with (folder / TOLD).open("a", buffering=1) as told:
            for number in range(EDITS):
                row = {"noted_on": TODAY, "text": f"Anteckning {number}", "author": None}
                save(engine, FORMS["notes"], row, ANNA)
                told.write(f"{number}\n")

    def seen(self, engine: Engine, folder: Path) -> Seen:
        with engine.connect() as connection:
            rows = connection.execute(sa.select(notes.c.text).order_by(notes.c.id)).scalars().all()
            logged = sa.select(audit.c.row_id).where(audit.c.table_name == "notes")
            in_log = len(connection.execute(logged).all())
        told = len((folder / TOLD).read_text().split()) if (folder / TOLD).exists() else 0
        assert rows == [f"Anteckning {number}" for number in range(len(rows))]
        assert in_log == len(rows), "an edit without its row in the log, or the other way round"
        assert told <= len(rows) <= told + 1, "an edit that was told of is lost"
        return len(rows)


WORKS: dict[str, Callable[[], Work]] = {
    "import": Import,
    "refresh": Refresh,
    "edit": Edits,
    "backup": Backup,
    "restore": Restore,
}


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
            assert _sound(engine)
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


def _sound(engine: Engine) -> bool:
    """Whether a database is whole: its pages, its pointers, and what `kundagenda check` says."""
    if engine.dialect.name == "sqlite":
        with engine.connect() as connection:
            assert connection.exec_driver_sql("PRAGMA integrity_check").scalar() == "ok"
            assert connection.exec_driver_sql("PRAGMA foreign_key_check").first() is None
    wrong = [one for one in check(engine, TODAY) if one.ok is False]
    assert wrong == [], wrong
    return True


def _address(engine: Engine) -> str:
    return engine.url.render_as_string(hide_password=False)


def _counts(engine: Engine) -> list[int]:
    """How many rows there are of what differs from run to run."""
    with engine.connect() as connection:
        every = (sa.select(sa.func.count()).select_from(table) for table in (audit, imports))
        return [connection.execute(query).scalar_one() for query in every]

"""Work that may be killed at any moment: what it does, and what is looked at afterwards."""

from collections.abc import Callable
from datetime import date, timedelta
from pathlib import Path
from typing import Any, Protocol

import sqlalchemy as sa
from sqlalchemy import Engine

from database_content import content
from kundagenda.database.audit import RESTORED
from kundagenda.database.backup import back_up
from kundagenda.database.checks import check
from kundagenda.database.connection import open_engine
from kundagenda.database.refresh import refresh
from kundagenda.database.restore import restore
from kundagenda.database.tables import audit, imports, notes
from kundagenda.edits.forms import FORMS
from kundagenda.edits.save import save
from kundagenda.intake.commit import commit_agendas
from kundagenda.intake.plan import preview_agendas
from metrics.tables import METADATA
from small_company import fill_small_company

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
        assert is_sound(kept)
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


def _address(engine: Engine) -> str:
    return engine.url.render_as_string(hide_password=False)


def _counts(engine: Engine) -> list[int]:
    """How many rows there are of what differs from run to run."""
    with engine.connect() as connection:
        every = (sa.select(sa.func.count()).select_from(table) for table in (audit, imports))
        return [connection.execute(query).scalar_one() for query in every]


def is_sound(engine: Engine) -> bool:
    """Whether a database is whole: its pages, its pointers, and what `kundagenda check` says."""
    if engine.dialect.name == "sqlite":
        with engine.connect() as connection:
            assert connection.exec_driver_sql("PRAGMA integrity_check").scalar() == "ok"
            assert connection.exec_driver_sql("PRAGMA foreign_key_check").first() is None
    wrong = [one for one in check(engine, TODAY) if one.ok is False]
    assert wrong == [], wrong
    return True

"""Imports that are killed without warning, for the test of five and the soak of a hundred."""

import os
import shutil
import sys
from collections.abc import Sequence
from datetime import date, timedelta
from pathlib import Path
from random import Random
from subprocess import DEVNULL, Popen
from time import monotonic, sleep
from typing import Any

from database_content import content
from kundagenda.database.checks import check
from kundagenda.database.schema import open_database
from kundagenda.intake.commit import commit_agendas
from kundagenda.intake.plan import preview_agendas

FORUM = "Ledningsgruppen"
Content = dict[str, list[tuple[Any, ...]]]


class Victim:
    """An import of many meetings into a copy of one database, to be killed again and again.

    Args:
        folder: An empty one.
        titles: The items of every meeting.
        meetings: How many.
    """

    def __init__(self, folder: Path, titles: Sequence[str], meetings: int = 1000) -> None:
        self._folder, self._agenda = folder, folder / "möten.csv"
        days = [date.today() - timedelta(days=n) for n in range(meetings)]
        rows = [f"{day};{title}" for day in days for title in titles]
        self._agenda.write_text("\n".join(["datum;punkt", *rows]), encoding="utf-8")
        first = folder / "first.csv"
        first.write_text(f"datum;punkt\n{days[1]};Mötet öppnas\n{days[1]};{titles[-1]}\n", "utf-8")
        self.before = self._imported(folder / "before.db", first)
        begun, database = monotonic(), self._copy("after.db")
        assert self._run(database).wait() == 0
        self.seconds = monotonic() - begun
        self.after = self._content(database)
        assert self.after != self.before

    def kill(self, at: float) -> Path:
        """A database in which the import was killed that many seconds after it was started.

        A negative moment: that long after the write-ahead log began to grow.
        """
        database = self._copy("killed.db")
        process = self._run(database)
        log, limit = Path(f"{database}-wal"), monotonic() + 10 * self.seconds
        while at < 0 and process.poll() is None and monotonic() < limit:
            if log.exists() and log.stat().st_size:
                break
            sleep(0.001)
        sleep(abs(at))
        process.kill()  # nothing happens where it has ended in the meantime
        process.wait()
        return database

    def whole(self, database: Path) -> str:
        """Whether a database is as before or as after; fails when it is neither, or not sound."""
        engine = open_database(f"sqlite:///{database}")
        wrong = [one for one in check(engine, date.today()) if one.ok is False]
        engine.dispose()
        assert wrong == []
        found = self._content(database)
        assert found in (self.before, self.after), "a part of the import is there"
        return "before" if found == self.before else "after"

    def finished(self, database: Path) -> Content:
        """What a database holds when the import has been run again, to its end."""
        return self._imported(database, self._agenda)

    def moments(self, count: int, seed: int) -> list[float]:
        """Random moments: every other one somewhere in the import, the rest while it writes."""
        drawn = Random(seed)
        return [
            drawn.uniform(0.2, 1.1) * self.seconds if n % 2 else -drawn.uniform(0, 0.05)
            for n in range(count)
        ]

    def _run(self, database: Path) -> Popen[bytes]:
        command = [sys.executable, "-m", "kundagenda.cli", "import", "agenda", str(self._agenda)]
        place = {"KUNDAGENDA_DATABASE_URL": f"sqlite:///{database}"}
        return Popen(
            [*command, "--forum", FORUM], env=os.environ | place, stdout=DEVNULL, stderr=DEVNULL
        )

    def _imported(self, database: Path, agenda: Path) -> Content:
        engine = open_database(f"sqlite:///{database}")
        commit_agendas(engine, preview_agendas(engine, [agenda], FORUM))
        engine.dispose()
        return self._content(database)

    def _copy(self, name: str) -> Path:
        for path in self._folder.glob(f"{name}*"):
            path.unlink()
        return Path(shutil.copy(self._folder / "before.db", self._folder / name))

    def _content(self, database: Path) -> Content:
        engine = open_database(f"sqlite:///{database}")
        try:
            return content(engine)
        finally:
            engine.dispose()

"""The first start: the demo company is made beside the server while pages show how far it is.

A process of its own, since making it needs statistics libraries that the server never loads.
"""

import re
import subprocess  # nosec B404: this program itself, on its own files
import sys
from dataclasses import dataclass
from threading import Thread

from kundagenda.database.connection import clear_failures
from kundagenda.database.schema import open_database
from kundagenda.database.state import data_version
from kundagenda.errors import ReaderError
from kundagenda.settings import settings

COMMAND = (sys.executable, "-m", "kundagenda.cli", "demo")
# What the command says on a stderr that is no terminal: the share done, and the step.
STEP = re.compile(r"([01]\.\d\d) .+")


@dataclass
class Filling:
    """The demo company in the making: ``share`` is what is done of it, 0..1."""

    process: subprocess.Popen[str]
    share: float = 0.0
    said: str = ""
    over: bool = False

    def follow(self) -> None:
        """Read how far it has come until it ends."""
        assert self.process.stderr is not None
        with self.process.stderr as lines:
            for line in lines:
                self.said = line.strip() or self.said
                step = STEP.fullmatch(self.said)
                if step:
                    self.share = min(float(step[1]), 1.0)
        self.process.wait()
        self.over = True

    @property
    def failure(self) -> str | None:
        """What it said last when it ended without success."""
        if not self.over or self.process.returncode == 0:
            return None
        return self.said or f"It stopped with status {self.process.returncode}."


_filling: Filling | None = None


def begin(command: tuple[str, ...] = COMMAND) -> Filling | None:
    """Start making the demo company if the database that nobody chose is empty."""
    global _filling
    _filling = _start(command) if _is_wanted() else None
    return _filling


def open_demo(command: tuple[str, ...] | None = None) -> Filling | None:
    """Start making the demo company because a reader asked for it, where it may be.

    Also in a database that the demo has left; one that holds anything refuses it by itself.
    """
    global _filling
    running = _filling is not None and not _filling.over
    if not running and may_open_demo():
        _filling = _start(command or COMMAND)
    return _filling


def may_open_demo() -> bool:
    """Whether a reader may fill the database: only the one that nobody chose."""
    return settings().may_fill_demo


def _start(command: tuple[str, ...]) -> Filling:
    process = subprocess.Popen(  # nosec B603: a fixed command, without a shell
        command, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, text=True, encoding="utf-8"
    )
    started = Filling(process)
    Thread(target=started.follow, daemon=True, name="first start").start()
    return started


def filling() -> Filling | None:
    """The demo company in the making, or one that failed; null once there are figures."""
    if _filling is None:
        return None
    # Another start may have filled the same database, and ours rightly refused to do it again.
    done = _filling.over and (_filling.failure is None or not _is_empty())
    return None if done else _filling


def end() -> None:
    """Stop making the demo company; what is not finished was never written."""
    if _filling is not None and not _filling.over:
        _filling.process.terminate()
        _filling.process.wait()


def _is_wanted() -> bool:
    try:
        return settings().may_fill_demo and _is_empty()
    except ReaderError:  # every page says which setting is wrong
        return False


def _is_empty() -> bool:
    """Whether the database has no figures; one that cannot be read is not empty."""
    # Opening creates the schema here, once, before two processes could both try.
    try:
        engine = open_database(settings().database_url)
    except ReaderError:  # every page says it
        return False
    try:
        with clear_failures(engine), engine.connect() as connection:
            return not data_version(connection)
    finally:
        engine.dispose()

"""What an import of many agendas takes in processor time and memory: 1,000 and 10,000 meetings.

    python benchmarks/import_size.py [MEETINGS ...]

Each size is measured in a process of its own on a database of its own: a first import, the same
folder again (nothing changes), then one more agenda into what is there by now.
"""

import resource
import sys
from collections.abc import Sequence
from datetime import date, timedelta
from pathlib import Path
from random import Random
from subprocess import run
from tempfile import TemporaryDirectory
from time import process_time

from sqlalchemy import Engine

from kundagenda.database.schema import open_database
from kundagenda.intake.commit import commit_agendas
from kundagenda.intake.plan import preview_agendas

ITEMS = 8
TOPICS = 400
FIRST = date(2005, 1, 3)
WORDS = (
    "kundlöften", "leverans", "prissättning", "lagerflytt", "bokslut", "budget", "reklamationer",
    "uppsägningar", "rekrytering", "säkerhet", "avtal", "tjänst", "region", "Oslo", "Malmö",
)  # fmt: skip


def write_agendas(folder: Path, count: int) -> None:
    """Agendas of one forum, one a day, of topics that come back and a few that do not."""
    drawn = Random(1)
    for number in range(count):
        day = FIRST + timedelta(days=number)
        topics = (drawn.randrange(TOPICS) for _ in range(ITEMS))
        lines = [
            f"{place}. {topic(chosen)} ({5 * drawn.randint(1, 6)} min)"
            for place, chosen in enumerate(topics, start=2)
        ]
        text = "\n".join(["## Dagordning", "1. Öppnande", *lines, f"10. Ärende {number} i dag"])
        (folder / f"{day}.md").write_text(text + "\n", encoding="utf-8")


def topic(number: int) -> str:
    """The words of a topic, always the same."""
    return " ".join(Random(number).sample(WORDS, 3)).capitalize()


def measure(count: int) -> None:
    """Print seconds of processor time, and the most megabytes so far, of each step."""
    with TemporaryDirectory() as name:
        folder = Path(name, "agendas")
        folder.mkdir()
        write_agendas(folder, count)
        engine = open_database(f"sqlite:///{Path(name, 'company.db')}")
        _step(count, "first import", engine, [folder])
        _step(count, "the same again", engine, [folder])
        one = Path(name, f"{FIRST + timedelta(days=count)}.md")
        one.write_text(f"## Dagordning\n1. {topic(1)}\n2. {topic(2)}\n", encoding="utf-8")
        _step(count, "one more agenda", engine, [one])


def _step(count: int, what: str, engine: Engine, paths: Sequence[Path]) -> None:
    begun = process_time()
    plan = preview_agendas(engine, paths, "Ledningsgruppen", date(2026, 1, 1))
    read = process_time()
    commit_agendas(engine, plan)
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    print(
        f"{count:>6} meetings  {what:<16} preview {read - begun:6.1f} s  "
        f"commit {process_time() - read:6.1f} s  peak {peak:5.0f} MB",
        flush=True,
    )


def main() -> None:
    """Measure the sizes that are asked for, each in a process of its own."""
    sizes = [int(size) for size in sys.argv[1:]] or [1_000, 10_000]
    if len(sizes) == 1:
        measure(sizes[0])
        return
    for size in sizes:
        run([sys.executable, __file__, str(size)], check=True)


if __name__ == "__main__":
    main()

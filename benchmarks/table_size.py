"""What an import of a large table takes in processor time and memory: a survey, row by row.

    KUNDAGENDA_MAX_FILE_MB=100 python benchmarks/table_size.py [ROWS ...]

Each size is measured in a process of its own on a database of its own: an export of answers whose
rows have no ids, as a survey tool writes it, previewed as page Data does and then stored; the same
file again, which changes nothing.
"""

import resource
import sys
from datetime import date, timedelta
from pathlib import Path
from random import Random
from subprocess import run
from tempfile import TemporaryDirectory
from time import process_time

from sqlalchemy import Engine

from kundagenda.database.schema import open_database
from kundagenda.intake.table_preview import commit_table_guess, preview_table_guess

FIRST, DAYS = date(2020, 1, 1), 1800
SEGMENTS = ("Småföretag", "Mellanstora företag", "Storföretag")


def write_answers(path: Path, count: int) -> None:
    """One answer a line, in the order of its days."""
    drawn = Random(1)
    with path.open("w", encoding="utf-8") as file:
        file.write("Svarsdatum;Kundnr;Segment;NPS\n")
        for number in range(count):
            day = FIRST + timedelta(days=number * DAYS // count)
            customer, segment = drawn.randrange(count // 3), drawn.choice(SEGMENTS)
            file.write(f"{day};K{customer:08};{segment};{drawn.randint(0, 10)}\n")


def measure(count: int) -> None:
    """Print seconds of processor time, and the most megabytes so far, of each step."""
    with TemporaryDirectory() as name:
        path = Path(name, "svar.csv")
        write_answers(path, count)
        megabytes = path.stat().st_size / 1e6
        print(f"{count:>9,} rows  {megabytes:.0f} MB", flush=True)
        engine = open_database(f"sqlite:///{Path(name, 'company.db')}")
        for what in ("first import", "the same again"):
            _step(what, engine, path)


def _step(what: str, engine: Engine, path: Path) -> None:
    begun = process_time()
    preview = preview_table_guess(engine, path)
    seen, peak = process_time(), _peak()
    assert preview.choice is not None
    assert not preview.problems, preview.problems
    report = commit_table_guess(engine, path, preview.choice, problems=preview.problems)
    print(
        f"  {what:<16} preview {seen - begun:6.1f} s, {peak:4.0f} MB  "
        f"commit {process_time() - seen:6.1f} s, {_peak():4.0f} MB  "
        f"({report.new:,} new, {report.unchanged:,} unchanged)",
        flush=True,
    )


def _peak() -> float:
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


def main() -> None:
    """Measure the sizes that are asked for, each in a process of its own."""
    sizes = [int(size) for size in sys.argv[1:]] or [100_000, 1_000_000]
    if len(sizes) == 1:
        measure(sizes[0])
        return
    for size in sizes:
        run([sys.executable, __file__, str(size)], check=True)


if __name__ == "__main__":
    main()

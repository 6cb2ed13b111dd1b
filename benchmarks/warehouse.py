"""What a refresh from a company's warehouse takes, against the same questions put by hand.

    python benchmarks/warehouse.py [--kinds duckdb postgresql sqlite spark] [--sizes 10000 ...]

So many answers, half as many invitations and a tenth as many contracts are made inside each
database, under a company's own names. For each size: a whole refresh in a process of its own with
its most memory; the questions of warehouse_by_hand.py both ways, in turn; and at the end the warm
Overview over the figures of the smallest size and of the largest, in turn.
"""

import argparse
import shutil
import sys
from collections.abc import Iterator, Sequence
from contextlib import AbstractContextManager, nullcontext
from dataclasses import dataclass
from math import log2
from pathlib import Path
from tempfile import TemporaryDirectory
from time import perf_counter
from typing import Any

import sqlalchemy as sa

sys.path.insert(0, str(Path(__file__).resolve().parents[1] / "tests"))

from warehouse_rows import fill
from warehouse_runs import Compared, Refreshed, app_with_agendas, compared, page_times, refreshed

from databases import new_postgres_database, postgres_server
from kundagenda.database.connection import open_engine
from spark_server import spark_server

KINDS = ("duckdb", "postgresql", "sqlite", "spark")
FILES = ("duckdb", "sqlite")
SIZES = (10_000, 1_250_000, 2_500_000, 5_000_000, 10_000_000)
BAR = 1.2


@dataclass(frozen=True)
class Measured:
    """What was found of one database at one size."""

    size: int
    refresh: Refreshed


def main() -> None:
    """Read the command line, measure, and print as it comes."""
    asked = argparse.ArgumentParser(description=__doc__)
    asked.add_argument("--kinds", nargs="+", choices=KINDS, default=KINDS)
    asked.add_argument("--sizes", nargs="+", type=int, default=SIZES)
    asked.add_argument("--rounds", type=int, default=3)
    asked.add_argument("--folder", type=Path, help="where there is room: 4 GB for ten million")
    asked.add_argument("--memory-limit", help="what DuckDB may take when it is asked, as 100MB")
    chosen = asked.parse_args()
    with TemporaryDirectory(dir=chosen.folder) as name:
        folder = Path(name)
        app_with_agendas(folder / "agendas.db")
        for kind in chosen.kinds:
            with _server(kind, folder / kind) as server:
                measure(kind, sorted(chosen.sizes), chosen, folder, server)


def _server(kind: str, folder: Path) -> AbstractContextManager[Any]:
    """What answers for one kind of database, its files in a folder; nothing for a file."""
    if kind in FILES:
        return nullcontext()
    folder.mkdir()
    return postgres_server(folder) if kind == "postgresql" else spark_server(folder, few=False)


def measure(
    kind: str, sizes: Sequence[int], chosen: argparse.Namespace, folder: Path, server: Any
) -> None:
    """All sizes of one database, and the page over the smallest and the largest."""
    found = []
    for size in sizes:
        address = _address(kind, size, folder, server)
        begun = perf_counter()
        fill_apart(address, size)
        print(f"\n{kind}, {size:,} answers, made in {perf_counter() - begun:.0f} s", flush=True)
        if kind == "duckdb" and chosen.memory_limit:
            address += f"?memory_limit={chosen.memory_limit}"
        app = folder / f"{kind}-{size}-app.db"
        shutil.copy(folder / "agendas.db", app)
        found.append(Measured(size, refreshed(address, app)))
        tell(found)
        tell_questions(compared(address, app, chosen.rounds))
        if kind in FILES:
            Path(sa.make_url(address).database or "").unlink()
    ends = {size: folder / f"{kind}-{size}-app.db" for size in (sizes[0], sizes[-1])}
    tell_page(page_times(ends))


def _address(kind: str, size: int, folder: Path, server: Any) -> str:
    if kind == "postgresql":
        return new_postgres_database(server)
    if kind == "spark":
        return _new_spark_database(server, f"answers_{size}")
    return f"{kind}:///{folder / f'{size}.{kind}'}"


def _new_spark_database(server: str, name: str) -> str:
    engine = open_engine(server)
    with engine.connect() as connection:
        connection.exec_driver_sql(f"CREATE DATABASE {name}")
    engine.dispose()
    return sa.make_url(server).set(database=name).render_as_string(hide_password=False)


def fill_apart(address: str, size: int) -> None:
    """Make the rows, and let go of the database."""
    engine = sa.create_engine(address)
    fill(engine, size)
    engine.dispose()


def tell(found: Sequence[Measured]) -> None:
    """The last refresh in a line, with what every doubling since the one before took longer."""
    last, whole, growth = found[-1], found[-1].refresh, ""
    statements = sum(whole.steps.values())
    if len(found) > 1:
        doublings = log2(last.size / found[-2].size)
        times = (statements / sum(found[-2].refresh.steps.values())) ** (1 / doublings)
        growth = f" ({times:.2f} times as long a doubling)"
    print(
        f"Whole refresh {whole.seconds:.1f} s, of which {len(whole.steps)} statements "
        f"{statements:.1f} s{growth}; most memory {whole.megabytes:.0f} MB, "
        f"{whole.before:.0f} before it began.",
        flush=True,
    )


def tell_questions(questions: Iterator[Compared]) -> None:
    """Each question both ways as it is found, and all of them."""
    print("| question | product s | by hand s | ratio |\n|---|---|---|---|")
    product = by_hand = 0.0
    for each in questions:
        product, by_hand = product + each.product, by_hand + each.by_hand
        _tell_line(each)
    _tell_line(Compared("all", product, by_hand))


def _tell_line(each: Compared) -> None:
    ratio = each.product / each.by_hand
    above = f" (above {BAR})" if ratio > BAR else ""
    print(
        f"| {each.question} | {each.product:.2f} | {each.by_hand:.2f} | {ratio:.2f}{above} |",
        flush=True,
    )


def tell_page(took: dict[int, float]) -> None:
    """The Overview over few rows and over many."""
    few, many = min(took), max(took)
    print(
        f"warm Overview: {took[few]:.0f} ms over {few:,}, {took[many]:.0f} ms over {many:,}, "
        f"ratio {took[many] / took[few]:.2f}",
        flush=True,
    )


if __name__ == "__main__":
    main()

"""What benchmarks/warehouse.py times: a refresh in a process of its own, statements, and pages."""

import json
import os
import sys
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from decimal import Decimal
from functools import partial
from math import isclose
from pathlib import Path
from statistics import median
from subprocess import PIPE, run
from time import perf_counter
from typing import Any

import sqlalchemy as sa
from sqlalchemy import Engine
from warehouse_by_hand import BY_HAND, LAST, START, written
from warehouse_rows import MAPPED, TODAY

from kundagenda.database.facts import Asking, forget_answers
from kundagenda.database.refresh import refresh
from kundagenda.database.schema import open_database
from kundagenda.database.state import DEMO
from kundagenda.database.tables import refresh_steps, state
from kundagenda.database.warehouse import Warehouse, open_warehouse
from kundagenda.settings import Settings, settings
from metrics import CATALOGUE
from metrics.cohorts import cohorts
from metrics.scope import Rows, Scope
from metrics.tables import kpi_cohorts, kpi_monthly

FACTS = ("survey_answers", "survey_invitations", "subscriptions", "purchases", "outcome_values")
PAGE_BLOCKS, PAGE_RUNS = 5, 12


@dataclass(frozen=True)
class Refreshed:
    """A whole refresh: its seconds, those of each statement, and the most megabytes."""

    seconds: float
    megabytes: float
    before: float
    steps: Mapping[str, float]


@dataclass(frozen=True)
class Compared:
    """The median seconds of a question, as the product asks it and as it is put by hand."""

    question: str
    product: float
    by_hand: float


def app_with_agendas(file: Path) -> None:
    """The demo's app database without its customers' figures: they come from a warehouse."""
    from kundagenda.demo.fill import fill_demo  # its memory is none of a refresh's

    engine = open_database(f"sqlite:///{file}")
    fill_demo(engine)
    with engine.begin() as connection:
        for name in FACTS:
            connection.execute(sa.delete(sa.table(name)))
        connection.execute(sa.delete(kpi_monthly).where(kpi_monthly.c.source != "agenda"))
        connection.execute(sa.delete(kpi_cohorts))
        connection.execute(sa.delete(state).where(state.c.key == DEMO))  # else a refresh is refused
    with engine.connect() as connection:
        connection.exec_driver_sql("PRAGMA wal_checkpoint(TRUNCATE)")
    engine.dispose()


def opened(address: str) -> Warehouse:
    """The warehouse of the settings."""
    chosen = Settings(warehouse_url=address, tables=MAPPED, warehouse_seconds=3600)
    warehouse = open_warehouse(chosen)
    assert warehouse is not None
    return warehouse


def refreshed(address: str, app: Path) -> Refreshed:
    """Refresh an app database in a process that does nothing else."""
    asked = [sys.executable, __file__, address, str(app)]
    return Refreshed(**json.loads(run(asked, check=True, stdout=PIPE).stdout))


def _only_refresh(address: str, app: Path) -> None:
    engine, warehouse = open_database(f"sqlite:///{app}"), opened(address)
    before, begun = _peak(), perf_counter()
    refresh(engine, today=TODAY, warehouse=warehouse)
    seconds = perf_counter() - begun
    with engine.connect() as connection:
        took = sa.select(refresh_steps.c.step, refresh_steps.c.seconds)
        steps = {row.step: row.seconds for row in connection.execute(took)}
    said = {"seconds": seconds, "megabytes": _peak(), "before": before, "steps": steps}
    print(json.dumps(said))


def _peak() -> float:
    """The most megabytes this program held; what rusage tells began with those of its parent."""
    status = Path("/proc/self/status").read_text(encoding="ascii")
    return int(status.partition("VmHWM:")[2].split()[0]) / 1024


def compared(address: str, app: Path, rounds: int) -> Iterator[Compared]:
    """Every question put both ways, in turn, and the figures held against each other.

    The product's way is that of a refresh, its answer kept in the app database; a hand's is sent
    as it is. Both have a connection of their own each time. A first round is not counted: the
    database has met our statements in a refresh, and those by hand never.
    """
    engine, warehouse = open_database(f"sqlite:///{app}"), opened(address)
    kind = warehouse.engine.dialect.name
    for question in BY_HAND:
        ways = (
            partial(_asked, engine, warehouse, question, _statement(question)),
            partial(_by_hand, warehouse, written(question, kind)),
        )
        took: tuple[list[float], list[float]] = ([], [])
        for _ in range(1 + rounds):
            (found, ours), (expected, theirs) = map(_timed, ways)
            took[0].append(ours)
            took[1].append(theirs)
            with engine.begin() as connection:
                forget_answers(connection)
        _hold_against(question, found, expected)
        yield Compared(question, *(median(each[1:]) for each in took))
    engine.dispose()
    warehouse.engine.dispose()


def _statement(question: str) -> Rows:
    scope = Scope(START, LAST)
    return cohorts(scope) if question == "cohorts" else CATALOGUE[question](scope)


def _asked(engine: Engine, warehouse: Warehouse, question: str, statement: Rows) -> Sequence[Any]:
    return Asking(engine, warehouse).rows(question, statement)


def _by_hand(warehouse: Warehouse, said: str) -> Sequence[Any]:
    with warehouse.connect() as connection:
        return connection.exec_driver_sql(said).all()


def _timed(asked: Callable[[], Sequence[Any]]) -> tuple[Sequence[Any], float]:
    begun = perf_counter()
    return asked(), perf_counter() - begun


def _hold_against(question: str, found: Sequence[Any], expected: Sequence[Any]) -> None:
    """See that both ways gave the same figures; a difference makes the times worthless."""
    whole = [tuple(row) if question == "cohorts" else (row[0], *row[2:]) for row in found]
    pairs = zip(sorted(map(_plain, whole)), sorted(map(_plain, expected)), strict=True)
    for one, other in pairs:
        for ours, theirs in zip(one, other, strict=True):
            number = isinstance(ours, float) and isinstance(theirs, float)
            if not (isclose(ours, theirs, rel_tol=1e-9) if number else ours == theirs):
                raise SystemExit(f"{question} differs: {one} by the product, {other} by hand")


def _plain(row: Sequence[Any]) -> tuple[Any, ...]:
    return tuple(float(each) if isinstance(each, int | float | Decimal) else each for each in row)


def page_times(apps: Mapping[int, Path]) -> dict[int, float]:
    """Milliseconds of a warm Overview over each app database, in turn; the median of all runs."""
    from pages import PAGES, measured
    from pages import opened as visited

    took: dict[int, list[float]] = {size: [] for size in apps}
    for _ in range(PAGE_BLOCKS):
        for size, app in apps.items():
            with _app_at(app):
                visit = visited(PAGES["overview"])
                visit.run()
                took[size] += [measured(visit.run)[0] for _ in range(PAGE_RUNS)]
    return {size: median(runs) for size, runs in took.items()}


@contextmanager
def _app_at(file: Path) -> Iterator[None]:
    """The program as it is when it has started over an app database."""
    import streamlit as st

    os.environ["KUNDAGENDA_DATABASE_URL"] = f"sqlite:///{file}"
    settings.cache_clear()
    st.cache_resource.clear()
    st.cache_data.clear()
    yield
    settings.cache_clear()


if __name__ == "__main__":
    _only_refresh(sys.argv[1], Path(sys.argv[2]))

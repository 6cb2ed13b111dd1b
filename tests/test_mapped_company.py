"""A copy of the demo company under other names, in other forms, gives the demo's own figures."""

from collections.abc import Iterator
from math import isclose
from pathlib import Path
from typing import Any

import pytest
import sqlalchemy as sa
from sqlalchemy import Engine

from databases import new_postgres_database
from demo_company import UNTIL
from kundagenda.database.checks import check as check_all
from kundagenda.database.facts import refresh_steps
from kundagenda.database.mapping import FACTS
from kundagenda.database.refresh import refresh
from kundagenda.database.schema import open_database
from kundagenda.database.state import DEMO
from kundagenda.database.tables import state
from kundagenda.database.warehouse import open_warehouse
from kundagenda.settings import Settings
from mapped_company import TABLES, fill_their_database, in_schema, write_parquet
from metrics.periods import first_day
from metrics.tables import kpi_cohorts, kpi_monthly, verdicts

TODAY = first_day(UNTIL + 1)
KINDS = ("sqlite", "postgresql", "duckdb", "parquet")


@pytest.fixture(params=KINDS)
def theirs(request: pytest.FixtureRequest, tmp_path: Path) -> Settings:
    """The settings of a company whose facts lie in a database of its own."""
    match request.param:
        case "sqlite":
            address, tables = f"sqlite:///{tmp_path / 'deras.db'}", TABLES
        case "postgresql":
            address = new_postgres_database(request.getfixturevalue("server"))
            tables = in_schema("Kund data")
        case "duckdb":
            address, tables = f"duckdb:///{tmp_path / 'deras.duckdb'}", TABLES
        case _:
            address, tables = "duckdb:///:memory:", write_parquet(tmp_path)
    if request.param != "parquet":
        engine = sa.create_engine(address)
        fill_their_database(engine, "Kund data" if request.param == "postgresql" else None)
        engine.dispose()
    return Settings(warehouse_url=address, tables=tables)


@pytest.fixture
def own(demo_database: Path, tmp_path: Path) -> Iterator[Engine]:
    """The app database of the demo, its facts taken away."""
    copy = tmp_path / "egen.db"
    copy.write_bytes(demo_database.read_bytes())
    engine = open_database(f"sqlite:///{copy}")
    with engine.begin() as connection:
        for table in FACTS.values():
            connection.execute(sa.delete(table))
        connection.execute(sa.delete(state).where(state.c.key == DEMO))
    yield engine
    engine.dispose()


def contents(engine: Engine) -> dict[tuple[Any, ...], tuple[Any, ...]]:
    """Every figure, cohort and verdict, by its key."""
    figures = [c for c in kpi_monthly.c if c.name != "refreshed_at"]
    told = [c for c in verdicts.c if c.name not in ("computed_at", "detail")]
    with engine.connect() as connection:
        return {
            tuple(row[:keys]): tuple(row[keys:])
            for columns, keys in ((figures, 4), ([*kpi_cohorts.c], 3), (told, 6))
            for row in connection.execute(sa.select(*columns))
        }


def alike(found: tuple[Any, ...], expected: tuple[Any, ...]) -> bool:
    """Whether two figures have the same parts, numbers to a billionth."""
    return all(
        one == other or (isinstance(one, float) and isclose(one, other, rel_tol=1e-9, abs_tol=1e-9))
        for one, other in zip(found, expected, strict=True)
    )


def test_it_gives_the_figures_of_the_demo_itself(theirs: Settings, own: Engine) -> None:
    expected = contents(own)
    with own.begin() as connection:
        connection.execute(sa.delete(kpi_monthly).where(kpi_monthly.c.source != "agenda"))
        connection.execute(sa.delete(kpi_cohorts))
    warehouse = open_warehouse(theirs)
    assert warehouse is not None
    assert warehouse.facts == set(FACTS.values())
    refresh(own, today=TODAY, warehouse=warehouse)
    told = [check for check in check_all(own, TODAY, warehouse) if check.ok is False]
    assert told == []
    warehouse.engine.dispose()
    found = contents(own)
    assert found.keys() == expected.keys()
    assert len(found) > 10_000
    differing = {key for key, parts in expected.items() if not alike(found[key], parts)}
    assert differing == set()
    with own.connect() as connection:
        assert not connection.scalars(
            sa.select(refresh_steps.c.content).where(refresh_steps.c.content.is_not(None))
        ).all()

"""The demo company grown: many groups with long names, and as many years as are asked for.

    python benchmarks/large_company.py sqlite:///large.db --groups 300 --years 20

Starts from the demo in an empty database. Its agenda and its figures are laid down again five
years earlier, as often as needed, and its largest group's figures once a group, each with its own
number of answers. Verdicts stay those of the demo.
"""

import argparse
from collections.abc import Mapping
from typing import Any

import sqlalchemy as sa
from sqlalchemy import ColumnElement, Connection, Engine

from kundagenda.database.schema import open_database
from kundagenda.database.state import bump_version
from kundagenda.demo.fill import fill_demo
from metrics.periods import days_after
from metrics.tables import agenda_items, kpi_monthly, meetings, target_groups

DEMO_YEARS = 5
LIKE = "Logistik"
PARTS = ("numerator", "denominator", "squares", "base")


def main() -> None:
    """Read the command line, fill, and say how much there is."""
    asked = argparse.ArgumentParser(description=__doc__)
    asked.add_argument("address")
    asked.add_argument("--groups", type=int, default=300)
    asked.add_argument("--years", type=int, default=20)
    chosen = asked.parse_args()
    engine = open_database(chosen.address)
    grow(engine, chosen.groups, chosen.years)
    with engine.connect() as connection:
        rows = connection.scalar(sa.select(sa.func.count()).select_from(kpi_monthly))
    print(f"{rows:,} monthly figures")


def grow(engine: Engine, groups: int, years: int) -> None:
    """Fill an empty database with the demo company, and make it larger.

    Args:
        engine: An empty app database.
        groups: How many customer groups there are in the end; at least six.
        years: How many years, in steps of five.
    """
    fill_demo(engine)
    with engine.begin() as connection:
        last = connection.scalar(sa.select(sa.func.max(kpi_monthly.c.month))) or 0
        begun = last - 12 * DEMO_YEARS + 1
        # Some figures begin before the others, where the years laid down would meet them.
        connection.execute(sa.delete(kpi_monthly).where(kpi_monthly.c.month < begun))
        for earlier in range(1, years // DEMO_YEARS):
            _lay_down_earlier(connection, 12 * DEMO_YEARS * earlier, begun)
        _add_groups(connection, groups)
        bump_version(connection)


def _lay_down_earlier(connection: Connection, months: int, begun: int) -> None:
    """The demo's figures, meetings and items once more, so many months before."""
    changed = {"month": kpi_monthly.c.month - months}
    _copy(connection, kpi_monthly, changed, kpi_monthly.c.month >= begun)
    ids = 1_000_000 * months
    back = {"id": meetings.c.id + ids, "held_on": days_after(meetings.c.held_on, -months * 30)}
    _copy(connection, meetings, back, meetings.c.id < 1_000_000)
    item = agenda_items.c
    moved = {"id": item.id + ids, "meeting_id": item.meeting_id + ids, "first_seen_item_id": None}
    _copy(connection, agenda_items, moved, item.id < 1_000_000)


def _add_groups(connection: Connection, groups: int) -> None:
    """Groups with the figures of one, of a sixteenth to twice as many customers."""
    number = sa.func.count()
    there = connection.scalar(sa.select(number).select_from(target_groups)) or 0
    for new in range(there, groups):
        code = f"grupp-{new:03}"
        name = f"Kommunala bolag och regionala kunder med avtal om helhet, område {new:03}"
        connection.execute(
            sa.insert(target_groups).values(code=code, name=name, outcome_metric="uptime")
        )
        times = 2.0 ** ((new * 37) % 51 / 10 - 4)
        more = {part: sa.func.round(kpi_monthly.c[part] * times) for part in PARTS}
        _copy(connection, kpi_monthly, {"segment": code} | more, kpi_monthly.c.segment == LIKE)


def _copy(
    connection: Connection, table: sa.Table, changed: Mapping[str, Any], which: ColumnElement[bool]
) -> None:
    """Rows of a table once more, some columns changed, without leaving the database."""
    columns = [sa.type_coerce(changed.get(c.name, c), c.type) for c in table.columns]
    rows = sa.select(*columns).where(which)
    connection.execute(sa.insert(table).from_select(table.columns.keys(), rows))


if __name__ == "__main__":
    main()

"""A company grown: many customer groups with long names, and its years laid down again."""

from collections.abc import Mapping
from typing import Any

import sqlalchemy as sa
from sqlalchemy import ColumnElement, Connection

from metrics.periods import days_after
from metrics.tables import agenda_items, kpi_monthly, meetings, target_groups

PARTS = ("numerator", "denominator", "squares", "base")
LONG_NAME = "Kommunala bolag och regionala kunder med avtal om helhetsåtagande, område {number:03}"
FIRST_NEW = 1_000_000


def add_groups(connection: Connection, like: str, groups: int) -> None:
    """Groups until there are so many, each with the figures of one that is there.

    They have a sixteenth to twice its customers, so that what may be shown of them differs.
    """
    there = connection.scalar(sa.select(sa.func.count()).select_from(target_groups)) or 0
    for number in range(there, groups):
        code = f"grupp-{number:03}"
        named = {"code": code, "name": LONG_NAME.format(number=number), "outcome_metric": "uptime"}
        connection.execute(sa.insert(target_groups), [named])
        times = 2.0 ** ((number * 37) % 51 / 10 - 4)
        sized = {part: sa.func.round(kpi_monthly.c[part] * times) for part in PARTS}
        own = sized | {"segment": sa.literal(code)}
        _copy(connection, kpi_monthly, own, kpi_monthly.c.segment == like)


def lay_down_earlier(connection: Connection, months: int) -> None:
    """The figures, meetings and items of the last so many months once more before themselves.

    What reaches further back than they do is left out: it would stand where the earlier ones go.
    """
    month, item = kpi_monthly.c.month, agenda_items.c
    first = (connection.scalar(sa.select(sa.func.max(month))) or 0) - months + 1
    connection.execute(sa.delete(kpi_monthly).where(month < first))
    _copy(connection, kpi_monthly, {"month": month - months}, month >= first)
    held_on = days_after(meetings.c.held_on, -months * 365 // 12)
    new = FIRST_NEW * months
    _copy(connection, meetings, {"id": meetings.c.id + new, "held_on": held_on}, sa.true())
    moved = {"id": item.id + new, "meeting_id": item.meeting_id + new}
    _copy(connection, agenda_items, moved | {"first_seen_item_id": sa.null()}, sa.true())


def _copy(
    connection: Connection, table: sa.Table, changed: Mapping[str, Any], which: ColumnElement[bool]
) -> None:
    """Rows of a table once more, some columns changed, without leaving the database."""
    columns = [sa.type_coerce(changed.get(c.name, c), c.type) for c in table.columns]
    rows = sa.select(*columns).where(which)
    connection.execute(sa.insert(table).from_select(table.columns.keys(), rows))

"""Rows for tests, written as small text tables that a reader can check by eye."""

from collections.abc import Iterable, Mapping
from datetime import date, datetime
from itertools import count
from typing import Any

import sqlalchemy as sa
from sqlalchemy import Engine, Table

from metrics import Metric
from metrics.definition import PARTS
from metrics.periods import parse_month
from metrics.scope import Scope
from metrics.tables import METADATA

Parts = dict[tuple[int, str, str], tuple[float, float, float | None, int]]

_numbers = count(1)
_AS_WRITTEN: dict[type, Any] = {
    bool: {"yes": True, "no": False}.__getitem__,
    int: int,
    float: float,
    str: str,
    date: date.fromisoformat,
    datetime: datetime.fromisoformat,
}
_PLAIN: dict[str, dict[str, Any]] = {
    "forums": {"name": "Ledning"},
    "meetings": {"forum_id": 1, "held_on": date(2025, 1, 14)},
    "agenda_items": {"title": "Punkt"},
    "decisions": {"text": "Beslut", "decided_on": date(2025, 1, 1)},
    "initiatives": {"name": "Satsning"},
    "notes": {"text": "Anteckning", "created_at": datetime(2025, 1, 1)},
    "priorities": {"statement": "Kunden först", "valid_from": date(2000, 1, 1)},
    "survey_answers": {"instrument": "nps", "scale_low": 0, "scale_high": 10},
    "survey_invitations": {"instrument": "nps"},
    "subscriptions": {"account_id": "a", "mrr": 1.0},
    "kpi_monthly": {
        "forum": "",
        "segment": "",
        "source": "given",
        "refreshed_at": datetime(2025, 1, 1),
    },
}
_NUMBERED = ("id", "position", "answer_id", "response_id", "subscription_id")


def fill(engine: Engine, table: Table, text: str) -> None:
    """Insert the rows of a text table: names on its first line, then a row a line.

    Values are read by the type of their column. Blank is null, or '' where null is not allowed.
    Columns left out get the table's own default, a plain value, or the next number. A month may
    be written 2025-03.
    """
    lines = [line for line in text.splitlines() if line.strip()]
    names = [name.strip() for name in lines[0].split("|")]
    insert_rows(
        engine,
        table,
        [
            {
                name: _typed(table.c[name], cell.strip())
                for name, cell in zip(names, line.split("|"), strict=True)
            }
            for line in lines[1:]
        ],
    )


def insert_rows(engine: Engine, table: Table, rows: Iterable[Mapping[str, Any]]) -> None:
    """Insert rows, each completed with defaults, in one statement; none at all is fine."""
    plain = _PLAIN.get(table.name, {})
    numbered = [name for name in _NUMBERED if name in table.c]
    complete = [
        plain | {name: _typed(table.c[name], str(next(_numbers))) for name in numbered} | dict(row)
        for row in rows
    ]
    if complete:
        with engine.begin() as connection:
            connection.execute(sa.insert(table), complete)


def empty(engine: Engine, *tables: Table) -> None:
    """Delete every row of the tables, in the order given."""
    with engine.begin() as connection:
        for table in tables:
            connection.execute(sa.delete(table))


def _typed(column: sa.Column[Any], cell: str) -> Any:
    if not cell:
        return None if column.nullable else ""
    if column.name in ("month", "quarter") and "-" in cell:
        return parse_month(cell)
    return _AS_WRITTEN[column.type.python_type](cell)


def parts(engine: Engine, metric: Metric, scope: Scope) -> Parts:
    """A metric's parts by month, forum and segment, as its statement gives them."""
    with engine.connect() as connection:
        result = connection.execute(metric(scope))
        assert tuple(result.keys()) == PARTS
        rows = [tuple(row) for row in result]
    found = {row[:3]: row[3:] for row in rows}
    assert len(found) == len(rows), "two rows for one month, forum and segment"
    return found


def stored_parts(engine: Engine, metric: Metric) -> Parts:
    """A metric's parts as they stand in the KPI table."""
    kpi = METADATA.tables["kpi_monthly"]
    query = sa.select(*(kpi.c[name] for name in PARTS)).where(kpi.c.metric == metric.key)
    with engine.connect() as connection:
        return {tuple(row[:3]): tuple(row[3:]) for row in connection.execute(query)}


def values(engine: Engine, metric: Metric, scope: Scope) -> list[float | None]:
    """A metric's values row by row, by month, forum and segment."""
    found = parts(engine, metric, scope)
    return [metric.value(*found[key][:2]) for key in sorted(found)]

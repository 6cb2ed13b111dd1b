"""A company of two forums and a few topics, for tests of the review."""

from collections.abc import Sequence
from typing import Any

from sqlalchemy import Engine, select

from kundagenda.database.refresh import refresh_agenda
from metrics.periods import parse_month
from metrics.tables import agenda_items, forums, kpi_monthly, meetings
from tables import fill

FORUMS = """
    id | name
    1  | Ledning
    2  | Styrelse
"""
MEETINGS = """
    id | forum_id | held_on    | status
    1  | 1        | 2022-05-10 | held
    2  | 1        | 2025-03-11 | held
    3  | 2        | 2025-04-08 | held
    4  | 1        | 2025-05-13 | held
    5  | 1        | 2025-06-10 | planned
    6  | 1        | 2025-05-20 | cancelled
"""
# Prislöfte stands under four spellings in two forums; one of them deferred, one long ago.
ITEMS = """
    id | meeting_id | position | title          | formal | outcome  | level   | level_best | level_by | level_confidence | level_because | theme
    10 | 1          | 1        | Prislöfte      | no     | handled  | unclear | value      | model    | 0.5              | löfte         | customer
    20 | 2          | 1        | Prislöfte      | no     | handled  | unclear | value      | model    | 0.6              | löfte         | customer
    21 | 2          | 2        | Budget 2026    | no     | handled  | none    | none       | model    | 0.9              | budget        | finance
    22 | 2          | 3        | Öppnande       | yes    | handled  | none    | none       | rule     | 1                |               |
    30 | 3          | 1        | PRISLÖFTE      | no     | handled  | unclear | value      | model    | 0.6              | löfte         | customer
    31 | 3          | 2        | Budget 2026    | no     | handled  | none    | none       | model    | 0.8              | budget        | finance
    32 | 3          | 3        | Klagomål       | no     | handled  | fix     | fix        | person   | 1                |               | customer
    40 | 4          | 1        | 3. Prislöfte   | no     | deferred | unclear | value      | model    | 0.6              | löfte         | customer
    41 | 4          | 2        | Fönstret       | no     | handled  | unclear | none       | model    | 0.4              |               |
    50 | 5          | 1        | Nya lokaler    | no     | handled  | unclear | none       | model    | 0.3              |               |
    60 | 6          | 1        | Inställd punkt | no     | handled  | unclear | none       | model    | 0.1              |               |
"""  # noqa: E501 - a table has a line a row
LABEL = ("level", "level_best", "level_by", "level_confidence", "level_because", "theme")


def fill_labelled_company(engine: Engine) -> Engine:
    """The company's rows, and its agenda figures."""
    fill(engine, forums, FORUMS)
    fill(engine, meetings, MEETINGS)
    fill(engine, agenda_items, ITEMS)
    with engine.begin() as connection:
        refresh_agenda(connection, (parse_month(m) for m in ("2022-05", "2025-03", "2025-04")))
        refresh_agenda(connection, [parse_month("2025-05")])
    return engine


def labels(engine: Engine, *ids: int) -> Sequence[tuple[Any, ...]]:
    """The labels of items, in the order of their ids; of all when none is named."""
    item = agenda_items.c
    query = select(item.id, *(item[name] for name in LABEL)).order_by(item.id)
    with engine.connect() as connection:
        rows = connection.execute(query.where(item.id.in_(ids)) if ids else query).all()
    return [tuple(row) for row in rows]


def customer_items(engine: Engine) -> dict[str, float]:
    """The customer items of the KPI table by month, forums together."""
    kpi = kpi_monthly.c
    query = select(kpi.month, kpi.numerator).where(kpi.metric == "customer_item_share")
    found: dict[str, float] = {}
    with engine.connect() as connection:
        for month, count in connection.execute(query.order_by(kpi.month)):
            key = f"{month // 12}-{month % 12 + 1:02}"
            found[key] = found.get(key, 0) + count
    return found

"""The small company with outcomes and targets of its own, and with many groups."""

from datetime import date
from typing import Any

import sqlalchemy as sa

from kundagenda.database.refresh import refresh
from kundagenda.database.schema import open_database
from metrics.periods import month_number
from metrics.tables import outcome_values, target_groups, targets
from small_company import fill_small_company, months_back

SINCE = date(2020, 1, 1)


def outcome_company(
    address: str,
    groups: str,
    values: str,
    aims: str,
    *,
    months: int = 36,
    company: int = 36,
    base: int | None = 100,
) -> None:
    """The small company with tables as text.

    ``groups`` has code and outcome (a dash: none), ``values`` outcome, group and value a month,
    ``aims`` metric, group and value; a group of a dash is the whole company.
    """
    fill_small_company(address, company).dispose()
    engine = open_database(address)
    with engine.begin() as connection:
        connection.execute(sa.delete(target_groups))
        for table, rows in (
            (target_groups, [_group(*row) for row in _rows(groups)]),
            (outcome_values, [v for row in _rows(values) for v in _values(row, months, base)]),
            (targets, [_target(*row) for row in _rows(aims)]),
        ):
            if rows:
                connection.execute(sa.insert(table), rows)
    refresh(engine)
    engine.dispose()


def _rows(table: str) -> list[list[str]]:
    return [line.split() for line in table.strip().splitlines()]


def _group(code: str, outcome: str) -> dict[str, Any]:
    named = None if outcome == "-" else outcome
    return {"code": code, "name": code.replace("_", " "), "outcome_metric": named}


def _values(row: list[str], months: int, base: int | None) -> list[dict[str, Any]]:
    outcome, group, value = row
    return [
        {
            "metric": outcome,
            "month": month_number(month),
            "segment": "" if group == "-" else group,
            "value": float(value),
            "base": base,
        }
        for month in months_back(months)
    ]


def _target(metric: str, group: str, value: str) -> dict[str, Any]:
    return {
        "metric": metric,
        "segment": "" if group == "-" else group,
        "value": float(value),
        "valid_from": SINCE,
        "owner_role": "Chef",
    }

"""The small company with outcomes and targets of its own, on top of figures made only once."""

import shutil
from datetime import date, datetime
from pathlib import Path
from typing import Any

import sqlalchemy as sa

from kundagenda.database.schema import open_database
from kundagenda.database.state import bump_version
from metrics.periods import month_number
from metrics.tables import kpi_monthly, target_groups, targets
from small_company import months_back

SINCE = date(2020, 1, 1)


def outcome_company(
    template: Path,
    copy: Path,
    groups: str,
    values: str,
    aims: str,
    *,
    months: int = 36,
    ended: int = 0,
    base: int | None = 100,
) -> str:
    """A copy of the small company's database with tables given as text; returns its address.

    ``groups`` has code and outcome (a dash: none), ``values`` outcome, group and value a month,
    ``aims`` metric, group and value; a group of a dash is the whole company. The last ``ended``
    months have no value.
    """
    shutil.copy(template, copy)
    engine = open_database(f"sqlite:///{copy}")
    shown = months_back(months)[: months - ended]
    with engine.begin() as connection:
        connection.execute(sa.delete(target_groups))
        for table, rows in (
            (target_groups, [_group(*row) for row in _rows(groups)]),
            (kpi_monthly, [v for row in _rows(values) for v in _values(row, shown, base)]),
            (targets, [_target(*row) for row in _rows(aims)]),
        ):
            if rows:
                connection.execute(sa.insert(table), rows)
        bump_version(connection)
    engine.dispose()
    return f"sqlite:///{copy}"


def _rows(table: str) -> list[list[str]]:
    return [line.split() for line in table.strip().splitlines()]


def _group(code: str, outcome: str) -> dict[str, Any]:
    named = None if outcome == "-" else outcome
    return {"code": code, "name": code.replace("_", " "), "outcome_metric": named}


def _values(row: list[str], months: list[date], base: int | None) -> list[dict[str, Any]]:
    """As refresh writes them: values times bases over bases, or as they were given."""
    outcome, group, value = row
    return [
        {
            "metric": f"outcome:{outcome}",
            "month": month_number(month),
            "segment": "" if group == "-" else group,
            "numerator": float(value) * (base or 1),
            "denominator": base,
            "base": base,
            "source": "outcome",
            "refreshed_at": datetime(2026, 1, 1),
        }
        for month in months
    ]


def _target(metric: str, group: str, value: str) -> dict[str, Any]:
    return {
        "metric": metric,
        "segment": "" if group == "-" else group,
        "value": float(value),
        "valid_from": SINCE,
        "owner_role": "Chef",
    }

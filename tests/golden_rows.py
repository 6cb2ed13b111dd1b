"""What the adaptors of the worked examples share: one month's rows in, one reading out."""

from collections.abc import Container, Iterable
from datetime import date
from typing import Any

from sqlalchemy import Engine

from kundagenda.findings.reading import Reading, Sums
from kundagenda.findings.readings import reading_of
from metrics import Metric
from metrics.periods import Grain, month_number
from metrics.scope import Rows, Scope
from tables import parts

DAY = date(2025, 3, 11)
MONTH = month_number(DAY)
NO_ROW = (0, 0, 0, 0)


def day(text: str | None) -> date | None:
    """A day as the examples write it; null stays null."""
    return None if text is None else date.fromisoformat(text)


def offered(value: Any, choices: Container[Any], name: str) -> Any:
    """An input value, if the product offers it; an example that asks for another must not pass."""
    assert value in choices, f"the product offers {name} {choices}, the example has {value!r}"
    return value


def sums_of(engine: Engine, metric: Metric, month: int = MONTH) -> Sums:
    """A metric's parts in the month of the example, as the KPI table would keep them.

    The examples name neither forum nor segment, so there is one row, or none: nothing counted.
    """
    found = parts(engine, metric, Scope(month, month))
    assert len(found) <= 1, f"an example is one forum and one segment, found {sorted(found)}"
    row = next(iter(found.values()), NO_ROW)
    return Sums(*(None if part is None else float(part) for part in row))


def read(engine: Engine, metric: Metric, month: int = MONTH) -> Reading:
    """A metric's reading in that month, before anything is withheld."""
    return reading_of(metric, month, sums_of(engine, metric, month), Grain.MONTH, month)


def interval(reading: Reading) -> list[float] | None:
    """Both ends of a reading's interval; null where it has none."""
    return None if reading.low is None else [reading.low, reading.high]


def rows_of(engine: Engine, statement: Rows) -> Iterable[Any]:
    """Every row of a statement."""
    with engine.connect() as connection:
        return connection.execute(statement).all()

"""What was planned and what it became: the time that customer items and others were given."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from kundagenda.findings.counted_rows import Row
from metrics.themes import CUSTOMER

OTHER = "other"


@dataclass(frozen=True)
class TimeGiven:
    """Items whose planned and actual minutes are both known, and those put off.

    ``planned`` and ``actual`` are the minutes of the ``compared`` items; ``shortened`` of them took
    less than planned; ``deferred`` were not discussed at all.
    """

    compared: int
    planned: float
    actual: float
    shortened: int
    deferred: int


def time_given(rows: Sequence[Row]) -> Mapping[str, TimeGiven]:
    """The time given to customer items and to others; nothing compared is zeros."""
    found = {
        row.name: TimeGiven(row.count(0), row.sum(1), row.sum(2), row.count(3), row.count(4))
        for row in rows
    }
    return {whose: found.get(whose, TimeGiven(0, 0.0, 0.0, 0, 0)) for whose in (CUSTOMER, OTHER)}

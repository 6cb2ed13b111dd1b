"""How often the verdicts are wrong, and how often they see what is there.

    python benchmarks/statistics            under twenty minutes; the table of docs/statistics.md
    python benchmarks/statistics --quick    under a minute, with wider bounds

Ends with status 1 when a bound is broken. Everything is drawn anew from fixed seeds, so a figure
changes only when a method does. The folder must never hold an ``__init__.py``: it would then
stand in the way of the library of the same name for every script beside it.
"""

import argparse
import sys
import time
from collections.abc import Iterator
from dataclasses import dataclass

from bounds import Row, table
from company import false_in_twins, planted_drop, planted_lead
from lead import false_leads, false_panels
from level import false_changes
from life import half_lives


@dataclass(frozen=True)
class Size:
    """How many repetitions of each measurement."""

    leads: int
    panels: int
    changes: int
    twins: int
    planted: int
    drops: int
    lives: int


FULL = Size(leads=500, panels=200, changes=1000, twins=200, planted=100, drops=100, lives=100)
QUICK = Size(leads=40, panels=40, changes=20, twins=16, planted=20, drops=8, lives=20)


def measured(size: Size, slack: bool) -> Iterator[Row]:
    """Every row of the table, as it is found."""
    yield from false_leads(size.leads)
    yield from false_panels(size.panels)
    yield from false_changes(size.changes)
    yield from false_in_twins(size.twins, slack)
    yield from planted_lead(size.planted)
    yield from planted_drop(size.drops)
    yield from half_lives(size.lives, slack)


def main() -> int:
    """Print the table; the exit status is 1 when a bound is broken."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--quick", action="store_true", help="few repetitions, wider bounds")
    quick = parser.parse_args().quick
    begun, rows = time.perf_counter(), []
    for row in measured(QUICK if quick else FULL, slack=quick):
        rows.append(row)
        print(f"{time.perf_counter() - begun:4.0f} s  {row.what}: {row.case}", file=sys.stderr)
    print(table(rows))
    broken = sum(not row.holds for row in rows)
    seconds = time.perf_counter() - begun
    print(f"\n{broken} of {len(rows)} bounds broken; {seconds:.0f} s.")
    return 1 if broken else 0


if __name__ == "__main__":
    sys.exit(main())

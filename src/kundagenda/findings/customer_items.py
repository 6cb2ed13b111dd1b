"""How customer items were dealt with: for what, on what evidence, and whether planned or sudden."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from kundagenda.findings.counted_rows import Row
from kundagenda.findings.time_given import OTHER
from metrics.themes import CUSTOMER

KINDS = ("information", "discussion", "decision")
EVIDENCE = ("voice of customer", "visit", "data", "none")


@dataclass(frozen=True)
class Kinds:
    """Customer items and others by what they were for, in the order of `KINDS`.

    ``unknown`` counts the customer items of which nobody said.
    """

    customer: tuple[int, ...]
    other: tuple[int, ...]
    unknown: int


@dataclass(frozen=True)
class Evidence:
    """Customer items by what of the customer was in the room, in the order of `EVIDENCE`."""

    counts: tuple[int, ...]
    unknown: int

    @property
    def known(self) -> int:
        """Items of which somebody said."""
        return sum(self.counts)

    @property
    def with_some(self) -> int:
        """Items with any evidence."""
        return self.known - self.counts[EVIDENCE.index("none")]


@dataclass(frozen=True)
class Added:
    """Items, those of which it is known when they came in, and those that came in late."""

    items: int
    known: int
    late: int


def kinds_of(rows: Sequence[Row]) -> Kinds:
    """The split from rows by kind; '' where nobody said."""
    by_kind = {row.name: row for row in rows}
    return Kinds(
        customer=tuple(by_kind[k].count(0) if k in by_kind else 0 for k in KINDS),
        other=tuple(by_kind[k].count(1) if k in by_kind else 0 for k in KINDS),
        unknown=by_kind[""].count(0) if "" in by_kind else 0,
    )


def evidence_of(rows: Sequence[Row]) -> Evidence:
    """The evidence from rows by kind; '' where nobody said."""
    counts = {row.name: row.count(0) for row in rows}
    return Evidence(tuple(counts.get(kind, 0) for kind in EVIDENCE), counts.get("", 0))


def added_of(rows: Sequence[Row]) -> Mapping[str, Added]:
    """When customer items and others came in."""
    found = {row.name: Added(row.count(0), row.count(1), row.count(2)) for row in rows}
    return {whose: found.get(whose, Added(0, 0, 0)) for whose in (CUSTOMER, OTHER)}

"""The uptime test: what each target group is followed by, and whether the leadership does."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date

from sqlalchemy import Connection

from kundagenda.findings.after_falls import MEASURES
from kundagenda.findings.changes import figure_of
from kundagenda.findings.counted_rows import Row
from kundagenda.findings.fix_trap import FixTrap, fix_trap_of
from kundagenda.findings.group_test_counts import group_test_counts
from kundagenda.findings.kpi import BySegment, Monthly, segment_parts
from kundagenda.findings.overview import Figure
from kundagenda.findings.rates import as_rate
from kundagenda.findings.reading import Reading
from kundagenda.findings.readings import plain_readings, survey_readings
from kundagenda.findings.view import View
from kundagenda.findings.withholding import Published
from metrics.definition import Metric
from metrics.outcomes import PREFIX, outcome
from metrics.periods import Grain

AGENDA_DAYS = 90
DECISION_DAYS = 180
# An outcome counted by the quarter has a number of the last period too.
NUMBER_MONTHS = 3
YEAR = 12


@dataclass(frozen=True)
class Proof:
    """The row that proves a cell: an item or a decision; ``text`` is empty where confidential.

    ``item`` is the id of the item, for a decision of that on which it was taken.
    """

    text: str
    day: date
    confidential: bool
    item: int = 0


@dataclass(frozen=True)
class GroupTested:
    """One target group and its four cells.

    Attributes:
        cadence: The days that the company wants between two times; null where it has none.
        outcome: Its own outcome against the year before; null where none is named.
        newest: The latest month of that outcome with a number, if any.
        item: The latest customer item of the group, ever; ``decision`` the latest decision on one.
        satisfaction: What its customers say against the year before; null where nobody was asked.
        items: Customer items of the last twelve whole months.
    """

    code: str
    name: str
    cadence: int | None
    outcome: Figure | None
    newest: Reading | None
    item: Proof | None
    decision: Proof | None
    satisfaction: Figure | None
    items: int
    view: View

    @property
    def within(self) -> int:
        """The days within which the group should have come up."""
        return self.cadence or AGENDA_DAYS

    @property
    def days(self) -> int | None:
        """Days since the latest customer item; null for never."""
        return (self.view.as_of - self.item.day).days if self.item else None

    @property
    def cells(self) -> tuple[bool, bool, bool, bool]:
        """Outcome defined, number for the last period, on the agenda, decided about in time."""
        decided = (self.view.as_of - self.decision.day).days if self.decision else None
        return (
            self.outcome is not None,
            self.newest is not None and self.newest.period > self.view.last - NUMBER_MONTHS,
            self.days is not None and self.days <= self.within,
            decided is not None and decided <= DECISION_DAYS,
        )


@dataclass(frozen=True)
class GroupTest:
    """Every target group by name, the items of the year that name any group, and the fix-trap."""

    view: View
    groups: tuple[GroupTested, ...]
    named_items: int
    trap: FixTrap


def group_test_of(connection: Connection, view: View) -> GroupTest:
    """The groups in two statements; of every forum, since silence is the whole leadership's."""
    counts = group_test_counts(connection, view, replace(view, forum=""))
    own = {row.name: _metric(row.forum) for row in counts.get("outcome", ())}
    outcomes = {metric.key: metric for metric in own.values() if metric}
    read = (*MEASURES, *outcomes.values())
    parts = segment_parts(connection, read, view.last - 2 * YEAR + 1) if own else {}
    rates = {key: as_rate(metric, parts[key], ()) for key, metric in outcomes.items()}
    named = {code: rates[metric.key] for code, metric in own.items() if metric}
    said = _satisfaction(parts)
    years = counts.get("year", ())
    found = [
        _tested(row, named.get(row.name), parts, said, _Agenda.of(counts, row.name), view)
        for row in counts.get("group", ())
    ]
    return GroupTest(
        view=view,
        groups=tuple(sorted(found, key=lambda group: (group.name.casefold(), group.code))),
        named_items=sum(row.count(0) for row in years),
        trap=fix_trap_of(counts, view),
    )


@dataclass(frozen=True)
class _Agenda:
    item: Proof | None
    decision: Proof | None
    items: int

    @classmethod
    def of(cls, counts: Mapping[str, Sequence[Row]], code: str) -> "_Agenda":
        found = {kind: _row(counts, kind, code) for kind in ("item", "decision", "year")}
        year = found["year"]
        return cls(_proof(found["item"]), _proof(found["decision"]), year.count(0) if year else 0)


def _row(counts: Mapping[str, Sequence[Row]], kind: str, code: str) -> Row | None:
    return next((row for row in counts.get(kind, ()) if row.name == code), None)


def _proof(row: Row | None) -> Proof | None:
    return Proof(row.forum, row.day, bool(row.count(0)), row.count(1)) if row and row.day else None


def _metric(name: str) -> Metric | None:
    plain = name.removeprefix(PREFIX).strip()
    return outcome(plain) if plain else None


def _satisfaction(parts: Mapping[str, BySegment]) -> tuple[Metric, Published] | None:
    """The first measure that anybody answered, and what of it may be shown."""
    metric = next((m for m in MEASURES if any(parts.get(m.key, {}).values())), None)
    return (metric, Published(parts[metric.key])) if metric else None


def _tested(
    row: Row,
    own: Metric | None,
    parts: Mapping[str, BySegment],
    said: tuple[Metric, Published] | None,
    agenda: _Agenda,
    view: View,
) -> GroupTested:
    monthly = parts[own.key].get(row.name, {}) if own else {}
    return GroupTested(
        code=row.name,
        name=row.forum or row.name,
        cadence=row.count(0) or None,
        outcome=_outcome(own, monthly, view) if own else None,
        newest=_newest(own, monthly, view) if own else None,
        item=agenda.item,
        decision=agenda.decision,
        satisfaction=_said(*said, row.name, view) if said else None,
        items=agenda.items,
        view=view,
    )


def _outcome(metric: Metric, monthly: Monthly, view: View) -> Figure:
    ends = (view.last, view.last - YEAR)
    now, before = plain_readings(metric, monthly, ends, Grain.ROLLING12, view.last)
    return figure_of(metric, now, before)


def _newest(metric: Metric, monthly: Monthly, view: View) -> Reading | None:
    months = sorted((month for month in monthly if month <= view.last), reverse=True)
    readings = plain_readings(metric, monthly, months, Grain.MONTH, view.last)
    return next((reading for reading in readings if reading.value is not None), None)


def _said(metric: Metric, said: Published, code: str, view: View) -> Figure:
    ends = (view.last, view.last - YEAR)
    now, before = survey_readings(metric, said, ends, Grain.ROLLING12, view.last, code)
    return figure_of(metric, now, before)

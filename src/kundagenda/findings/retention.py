"""The page Retention as values: who stays, what they pay, what moved it, and how long it lasts."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from enum import StrEnum

from sqlalchemy import Connection

from kundagenda.findings.background import events_of, priority_of, verdicts_of
from kundagenda.findings.bridge import MOVES, Bridge, bridge_of
from kundagenda.findings.cohort_table import CohortTable, cohort_sums, cohort_table
from kundagenda.findings.kept import kept
from kundagenda.findings.kpi import whole_and_group_parts
from kundagenda.findings.latest_figures import Standing, tenure_of
from kundagenda.findings.measured import YEAR, Measured, Measures
from kundagenda.findings.overview import Verdict
from kundagenda.findings.periods import periods_of
from kundagenda.findings.targets import targets_of
from kundagenda.findings.view import View
from metrics import (
    grr,
    grr_month,
    logo_churn,
    logo_churn_month,
    nrr,
    nrr_month,
    repeat_rate,
)
from metrics.definition import Metric
from metrics.periods import Grain, month_number, months_of


class Horizon(StrEnum):
    """Whom a figure compares with: the customers of a year ago, or of a month ago."""

    YEAR = "year"
    MONTH = "month"


CUSTOMERS = {Horizon.YEAR: logo_churn, Horizon.MONTH: logo_churn_month}
REVENUE_KEPT = {Horizon.YEAR: grr, Horizon.MONTH: grr_month}
SAME_CUSTOMERS = {Horizon.YEAR: nrr, Horizon.MONTH: nrr_month}
CHURNS = tuple(CUSTOMERS.values())
READ: tuple[Metric, ...] = (
    *CHURNS, *REVENUE_KEPT.values(), *SAME_CUSTOMERS.values(), repeat_rate, *MOVES
)  # fmt: skip
_SEEN = 0.0005  # a change that one decimal of a percent shows


@dataclass(frozen=True)
class Gap:
    """How much of lost revenue the same customers made up for by paying more, as shares of 1.

    ``hides`` when what is kept is below its target, or falls, while the sum looks well: that
    the increases hide it.
    """

    kept: float
    now: float
    kept_before: float | None
    target: float | None

    @property
    def made_up(self) -> float:
        """What the same customers pay more, as a share of what all paid."""
        return self.now - self.kept

    @property
    def below_target(self) -> bool:
        """Whether less revenue is kept than was aimed at."""
        return self.target is not None and self.kept < self.target

    @property
    def falls(self) -> bool:
        """Whether less revenue is kept than the year before."""
        return self.kept_before is not None and self.kept < self.kept_before - _SEEN

    @property
    def hides(self) -> bool:
        """Whether increases hide that too much revenue is lost."""
        return self.now >= 1 and (self.below_target or self.falls)


@dataclass(frozen=True)
class Retention:
    """Everything that the page says; figures of a single month are drawn month by month."""

    measures: Measures
    cohorts: CohortTable | None

    @property
    def view(self) -> View:
        """What is looked at."""
        return self.measures.view

    def measured(self, metric: Metric, horizon: Horizon, segment: str | None = None) -> Measured:
        """A metric over time; customers who left are told as those who stayed."""
        measures = self.measures
        if horizon is Horizon.MONTH:
            measures = replace(measures, view=replace(self.view, grain=Grain.MONTH))
        return kept(measures.measured(metric, segment))

    def lead(self, asked: Horizon) -> tuple[Measured, Horizon] | None:
        """What the page is about: customers who stayed, or what is known instead of them.

        The horizon asked for first, then the other, then those who buy again; null without any.
        """
        for holds in (lambda each: _now(each) is not None, lambda each: each.is_known):
            for metric, horizon in _leads(asked):
                measured = self.measured(metric, horizon)
                if holds(measured):
                    return measured, horizon
        return None

    def gap(self, horizon: Horizon) -> Gap | None:
        """What increases make up for; null where one of the two is not known."""
        one = self.measured(REVENUE_KEPT[horizon], horizon)
        other = self.measured(SAME_CUSTOMERS[horizon], horizon)
        left, now = _now(one), _now(other)
        if left is None or now is None:
            return None
        before = one.figure.before.value if one.figure.before else None
        return Gap(left, now, before, one.target.value if one.target else None)

    def bridge(self) -> Bridge | None:
        """What moved revenue in the last twelve months, or in as many as are known."""
        last = self.view.last
        return bridge_of(self.measures.plain, range(last - YEAR + 1, last + 1))

    def bridges(self) -> list[tuple[int, Bridge]]:
        """The same for each period of the view, newest first, where it is known."""
        grain, plain = self.view.grain, self.measures.plain
        found = (
            (period, bridge_of(plain, months_of(period, grain)))
            for period in reversed(periods_of(self.view))
        )
        return [(period, bridge) for period, bridge in found if bridge is not None]

    def groups(self, horizon: Horizon) -> list[Measured]:
        """Every group with customers to lose, those that lost the largest share first."""
        metric = CUSTOMERS[horizon]
        each = (self.measured(metric, horizon, code) for code in self.measures.groups(metric))
        known = [measured for measured in each if _now(measured) is not None]
        return sorted(known, key=lambda measured: (_now(measured) or 0, measured.segment))

    @property
    def level(self) -> Verdict | None:
        """The stored verdict on the level of customers kept; of the whole company alone."""
        wanted = ("level", logo_churn_month.key)
        found = (v for v in self.measures.verdicts if (v.kind, v.metric) == wanted)
        return None if self.view.segment else next(found, None)

    @property
    def tenure(self) -> Standing | None:
        """How long customers stay; of the whole company alone."""
        return None if self.view.segment else tenure_of(self.measures.verdicts)


def figures_at(horizon: Horizon) -> tuple[Metric, ...]:
    """Customers lost, revenue kept and revenue of the same customers, at a horizon."""
    return CUSTOMERS[horizon], REVENUE_KEPT[horizon], SAME_CUSTOMERS[horizon]


def _leads(asked: Horizon) -> Iterator[tuple[Metric, Horizon]]:
    other = Horizon.MONTH if asked is Horizon.YEAR else Horizon.YEAR
    for horizon in (asked, other):
        yield CUSTOMERS[horizon], horizon
    for by_horizon in (REVENUE_KEPT, SAME_CUSTOMERS):
        yield from ((by_horizon[horizon], horizon) for horizon in (asked, other))
    yield repeat_rate, Horizon.YEAR


def _now(found: Measured) -> float | None:
    """The value of the last twelve months, or of the last month."""
    return found.figure.now.value if found.figure.now else None


def retention_of(connection: Connection, view: View) -> Retention:
    """The page's values in six statements, none on a fact table."""
    months = (view.last - YEAR, view.last)
    plain, groups = whole_and_group_parts(connection, READ, view.segments, CHURNS, months)
    priority = priority_of(connection, view)
    events = events_of(connection, view, priority)
    measures = Measures(
        view=view,
        plain=plain,
        segments={metric.key: groups.get(metric.key, {}) for metric in READ},
        targets=targets_of(connection, [metric.key for metric in READ], view),
        priority=priority,
        events=tuple(event for event in events if month_number(event.day) >= view.first),
        verdicts=verdicts_of(connection, view),
    )
    return Retention(measures, cohort_table(cohort_sums(connection, view), view))

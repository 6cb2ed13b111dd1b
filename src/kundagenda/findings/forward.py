"""What is already on agendas to come: the customer's part of it, against what was promised."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from kundagenda.findings.counted_rows import Row
from kundagenda.findings.overview import Priority
from kundagenda.findings.view import View
from metrics.minutes import ENOUGH_COVERAGE
from metrics.periods import first_day
from metrics.quotient import quotient

SOON = 3


@dataclass(frozen=True)
class Plan:
    """A meeting to come with what is on its agenda so far.

    ``minutes`` and ``customer_minutes`` are planned minutes of the ``timed`` items.
    """

    day: date
    forum: str
    items: int
    customer: int
    timed: int
    minutes: float
    customer_minutes: float


@dataclass(frozen=True)
class Ahead:
    """The meetings to come taken together, over some months."""

    meetings: int
    items: int
    customer: int
    timed: int
    minutes: float
    customer_minutes: float

    @property
    def share(self) -> float | None:
        """The customer's share of planned items; null where none is planned."""
        return quotient(self.customer, self.items)

    @property
    def minute_share(self) -> float | None:
        """The customer's share of planned minutes; null where too few are known."""
        enough = self.items > 0 and self.timed >= ENOUGH_COVERAGE * self.items
        return quotient(self.customer_minutes, self.minutes) if enough else None


@dataclass(frozen=True)
class Forward:
    """The meetings of the next twelve months, the next first, and the first three months of them.

    ``declared`` is the promised share and ``in_minutes`` whether it is one of minutes; null where
    none was promised for what is looked at.
    """

    plans: tuple[Plan, ...]
    soon: Ahead
    year: Ahead
    declared: float | None
    in_minutes: bool


def forward_of(rows: Sequence[Row], view: View, priority: Priority | None) -> Forward:
    """The agendas to come from rows a planned meeting."""
    plans = sorted(
        (
            Plan(row.day, row.forum, row.count(1), row.count(2), row.count(3), row.sum(4),
                 row.sum(5))
            for row in rows
            if row.day is not None
        ),
        key=lambda plan: (plan.day, plan.forum),
    )  # fmt: skip
    end = first_day(view.last + SOON + 1)
    holds = priority is not None and priority.forum in ("", view.forum)
    return Forward(
        plans=tuple(plans),
        soon=_together([plan for plan in plans if plan.day < end]),
        year=_together(plans),
        declared=priority.declared_share if priority and holds else None,
        in_minutes=bool(priority and holds and priority.basis == "minutes"),
    )


def _together(plans: Sequence[Plan]) -> Ahead:
    return Ahead(
        meetings=len(plans),
        items=sum(plan.items for plan in plans),
        customer=sum(plan.customer for plan in plans),
        timed=sum(plan.timed for plan in plans),
        minutes=sum(plan.minutes for plan in plans),
        customer_minutes=sum(plan.customer_minutes for plan in plans),
    )

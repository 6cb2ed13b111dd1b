"""A proposal for the next agenda, and what adopting some would make of share and debt."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from kundagenda.findings.overview import Figure
from kundagenda.findings.reading import Reading
from kundagenda.findings.say_do import SayDo
from kundagenda.findings.view import View
from metrics.quotient import quotient
from metrics.tables import CUSTOMER_LEVELS


class Kind(StrEnum):
    """The rule that a proposal comes from, in the order in which they ask for attention."""

    OVERDUE = "overdue"
    HALF_LIFE = "half_life"
    SILENT = "silent"
    SHALLOW = "shallow"
    BELOW = "below"


@dataclass(frozen=True)
class Proposal:
    """An item that the next agenda may take up, and why.

    Attributes:
        subject: The item, initiative, group or forum that it is about, as people call it.
        forum: Where it is proposed; empty where no forum has met.
        minutes: How long it would take.
        level: What it would be to the customer, as its rule implies.
        item: The item that it carries on; ``initiative`` and ``segment`` whom it belongs to.
        days: Since the first date was missed, since it was last discussed, since anything deeper
            than a fix was; null for never.
        count: Actions not done, the first of them by ``due_on``; or customer items, none deeper
            than a fix.
        age: Days since an initiative's attention began; ``half_life`` those of half of them.
        figure: Of a silent group, the figure that is worse than a year before.
        share: The forum's share of twelve months, below what was ``declared``.
    """

    kind: Kind
    subject: str
    forum: str
    minutes: int
    level: str
    item: int | None = None
    initiative: int | None = None
    segment: str | None = None
    days: int | None = None
    count: int = 0
    due_on: date | None = None
    age: int = 0
    half_life: float | None = None
    figure: Figure | None = None
    share: float | None = None
    declared: float | None = None

    @property
    def code(self) -> str:
        """What tells it from all others, as long as its rule holds."""
        of = self.item or self.initiative or self.segment or self.forum
        return f"{self.kind}:{of}"

    @property
    def is_customer(self) -> bool:
        """Whether it would count as an item about customers."""
        return self.level in CUSTOMER_LEVELS


@dataclass(frozen=True)
class Effect:
    """What some proposals come to, had they stood on the agenda too.

    Shares are of twelve months, 0..1, null where nothing was discussed; ``customer`` of ``total``
    are what the first rests on, in items or minutes, and those with the proposals. A debt is in
    items or minutes as the priority says, null where none can be told.
    """

    minutes: int
    share: float | None
    share_with: float | None
    customer: float
    total: float
    customer_with: float
    total_with: float
    debt: float | None
    debt_with: float | None


@dataclass(frozen=True)
class Proposals:
    """The proposals of a view, first those that ask most, and what they are held against.

    ``more`` counts what the same rules found beyond the `MOST` of each kind. ``year`` is the
    customer's share of the last twelve whole months, of minutes where the priority counts minutes.
    """

    view: View
    proposals: tuple[Proposal, ...]
    more: int
    year: Reading | None
    since: SayDo | None

    @property
    def in_minutes(self) -> bool:
        """Whether share and debt count minutes rather than items."""
        return self.since is not None and self.since.in_minutes

    def effect(self, chosen: Iterable[Proposal]) -> Effect:
        """What the chosen ones come to together."""
        each = [(p, p.minutes if self.in_minutes else 1) for p in chosen]
        year = self.year
        customer, total = (year.numerator or 0, year.denominator or 0) if year else (0, 0)
        customer_with = customer + sum(amount for p, amount in each if p.is_customer)
        total_with = total + sum(amount for _, amount in each)
        return Effect(
            minutes=sum(p.minutes for p, _ in each),
            share=quotient(customer, total),
            share_with=quotient(customer_with, total_with) if total else None,
            customer=customer,
            total=total,
            customer_with=customer_with,
            total_with=total_with,
            debt=self.since.debt if self.since else None,
            debt_with=self._debt_with(each),
        )

    def _debt_with(self, each: Iterable[tuple[Proposal, int]]) -> float | None:
        """An item more is also declared a share of; a forum that promised nothing pays nothing."""
        since = self.since
        if since is None or since.debt is None or since.priority.declared_share is None:
            return None
        forum, declared = since.priority.forum, since.priority.declared_share
        paid = [(p, amount) for p, amount in each if forum in ("", p.forum)]
        customer = since.customer + sum(amount for p, amount in paid if p.is_customer)
        total = since.total + sum(amount for _, amount in paid)
        return max(0.0, declared * total - customer)

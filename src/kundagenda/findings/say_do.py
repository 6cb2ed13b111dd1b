"""What was declared about the customer against what came of it, since the day of the decision."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from itertools import groupby
from operator import attrgetter
from typing import Any

from sqlalchemy import Connection

from kundagenda.findings.overview import Priority
from kundagenda.findings.themes import ThemeRanking, ranking_of
from metrics.minutes import ENOUGH_COVERAGE
from metrics.say_do import (
    ENOUGH_MEETINGS,
    Given,
    attention_debt,
    given_between,
    share_given,
    share_interval,
)
from metrics.themes import CUSTOMER

NOT_COUNTED = (0, 0, 0.0)  # what `ranking_of` also takes: put off, compared, minutes over plan


class Lack(StrEnum):
    """Why the declared share cannot be held against the real one."""

    NO_MEETING = "no_meeting"
    MINUTES = "minutes"
    FEW = "few"


@dataclass(frozen=True)
class SayDo:
    """The declared share beside the real one, in items or in minutes as the priority says.

    Of the priority's forum, or of all, from the day of the decision to that of the view.

    Attributes:
        meetings: Meetings counted; ``left_out`` more have known minutes for fewer than half of
            their items (none where items are counted).
        customer: Items or known minutes of the customer, of ``total``.
        items: Items discussed, on meetings left out too; ``untimed`` of them without known
            minutes (0 where items are counted).
        share: The customer's share with its 95 % interval, 0..1; null where something is lacking,
            the interval also where no meeting differs from another.
        debt: Items or minutes that the customer was declared and has not got; null without a
            declared share, or where no meeting or too few minutes are known.
        ranking: The themes of the same meetings.
    """

    priority: Priority
    until: date
    meetings: int
    left_out: int
    customer: float
    total: float
    items: int
    untimed: int
    share: float | None
    low: float | None
    high: float | None
    debt: float | None
    ranking: ThemeRanking

    @property
    def lack(self) -> Lack | None:
        """What is lacking for a share; nothing where there is one."""
        return _lack(self.meetings, self.left_out)

    @property
    def gap(self) -> float | None:
        """The declared share less the real one: above 0 where the promise is not kept."""
        if self.share is None or self.priority.declared_share is None:
            return None
        return self.priority.declared_share - self.share

    @property
    def gap_interval(self) -> tuple[float | None, float | None]:
        """The 95 % interval of the gap."""
        declared = self.priority.declared_share
        if declared is None or self.low is None or self.high is None:
            return None, None
        return declared - self.high, declared - self.low

    @property
    def in_minutes(self) -> bool:
        """Whether minutes are counted rather than items."""
        return self.priority.basis == "minutes"

    @property
    def rank(self) -> int | None:
        """The customer's place among the themes, 1 the most; null where it cannot be told."""
        customer = self.ranking.customer
        if self.lack is not None or customer is None or not self.ranking.told:
            return None
        return customer.minute_rank if self.in_minutes else customer.rank


def say_do_of(connection: Connection, priority: Priority | None, as_of: date) -> SayDo | None:
    """The promise since it was decided; null while nothing is declared. One statement at most."""
    if priority is None:
        return None
    rows = connection.execute(given_between(priority.decided_on, as_of)).all()
    return say_do(rows, priority, as_of)


def say_do(rows: Iterable[Any], priority: Priority, as_of: date) -> SayDo:
    """The same from rows as `given_between` gives them, of any forum and in any order."""
    own = [row for row in rows if priority.forum in ("", row.forum)]
    by_meeting = groupby(sorted(own, key=attrgetter("meeting_id")), attrgetter("meeting_id"))
    every = [list(of) for _, of in by_meeting]
    counted = every if priority.basis == "items" else [of for of in every if _is_timed(of)]
    given = [_given(of, priority.basis) for of in counted]
    lack = _lack(len(counted), len(every) - len(counted))
    low, high = (None, None) if lack else share_interval(given) or (None, None)
    return SayDo(
        priority=priority,
        until=as_of,
        meetings=len(counted),
        left_out=len(every) - len(counted),
        customer=sum(each.customer for each in given),
        total=sum(each.total for each in given),
        items=sum(row.items for row in own),
        untimed=sum(row.items - row.timed for row in own) if priority.basis == "minutes" else 0,
        share=None if lack else share_given(given),
        low=low,
        high=high,
        debt=_debt(priority.declared_share, given, lack),
        ranking=_ranking(counted),
    )


def _lack(meetings: int, left_out: int) -> Lack | None:
    if meetings + left_out == 0:
        return Lack.NO_MEETING
    if meetings < ENOUGH_COVERAGE * (meetings + left_out):
        return Lack.MINUTES
    return Lack.FEW if meetings < ENOUGH_MEETINGS else None


def _is_timed(of_meeting: Sequence[Any]) -> bool:
    """Whether the minutes of half of the items are known, and are any at all."""
    items, timed = (sum(getattr(row, name) for row in of_meeting) for name in ("items", "timed"))
    return timed >= ENOUGH_COVERAGE * items and any(row.minutes > 0 for row in of_meeting)


def _debt(declared: float | None, given: Sequence[Given], lack: Lack | None) -> float | None:
    """Also over few meetings: what is owed is counted, and nothing is concluded from it."""
    if declared is None or lack in (Lack.NO_MEETING, Lack.MINUTES):
        return None
    return attention_debt(declared, given)


def _given(of_meeting: Sequence[Any], basis: str) -> Given:
    def amount(row: Any) -> float:
        return float(row.minutes if basis == "minutes" else row.items)

    customer = sum(amount(row) for row in of_meeting if row.theme == CUSTOMER)
    return Given(customer, sum(map(amount, of_meeting)))


def _ranking(counted: Iterable[Sequence[Any]]) -> ThemeRanking:
    rows = [
        (row.theme, row.forum, row.items, row.timed, row.minutes, *NOT_COUNTED)
        for of_meeting in counted
        for row in of_meeting
    ]
    return ranking_of(rows)

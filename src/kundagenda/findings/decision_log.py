"""What became of the decisions of a view: one by one, on time or not, open for how long."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from statistics import median
from typing import Any

from sqlalchemy import Connection

from kundagenda.findings.view import View
from metrics.decision_log import ROLE_BREAK, Status, decision_log, status_of
from metrics.periods import first_day
from metrics.uncertainty import wilson

NOT_DONE = (Status.OPEN, Status.OVERDUE)


@dataclass(frozen=True)
class Decision:
    """A decision as it stands; ``text`` is null where its item is confidential.

    ``roles`` and ``to_do`` are those of its actions, cancelled ones left out, by letter.
    ``due_on`` is the first date of what is not done, else the last there was. ``due`` and
    ``on_time`` count actions. ``again``: it had been taken before, in the same words.
    """

    id: int
    decided_on: date
    text: str | None
    forum: str
    is_customer: bool
    expected_metric: str | None
    expected_direction: str | None
    expected_by: date | None
    roles: tuple[str, ...]
    due_on: date | None
    status: Status
    due: int
    on_time: int
    again: bool
    to_do: tuple[str, ...] = ()

    @property
    def is_promise(self) -> bool:
        """Whether it says which figure should move, which way, and by when."""
        return bool(self.expected_metric and self.expected_direction and self.expected_by)


@dataclass(frozen=True)
class OnTime:
    """Actions done by their date, of those due; share and bounds 0..1, null when none was due."""

    on_time: int
    due: int
    share: float | None
    low: float | None
    high: float | None


@dataclass(frozen=True)
class OpenFor:
    """How many decisions have actions left to do, and for how many days since they were taken."""

    count: int
    median: float
    longest: int


def decisions_of(connection: Connection, view: View) -> tuple[Decision, ...]:
    """The decisions taken in the period of the view, newest first; one statement."""
    statement = decision_log(view.today, first_day(view.first), view.forums)
    return tuple(map(_decision, connection.execute(statement)))


def _decision(row: Any) -> Decision:
    return Decision(
        id=row.id,
        decided_on=row.decided_on,
        text=row.text,
        forum=row.forum,
        is_customer=row.customer == 1,
        expected_metric=row.expected_metric,
        expected_direction=row.expected_direction,
        expected_by=row.expected_by,
        roles=_parts(row.roles),
        due_on=row.due_on,
        status=status_of(row),
        due=int(row.due),
        on_time=int(row.on_time),
        again=row.again == 1,
        to_do=_parts(row.to_do),
    )


def _parts(joined: str | None) -> tuple[str, ...]:
    return tuple(sorted(joined.split(ROLE_BREAK))) if joined else ()


def on_time_of(decisions: Iterable[Decision], *, customer: bool) -> OnTime:
    """The actions of decisions about customers, or of all others, with Wilson's interval."""
    chosen = [each for each in decisions if each.is_customer is customer]
    done, due = sum(each.on_time for each in chosen), sum(each.due for each in chosen)
    if not due:
        return OnTime(0, 0, None, None, None)
    return OnTime(done, due, done / due, *wilson(done, due))


def open_for(decisions: Sequence[Decision], as_of: date) -> OpenFor | None:
    """How long the decisions that are not done have stood open; null where none does."""
    days = [(as_of - each.decided_on).days for each in decisions if each.status in NOT_DONE]
    return OpenFor(len(days), median(days), max(days)) if days else None

"""What becomes of decisions: actions done (A10), and decisions followed through (A11).

Each statement gives one row per forum and kind of decision, customer 1 or 0, so that decisions
about customers stand beside all others. Rows add up: `Completion.pooled` and
`FollowThrough.pooled` take those of one kind, of one forum, or all.
"""

from collections.abc import Iterable
from dataclasses import dataclass, fields
from datetime import date, timedelta
from typing import Any, Self

from sqlalchemy import ColumnElement, FromClause, Subquery, and_, case, false, func, or_, select

from metrics.attention import OWN, customer_item
from metrics.definition import Better, Definition, Family, Interval, Unit
from metrics.periods import days_after
from metrics.quotient import quotient
from metrics.scope import Rows
from metrics.tables import actions, agenda_items, decisions, forums, meetings

HORIZON_DAYS = 90

_FOLLOW_UP: dict[str, Any] = {
    "unit": Unit.SHARE,
    "better": Better.HIGHER,
    "source": OWN,
    "family": Family.FOLLOW_UP,
    "interval": Interval.WILSON,
    "splits": ("forum",),
    "values": (0, 1),
}
ACTION_COMPLETION = Definition(
    key="action_completion",
    label="Actions done",
    definition="Actions done, early or late, as a share of the actions that have come due; "
    "cancelled ones and those without a date are left out.",
    formula="actions due and done / actions due",
    base="actions",
    **_FOLLOW_UP,
)
ACTION_ON_TIME = Definition(
    key="action_on_time",
    label="Actions done on time",
    definition="Actions done on their due date or before, as a share of the actions that have "
    "come due.",
    formula="actions due and done by the due date / actions due",
    base="actions",
    **_FOLLOW_UP,
)
FOLLOW_THROUGH_90 = Definition(
    key="follow_through_90",
    label="Decisions followed through in 90 days",
    definition="Decisions of 90 days or more with actions that were all done within 90 days, as a "
    "share of those decisions; one without an action was not followed through.",
    formula="decisions with every action done within 90 days / decisions of 90 days or more",
    base="decisions",
    **_FOLLOW_UP,
)


@dataclass(frozen=True)
class _Counts:
    """Counts that may be added, each field named as a column of its statement."""

    def __add__(self, other: Self) -> Self:
        return type(self)(*(getattr(self, f.name) + getattr(other, f.name) for f in fields(self)))

    @classmethod
    def pooled(cls, rows: Iterable[Any]) -> Self:
        """The sum of rows of the statement; of none at all, zeros."""
        names = [f.name for f in fields(cls)]
        return sum((cls(*(int(getattr(row, name)) for name in names)) for row in rows), cls())


@dataclass(frozen=True)
class Completion(_Counts):
    """How many actions were due, and what became of them.

    Attributes:
        denominator: Due by the day asked about, cancelled ones left out.
        completed: Of those, done by that day, early or late.
        on_time: Of those, done on the due date or before it.
        open_overdue: Of those, not done by that day.
        not_yet_due: Due later; done early or not, they are in no share yet.
        no_due_date: Neither cancelled nor given a date: in no share.
        cancelled: In no share.
    """

    denominator: int = 0
    completed: int = 0
    on_time: int = 0
    open_overdue: int = 0
    not_yet_due: int = 0
    no_due_date: int = 0
    cancelled: int = 0

    @property
    def rate(self) -> float | None:
        """Completed over due, 0..1; null when nothing was due."""
        return quotient(self.completed, self.denominator)

    @property
    def on_time_rate(self) -> float | None:
        """Done in time over due, 0..1; null when nothing was due."""
        return quotient(self.on_time, self.denominator)


@dataclass(frozen=True)
class FollowThrough(_Counts):
    """How many decisions were old enough to judge, and how many were carried out in time.

    Attributes:
        denominator: Taken at least the horizon ago.
        numerator: Of those, with an action, and every action that was not cancelled done in time.
        no_action: Of those, with no action, or none that was not cancelled.
        too_young: Taken since: in no share yet.
    """

    denominator: int = 0
    numerator: int = 0
    no_action: int = 0
    too_young: int = 0

    @property
    def rate(self) -> float | None:
        """Carried out over old enough, 0..1; null when none is old enough."""
        return quotient(self.numerator, self.denominator)


def action_completion(as_of: date) -> Rows:
    """Actions of decisions taken by a day: ``forum, customer`` and the fields of `Completion`.

    What was done after the day counts as not done. A cancelled action stays cancelled although
    someone also marked it done.
    """
    source = decided_rows().join(actions, actions.c.decision_id == decisions.c.id)
    kept = actions.c.cancelled == false()
    due = and_(kept, actions.c.due_on <= as_of)
    done = and_(due, actions.c.done_on <= as_of)
    undone = or_(actions.c.done_on.is_(None), actions.c.done_on > as_of)
    return _counted(
        source,
        as_of,
        denominator=due,
        completed=done,
        on_time=and_(done, actions.c.done_on <= actions.c.due_on),
        open_overdue=and_(due, undone),
        not_yet_due=and_(kept, actions.c.due_on > as_of),
        no_due_date=and_(kept, actions.c.due_on.is_(None)),
        cancelled=actions.c.cancelled != false(),
    )


def follow_through(as_of: date, horizon_days: int = HORIZON_DAYS) -> Rows:
    """Decisions taken by a day: ``forum, customer`` and the fields of `FollowThrough`.

    A decision is judged once it is as old as the horizon, and by that day alone: an action done
    on the last day of the horizon is in time, one done a day later never is.

    Raises:
        ValueError: the horizon is below 0.
    """
    if horizon_days < 0:
        raise ValueError(f"decisions cannot be followed for {horizon_days} days; give 0 or more")
    kept = _kept_actions(horizon_days)
    source = decided_rows().outerjoin(kept, kept.c.decision_id == decisions.c.id)
    aged = decisions.c.decided_on <= as_of - timedelta(days=horizon_days)
    count = func.coalesce(kept.c.actions, 0)
    return _counted(
        source,
        as_of,
        denominator=aged,
        numerator=and_(aged, count > 0, kept.c.in_time == kept.c.actions),
        no_action=and_(aged, count == 0),
        too_young=decisions.c.decided_on > as_of - timedelta(days=horizon_days),
    )


def _kept_actions(horizon_days: int) -> Subquery:
    """One row per decision with actions: how many were not cancelled, and how many done in time."""
    kept = actions.c.cancelled == false()
    in_time = actions.c.done_on <= days_after(decisions.c.decided_on, horizon_days)
    return (
        select(
            actions.c.decision_id,
            func.sum(case((kept, 1), else_=0)).label("actions"),
            func.sum(case((and_(kept, in_time), 1), else_=0)).label("in_time"),
        )
        .join_from(actions, decisions, decisions.c.id == actions.c.decision_id)
        .group_by(actions.c.decision_id)
        .subquery("kept_actions")
    )


def decided_rows() -> FromClause:
    """Decisions with their item, meeting and forum, whatever became of item and meeting."""
    return (
        decisions.join(agenda_items, agenda_items.c.id == decisions.c.agenda_item_id)
        .join(meetings, meetings.c.id == agenda_items.c.meeting_id)
        .join(forums, forums.c.id == meetings.c.forum_id)
    )


def _counted(source: FromClause, as_of: date, **counts: ColumnElement[bool]) -> Rows:
    """How many rows of decisions taken by the day meet each condition, by forum and customer."""
    rows = (
        select(
            forums.c.name.label("forum"),
            customer_item().label("customer"),
            *(case((met, 1), else_=0).label(name) for name, met in counts.items()),
        )
        .select_from(source)
        .where(decisions.c.decided_on <= as_of)
        .subquery("decided")
    )
    keys = (rows.c.forum, rows.c.customer)
    sums = (func.sum(rows.c[name]).label(name) for name in counts)
    return select(*keys, *sums).group_by(*keys).order_by(*keys)

"""What a reader may see of the company: rows of some forums, of some customer groups.

The limits hold for every statement that is asked on a connection, whoever wrote it: a table is
put in the place of ours that has the rows they may see and no others.
"""

import json
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from sqlalchemy import (
    ColumnElement,
    Connection,
    Engine,
    Select,
    Table,
    case,
    event,
    false,
    null,
    or_,
    select,
    true,
)
from sqlalchemy.sql import ClauseElement
from sqlalchemy.sql.dml import UpdateBase

from kundagenda.database.stands import Stand, translator
from kundagenda.database.tables import audit, corrections, notes, second_codings, snapshots
from metrics import METRICS
from metrics.tables import (
    actions,
    agenda_items,
    decisions,
    forums,
    initiatives,
    kpi_cohorts,
    kpi_monthly,
    meetings,
    outcome_values,
    priorities,
    purchases,
    subscriptions,
    survey_answers,
    survey_invitations,
    target_groups,
    targets,
    verdicts,
)

OPTION = "seen_by"
"""The execution option of a connection that holds the limits of its reader."""

_OF_FORUMS = [metric.key for metric in METRICS if "forum" in metric.splits]


@dataclass(frozen=True)
class Limits:
    """The forums and the customer groups that a reader may see; null for all of a kind."""

    forums: frozenset[str] | None = None
    groups: frozenset[str] | None = None

    def __bool__(self) -> bool:
        return self.forums is not None or self.groups is not None

    @property
    def name(self) -> str:
        """Tells limits apart, for whatever is kept under them; empty where there are none."""
        if not self:
            return ""
        kinds = (self.forums, self.groups)
        return json.dumps([None if kind is None else sorted(kind) for kind in kinds])


NO_LIMITS = Limits()


def watch_limits(engine: Engine) -> Engine:
    """The engine, on whose connections the limits of their readers hold.

    Whatever else puts tables in the place of ours must listen after this, for nothing of ours is
    left in its statements: SQLAlchemy calls in the order of listening, whatever it is asked.
    """
    event.listen(engine, "before_execute", _before, retval=True)
    return engine


def seen_by(connection: Connection, limits: Limits) -> Connection:
    """The connection, on which every select finds what the limits allow and nothing else."""
    return connection.execution_options(**{OPTION: limits})


def _before(
    connection: Connection, statement: Any, many: Any, once: Any, _options: Any
) -> tuple[Any, Any, Any]:
    limits = connection.get_execution_options().get(OPTION, NO_LIMITS)
    # What is written, such as the log of a look, goes into the table itself.
    if limits and isinstance(statement, ClauseElement) and not isinstance(statement, UpdateBase):
        statement = _limiter(limits)(statement)
    return statement, many, once


@lru_cache(maxsize=256)
def _limiter(limits: Limits) -> Callable[[Any], Any]:
    """Puts what may be seen in the place of the tables."""
    conditions: dict[Table, list[ColumnElement[bool]]] = {}
    for table, condition in (*_by_forum(limits), *_by_group(limits)):
        conditions.setdefault(table, []).append(condition)
    return translator(
        {
            table: Stand(_rows(table, limits).where(*both).subquery(table.name), {}, {})
            for table, both in conditions.items()
        }
    )


def _rows(table: Table, limits: Limits) -> Select[Any]:
    """A table's rows; what names another group names none."""
    if limits.groups is None or table not in (agenda_items, initiatives):
        return select(table)
    seen = table.c.segment.in_(sorted(limits.groups))
    of_group = case((seen, table.c.segment), else_=null()).label("segment")
    return select(*(of_group if each.name == "segment" else each for each in table.c))


def _by_forum(limits: Limits) -> Iterator[tuple[Table, ColumnElement[bool]]]:
    if limits.forums is None:
        return
    named = sorted(limits.forums)
    seen = select(forums.c.id).where(forums.c.name.in_(named))
    held = select(meetings.c.id).where(meetings.c.forum_id.in_(seen))
    items = select(agenda_items.c.id).where(agenda_items.c.meeting_id.in_(held))
    decided = select(decisions.c.id).where(decisions.c.agenda_item_id.in_(items))
    begun = select(agenda_items.c.initiative_id).where(agenda_items.c.id.in_(items))
    yield forums, forums.c.name.in_(named)
    yield meetings, meetings.c.forum_id.in_(seen)
    yield agenda_items, agenda_items.c.meeting_id.in_(held)
    yield decisions, decisions.c.agenda_item_id.in_(items)
    yield actions, actions.c.decision_id.in_(decided)
    yield initiatives, initiatives.c.id.in_(begun.where(agenda_items.c.initiative_id.is_not(None)))
    yield priorities, or_(priorities.c.forum_id.is_(None), priorities.c.forum_id.in_(seen))
    for table in (kpi_monthly, verdicts):
        of_all = (table.c.forum == "") & table.c.metric.not_in(_OF_FORUMS)
        if table is verdicts:
            of_all &= table.c.against.not_in(_OF_FORUMS)
        yield table, or_(table.c.forum.in_(named), of_all)
    yield second_codings, second_codings.c.agenda_item_id.in_(items)
    # What was said of topics, done by others, or kept as it was shown, is of all forums together.
    for table in (corrections, audit, snapshots, notes):
        yield table, false()


def _by_group(limits: Limits) -> Iterator[tuple[Table, ColumnElement[bool]]]:
    if limits.groups is None:
        return
    named = sorted(limits.groups)
    yield target_groups, target_groups.c.code.in_(named)
    for facts in (
        survey_answers, survey_invitations, subscriptions, purchases, outcome_values,
        kpi_cohorts,
    ):  # fmt: skip
        yield facts, facts.c.segment.in_(named)
    # The agenda belongs to no group: what is counted of it as a whole stays.
    for table in (kpi_monthly, verdicts, targets):
        of_agenda = table.c.metric.in_(_OF_FORUMS) & (table.c.segment == "")
        if table is verdicts:
            of_agenda &= table.c.against.in_(["", *_OF_FORUMS])
        yield table, or_(table.c.segment.in_(named), of_agenda)
    for table in (agenda_items, initiatives):
        yield table, true()
    for table in (corrections, audit, snapshots, notes):
        yield table, false()

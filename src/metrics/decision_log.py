"""Decisions one by one: what became of their actions, and whether they had been taken before."""

from datetime import date
from enum import StrEnum
from typing import Any

from sqlalchemy import ColumnElement, Subquery, and_, case, false, func, or_, select, true

from metrics.agenda_rows import customer_item
from metrics.follow_through import decided_rows
from metrics.scope import Rows
from metrics.tables import actions, agenda_items, decisions, forums

ROLE_BREAK = "\n"
_COUNTS = ("kept", "cancelled", "undone", "due", "done", "on_time", "late", "dated")
_EXPECTED = ("expected_metric", "expected_direction", "expected_by")


class Status(StrEnum):
    """What became of a decision, by its actions; ``DONE``: none of them had a date to keep."""

    OPEN = "open"
    OVERDUE = "overdue"
    ON_TIME = "on_time"
    LATE = "late"
    DONE = "done"
    CANCELLED = "cancelled"
    NO_ACTION = "no_action"


def status_of(row: Any) -> Status:
    """The status of a row of `decision_log`: an action not done by its date outweighs the rest."""
    if not row.kept:
        return Status.CANCELLED if row.cancelled else Status.NO_ACTION
    if row.due > row.done:
        return Status.OVERDUE
    if row.undone:
        return Status.OPEN
    if row.late:
        return Status.LATE
    return Status.ON_TIME if row.dated else Status.DONE


def decision_log(as_of: date, since: date, of_forums: tuple[str, ...] = ()) -> Rows:
    """The decisions taken from one day to another, newest first, as they stood on the last.

    Columns: ``id, decided_on, text`` (null where ``confidential``), ``forum, customer`` (1 or 0),
    ``expected_metric, expected_direction, expected_by, again`` (1: taken before in the same words,
    on the same item as it was carried over or for the same initiative, also before ``since``),
    ``roles`` and ``to_do``, the words of the actions (each parted by `ROLE_BREAK`, those of what is
    cancelled left out, ``to_do`` null where confidential), ``due_on`` (the first date of what is
    not done, else the last) and counts of actions: ``kept`` (not cancelled), ``cancelled``, and of
    those kept ``undone, due, done`` (of those due), ``on_time`` (likewise), ``late, dated``.
    """
    every = _every(as_of)
    within = every.c.decided_on >= since
    if of_forums:
        within &= every.c.forum.in_(of_forums)
    return select(every).where(within).order_by(every.c.decided_on.desc(), every.c.id.desc())


def _every(as_of: date) -> Subquery:
    """Every decision taken by the day: whether it is a repeat depends on those before."""
    acted, roles, to_do = _acted(as_of), _roles(), _to_do()
    source = (
        decided_rows()
        .outerjoin(acted, acted.c.decision_id == decisions.c.id)
        .outerjoin(roles, roles.c.decision_id == decisions.c.id)
        .outerjoin(to_do, to_do.c.decision_id == decisions.c.id)
    )
    hidden = agenda_items.c.confidential == true()
    return (
        select(
            *(decisions.c[name] for name in ("id", "decided_on", *_EXPECTED)),
            case((hidden, None), else_=decisions.c.text).label("text"),
            case((hidden, 1), else_=0).label("confidential"),
            forums.c.name.label("forum"),
            customer_item().label("customer"),
            case((_taken_before(), 1), else_=0).label("again"),
            roles.c.roles,
            case((hidden, None), else_=to_do.c.to_do).label("to_do"),
            acted.c.due_on,
            *(func.coalesce(acted.c[name], 0).label(name) for name in _COUNTS),
        )
        .select_from(source)
        .where(decisions.c.decided_on <= as_of)
        .subquery("every")
    )


def _taken_before() -> ColumnElement[bool]:
    words, day = func.trim(decisions.c.text), decisions.c.decided_on
    matter = func.coalesce(agenda_items.c.first_seen_item_id, agenda_items.c.id)
    initiative = agenda_items.c.initiative_id
    return or_(
        func.min(day).over(partition_by=[matter, words]) < day,
        and_(
            initiative.is_not(None),
            func.min(day).over(partition_by=[initiative, words]) < day,
        ),
    )


def _acted(as_of: date) -> Subquery:
    """One row per decision with actions; what was done after the day counts as not done."""
    kept, due_on, done_on = actions.c.cancelled == false(), actions.c.due_on, actions.c.done_on
    undone = and_(kept, or_(done_on.is_(None), done_on > as_of))
    due, done = and_(kept, due_on <= as_of), and_(kept, done_on <= as_of)
    counted = {
        "kept": kept,
        "cancelled": actions.c.cancelled != false(),
        "undone": undone,
        "due": due,
        "done": and_(due, done),
        "on_time": and_(due, done, done_on <= due_on),
        "late": and_(done, done_on > due_on),
        "dated": and_(kept, due_on.is_not(None)),
    }
    first_open, last = func.min(case((undone, due_on))), func.max(case((kept, due_on)))
    return (
        select(
            actions.c.decision_id,
            case((func.max(case((undone, 1))) == 1, first_open), else_=last).label("due_on"),
            *(func.sum(case((met, 1), else_=0)).label(name) for name, met in counted.items()),
        )
        .group_by(actions.c.decision_id)
        .subquery("acted")
    )


def _roles() -> Subquery:
    """The roles that own a decision's actions."""
    return _joined(actions.c.owner_role, "roles")


def _to_do() -> Subquery:
    """What a decision's actions say."""
    return _joined(actions.c.text, "to_do")


def _joined(column: ColumnElement[str], name: str) -> Subquery:
    """A text of a decision's actions, cancelled ones left out; each once."""
    each = (
        select(actions.c.decision_id, func.replace(column, ROLE_BREAK, " ").label("said"))
        .where(actions.c.cancelled == false(), column != "")
        .distinct()
        .subquery(f"each of {name}")
    )
    joined = func.aggregate_strings(each.c.said, ROLE_BREAK).label(name)
    return select(each.c.decision_id, joined).group_by(each.c.decision_id).subquery(name)

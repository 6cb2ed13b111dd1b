"""The agenda rows that every attention metric counts."""

from typing import Any

from sqlalchemy import ColumnElement, Subquery, case, false, func, null, select

from metrics.periods import month_of
from metrics.scope import Rows, Scope, segment_of
from metrics.tables import CUSTOMER_LEVELS, agenda_items, forums, meetings


def discussed() -> ColumnElement[bool]:
    """Whether an agenda item was discussed: on a held meeting, not formal and not deferred."""
    return (
        (meetings.c.status == "held")
        & (agenda_items.c.formal == false())
        & (agenda_items.c.outcome != "deferred")
    )


def customer_item() -> ColumnElement[int]:
    """1 for an item about customers at any level, else 0."""
    return case((agenda_items.c.level_best.in_(CUSTOMER_LEVELS), 1), else_=0)


def discussed_items(scope: Scope, *more: ColumnElement[Any]) -> Subquery:
    """One row per discussed item: month, meeting, forum, segment, customer, level, first.

    ``more`` are further columns, of the items or across the discussed items of their meeting.
    """
    return (
        select(
            month_of(meetings.c.held_on).label("month"),
            meetings.c.id.label("meeting_id"),
            forums.c.name.label("forum"),
            segment_of(agenda_items.c.segment).label("segment"),
            customer_item().label("customer"),
            agenda_items.c.level_best.label("level"),
            case((agenda_items.c.first_seen_item_id.is_(None), 1), else_=0).label("first"),
            *more,
        )
        .join_from(meetings, forums, forums.c.id == meetings.c.forum_id)
        .join(agenda_items, agenda_items.c.meeting_id == meetings.c.id)
        .where(discussed(), meetings.c.held_on >= scope.start, meetings.c.held_on < scope.end)
        .subquery("discussed")
    )


def share(rows: Subquery, counted: ColumnElement[int]) -> Rows:
    """Counted rows over all rows, by month, forum and segment."""
    keys = (rows.c.month, rows.c.forum, rows.c.segment)
    return select(
        *keys,
        func.sum(counted).label("numerator"),
        func.count().label("denominator"),
        null().label("squares"),
        func.count().label("base"),
    ).group_by(*keys)

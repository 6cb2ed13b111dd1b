"""How often customers are on the agenda, and how deep the leadership goes."""

from typing import Any

from sqlalchemy import ColumnElement, Subquery, case, false, func, literal, null, select

from metrics.definition import Better, Family, Interval, Metric, Unit, metric
from metrics.periods import month_of
from metrics.scope import Rows, Scope, segment_of
from metrics.tables import CUSTOMER_LEVELS, agenda_items, forums, meetings

OWN = "own definition; no published standard"
_AGENDA: dict[str, Any] = {
    "unit": Unit.SHARE,
    "better": Better.NEITHER,
    "family": Family.AGENDA,
    "interval": Interval.WILSON,
    "source": OWN,
}


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


def _discussed_items(scope: Scope) -> Subquery:
    """One row per discussed item: month, meeting, forum, segment, customer, level, first."""
    return (
        select(
            month_of(meetings.c.held_on).label("month"),
            meetings.c.id.label("meeting_id"),
            forums.c.name.label("forum"),
            segment_of(agenda_items.c.segment).label("segment"),
            customer_item().label("customer"),
            agenda_items.c.level_best.label("level"),
            case((agenda_items.c.first_seen_item_id.is_(None), 1), else_=0).label("first"),
        )
        .join_from(meetings, forums, forums.c.id == meetings.c.forum_id)
        .join(agenda_items, agenda_items.c.meeting_id == meetings.c.id)
        .where(discussed(), meetings.c.held_on >= scope.start, meetings.c.held_on < scope.end)
        .subquery("discussed")
    )


def _share(rows: Subquery, counted: ColumnElement[int]) -> Rows:
    """Counted rows over all rows, by month, forum and segment."""
    keys = (rows.c.month, rows.c.forum, rows.c.segment)
    return select(
        *keys,
        func.sum(counted).label("numerator"),
        func.count().label("denominator"),
        null().label("squares"),
        func.count().label("base"),
    ).group_by(*keys)


@metric(label="Customer share of items", base="items", splits=("forum", "segment"), **_AGENDA)
def customer_item_share(scope: Scope) -> Rows:
    """Customer items as a share of all agenda items that were discussed, formalities left out.

    An item counts once, whichever of its topics is about customers.
    """
    rows = _discussed_items(scope)
    return _share(rows, rows.c.customer)


@metric(label="Meetings with a customer item", base="meetings", splits=("forum",), **_AGENDA)
def customer_meeting_share(scope: Scope) -> Rows:
    """Meetings with at least one customer item as a share of meetings with an agenda.

    A meeting held without agenda items is not in the base.
    """
    items = _discussed_items(scope)
    meeting = (
        select(
            items.c.month,
            items.c.forum,
            literal("").label("segment"),
            func.max(items.c.customer).label("customer"),
        )
        .group_by(items.c.meeting_id, items.c.month, items.c.forum)
        .subquery("meeting")
    )
    return _share(meeting, meeting.c.customer)


@metric(label="Share of first appearances", base="items", splits=("forum", "segment"), **_AGENDA)
def first_appearance_share(scope: Scope) -> Rows:
    """Items on the agenda for the first time as a share of all items that were discussed."""
    rows = _discussed_items(scope)
    return _share(rows, rows.c.first)


def _level_share(level: str, label: str, doing: str) -> Metric:
    def query(scope: Scope) -> Rows:
        rows = _discussed_items(scope)
        counted = case((rows.c.level == level, 1), else_=0)
        return _share(rows, counted).where(rows.c.customer == 1)

    return metric(
        key=f"level_{level}",
        definition=f"Customer items where the leadership is {doing}, as a share of customer items.",
        label=label,
        base="customer items",
        splits=("forum", "segment"),
        **_AGENDA,
    )(query)


level_measure = _level_share("measure", "Measure", "hearing, counting or following customers")
level_fix = _level_share("fix", "Fix", "repairing what is broken or lost for them")
level_improve = _level_share("improve", "Improve", "making what they already get better")
level_value = _level_share("value", "New value", "giving them something they did not have")


def meeting_days(scope: Scope) -> Rows:
    """One row per held meeting, oldest first: ``meeting_id, held_on, forum, customer, items``.

    ``customer`` and ``items`` count discussed items; a meeting without an agenda has 0 of both.
    Recency, gaps and streaks are read off it.
    """
    counted = case((discussed(), 1), else_=0)
    return (
        select(
            meetings.c.id.label("meeting_id"),
            meetings.c.held_on,
            forums.c.name.label("forum"),
            func.sum(case((discussed(), customer_item()), else_=0)).label("customer"),
            func.sum(counted).label("items"),
        )
        .join_from(meetings, forums, forums.c.id == meetings.c.forum_id)
        .outerjoin(agenda_items, agenda_items.c.meeting_id == meetings.c.id)
        .where(meetings.c.status == "held")
        .where(meetings.c.held_on >= scope.start, meetings.c.held_on < scope.end)
        .group_by(meetings.c.id, meetings.c.held_on, forums.c.name)
        .order_by(meetings.c.held_on, meetings.c.id)
    )

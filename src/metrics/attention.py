"""How often customers are on the agenda, and how deep the leadership goes."""

from typing import Any

from sqlalchemy import ColumnElement, Double, case, cast, func, literal, select

from metrics.agenda_rows import customer_item, discussed, discussed_items, share
from metrics.definition import Better, Family, Interval, Metric, Unit, metric
from metrics.scope import Rows, Scope
from metrics.tables import agenda_items, decisions, forums, meetings

OWN = "own definition; no published standard"
_AGENDA: dict[str, Any] = {
    "unit": Unit.SHARE,
    "better": Better.NEITHER,
    "family": Family.AGENDA,
    "source": OWN,
    "dated_by": (meetings.c.held_on,),
}
_SHARE = {**_AGENDA, "interval": Interval.WILSON}


@metric(
    label="Customer share of items",
    base="items",
    splits=("forum", "segment"),
    formula="customer items / items",
    **_SHARE,
)
def customer_item_share(scope: Scope) -> Rows:
    """Customer items as a share of all agenda items that were discussed, formalities left out.

    An item counts once, whichever of its topics is about customers.
    """
    rows = discussed_items(scope)
    return share(rows, rows.c.customer)


@metric(
    label="Meetings with a customer item",
    base="meetings",
    splits=("forum",),
    formula="meetings with a customer item / meetings with items",
    **_SHARE,
)
def customer_meeting_share(scope: Scope) -> Rows:
    """Meetings with at least one customer item as a share of meetings with an agenda.

    A meeting held without agenda items is not in the base.
    """
    items = discussed_items(scope)
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
    return share(meeting, meeting.c.customer)


@metric(
    label="Share of first appearances",
    base="items",
    splits=("forum", "segment"),
    formula="items not carried over / items",
    **_SHARE,
)
def first_appearance_share(scope: Scope) -> Rows:
    """Items on the agenda for the first time as a share of all items that were discussed."""
    rows = discussed_items(scope)
    return share(rows, rows.c.first)


def _level_share(level: str, label: str, doing: str) -> Metric:
    def query(scope: Scope) -> Rows:
        rows = discussed_items(scope)
        counted = case((rows.c.level == level, 1), else_=0)
        return share(rows, counted).where(rows.c.customer == 1)

    return metric(
        key=f"level_{level}",
        definition=f"Customer items where the leadership is {doing}, as a share of customer items.",
        label=label,
        base="customer items",
        splits=("forum", "segment"),
        formula=f"customer items of level {level} / customer items",
        **_SHARE,
    )(query)


level_measure = _level_share("measure", "Measure", "hearing, counting or following customers")
level_fix = _level_share("fix", "Fix", "repairing what is broken or lost for them")
level_improve = _level_share("improve", "Improve", "making what they already get better")
level_value = _level_share("value", "New value", "giving them something they did not have")


@metric(
    label="Deep customer work",
    base="customer items",
    splits=("forum", "segment"),
    formula="customer items of level improve or value / customer items",
    **_SHARE,
)
def deep_share(scope: Scope) -> Rows:
    """Customer items that improve what customers get or give them something new, as a share."""
    rows = discussed_items(scope)
    deep = case((rows.c.level.in_(("improve", "value")), 1), else_=0)
    return share(rows, deep).where(rows.c.customer == 1)


@metric(
    label="Position on the agenda",
    base="customer items",
    splits=("forum", "segment"),
    interval=Interval.MEAN,
    formula="sum over customer items of (items - place) / (items - 1) / customer items",
    **_AGENDA | {"unit": Unit.PLACE},
)
def position_index(scope: Scope) -> Rows:
    """How early customer items come up: 1 first on the agenda, 0 last, 0.5 by chance, on average.

    The place is counted among the items discussed at the meeting, whatever their numbers. An
    item alone at its meeting comes neither first nor last and is left out.
    """
    rows = discussed_items(scope, *places())
    # The sums are fractions, so the database divides: as floats, not as whole numbers.
    index = cast(rows.c.among - rows.c.place, Double) / cast(rows.c.among - 1, Double)
    keys = (rows.c.month, rows.c.forum, rows.c.segment)
    return (
        select(
            *keys,
            func.sum(index).label("numerator"),
            func.count().label("denominator"),
            func.sum(index * index).label("squares"),
            func.count().label("base"),
        )
        .where(rows.c.customer == 1, rows.c.among > 1)
        .group_by(*keys)
    )


def places() -> tuple[ColumnElement[int], ...]:
    """The place of an item among those discussed at its meeting, and how many they are."""
    meeting = agenda_items.c.meeting_id
    in_order = (agenda_items.c.position, agenda_items.c.id)
    return (
        func.row_number().over(partition_by=meeting, order_by=in_order).label("place"),
        func.count().over(partition_by=meeting).label("among"),
    )


def _decision_rate(of_customers: int, label: str, base: str) -> Metric:
    def query(scope: Scope) -> Rows:
        decided = agenda_items.c.id.in_(select(decisions.c.agenda_item_id))
        rows = discussed_items(scope, case((decided, 1), else_=0).label("decided"))
        return share(rows, rows.c.decided).where(rows.c.customer == of_customers)

    return metric(
        key="decision_rate" if of_customers else "decision_rate_other",
        definition=f"{base.capitalize()} with at least one recorded decision, "
        f"as a share of {base}.",
        label=label,
        base=base,
        splits=("forum", "segment"),
        formula=f"{base} with a decision / {base}",
        **_SHARE,
    )(query)


decision_rate = _decision_rate(1, "Decisions on customer items", "customer items")
decision_rate_other = _decision_rate(0, "Decisions on other items", "other items")


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


__all__ = [
    "customer_item",
    "customer_item_share",
    "customer_meeting_share",
    "decision_rate",
    "decision_rate_other",
    "deep_share",
    "discussed",
    "first_appearance_share",
    "level_fix",
    "level_improve",
    "level_measure",
    "level_value",
    "meeting_days",
    "position_index",
]

"""What the proposals for the next agenda are read from: aggregates and few rows, in SQL."""

from datetime import date

from sqlalchemy import (
    ColumnElement,
    Double,
    Integer,
    Subquery,
    and_,
    case,
    cast,
    false,
    func,
    or_,
    select,
)

from kundagenda.findings.view import View
from metrics import customer_item_share
from metrics.agenda_rows import customer_item, discussed
from metrics.follow_through import decided_rows
from metrics.minutes import minutes_coverage, minutes_imputed
from metrics.periods import first_day
from metrics.scope import Rows
from metrics.tables import (
    actions,
    agenda_items,
    decisions,
    forums,
    kpi_monthly,
    meetings,
)
from metrics.themes import known_minutes

DEEP = ("improve", "value")
YEAR = 12

_item = agenda_items.c


def overdue_rows(view: View) -> Rows:
    """One row per topic of the customer's with actions that were to be done, and are not.

    Columns ``topic`` (the item that it began with), ``title, forum, level, segment, initiative``
    of the latest item decided on, ``due_on`` the first date missed, ``actions`` not done. Of
    decisions taken in the twelve months up to the day of the view; confidential ones left out.
    """
    late = _late(view)
    return (
        select(
            late.c.topic,
            _item.title,
            forums.c.name.label("forum"),
            _item.level_best.label("level"),
            _item.segment,
            _item.initiative_id.label("initiative"),
            late.c.due_on,
            late.c.actions,
        )
        .join_from(late, agenda_items, _item.id == late.c.latest)
        .join(meetings, meetings.c.id == _item.meeting_id)
        .join(forums, forums.c.id == meetings.c.forum_id)
    )


def _late(view: View) -> Subquery:
    topic, done = func.coalesce(_item.first_seen_item_id, _item.id), actions.c.done_on
    query = (
        select(
            topic.label("topic"),
            func.max(_item.id).label("latest"),
            func.min(actions.c.due_on).label("due_on"),
            cast(func.count(), Integer).label("actions"),
        )
        .select_from(decided_rows().join(actions, actions.c.decision_id == decisions.c.id))
        .where(actions.c.cancelled == false(), actions.c.due_on <= view.today)
        .where(or_(done.is_(None), done > view.today), _item.confidential == false())
        .where(customer_item() == 1, decisions.c.decided_on <= view.today)
        .where(decisions.c.decided_on >= first_day(view.last - YEAR + 1))
        .group_by(topic)
    )
    return _in_view(query, view).subquery("late")


def initiative_rows(view: View) -> Rows:
    """Each initiative's latest open item: ``initiative, forum, level, segment``.

    In any forum, whichever is in view. An initiative with confidential items alone has no row,
    since its name would tell what they are about.
    """
    newest = (meetings.c.held_on.desc(), _item.id.desc())
    place = func.row_number().over(partition_by=_item.initiative_id, order_by=newest)
    of = (
        select(
            _item.initiative_id.label("initiative"),
            forums.c.name.label("forum"),
            _item.level_best.label("level"),
            _item.segment,
            place.label("place"),
        )
        .join_from(agenda_items, meetings, meetings.c.id == _item.meeting_id)
        .join(forums, forums.c.id == meetings.c.forum_id)
        .where(discussed(), meetings.c.held_on <= view.as_of)
        .where(_item.initiative_id.is_not(None), _item.confidential == false())
        .subquery("about")
        .c
    )
    return select(of.initiative, of.forum, of.level, of.segment).where(of.place == 1)


def usual_rows(view: View) -> Rows:
    """One row: the median of the known minutes of the company's customer items, or null."""
    minutes = known_minutes(func.coalesce(_item.actual_minutes, _item.planned_minutes))
    timed = (
        select(minutes.label("minutes"))
        .join_from(agenda_items, meetings, meetings.c.id == _item.meeting_id)
        .where(discussed(), customer_item() == 1, meetings.c.held_on <= view.as_of)
        .where(minutes.is_not(None))
        .subquery("timed")
    )
    placed = select(
        timed.c.minutes,
        func.row_number().over(order_by=timed.c.minutes).label("place"),
        func.count().over().label("among"),
    ).subquery("placed")
    # The middle one, or the two in the middle.
    twice = 2 * placed.c.place
    return select(cast(func.avg(placed.c.minutes), Double).label("minutes")).where(
        twice >= placed.c.among, twice <= placed.c.among + 2
    )


def planned_rows(view: View) -> Rows:
    """What stands on agendas to come already, each once.

    Columns ``forum, held_on, level, segment, initiative, topic``, the last null where an item
    carries nothing on.
    """
    return (
        select(
            forums.c.name.label("forum"),
            meetings.c.held_on,
            _item.level_best.label("level"),
            _item.segment,
            _item.initiative_id.label("initiative"),
            _item.first_seen_item_id.label("topic"),
        )
        .join_from(agenda_items, meetings, meetings.c.id == _item.meeting_id)
        .join(forums, forums.c.id == meetings.c.forum_id)
        .where(meetings.c.status == "planned", meetings.c.held_on > view.as_of)
        .where(_item.formal == false())
        .distinct()
    )


def depth_rows(view: View, since: date) -> Rows:
    """One row of what was discussed since a day: ``items, customer, deep`` of them.

    ``deep_on`` is the last day with an item deeper than a fix, of all time; null for never.
    """
    lately, deep = meetings.c.held_on >= since, _item.level_best.in_(DEEP)
    query = (
        select(
            _counted(lately).label("items"),
            _counted(and_(lately, customer_item() == 1)).label("customer"),
            _counted(and_(lately, deep)).label("deep"),
            func.max(case((deep, meetings.c.held_on))).label("deep_on"),
        )
        .join_from(agenda_items, meetings, meetings.c.id == _item.meeting_id)
        .join(forums, forums.c.id == meetings.c.forum_id)
        .where(discussed(), meetings.c.held_on <= view.as_of)
    )
    return _in_view(query, view)


def forum_rows(view: View) -> Rows:
    """What each forum gave customers in twelve months: ``metric, forum, numerator, denominator``.

    Of the KPI table, by the keys of the share of items, the share of minutes and how many are
    known; ready values without a base are left out.
    """
    of = kpi_monthly.c
    keys = [m.key for m in (customer_item_share, minutes_imputed, minutes_coverage)]
    query = (
        select(
            of.metric,
            of.forum,
            func.sum(of.numerator).label("numerator"),
            func.sum(of.denominator).label("denominator"),
        )
        .where(of.metric.in_(keys), of.forum != "", of.denominator.is_not(None))
        .where(of.month.between(view.last - YEAR + 1, view.last))
        .group_by(of.metric, of.forum)
    )
    return query.where(of.forum == view.forum) if view.forum else query


def met_rows(view: View) -> Rows:
    """How often each forum has met in the last twelve months and since: ``forum, meetings``."""
    return (
        select(forums.c.name.label("forum"), cast(func.count(), Integer).label("meetings"))
        .join_from(meetings, forums, forums.c.id == meetings.c.forum_id)
        .where(meetings.c.status == "held", meetings.c.held_on <= view.as_of)
        .where(meetings.c.held_on >= first_day(view.last - YEAR + 1))
        .group_by(forums.c.name)
    )


def _in_view(query: Rows, view: View) -> Rows:
    return query.where(forums.c.name == view.forum) if view.forum else query


def _counted(met: ColumnElement[bool]) -> ColumnElement[int]:
    return cast(func.coalesce(func.sum(case((met, 1), else_=0)), 0), Integer)

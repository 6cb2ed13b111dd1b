"""What the Agenda page counts besides the KPI table, all of it in one statement.

Every part is an aggregate of its own, or few rows; they travel as rows of one shape, so that a
cold page asks the database once. What the numbers of a part mean stands beside its query.
"""

from sqlalchemy import ColumnElement, Connection, and_, case, func, or_, select, union_all

from kundagenda.findings.counted_rows import (
    YEAR,
    Counts,
    Row,
    counted,
    in_year,
    of_items,
    row_of,
    summed,
    year_of,
)
from kundagenda.findings.crowding import (
    ACTUAL,
    COMPARED,
    DEFERRED,
    ON_HELD,
    PLANNED,
    crowding_rows,
)
from kundagenda.findings.fix_trap import first_agenda, mending_rows
from kundagenda.findings.view import View
from metrics.agenda_rows import customer_item, discussed, discussed_items
from metrics.attention import places
from metrics.periods import days_after, first_day, month_of
from metrics.scope import Rows, segment_of
from metrics.tables import agenda_items, forums, meetings, target_groups
from metrics.themes import CUSTOMER, theme_counts

# An agenda is usually sent a week ahead; what comes in later than this came in of a sudden.
LATE_DAYS = 3

_item = agenda_items.c
_minutes = func.coalesce(ACTUAL, PLANNED)
_customer = customer_item() == 1


def agenda_counts(connection: Connection, view: View) -> Counts:
    """Every part of the page for a view, by kind, in one statement."""
    parts = (
        _themes, _levels, _places, _times, _kinds, _evidence, _added, _groups, _segments, _plans,
        mending_rows, first_agenda,
    )  # fmt: skip
    every = union_all(*(part(view) for part in parts), *crowding_rows(view))
    query = select(every.subquery("counted"))
    found: dict[str, list[Row]] = {}
    for kind, name, forum, day, *numbers in connection.execute(query):
        found.setdefault(kind, []).append(Row(kind, name, forum, day, tuple(numbers)))
    return found


def _themes(view: View) -> Rows:
    """Items, timed, minutes, deferred, compared, overrun of a theme in a forum, all forums."""
    of = theme_counts(year_of(view)).order_by(None).subquery("themes").c
    counts = (of["items"], of.timed, of.minutes, of.deferred, of.compared, of.overrun)
    return row_of("theme", *counts, name=of.theme, forum=of.forum)


def _levels(view: View) -> Rows:
    """Month, customer items, those with minutes, and their minutes, by level."""
    rows = (
        of_items(
            select(month_of(meetings.c.held_on).label("month"), _item.level_best.label("level"),
                   _minutes.label("minutes")),
            view,
        )
        .where(discussed(), _customer)
        .where(meetings.c.held_on >= first_day(view.first), meetings.c.held_on <= view.as_of)
        .subquery("deep")
    )  # fmt: skip
    counts = (rows.c.month, func.count(), func.count(rows.c.minutes), func.sum(rows.c.minutes))
    return row_of("level", *counts, name=rows.c.level).group_by(rows.c.month, rows.c.level)


def _places(view: View) -> Rows:
    """A place on the agenda, of how many, and how many customer items stood there."""
    rows = discussed_items(year_of(view), *places())
    where = [rows.c.customer == 1, rows.c.among > 1]
    if view.forum:
        where.append(rows.c.forum == view.forum)
    query = row_of("place", rows.c.place, rows.c.among, func.count())
    return query.where(*where).group_by(rows.c.place, rows.c.among)


def _times(view: View) -> Rows:
    """Compared items, planned and actual minutes, those shortened, those put off, by customer."""
    rows = in_year(
        select(
            _whose().label("whose"),
            case((COMPARED, PLANNED)).label("planned"),
            case((COMPARED, ACTUAL)).label("actual"),
            case((DEFERRED, 1), else_=0).label("deferred"),
        ),
        view,
    ).where(ON_HELD).subquery("times")  # fmt: skip
    shorter = counted(rows.c.actual < rows.c.planned)
    counts = (func.count(rows.c.planned), func.sum(rows.c.planned), func.sum(rows.c.actual))
    query = row_of("time", *counts, shorter, func.sum(rows.c.deferred), name=rows.c.whose)
    return query.group_by(rows.c.whose)


def _whose() -> ColumnElement[str]:
    """Whether an item is a customer's or another."""
    return case((_customer, CUSTOMER), else_="other")


def _kinds(view: View) -> Rows:
    """Customer items and others by what they were for: information, discussion, decision."""
    kind = segment_of(_item.kind).label("kind")
    rows = in_year(select(kind, customer_item().label("customer")), view).where(discussed())
    of = rows.subquery("kinds").c
    counts = (func.sum(of.customer), func.sum(1 - of.customer))
    return row_of("kind", *counts, name=of.kind).group_by(of.kind)


def _evidence(view: View) -> Rows:
    """Customer items by what of the customer was in the room; '' where nobody said."""
    seen = segment_of(_item.evidence).label("evidence")
    of = in_year(select(seen), view).where(discussed(), _customer).subquery("seen").c
    return row_of("evidence", func.count(), name=of.evidence).group_by(of.evidence)


def _added(view: View) -> Rows:
    """Items of which it is known when they came in, and those that came in late, by customer."""
    raised = _item.outcome == "added"
    late = or_(raised, days_after(_item.added_on, LATE_DAYS) > meetings.c.held_on)
    rows = in_year(
        select(
            _whose().label("whose"),
            case((or_(raised, _item.added_on.is_not(None)), 1), else_=0).label("known"),
            case((late, 1), else_=0).label("late"),
        ),
        view,
    ).where(discussed()).subquery("came")  # fmt: skip
    counts = (func.count(), func.sum(rows.c.known), func.sum(rows.c.late))
    return row_of("added", *counts, name=rows.c.whose).group_by(rows.c.whose)


def _groups(view: View) -> Rows:
    """The target groups there are, with the days between two times that each should come up."""
    return row_of("group", target_groups.c.cadence_days, name=target_groups.c.code)


def _segments(view: View) -> Rows:
    """Customer items, timed ones and minutes of a year, and the last day ever, by group."""
    scope = year_of(view)
    rows = (
        of_items(
            select(_item.segment.label("segment"), meetings.c.held_on, _minutes.label("minutes")),
            view,
        )
        .where(discussed(), _customer, _item.segment.is_not(None), _item.segment != "")
        .where(meetings.c.held_on <= view.as_of)
        .subquery("about")
    )
    inside = and_(rows.c.held_on >= scope.start, rows.c.held_on < scope.end)
    timed = inside & rows.c.minutes.is_not(None)
    counts = (counted(inside), counted(timed), summed(timed, rows.c.minutes))
    query = row_of("segment", *counts, name=rows.c.segment, day=func.max(rows.c.held_on))
    return query.group_by(rows.c.segment)


def _plans(view: View) -> Rows:
    """Meeting, items, customer items, timed items, minutes, customer minutes of what is planned."""
    on_it = _item.id.is_not(None) & _item.formal.is_(False)
    timed = on_it & PLANNED.is_not(None)
    about, ends = on_it & _customer, first_day(view.last + YEAR + 1)
    counts = (
        meetings.c.id, counted(on_it), counted(about), counted(timed), summed(timed, PLANNED),
        summed(timed & _customer, PLANNED),
    )  # fmt: skip
    query = (
        row_of("plan", *counts, forum=forums.c.name, day=meetings.c.held_on)
        .join_from(meetings, forums, forums.c.id == meetings.c.forum_id)
        .outerjoin(agenda_items, _item.meeting_id == meetings.c.id)
        .where(meetings.c.status == "planned", meetings.c.held_on > view.as_of)
        .where(meetings.c.held_on < ends)
        .group_by(meetings.c.id, meetings.c.held_on, forums.c.name)
    )
    return query.where(forums.c.name == view.forum) if view.forum else query

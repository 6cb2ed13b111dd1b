"""What happened from the day of the last meeting on, as statements that count in the database."""

from collections.abc import Mapping
from datetime import datetime, time, timedelta
from typing import Any

from sqlalchemy import ColumnElement, and_, case, exists, false, func, or_, select

from kundagenda.database.tables import audit, corrections, imports
from kundagenda.findings.background import verdicts_until
from kundagenda.findings.view import View
from kundagenda.intake.changes import CHANGED
from metrics.attention import customer_item, discussed
from metrics.follow_through import decided_rows
from metrics.outcomes import PREFIX
from metrics.scope import Rows
from metrics.tables import (
    actions,
    agenda_items,
    decisions,
    forums,
    meetings,
    targets,
    verdicts,
)

LEADERSHIP = "leadership team"


def previous_meeting(view: View) -> Rows:
    """The last meeting with an agenda before the view's day: its day and its forum's name.

    Of the forum in view; else of a leadership team, or of any forum where none is called that.
    A meeting on the day itself is the one that is being held.
    """
    has_agenda = exists().where(agenda_items.c.meeting_id == meetings.c.id, discussed())
    query = (
        select(meetings.c.held_on, forums.c.name)
        .join_from(meetings, forums, forums.c.id == meetings.c.forum_id)
        .where(meetings.c.status == "held", meetings.c.held_on < view.today, has_agenda)
        .order_by(
            case((forums.c.kind == LEADERSHIP, 0), else_=1),
            meetings.c.held_on.desc(),
            meetings.c.id.desc(),
        )
        .limit(1)
    )
    return query.where(forums.c.name == view.forum) if view.forum else query


def happened_parts(view: View) -> Mapping[str, Rows]:
    """Statements of one row of counts each, the verdicts on levels, and the targets that hold."""
    met = previous_meeting(view).subquery("last_held")
    day = select(met.c.held_on).scalar_subquery()
    return {
        # Wrapped, since a part loses its order, and with it its limit would choose any row.
        "previous": select(met.c.held_on, met.c.name),
        "items": _items(view, day),
        "decided": _decided(view, day),
        "acted": _acted(view, day),
        "imported": _imported(view, day),
        "edited": _counted(audit.c.happened_at, view, day).where(audit.c.action == CHANGED),
        "corrected": _counted(corrections.c.made_at, view, day).where(
            corrections.c.undone_at.is_(None)
        ),
        "levels": verdicts_until(view).where(verdicts.c.kind == "level"),
        "targets": select(
            targets.c.metric, targets.c.segment, targets.c.value, targets.c.valid_from
        ).where(
            targets.c.valid_from <= view.as_of, targets.c.metric.startswith(PREFIX, autoescape=True)
        ),
    }


def _items(view: View, day: Any) -> Rows:
    """Customer items dealt with, those of them that were new, and those put off."""
    item = agenda_items.c
    put_off = item.outcome == "deferred"
    query = (
        select(
            _sum(discussed()).label("dealt_with"),
            _sum(and_(discussed(), item.first_seen_item_id.is_(None))).label("new"),
            _sum(put_off).label("put_off"),
        )
        .select_from(meetings)
        .join(forums, forums.c.id == meetings.c.forum_id)
        .join(agenda_items, item.meeting_id == meetings.c.id)
        .where(customer_item() == 1, meetings.c.status == "held", item.formal == false())
        .where(meetings.c.held_on >= day, meetings.c.held_on <= view.as_of)
    )
    return query.where(forums.c.name == view.forum) if view.forum else query


def _decided(view: View, day: Any) -> Rows:
    """Decisions taken, and those of them about customers."""
    query = (
        select(func.count().label("taken"), func.sum(customer_item()).label("customer"))
        .select_from(decided_rows())
        .where(decisions.c.decided_on >= day, decisions.c.decided_on <= view.today)
    )
    return query.where(forums.c.name == view.forum) if view.forum else query


def _acted(view: View, day: Any) -> Rows:
    """Actions done, those that are overdue and were not when the meeting began, and new ones."""
    action = actions.c
    done = and_(action.done_on >= day, action.done_on <= view.today)
    undone = or_(action.done_on.is_(None), action.done_on > view.today)
    fell_due = and_(action.due_on >= day, action.due_on <= view.today)
    new = and_(decisions.c.decided_on >= day, decisions.c.decided_on <= view.today)
    query = (
        select(
            _sum(done).label("done"),
            _sum(and_(undone, fell_due)).label("overdue"),
            _sum(new).label("new"),
        )
        .select_from(decided_rows().join(actions, action.decision_id == decisions.c.id))
        .where(action.cancelled == false(), decisions.c.decided_on <= view.today)
    )
    return query.where(forums.c.name == view.forum) if view.forum else query


def _imported(view: View, day: Any) -> Rows:
    """Files of agendas and of tables that were read in and not taken back."""
    return (
        select(
            _sum(imports.c.kind == "agenda").label("agendas"),
            _sum(imports.c.kind == "table").label("tables"),
        )
        .where(_within(imports.c.imported_at, view, day))
        .where(imports.c.undone_at.is_(None))
    )


def _counted(moment: ColumnElement[datetime], view: View, day: Any) -> Rows:
    return select(func.count().label("count")).where(_within(moment, view, day))


def _within(moment: ColumnElement[datetime], view: View, day: Any) -> ColumnElement[bool]:
    """Whether a moment lies between the start of the meeting's day and the end of the view's."""
    end = datetime.combine(view.today + timedelta(days=1), time())
    return and_(moment >= day, moment < end)


def _sum(met: ColumnElement[bool]) -> ColumnElement[int]:
    return func.coalesce(func.sum(case((met, 1), else_=0)), 0)

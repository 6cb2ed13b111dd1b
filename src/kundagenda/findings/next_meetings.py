"""When each forum meets next: as planned, or else as its own rhythm would have it."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date, time, timedelta
from itertools import groupby
from operator import attrgetter

from sqlalchemy import Connection, and_, func, select

from kundagenda.findings.view import View
from metrics.initiatives import normal_interval
from metrics.periods import first_day
from metrics.scope import Rows
from metrics.tables import forums, meetings

YEAR, WEEK = 12, 7
# The weeks between two meetings of a forum that has met too seldom to have a rhythm.
WEEKS = 4


@dataclass(frozen=True)
class NextMeeting:
    """A forum's next meeting; ``id`` and ``starts_at`` are null where nobody has planned it."""

    forum: str
    day: date
    id: int | None = None
    starts_at: time | None = None


def next_meetings_of(connection: Connection, view: View) -> Mapping[str, NextMeeting]:
    """The next meeting of every forum after today, by forum; two statements."""
    held = {
        name: {row.held_on for row in rows if row.held_on}
        for name, rows in groupby(connection.execute(_held(view)), attrgetter("name"))
    }
    planned = {row.forum: NextMeeting(*row) for row in connection.execute(_planned(view))}
    return {
        name: planned.get(name) or NextMeeting(name, by_rhythm(days, view.today))
        for name, days in held.items()
    }


def by_rhythm(days: Collection[date], after: date) -> date:
    """The first day after another on which a forum that met on these days would meet again.

    On the weekday of its last meeting, as many whole weeks on as usual.

    >>> by_rhythm([date(2025, 1, 7), date(2025, 1, 21)], date(2025, 2, 10))
    datetime.date(2025, 2, 18)
    """
    gap = normal_interval(days)
    step = WEEK * max(1, round(gap / WEEK)) if gap else WEEK * WEEKS
    last = max(days, default=after)
    missed = max(0, (after - last).days // step)
    return last + timedelta(days=step * (missed + 1))


def _held(view: View) -> Rows:
    """Every forum with the days on which it met in a year; null where it did not."""
    lately = and_(
        meetings.c.forum_id == forums.c.id,
        meetings.c.status == "held",
        meetings.c.held_on <= view.as_of,
        meetings.c.held_on >= first_day(view.last - YEAR + 1),
    )
    query = select(forums.c.name, meetings.c.held_on).select_from(
        forums.outerjoin(meetings, lately)
    )
    return query.order_by(forums.c.name)


def _planned(view: View) -> Rows:
    """Each forum's first planned meeting: the fields of `NextMeeting`."""
    place = func.row_number().over(
        partition_by=meetings.c.forum_id, order_by=(meetings.c.held_on, meetings.c.id)
    )
    of = (
        select(
            forums.c.name.label("forum"),
            meetings.c.held_on,
            meetings.c.id.label("meeting_id"),
            meetings.c.starts_at,
            place.label("place"),
        )
        .join_from(meetings, forums, forums.c.id == meetings.c.forum_id)
        .where(meetings.c.status == "planned", meetings.c.held_on > view.today)
        .subquery("planned")
        .c
    )
    return select(of.forum, of.held_on, of.meeting_id, of.starts_at).where(of.place == 1)

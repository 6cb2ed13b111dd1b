"""Recency, gap and streak of a view, read off its meetings."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from sqlalchemy import Connection

from kundagenda.findings.overview import Event, Rhythm
from kundagenda.findings.view import View
from metrics.attention import meeting_days
from metrics.periods import first_day, month_number
from metrics.rhythm import longest_gap, recency_days, streak
from metrics.scope import Rows, Scope
from metrics.tables import forums, meetings

FIRST_MONTH = 1900 * 12


@dataclass(frozen=True)
class Meeting:
    """A held meeting, how many items it discussed, and how many of them were about customers."""

    meeting_id: int
    held_on: date
    forum: str
    customer: int
    items: int


def meetings_of(connection: Connection, view: View) -> list[Meeting]:
    """Every meeting up to the day of the view, oldest first, of the forum asked for."""
    return oldest_first(connection.execute(held_in_view(view)))


def held_in_view(view: View) -> Rows:
    """The rows of `held_until`, of the forum asked for."""
    query = held_until(view.as_of)
    return query.where(forums.c.name == view.forum) if view.forum else query


def oldest_first(rows: Iterable[Sequence[Any]]) -> list[Meeting]:
    """The meetings of the rows of `held_in_view`."""
    return sorted((Meeting(*row) for row in rows), key=lambda m: (m.held_on, m.meeting_id))


def held_until(as_of: date) -> Rows:
    """The rows of `meeting_days` of every meeting up to a day."""
    query = meeting_days(Scope(FIRST_MONTH, month_number(as_of)))
    return query.where(meetings.c.held_on <= as_of)


def rhythm_of(held: Sequence[Meeting], events: Sequence[Event], view: View) -> Rhythm:
    """The rhythm of the last twelve whole months and the running one, up to the day of the view.

    Recency looks at the whole history; gap and streak at those months. Meetings without an
    agenda are counted on their own and neither break nor lengthen a streak.
    """
    start = first_day(month_number(view.as_of + timedelta(days=1)) - 12)
    year = [meeting for meeting in held if meeting.held_on >= start]
    with_agenda = [meeting for meeting in year if meeting.items]
    customer_days = [meeting.held_on for meeting in held if meeting.customer]
    decided = [event.day for event in events if event.kind == "decision"]
    window_start = max(start, held[0].held_on) if held else start
    return Rhythm(
        recency_days=recency_days(customer_days, view.as_of),
        last_customer_day=max(customer_days, default=None),
        last_decision_day=max(decided, default=None),
        gap=longest_gap(customer_days, window_start, view.as_of) if held else None,
        streak=streak([meeting.customer > 0 for meeting in with_agenda]),
        meetings=len(with_agenda),
        meetings_without_agenda=len(year) - len(with_agenda),
        last_meeting_day=held[-1].held_on if held else None,
    )

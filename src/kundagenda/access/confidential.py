"""What confidential items are about: for those who may know, and each look is told to the log."""

import json
from dataclasses import dataclass
from datetime import date

from sqlalchemy import func, select, true

from kundagenda.access.current import current
from kundagenda.access.database import app_database
from kundagenda.access.roles import NotAllowed
from kundagenda.database.audit import write_audit
from kundagenda.database.connection import clear_failures, take_turn
from kundagenda.database.limits import seen_by
from metrics.attention import discussed
from metrics.periods import first_day
from metrics.tables import agenda_items, forums, meetings

LOOKED = "confidential items: looked at"


@dataclass(frozen=True)
class Confidential:
    """A confidential item as it stands on its agenda; ``minutes`` null where unknown."""

    held_on: date
    forum: str
    position: int
    title: str
    detail: str
    minutes: float | None


def confidential_items(month: int, forum: str = "") -> list[Confidential]:
    """The confidential items discussed in a month, by meeting, of forums that the reader sees.

    Args:
        month: Its number.
        forum: The only forum that is asked for; empty for all.

    Raises:
        NotAllowed: the reader may not know what they are about.
    """
    reader, engine = current(), app_database()
    if not reader.sees_confidential:
        raise NotAllowed("What this is about is shown to the chair and to admins alone.")
    item = agenda_items.c
    query = (
        select(
            meetings.c.held_on, forums.c.name, item.position, item.title,
            func.coalesce(item.detail, ""),
            func.coalesce(item.actual_minutes, item.planned_minutes),
            item.id,
        )
        .join_from(agenda_items, meetings, meetings.c.id == item.meeting_id)
        .join(forums, forums.c.id == meetings.c.forum_id)
        .where(discussed(), item.confidential == true())
        .where(meetings.c.held_on >= first_day(month), meetings.c.held_on < first_day(month + 1))
        .order_by(meetings.c.held_on, meetings.c.id, item.position)
    )  # fmt: skip
    if forum:
        query = query.where(forums.c.name == forum)
    with clear_failures(engine), engine.begin() as connection:
        take_turn(connection)
        rows = seen_by(connection, reader.limits).execute(query).all()
        if rows:  # in one transaction with what was read: nobody looks without a trace
            numbers = json.dumps([row[-1] for row in rows])
            write_audit(connection, reader.email or "this machine", LOOKED, agenda_items.name,
                        after=numbers)  # fmt: skip
    return [Confidential(*row[:-1]) for row in rows]

"""What has been brought in so far, in the few figures that the page Data opens with."""

from dataclasses import dataclass
from datetime import date

from sqlalchemy import Connection, exists, func, select

from metrics.tables import agenda_items, meetings


@dataclass(frozen=True)
class DataIn:
    """How many agendas are in: meetings with items, cancelled ones left out.

    Attributes:
        agendas: Those of held and of planned meetings.
        latest: The day of the latest held one; null where none was held.
        planned: Those of planned meetings.
    """

    agendas: int
    latest: date | None
    planned: int


def data_in(connection: Connection) -> DataIn:
    """The agendas that are in, counted in one statement."""
    item = exists().where(agenda_items.c.meeting_id == meetings.c.id)
    query = (
        select(meetings.c.status, func.count(), func.max(meetings.c.held_on))
        .where(item, meetings.c.status != "cancelled")
        .group_by(meetings.c.status)
    )
    found = {status: (count, day) for status, count, day in connection.execute(query)}
    held, latest = found.get("held", (0, None))
    planned, _ = found.get("planned", (0, None))
    return DataIn(held + planned, latest, planned)

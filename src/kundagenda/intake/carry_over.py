"""Links an item to the first appearance of its topic in the same forum."""

from collections.abc import Collection
from typing import Any

from sqlalchemy import Connection, bindparam, select, update

from kundagenda.intake.titles import normal_title
from metrics.periods import month_number
from metrics.tables import agenda_items, meetings


def link_carried_over(connection: Connection, forum_ids: Collection[int]) -> set[int]:
    """Set ``first_seen_item_id`` on every item whose topic stood on an earlier agenda.

    A cancelled meeting's agenda was not seen. Links that came with a table are left as they are:
    only meetings that were read from files are linked.

    Returns:
        The months whose items changed.
    """
    first: dict[tuple[int, str], tuple[int, int]] = {}
    changed: list[dict[str, Any]] = []
    months: set[int] = set()
    for row in connection.execute(_items_of(forum_ids)):
        topic = row.forum_id, normal_title(row.title)
        link = None
        if row.status != "cancelled" and not row.formal:
            item_id, meeting_id = first.setdefault(topic, (row.id, row.meeting_id))
            link = item_id if meeting_id != row.meeting_id else None
        if row.source_id is not None and row.first_seen_item_id != link:
            changed.append({"item": row.id, "link": link})
            months.add(month_number(row.held_on))
    if changed:
        item = update(agenda_items).where(agenda_items.c.id == bindparam("item"))
        connection.execute(item.values(first_seen_item_id=bindparam("link")), changed)
    return months


def _items_of(forum_ids: Collection[int]) -> Any:
    return (
        select(
            agenda_items.c.id,
            agenda_items.c.title,
            agenda_items.c.formal,
            agenda_items.c.meeting_id,
            agenda_items.c.first_seen_item_id,
            meetings.c.forum_id,
            meetings.c.held_on,
            meetings.c.status,
            meetings.c.source_id,
        )
        .join_from(agenda_items, meetings, agenda_items.c.meeting_id == meetings.c.id)
        .where(meetings.c.forum_id.in_(forum_ids))
        .order_by(meetings.c.held_on, meetings.c.id, agenda_items.c.position)
    )

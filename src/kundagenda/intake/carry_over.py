"""Links an item to the first appearance of its topic in the same forum."""

from collections.abc import Collection, Iterable, Iterator
from typing import Any

from sqlalchemy import Connection, Row, bindparam, select, update

from kundagenda.intake.titles import normal_title
from metrics.periods import month_number
from metrics.tables import agenda_items, meetings

_AT_A_TIME = 2000
# So many titles are named in a statement; of more, every item is looked at.
_MOST_TITLES = 500


class Topics:
    """Topics, by normal title, whose links may have changed; ``months`` have lost some."""

    def __init__(self) -> None:
        self.known: set[str] = set()
        self.months: set[int] = set()

    def add(self, *titles: Iterable[str]) -> None:
        """Take in the topics of these titles."""
        self.known.update(normal_title(title) for some in titles for title in some)


def link_carried_over(
    connection: Connection, forum_ids: Collection[int], topics: Topics | None = None
) -> set[int]:
    """Set ``first_seen_item_id`` on every item whose topic stood on an earlier agenda.

    A cancelled meeting's agenda was not seen. Links that came with a table are left as they are:
    only meetings that were read from files are linked.

    Args:
        connection: In the transaction of the caller.
        forum_ids: The forums that were touched.
        topics: The topics that were touched; all when null.

    Returns:
        The months whose items changed.
    """
    first: dict[tuple[int, str], tuple[int, int]] = {}
    changed: list[tuple[int, int | None]] = []
    months = set(topics.months) if topics else set()
    for row in _items_of(connection, forum_ids, topics):
        topic = row.forum_id, normal_title(row.title)
        link = None
        if row.status != "cancelled" and not row.formal:
            item_id, meeting_id = first.setdefault(topic, (row.id, row.meeting_id))
            link = item_id if meeting_id != row.meeting_id else None
        if row.source_id is not None and row.first_seen_item_id != link:
            changed.append((row.id, link))
            months.add(month_number(row.held_on))
    _store(connection, changed)
    return months


def _store(connection: Connection, changed: list[tuple[int, int | None]]) -> None:
    item = update(agenda_items).where(agenda_items.c.id == bindparam("item"))
    linked = item.values(first_seen_item_id=bindparam("link"))
    for start in range(0, len(changed), _AT_A_TIME):
        some = changed[start : start + _AT_A_TIME]
        connection.execute(linked, [{"item": id_, "link": link} for id_, link in some])


def _items_of(
    connection: Connection, forum_ids: Collection[int], topics: Topics | None
) -> Iterator[Row[Any]]:
    """The items of the forums about the topics, by date."""
    query = _items().where(meetings.c.forum_id.in_(forum_ids))
    wanted = None if topics is None else _titles(connection, forum_ids, topics)
    if wanted is not None and len(wanted) <= _MOST_TITLES:
        query = query.where(agenda_items.c.title.in_(wanted))
    for row in connection.execute(query.execution_options(yield_per=_AT_A_TIME)):
        if wanted is None or row.title in wanted:
            yield row


def _titles(connection: Connection, forum_ids: Collection[int], topics: Topics) -> set[str]:
    """The stored titles that are about the topics, however they are written."""
    query = (
        select(agenda_items.c.title)
        .distinct()
        .join_from(agenda_items, meetings, agenda_items.c.meeting_id == meetings.c.id)
        .where(meetings.c.forum_id.in_(forum_ids))
    )
    titles = connection.execute(query).scalars()
    return {title for title in titles if normal_title(title) in topics.known}


def _items() -> Any:
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
        .order_by(meetings.c.held_on, meetings.c.id, agenda_items.c.position)
    )

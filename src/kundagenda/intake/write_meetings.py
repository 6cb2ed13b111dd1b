"""Writes meetings that were built from their files, some at a time."""

from collections.abc import Mapping, Sequence

from sqlalchemy import Connection, insert, update

from kundagenda.intake.build import Built, Stored
from kundagenda.intake.carry_over import Topics
from kundagenda.intake.images import keep_before
from kundagenda.intake.meeting_items import write_items
from kundagenda.intake.record import Key
from metrics.tables import agenda_items, meetings


def write_meetings(
    connection: Connection,
    built: Sequence[Built],
    forum_ids: Mapping[str, int],
    sources: Mapping[Key, int],
    topics: Topics,
) -> None:
    """Store meetings with their items, new ones in as few statements as can be.

    Args:
        connection: In the transaction of the caller.
        built: The meetings.
        forum_ids: The id of each forum by name.
        sources: The import that tells last of each meeting.
        topics: Takes in the topics whose carried-over links may have changed.
    """
    for one in built:
        titles = [row.title for row in one.stored.items] if one.stored else []
        topics.add(titles, (values["title"] for _, values in one.fit.items))
    _insert(connection, [one for one in built if one.stored is None], forum_ids, sources)
    for one in built:
        if one.stored is not None:
            topics.months |= _update(connection, one, one.stored, sources[one.key])


def _insert(
    connection: Connection,
    built: Sequence[Built],
    forum_ids: Mapping[str, int],
    sources: Mapping[Key, int],
) -> None:
    if not built:
        return
    empty = {"starts_at": None, "planned_minutes": None, "actual_minutes": None}
    rows = [
        empty
        | one.values
        | {"forum_id": forum_ids[one.key[0]], "held_on": one.key[1], "source_id": sources[one.key]}
        for one in built
    ]
    named = (meetings.c.forum_id, meetings.c.held_on)
    made = connection.execute(insert(meetings).returning(meetings.c.id, *named), rows)
    ids = {(row.forum_id, row.held_on): row.id for row in made}
    items = [
        values | {"meeting_id": ids[forum_ids[one.key[0]], one.key[1]]}
        for one in built
        for _, values in one.fit.items
    ]
    if items:
        connection.execute(insert(agenda_items), items)


def _update(connection: Connection, one: Built, stored: Stored, source: int) -> set[int]:
    if stored.row.source_id is None:
        # It came with a table, or by hand: an undo must be able to put it back.
        keep_before(connection, source, meetings, [stored.row])
        keep_before(connection, source, agenda_items, stored.items)
    this = update(meetings).where(meetings.c.id == stored.row.id)
    connection.execute(this.values(one.values | {"source_id": source}))
    return write_items(connection, stored.row.id, one.fit)

"""Meetings as all their files tell them together, beside what is stored, some at a time."""

from collections import ChainMap
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import Connection, Row, select

from kundagenda.intake.changes import Edited, differing
from kundagenda.intake.combine import combined
from kundagenda.intake.judge import Judged, judged
from kundagenda.intake.knowledge import knowledge_of
from kundagenda.intake.meeting_items import Fitted, fitted
from kundagenda.intake.reading import ReadMeeting
from kundagenda.intake.record import Contents, Earlier, Key
from metrics.tables import agenda_items, forums, meetings

BATCH = 200
Told = Mapping[Key, Mapping[str, ReadMeeting]]


@dataclass(frozen=True)
class Stored:
    """A meeting as it is stored, with its items by position."""

    row: Row[Any]
    items: list[Row[Any]]


@dataclass(frozen=True)
class Built:
    """One meeting from all its files, what is stored of it, and how its items fit the rows."""

    key: Key
    meeting: ReadMeeting
    stored: Stored | None
    fit: Fitted

    @property
    def values(self) -> dict[str, Any]:
        """The meeting's own columns, as far as its files know them."""
        names = ("status", "starts_at", "planned_minutes", "actual_minutes")
        told = {name: getattr(self.meeting, name) for name in names}
        return {name: value for name, value in told.items() if value is not None}

    def edited(self) -> list[Edited]:
        """What changes of a meeting that is there already."""
        if self.stored is None:
            return []
        row = self.stored.row
        fields = differing((name, getattr(row, name), new) for name, new in self.values.items())
        own = [Edited(meetings.name, row.id, self.key, None, fields)] if fields else []
        return [*own, *self.fit.edited(self.key)]


class Builder:
    """Builds meetings from what files tell now and what earlier imports told.

    Args:
        connection: To read what is stored and what earlier imports told.
        told: What the files at hand say of each meeting, by path; it wins over earlier imports
            of the same path.
        earlier: The imports that still count.
        today: Later meetings are planned ones.
        levels: The items by title that were judged already.
    """

    def __init__(
        self,
        connection: Connection,
        told: Told,
        earlier: Earlier,
        today: date,
        levels: Mapping[str, Judged] | None = None,
    ) -> None:
        self._connection, self._told, self._earlier = connection, told, earlier
        self._today, self._levels = today, dict(levels or {})
        self._contents = Contents(connection)

    def build(self, keys: Sequence[Key]) -> list[Built]:
        """The meetings with these keys, which one file at least must tell of."""
        self._contents.load({one.id for key in keys for one in self._earlier.telling(key).values()})
        whole = {key: self._combined(key) for key in keys}
        items = [item for meeting in whole.values() for item in meeting.items]
        unknown = [item for item in items if item.title not in self._levels]
        levels = ChainMap(judged(unknown, knowledge_of(self._connection)), self._levels)
        stored = stored_meetings(self._connection, keys)
        return [
            self._built(key, meeting, stored.get(key), levels) for key, meeting in whole.items()
        ]

    def _built(
        self, key: Key, meeting: ReadMeeting, there: Stored | None, levels: Mapping[str, Judged]
    ) -> Built:
        rows = there.items if there else []
        return Built(key, meeting, there, fitted(self._connection, rows, meeting.items, levels))

    def _combined(self, key: Key) -> ReadMeeting:
        sources = {
            path: self._contents.told(one.id, key)
            for path, one in self._earlier.telling(key).items()
        }
        meeting = combined((sources | dict(self._told.get(key, {}))).values())
        if meeting.status != "cancelled":
            meeting.status = "planned" if meeting.held_on > self._today else "held"
        return meeting


def batches(keys: Collection[Key]) -> list[list[Key]]:
    """Keys by date, some at a time, so that memory does not grow with their number."""
    ordered = sorted(keys, key=lambda key: (key[1], key[0]))
    return [ordered[start : start + BATCH] for start in range(0, len(ordered), BATCH)]


def stored_meetings(connection: Connection, keys: Collection[Key]) -> dict[Key, Stored]:
    """The stored meetings of these forums and dates; the first where there are two."""
    names, days = {forum for forum, _ in keys}, {day for _, day in keys}
    query = (
        select(forums.c.name.label("forum"), *meetings.c)
        .join_from(forums, meetings)
        .where(forums.c.name.in_(names), meetings.c.held_on.in_(days))
        .order_by(meetings.c.id)
    )
    wanted, found = set(keys), dict[Key, Stored]()
    for row in connection.execute(query):
        key = (row.forum, row.held_on)
        if key in wanted and key not in found:
            found[key] = Stored(row, [])
    by_id = {one.row.id: one.items for one in found.values()}
    for item in _items(connection, by_id):
        by_id[item.meeting_id].append(item)
    return found


def _items(connection: Connection, meeting_ids: Collection[int]) -> Iterator[Row[Any]]:
    of_meetings = agenda_items.c.meeting_id.in_(meeting_ids)
    if meeting_ids:
        query = select(agenda_items).where(of_meetings)
        yield from connection.execute(
            query.order_by(agenda_items.c.meeting_id, agenda_items.c.position)
        )

"""Undo of an agenda: what the remaining imports say of its meetings is built again."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from typing import Any

from sqlalchemy import Connection, Row, delete, select, update

from kundagenda.database.tables import import_rows
from kundagenda.errors import ReaderError
from kundagenda.intake.build import Builder, Built, Stored, batches, stored_meetings
from kundagenda.intake.carry_over import Topics, link_carried_over
from kundagenda.intake.changes import tell_audit
from kundagenda.intake.combine import combined
from kundagenda.intake.images import Image, images_of
from kundagenda.intake.made_forums import take_forums
from kundagenda.intake.meeting_items import delete_items, held_ids, move_away, write_items
from kundagenda.intake.put_back import Taken, Undoing, put_back
from kundagenda.intake.reading import ReadMeeting
from kundagenda.intake.record import Contents, Key, earlier_imports, keys_of
from kundagenda.intake.titles import normal_title
from metrics.periods import month_number
from metrics.tables import agenda_items, forums, meetings

_FROM_FILES = ("starts_at", "planned_minutes", "actual_minutes")


def undo_agenda(connection: Connection, undoing: Undoing) -> Taken:
    """Take the import of an agenda back; it no longer counts when this is called.

    Raises:
        ReaderError: a decision or a second coding hangs on an item that would go, or an item
            came into one of its meetings by another way.
    """
    undo = _Undo(connection, undoing)
    undo.meetings()
    undo.links()
    undo.taken.deleted.update(take_forums(connection, undoing.row.id))
    return undo.taken


class _Undo:
    def __init__(self, connection: Connection, undoing: Undoing) -> None:
        self._connection, self._undoing, self.taken = connection, undoing, Taken()
        self._keys = keys_of(undoing.row.detail, undoing.row.target)
        self._earlier = earlier_imports(connection, self._keys)
        self._images = _by_meeting(images_of(connection, undoing.row.id))
        self._contents, self._topics = Contents(connection), Topics()
        self._contents.load([undoing.row.id])

    def meetings(self) -> None:
        """Build again what others tell of, take the rest away."""
        standing = {key for key in self._keys if self._earlier.telling(key)}
        builder = Builder(self._connection, {}, self._earlier, self._undoing.today)
        for batch in batches(standing):
            for built in builder.build(batch):
                if built.stored is not None:
                    self._rebuild(built, built.stored)
        for batch in batches(self._keys - standing):
            for key, stored in stored_meetings(self._connection, batch).items():
                self._topics.add(row.title for row in stored.items)
                self._take(key, stored)

    def links(self) -> None:
        """Link anew what was carried over, and note the months."""
        named = forums.c.name.in_({forum for forum, _ in self._keys})
        touched = self._connection.execute(select(forums.c.id).where(named)).scalars().all()
        self.taken.months |= {month_number(held_on) for _, held_on in self._keys}
        self.taken.months |= link_carried_over(self._connection, touched, self._topics)

    def _rebuild(self, built: Built, stored: Stored) -> None:
        mine = self._mine(built.key)
        topics = {normal_title(item.title) for item in mine.items}
        self._refuse(built.key, [r for r in built.fit.held if normal_title(r.title) in topics])
        told = self._earlier.telling(built.key).values()
        only_mine = {
            name: None
            for name in _FROM_FILES
            if name not in built.values
            and getattr(stored.row, name) == getattr(combined([mine]), name)
        }
        values = only_mine | built.values | {"source_id": max(one.id for one in told)}
        this = update(meetings).where(meetings.c.id == stored.row.id)
        self._connection.execute(this.values(values))
        self._topics.months |= write_items(self._connection, stored.row.id, built.fit)
        titles = [*(row.title for row in stored.items), *(i.title for i in built.meeting.items)]
        self._topics.add(titles)
        edited = built.edited()
        tell_audit(self._connection, edited, self._undoing.who, self._undoing.at)
        self.taken.restored[meetings.name] += bool(edited)
        self.taken.deleted[agenda_items.name] += len(built.fit.gone)
        self._pass_on(stored.row.id, min(one.id for one in told))

    def _take(self, key: Key, stored: Stored) -> None:
        """Take a meeting away that no import holds any more, or put back what it was before."""
        images = self._images.get(stored.row.id, [])
        before = {id_ for image in images if image.table is agenda_items for (id_,) in image.keys}
        gone = [row for row in stored.items if row.id not in before]
        self._refuse(key, self._held(gone))
        if images:
            move_away(self._connection, stored.row.id)
            self._topics.months |= delete_items(self._connection, [row.id for row in gone])
            for image in sorted(images, key=lambda image: image.table is agenda_items):
                self.taken.restored[image.table.name] += put_back(self._connection, image)
        elif stored.row.source_id is not None:
            self._refuse_others(key, gone)
            self._topics.months |= delete_items(self._connection, [row.id for row in gone])
            self._connection.execute(delete(meetings).where(meetings.c.id == stored.row.id))
            self.taken.deleted[meetings.name] += 1
        else:
            return
        self.taken.deleted[agenda_items.name] += len(gone)

    def _mine(self, key: Key) -> ReadMeeting:
        return self._contents.told(self._undoing.row.id, key)

    def _held(self, rows: Sequence[Row[Any]]) -> list[Row[Any]]:
        held = held_ids(self._connection, rows)
        return [row for row in rows if row.id in held]

    def _refuse(self, key: Key, held: Sequence[Row[Any]]) -> None:
        if held:
            raise ReaderError(
                "Import {number} cannot be undone, since a decision or a second coding hangs on "
                "item {item} of {day}. Take that away first.",
                number=self._undoing.row.id,
                item=held[0].position,
                day=key[1],
            )

    def _refuse_others(self, key: Key, gone: Iterable[Row[Any]]) -> None:
        """Items that none of the import's files told of came by another way, and must not go."""
        mine = {normal_title(item.title) for item in self._mine(key).items}
        other = next((row for row in gone if normal_title(row.title) not in mine), None)
        if other is not None:
            raise ReaderError(
                "Import {number} cannot be undone, since item {item} of {day} came into its "
                "meeting by another import. Undo that one first.",
                number=self._undoing.row.id,
                item=other.position,
                day=key[1],
            )

    def _pass_on(self, meeting_id: int, heir: int) -> None:
        """What the meeting was before all imports is kept by the earliest that remains."""
        ids = [image.id for image in self._images.get(meeting_id, [])]
        kept = update(import_rows).where(import_rows.c.id.in_(ids))
        self._connection.execute(kept.values(import_id=heir))


def _by_meeting(images: Iterable[Image]) -> dict[int, list[Image]]:
    """What was kept of meetings that were there before, by meeting."""
    found: defaultdict[int, list[Image]] = defaultdict(list)
    for image in images:
        if image.before is not None:
            own = image.table is meetings
            found[image.keys[0][0] if own else image.before[0]["meeting_id"]].append(image)
    return found

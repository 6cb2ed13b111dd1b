"""Holds files that were read against the database: what is new, changed, the same, carried over."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date

from sqlalchemy import Connection, func, select

from kundagenda.intake.agenda_plan import (
    CHANGED,
    NEW,
    REFUSED,
    REPLACED,
    UNCHANGED,
    AgendaFile,
    ImportPlan,
)
from kundagenda.intake.build import Builder, Built, Told, batches
from kundagenda.intake.reading import ReadMeeting, Remark
from kundagenda.intake.record import Earlier, Imported, Key, earlier_imports
from kundagenda.intake.titles import normal_title
from metrics.tables import agenda_items, forums, meetings


def settle(connection: Connection, plan: ImportPlan) -> None:
    """Say of each file whether it is new, the same as before, or a new version."""
    read = [file for file in plan.files if file.status != REFUSED]
    keys = {key for file in read for key in file.keys}
    earlier = earlier_imports(connection, keys, {file.stored for file in read})
    statuses = _statuses(connection, keys)
    seen: set[tuple[str, frozenset[Key]]] = set()
    for file in read:
        same_path = earlier.of_path.get(file.stored, [])
        if _is_known(file, earlier, statuses) or (file.checksum, frozenset(file.keys)) in seen:
            file.status = UNCHANGED
        elif same_path:
            if any(file.keys & old.keys for old in same_path):
                file.status = REPLACED
            _tell_gone(file, same_path[-1])
        seen.add((file.checksum, frozenset(file.keys)))
    _mark_carried_over(connection, read)


def tell_changes(connection: Connection, plan: ImportPlan) -> None:
    """Say of each meeting whether it is new, changed or unchanged, and of what is changed how."""
    holders = holders_of(plan.files)
    there = set(_statuses(connection, holders))
    earlier = earlier_imports(connection, there)
    builder = Builder(connection, told_by(plan.files), earlier, plan.today, plan.levels)
    for batch in batches(there):
        for built in builder.build(batch):
            note(holders[built.key], built)
    tell_others(plan)


def tell_others(plan: ImportPlan) -> None:
    """Say of the meetings that nothing was noted of that they are new, or unchanged."""
    for file in plan.files:
        usual = NEW if file.writes else UNCHANGED
        file.standing = {key: usual for key in file.keys} | file.standing


def holders_of(files: Iterable[AgendaFile]) -> dict[Key, list[AgendaFile]]:
    """The files that are written, by the meetings that they tell of."""
    holders: dict[Key, list[AgendaFile]] = {}
    for file in files:
        for key in file.keys if file.writes else ():
            holders.setdefault(key, []).append(file)
    return holders


def note(holders: Sequence[AgendaFile], built: Built) -> None:
    """Keep with the files that tell of a meeting what becomes of it; the last one has the list."""
    changes = [change for row in built.edited() for change in row.changes()]
    standing = NEW if built.stored is None else CHANGED if changes else UNCHANGED
    for file in holders:
        file.standing[built.key] = standing
    holders[-1].changes.extend(changes)


def told_by(files: Iterable[AgendaFile]) -> Told:
    """What the files that are written say of each meeting, by the path that is stored."""
    told: dict[Key, dict[str, ReadMeeting]] = {}
    for file in files:
        for forum, meeting in file.meetings if file.writes else ():
            told.setdefault((forum, meeting.held_on), {})[file.stored] = meeting
    return told


def _is_known(file: AgendaFile, earlier: Earlier, statuses: Mapping[Key, str]) -> bool:
    """Whether the same content was imported, under any name, and is still what is stored."""
    keys = file.keys
    standing = (one for key in keys for one in earlier.telling(key).values())
    told = any(old.checksum == file.checksum and old.keys == keys for old in standing)
    return told and all(
        statuses.get((forum, meeting.held_on)) in (meeting.status, "cancelled")
        for forum, meeting in file.meetings
    )


def _tell_gone(file: AgendaFile, before: Imported) -> None:
    for forum, held_on in sorted(before.keys - file.keys):
        text = f"The file no longer holds the meeting of {held_on} ({forum}); it is kept as it was."
        file.gone.append(Remark(1, text))


def _statuses(connection: Connection, keys: Iterable[Key]) -> dict[Key, str]:
    """The status of each of these meetings that is stored."""
    wanted = set(keys)
    if not wanted:
        return {}
    days = [held_on for _, held_on in wanted]
    query = (
        select(forums.c.name, meetings.c.held_on, meetings.c.status)
        .join_from(forums, meetings)
        .where(meetings.c.held_on.between(min(days), max(days)))
    )
    rows = connection.execute(query)
    return {(name, day): status for name, day, status in rows if (name, day) in wanted}


def _mark_carried_over(connection: Connection, files: Iterable[AgendaFile]) -> None:
    """Mark items whose topic stood on an earlier agenda of the forum, stored or in this import."""
    first: dict[tuple[str, str], date] = {}
    read = [(forum, meeting) for file in files for forum, meeting in file.meetings]
    for forum, meeting in read:
        for item in meeting.items if meeting.status != "cancelled" else ():
            topic = forum, normal_title(item.title)
            first[topic] = min(meeting.held_on, first.get(topic, meeting.held_on))
    _note_stored(connection, first)
    for forum, meeting in read:
        for item in meeting.items:
            earliest = first.get((forum, normal_title(item.title)), meeting.held_on)
            item.carried_over = not item.formal and earliest < meeting.held_on


def _note_stored(connection: Connection, first: dict[tuple[str, str], date]) -> None:
    """Bring in when the topics of the files stood on a stored agenda for the first time."""
    query = (
        select(forums.c.name, agenda_items.c.title, func.min(meetings.c.held_on))
        .join_from(agenda_items, meetings)
        .join(forums, forums.c.id == meetings.c.forum_id)
        .where(meetings.c.status != "cancelled", forums.c.name.in_({forum for forum, _ in first}))
        .group_by(forums.c.name, agenda_items.c.title)
    )
    for forum, title, held_on in connection.execute(query):
        topic = forum, normal_title(title)
        if topic in first:
            first[topic] = min(held_on, first[topic])

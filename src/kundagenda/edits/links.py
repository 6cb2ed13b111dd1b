"""Links agenda items to the initiative they belong to, and takes a link back."""

import json
from collections.abc import Collection
from dataclasses import dataclass
from datetime import UTC, date, datetime
from typing import Any

from sqlalchemy import Connection, Engine, Row, false, insert, select, update

from kundagenda.database.audit import since_restore
from kundagenda.database.connection import clear_failures, take_turn
from kundagenda.database.state import bump_version
from kundagenda.database.tables import audit
from kundagenda.errors import ReaderError
from metrics.tables import agenda_items, initiatives, meetings

LINKED, UNLINKED, TOOK_BACK = "write: linked", "write: unlinked", "write: link taken back"
_AT_A_TIME = 500  # SQLite takes some thousand values in one statement


@dataclass(frozen=True)
class Linked:
    """What a link did: the items that it moved, and the number by which it is taken back."""

    change: int
    items: int


@dataclass(frozen=True)
class LinkMade:
    """A link as it was made: its number, when, by whom, how many items, and into the initiative."""

    change: int
    made_at: datetime
    who: str
    items: int
    into: bool


@dataclass(frozen=True)
class LinkedItem:
    """An item of an initiative; ``title`` is empty where it is confidential."""

    id: int
    held_on: date
    title: str


@dataclass(frozen=True)
class FoundTitle:
    """A title that stands on agendas and belongs to no initiative, with its items."""

    title: str
    items: tuple[int, ...]
    last_on: date


def link(engine: Engine, initiative: int, items: Collection[int], who: str) -> Linked:
    """Let items belong to an initiative.

    Raises:
        ReaderError: the initiative or an item is gone, or an item belongs to another initiative;
            nothing was changed.
    """
    with clear_failures(engine), engine.begin() as connection:
        take_turn(connection)
        return link_within(connection, initiative, items, who)


def link_within(
    connection: Connection, initiative: int, items: Collection[int], who: str
) -> Linked:
    """The same in the caller's transaction, whose turn it is."""
    _refuse_gone(connection, initiative)
    rows = _as_they_are(connection, items)
    _refuse_taken(rows, initiative, items)
    free = [row.id for row in rows if row.initiative_id is None]
    return _move(connection, free, None, initiative, (LINKED, initiative), who)


def unlink(engine: Engine, initiative: int, items: Collection[int], who: str) -> Linked:
    """Let items belong to no initiative any more; what belongs to another by now stays there."""
    with clear_failures(engine), engine.begin() as connection:
        take_turn(connection)
        rows = _as_they_are(connection, items)
        own = [row.id for row in rows if row.initiative_id == initiative]
        return _move(connection, own, initiative, None, (UNLINKED, initiative), who)


def take_link_back(engine: Engine, number: int, who: str) -> Linked:
    """Let the items of a link belong where they did before; those moved since stay.

    Raises:
        ReaderError: there is no such link since the database was last restored, or the initiative
            is gone; nothing was changed.
    """
    with clear_failures(engine), engine.begin() as connection:
        take_turn(connection)
        query = select(audit).where(audit.c.id == number, since_restore())
        made = connection.execute(query).first()
        if made is None or made.action not in (LINKED, UNLINKED, TOOK_BACK):
            raise ReaderError("There is no link {number} to take back.", number=number)
        before, after = json.loads(made.before), json.loads(made.after)
        if before["initiative"] is not None:
            _refuse_gone(connection, before["initiative"])
        rows = _as_they_are(connection, after["items"])
        same = [row.id for row in rows if row.initiative_id == after["initiative"]]
        was, now = after["initiative"], before["initiative"]
        return _move(connection, same, was, now, (TOOK_BACK, int(made.row_id)), who)


def find_titles(connection: Connection, words: str, most: int) -> tuple[FoundTitle, ...]:
    """The titles with all of the words that belong to no initiative, the latest first.

    Formal items and confidential ones are left out.
    """
    query = (
        select(agenda_items.c.title, agenda_items.c.id, meetings.c.held_on)
        .join_from(agenda_items, meetings, meetings.c.id == agenda_items.c.meeting_id)
        .where(agenda_items.c.initiative_id.is_(None), agenda_items.c.formal == false())
        .where(agenda_items.c.confidential == false(), meetings.c.status != "cancelled")
        .order_by(meetings.c.held_on.desc(), agenda_items.c.id.desc())
    )
    for word in words.split():
        query = query.where(agenda_items.c.title.icontains(word, autoescape=True))
    found: dict[str, list[Any]] = {}
    for row in connection.execute(query) if words.split() else ():
        found.setdefault(row.title, []).append(row)
    return tuple(
        FoundTitle(title, tuple(row.id for row in rows), rows[0].held_on)
        for title, rows in list(found.items())[:most]
    )


def latest_link(connection: Connection, initiative: int) -> LinkMade | None:
    """The last time that items were linked to an initiative or taken out of it.

    What was before a restore may be of other items and another initiative of the same numbers.
    """
    query = (
        select(audit)
        .where(audit.c.table_name == agenda_items.name, audit.c.row_id == str(initiative))
        .where(audit.c.action.in_((LINKED, UNLINKED, TOOK_BACK)), since_restore())
        .order_by(audit.c.id.desc())
        .limit(1)
    )
    row = connection.execute(query).first()
    if row is None:
        return None
    after = json.loads(row.after)
    into = after["initiative"] == initiative
    return LinkMade(row.id, row.happened_at, row.who, len(after["items"]), into)


def linked_items(connection: Connection, initiative: int) -> tuple[LinkedItem, ...]:
    """The items of an initiative, the newest first, formal ones and planned ones too."""
    item = agenda_items.c
    query = (
        select(item.id, meetings.c.held_on, item.title, item.confidential)
        .join_from(agenda_items, meetings, meetings.c.id == item.meeting_id)
        .where(item.initiative_id == initiative)
        .order_by(meetings.c.held_on.desc(), item.id.desc())
    )
    return tuple(
        LinkedItem(row.id, row.held_on, "" if row.confidential else row.title)
        for row in connection.execute(query)
    )


def _as_they_are(connection: Connection, items: Collection[int]) -> list[Row[Any]]:
    wanted, found = sorted(set(items)), list[Row[Any]]()
    for start in range(0, len(wanted), _AT_A_TIME):
        some = agenda_items.c.id.in_(wanted[start : start + _AT_A_TIME])
        query = select(agenda_items.c.id, agenda_items.c.initiative_id).where(some)
        found += connection.execute(query)
    return found


def _refuse_gone(connection: Connection, initiative: int) -> None:
    there = select(initiatives.c.id).where(initiatives.c.id == initiative)
    if connection.execute(there).first() is None:
        raise ReaderError("The initiative has been taken away since. Choose another.")


def _refuse_taken(rows: list[Row[Any]], initiative: int, items: Collection[int]) -> None:
    if len(rows) < len(set(items)):
        raise ReaderError("Some of these items are gone since. Look at the list again.")
    taken = sum(row.initiative_id not in (None, initiative) for row in rows)
    if taken:
        raise ReaderError(
            "{count} of these items belong to another initiative by now. Look at the list again.",
            count=taken,
        )


def _move(
    connection: Connection,
    items: list[int],
    was: int | None,
    now: int | None,
    why: tuple[str, int],
    who: str,
) -> Linked:
    for start in range(0, len(items), _AT_A_TIME):
        some = agenda_items.c.id.in_(items[start : start + _AT_A_TIME])
        moved = {"initiative_id": now, "version": agenda_items.c.version + 1}
        connection.execute(update(agenda_items).where(some).values(moved))
    action, initiative = why
    told: dict[str, Any] = {"happened_at": datetime.now(UTC).replace(tzinfo=None), "who": who}
    told |= {"action": action, "table_name": agenda_items.name, "row_id": str(initiative)}
    told["before"] = json.dumps({"initiative": was, "items": items})
    told["after"] = json.dumps({"initiative": now, "items": items})
    made = connection.execute(insert(audit).values(told).returning(audit.c.id))
    bump_version(connection)
    return Linked(int(made.scalar_one()), len(items))

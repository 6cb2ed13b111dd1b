"""Puts proposals on the next agenda of their forum, and takes that back."""

import json
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy import (
    ColumnElement,
    Connection,
    Engine,
    Row,
    delete,
    exists,
    func,
    insert,
    not_,
    or_,
    select,
)

from kundagenda.database.audit import RESTORED
from kundagenda.database.connection import clear_failures, take_turn
from kundagenda.database.state import bump_version
from kundagenda.database.tables import audit, imports, now
from kundagenda.errors import ReaderError
from kundagenda.findings.next_meetings import NextMeeting, next_meetings_of
from kundagenda.findings.view import View
from kundagenda.intake.meeting_items import PERSON, delete_items, held_ids
from kundagenda.intake.themes import CUSTOMER
from metrics.tables import CUSTOMER_LEVELS, agenda_items, forums, meetings

ADOPTED, TOOK_BACK = "write: adopted", "write: adoption taken back"


@dataclass(frozen=True)
class Adoption:
    """An item as it is put on an agenda; its level is what the person who adopts it means by it.

    ``carries_on`` is the item that the topic began with, where it was on an agenda before.
    """

    title: str
    minutes: int
    forum: str
    level: str
    segment: str | None = None
    initiative: int | None = None
    carries_on: int | None = None


@dataclass(frozen=True)
class Adopted:
    """What was adopted last: its number, when, and how many items on how many new meetings."""

    change: int
    made_at: datetime
    items: int
    new_meetings: int


def adopt(engine: Engine, chosen: Sequence[Adoption], view: View, who: str) -> int:
    """Put items last on the next agenda of their forum; the number of the change.

    A forum without a planned meeting gets one by its rhythm. All of it or nothing.

    Raises:
        ReaderError: nothing was chosen, a forum is gone, or an item stands there already.
    """
    if not chosen:
        raise ReaderError("Tick what the next agenda should take up first.")
    with clear_failures(engine), engine.begin() as connection:
        take_turn(connection)
        coming = next_meetings_of(connection, view)
        _refuse_gone(chosen, coming)
        wanted = [coming[forum] for forum in dict.fromkeys(each.forum for each in chosen)]
        made = {each.forum: _plan(connection, each) for each in wanted if each.id is None}
        at = {each.forum: each.id or made[each.forum] for each in wanted}
        items = [_add(connection, each, at[each.forum], view.today) for each in chosen]
        said = {"items": items, "meetings": list(made.values())}
        return _record(connection, ADOPTED, who, said | {"stood": _stand(connection, items)})


def take_adoption_back(engine: Engine, number: int, who: str) -> None:
    """Take adopted items off the agenda again, and the meetings that were planned for them.

    Raises:
        ReaderError: there is no such change, or an item was changed, discussed or decided on
            since, or cannot be told from what a file has brought in; nothing was changed.
    """
    with clear_failures(engine), engine.begin() as connection:
        take_turn(connection)
        query = select(audit).where(audit.c.id == number, audit.c.action == ADOPTED)
        told = connection.execute(query.where(not_(_taken_back(audit.c)))).first()
        if told is None:
            raise ReaderError("There is no change {number} to take back.", number=number)
        after = json.loads(told.after)
        _refuse_changed(connection, told, after)
        delete_items(connection, after["items"])
        empty = _empty(connection, after["meetings"])
        connection.execute(delete(meetings).where(meetings.c.id.in_(empty)))
        _record(connection, TOOK_BACK, who, {"items": after["items"], "meetings": empty})


def latest_adoption(connection: Connection) -> Adopted | None:
    """What was adopted last and can be taken back; null where nothing, or it has been already."""
    adopted = (audit.c.action == ADOPTED) & not_(_taken_back(audit.c))
    query = select(audit).where(adopted).order_by(audit.c.id.desc()).limit(1)
    row = connection.execute(query).first()
    if row is None:
        return None
    after = json.loads(row.after)
    return Adopted(row.id, row.happened_at, len(after["items"]), len(after["meetings"]))


def _refuse_gone(chosen: Sequence[Adoption], coming: Mapping[str, NextMeeting]) -> None:
    gone = next((each.forum for each in chosen if each.forum not in coming), None)
    if gone is not None:
        raise ReaderError("There is no forum {forum} any more. Look at the list again.", forum=gone)


def _plan(connection: Connection, coming: NextMeeting) -> int:
    forum = select(forums.c.id).where(forums.c.name == coming.forum).scalar_subquery()
    row = {"forum_id": forum, "held_on": coming.day, "status": "planned"}
    made = connection.execute(insert(meetings).values(row).returning(meetings.c.id))
    return int(made.scalar_one())


def _add(connection: Connection, each: Adoption, meeting: int, today: date) -> int:
    """The item after all that stand on the agenda; its id."""
    there = agenda_items.c.meeting_id == meeting
    same = select(agenda_items.c.id).where(there, agenda_items.c.title == each.title)
    if connection.execute(same).first() is not None:
        raise ReaderError(
            "'{title}' stands on the next agenda already. Look at the list again.",
            title=each.title,
        )
    last = connection.execute(select(func.max(agenda_items.c.position)).where(there)).scalar()
    row = _values(each) | {"meeting_id": meeting, "position": (last or 0) + 1, "added_on": today}
    made = connection.execute(insert(agenda_items).values(row).returning(agenda_items.c.id))
    return int(made.scalar_one())


def _values(each: Adoption) -> dict[str, Any]:
    """As a person's own label: what was adopted as the customer's is not judged by the model."""
    return {
        "title": each.title,
        "planned_minutes": float(each.minutes),
        "level": each.level,
        "level_best": each.level,
        "level_by": PERSON,
        "theme": CUSTOMER if each.level in CUSTOMER_LEVELS else None,
        "segment": each.segment,
        "initiative_id": each.initiative,
        "first_seen_item_id": each.carries_on,
    }


def _taken_back(change: Any) -> ColumnElement[bool]:
    """Whether a later change took the items of an adoption back; a row of the audit."""
    later = audit.alias("later").c
    return exists().where(
        later.action == TOOK_BACK, later.row_id == change.row_id, later.id > change.id
    )


def _stand(connection: Connection, items: Collection[int]) -> list[list[object]]:
    """What items are known again by: number, title, meeting, and the day they were put on it.

    The number is not enough, for SQLite gives that of a row that is gone to the next one. No agenda
    that is brought in says on which day an item was put on it.
    """
    item = agenda_items.c
    query = select(item.id, item.title, item.meeting_id, item.added_on).where(item.id.in_(items))
    rows = connection.execute(query.order_by(item.id))
    return [[row.id, row.title, row.meeting_id, str(row.added_on)] for row in rows]


def _refuse_changed(connection: Connection, told: Row[Any], after: Mapping[str, Any]) -> None:
    query = (
        select(agenda_items.c.id, agenda_items.c.version, meetings.c.status)
        .join_from(agenda_items, meetings, meetings.c.id == agenda_items.c.meeting_id)
        .where(agenda_items.c.id.in_(after["items"]))
    )
    rows: list[Row[Any]] = list(connection.execute(query))
    as_adopted = all(row.version == 1 and row.status == "planned" for row in rows)
    if "stood" in after:
        as_adopted = as_adopted and _stand(connection, after["items"]) == after["stood"]
    if len(rows) < len(after["items"]) or not as_adopted or held_ids(connection, rows):
        raise ReaderError(
            "What was adopted has been changed, discussed or decided on since, and stays as it is."
        )
    if "stood" not in after:
        _refuse_unsure(connection, told)


def _refuse_unsure(connection: Connection, told: Row[Any]) -> None:
    """Earlier versions kept numbers alone: they are sure as long as no item can have gone."""
    since, file = told.happened_at, imports.c
    files = select(file.id).where(or_(file.imported_at >= since, file.undone_at >= since))
    freed = select(audit.c.id).where(
        audit.c.id > told.id, audit.c.action.in_((TOOK_BACK, RESTORED))
    )
    if any(connection.execute(query.limit(1)).first() for query in (files, freed)):
        raise ReaderError(
            "Files have been brought in or rows put back since this was adopted, so that what "
            "stands on the agenda may be something else. Nothing was changed; to take it off, "
            "bring in the agenda without it."
        )


def _empty(connection: Connection, made: Collection[int]) -> list[int]:
    """Those of the meetings on which nothing else was put meanwhile."""
    filled = select(agenda_items.c.meeting_id).where(agenda_items.c.meeting_id.in_(made))
    there = set(connection.execute(filled).scalars())
    return [id_ for id_ in made if id_ not in there]


def _record(connection: Connection, action: str, who: str, said: Mapping[str, Any]) -> int:
    """Write it into the audit, and let every page read again; the number of the change."""
    told: dict[str, Any] = {"happened_at": now(), "who": who}
    told |= {"action": action, "table_name": agenda_items.name, "row_id": str(said["items"][0])}
    side, other = ("after", "before") if action == ADOPTED else ("before", "after")
    told |= {side: json.dumps(said, ensure_ascii=False), other: None}
    made_row = connection.execute(insert(audit).values(told).returning(audit.c.id))
    bump_version(connection)
    return int(made_row.scalar_one())

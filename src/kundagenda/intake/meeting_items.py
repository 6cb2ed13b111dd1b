"""Writes the items of one meeting over those that are there, keeping what persons decided."""

from collections import defaultdict, deque
from collections.abc import Mapping, Sequence
from typing import Any

from sqlalchemy import Connection, Row, delete, insert, select, update

from kundagenda.database.tables import second_codings
from kundagenda.intake.judge import Judged
from kundagenda.intake.reading import ReadItem
from kundagenda.intake.titles import normal_title
from metrics.tables import agenda_items, decisions

PERSON = "person"
_LEVEL = ("level", "level_best", "level_by", "level_confidence", "level_because", "theme")


def write_items(
    connection: Connection, meeting_id: int, items: Sequence[ReadItem], levels: Mapping[str, Judged]
) -> None:
    """Make a meeting's items those that were read.

    An item of the same words keeps its row, and its level when a person set it. One that is gone
    is deleted, unless a decision or a second coding hangs on it: then it stays, at the end.
    """
    of_meeting = agenda_items.c.meeting_id == meeting_id
    there = connection.execute(
        select(agenda_items).where(of_meeting).order_by(agenda_items.c.position)
    ).all()
    by_title: defaultdict[str, deque[Row[Any]]] = defaultdict(deque)
    for row in there:
        by_title[normal_title(row.title)].append(row)
    if there:
        # Positions are unique within a meeting; out of the way first, so that none clash.
        away = update(agenda_items).where(of_meeting)
        connection.execute(away.values(position=-agenda_items.c.position - 1))
    new: list[dict[str, Any]] = []
    for position, item in enumerate(items, start=1):
        values = _values(item, levels[item.title]) | {"position": position}
        same = by_title[normal_title(item.title)]
        if same:
            _update(connection, same.popleft(), values)
        else:
            new.append(values | {"meeting_id": meeting_id})
    _drop(connection, [row.id for rows in by_title.values() for row in rows], len(items))
    if new:
        connection.execute(insert(agenda_items), new)


def _values(item: ReadItem, level: Judged) -> dict[str, Any]:
    return {
        "title": item.title,
        "detail": item.detail,
        "planned_minutes": item.planned_minutes,
        "actual_minutes": item.actual_minutes,
        "formal": item.formal,
        "outcome": item.outcome,
        "kind": item.kind,
        "confidential": item.confidential,
        "theme": level.theme,
        "level": level.level,
        "level_best": level.best,
        "level_by": level.by,
        "level_confidence": level.confidence,
        "level_because": level.because,
    }


def _update(connection: Connection, row: Row[Any], values: dict[str, Any]) -> None:
    if row.level_by == PERSON:
        values = {name: value for name, value in values.items() if name not in _LEVEL}
    values["confidential"] = bool(values["confidential"] or row.confidential)
    if any(getattr(row, name) != value for name, value in values.items()):
        values["version"] = row.version + 1
    connection.execute(update(agenda_items).where(agenda_items.c.id == row.id).values(values))


def _drop(connection: Connection, gone: Sequence[int], last: int) -> None:
    if not gone:
        return
    held = {
        id_
        for column in (decisions.c.agenda_item_id, second_codings.c.agenda_item_id)
        for id_ in connection.execute(select(column).where(column.in_(gone))).scalars()
    }
    for offset, id_ in enumerate(sorted(held), start=1):
        kept = update(agenda_items).where(agenda_items.c.id == id_)
        connection.execute(kept.values(position=last + offset))
    free = [id_ for id_ in gone if id_ not in held]
    unlink = update(agenda_items).where(agenda_items.c.first_seen_item_id.in_(free))
    connection.execute(unlink.values(first_seen_item_id=None))
    connection.execute(delete(agenda_items).where(agenda_items.c.id.in_(free)))

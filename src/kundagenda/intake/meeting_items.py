"""Writes the items of one meeting over those that are there, keeping what persons decided."""

from collections import defaultdict, deque
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Connection, Row, delete, insert, select, update

from kundagenda.database.tables import second_codings
from kundagenda.intake.changes import ITEM, Edited, differing
from kundagenda.intake.judge import Judged
from kundagenda.intake.reading import ReadItem
from kundagenda.intake.record import Key
from kundagenda.intake.titles import normal_title
from metrics.periods import month_number
from metrics.tables import agenda_items, decisions, meetings

PERSON = "person"
LEVEL = ("level", "level_best", "level_by", "level_confidence", "level_because", "theme")
# A new item above moves all below, and a model trained anew is a little surer or less sure.
_NOT_TOLD = ("position", "level_by", "level_confidence", "level_because")
Values = dict[str, Any]


@dataclass(frozen=True)
class Fitted:
    """A meeting's items as they will stand, each with the row it takes over if there is one.

    ``gone`` are the rows that no item takes over; ``held`` those of them that must stay, since
    a decision or a second coding hangs on them.
    """

    items: list[tuple[Row[Any] | None, Values]]
    gone: list[Row[Any]]
    held: list[Row[Any]]

    def edited(self, key: Key) -> Iterator[Edited]:
        """What changes of the rows that are there; the new items come with no id yet.

        Of items that are confidential or become so no words are told, whoever brought them in.
        """
        for row, values in self.items:
            if row is None:
                told = _edited(None, key, values["title"], {ITEM: (None, values["title"])})
                yield told.hidden() if values["confidential"] else told
                continue
            pairs = ((name, getattr(row, name), value) for name, value in values.items())
            if fields := differing(pairs, _NOT_TOLD):
                told = _edited(row.id, key, row.title, fields)
                yield told.hidden() if row.confidential or values["confidential"] else told
        for row in self.gone:
            told = _edited(row.id, key, row.title, {ITEM: (row.title, None)})
            yield told.hidden() if row.confidential else told


def fitted(
    connection: Connection,
    there: Sequence[Row[Any]],
    items: Sequence[ReadItem],
    levels: Mapping[str, Judged],
) -> Fitted:
    """Fit the items that were read to the rows of their meeting; nothing is written.

    An item of the same words keeps its row, and its level when a person set it.
    """
    by_title: defaultdict[str, deque[Row[Any]]] = defaultdict(deque)
    for row in there:
        by_title[normal_title(row.title)].append(row)
    found: list[tuple[Row[Any] | None, Values]] = []
    for position, item in enumerate(items, start=1):
        values = _values(item, levels[item.title]) | {"position": position}
        same = by_title[normal_title(item.title)]
        takes = same.popleft() if same else None
        found.append((takes, values if takes is None else _kept(takes, values)))
    left = [row for rows in by_title.values() for row in rows]
    held = held_ids(connection, left)
    return Fitted(found, [row for row in left if row.id not in held], _of(left, held))


def write_items(connection: Connection, meeting_id: int, fit: Fitted) -> set[int]:
    """Make a meeting's items those that were fitted; those that are held stay, at the end.

    Returns:
        The months in which items lost their link, as `delete_items`.
    """
    if any(row is not None for row, _ in fit.items) or fit.gone or fit.held:
        move_away(connection, meeting_id)
    for row, values in fit.items:
        if row is not None:
            _update(connection, row, values)
    for offset, row in enumerate(fit.held, start=1):
        kept = update(agenda_items).where(agenda_items.c.id == row.id)
        connection.execute(kept.values(position=len(fit.items) + offset))
    months = delete_items(connection, [row.id for row in fit.gone])
    new = [values | {"meeting_id": meeting_id} for row, values in fit.items if row is None]
    if new:
        connection.execute(insert(agenda_items), new)
    return months


def move_away(connection: Connection, meeting_id: int) -> None:
    """Clear the positions of a meeting, which are unique in it, so that new ones do not clash."""
    away = update(agenda_items).where(agenda_items.c.meeting_id == meeting_id)
    connection.execute(away.values(position=-agenda_items.c.position - 1))


def delete_items(connection: Connection, ids: Sequence[int]) -> set[int]:
    """Delete items; what was carried over from them loses its link, in the months returned."""
    if not ids:
        return set()
    carried = agenda_items.c.first_seen_item_id.in_(ids)
    days = select(meetings.c.held_on).join_from(
        agenda_items, meetings, agenda_items.c.meeting_id == meetings.c.id
    )
    months = {month_number(day) for day in connection.execute(days.where(carried)).scalars()}
    connection.execute(update(agenda_items).where(carried).values(first_seen_item_id=None))
    connection.execute(delete(agenda_items).where(agenda_items.c.id.in_(ids)))
    return months


def held_ids(connection: Connection, rows: Sequence[Row[Any]]) -> set[int]:
    """Those of the items that a decision or a second coding hangs on."""
    ids = [row.id for row in rows]
    if not ids:
        return set()
    return {
        id_
        for column in (decisions.c.agenda_item_id, second_codings.c.agenda_item_id)
        for id_ in connection.execute(select(column).where(column.in_(ids))).scalars()
    }


def _values(item: ReadItem, level: Judged) -> Values:
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


def _kept(row: Row[Any], values: Values) -> Values:
    """The values without those that a person has settled."""
    if row.level_by == PERSON:
        values = {name: value for name, value in values.items() if name not in LEVEL}
    return values | {"confidential": bool(values["confidential"] or row.confidential)}


def _update(connection: Connection, row: Row[Any], values: Values) -> None:
    if any(getattr(row, name) != value for name, value in values.items()):
        values = values | {"version": row.version + 1}
    connection.execute(update(agenda_items).where(agenda_items.c.id == row.id).values(values))


def _of(rows: Sequence[Row[Any]], held: set[int]) -> list[Row[Any]]:
    return sorted((row for row in rows if row.id in held), key=lambda row: int(row.id))


def _edited(id_: int | None, key: Key, item: str, fields: dict[str, tuple[Any, Any]]) -> Edited:
    return Edited(agenda_items.name, id_, key, item, fields)

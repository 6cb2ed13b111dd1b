"""How items were labelled before a person changed them, as the audit keeps it."""

import json
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from sqlalchemy import Connection, Row, bindparam, false, select, update

from kundagenda.intake.topics import chunks
from metrics.periods import month_number
from metrics.scope import Rows
from metrics.tables import agenda_items, meetings

LABEL = ("level", "level_best", "level_by", "level_confidence", "level_because", "theme")
_LEVEL = ("level", "level_best", "level_by")
Label = Mapping[str, Any]


def items_of(connection: Connection, titles: Sequence[str]) -> list[Row[Any]]:
    """The items of these titles with their labels and days, formal ones left out."""
    return _items(connection, agenda_items.c.title, titles)


def items_by_id(connection: Connection, ids: Sequence[int]) -> list[Row[Any]]:
    """The same for items of these ids; those that are gone are left out."""
    return _items(connection, agenda_items.c.id, ids)


def _items(connection: Connection, column: Any, values: Sequence[Any]) -> list[Row[Any]]:
    columns: list[Any] = [agenda_items.c[name] for name in ("id", "title", *LABEL)]
    query: Rows = (
        select(*columns, meetings.c.held_on)
        .join_from(agenda_items, meetings, meetings.c.id == agenda_items.c.meeting_id)
        .where(agenda_items.c.formal == false())
        .order_by(agenda_items.c.id)
    )
    found: list[Row[Any]] = []
    for some in chunks(values):
        found += connection.execute(query.where(column.in_(some)))
    return found


def label_of(row: Row[Any]) -> dict[str, Any]:
    """The label of an item as it is stored."""
    return {name: getattr(row, name) for name in LABEL}


def says_the_same(row: Row[Any], label: Label, theme: bool) -> bool:
    """Whether an item still has a label's level, from the same hand; its theme too if asked."""
    names = (*_LEVEL, "theme") if theme else _LEVEL
    return all(getattr(row, name) == label[name] for name in names)


def write_labels(connection: Connection, wanted: Mapping[int, Label]) -> None:
    """Give items their labels, each a new version."""
    item = (
        update(agenda_items)
        .where(agenda_items.c.id == bindparam("item"))
        .values({name: bindparam(f"new_{name}") for name in LABEL})
        .values(version=agenda_items.c.version + 1)
    )
    rows = [
        {"item": id_} | {f"new_{name}": label[name] for name in LABEL}
        for id_, label in wanted.items()
    ]
    if rows:
        connection.execute(item, rows)


def months_of(rows: Iterable[Row[Any]]) -> set[int]:
    """The months whose figures change with these items."""
    return {month_number(row.held_on) for row in rows}


def as_states(labels: Mapping[int, Label]) -> list[dict[str, Any]]:
    """Labels by item, as JSON has room for: each different label once, with its items."""
    items: defaultdict[tuple[Any, ...], list[int]] = defaultdict(list)
    for id_, label in labels.items():
        items[tuple(label[name] for name in LABEL)].append(id_)
    return [dict(zip(LABEL, label, strict=True)) | {"items": ids} for label, ids in items.items()]


def from_states(states: Iterable[Mapping[str, Any]]) -> dict[int, dict[str, Any]]:
    """The labels by item again."""
    return {
        id_: {name: state[name] for name in LABEL} for state in states for id_ in state["items"]
    }


def as_json(content: Mapping[str, Any]) -> str:
    """One JSON object, Swedish letters as they are."""
    return json.dumps(content, ensure_ascii=False)

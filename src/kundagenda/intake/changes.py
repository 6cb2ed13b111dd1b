"""What an import changes of meetings that are there already, field by field."""

import json
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, insert

from kundagenda.database.tables import audit
from kundagenda.intake.record import Key

CHANGED = "import: changed"
# An item that came or went: its title after, or before.
ITEM = "item"
HIDDEN = ""
"""Stands for the words of a confidential item, of which nothing but its figures is told."""
_WORDS = ("title", "detail", "theme", ITEM)


@dataclass(frozen=True)
class Change:
    """One field of a meeting or an item as it was and as it becomes.

    ``item`` is the item's title, `HIDDEN` of a confidential one, null for the meeting itself. An
    item that came or went has the field ``item``, null before or after.
    """

    meeting: Key
    item: str | None
    field: str
    before: Any
    after: Any

    def as_json(self) -> dict[str, Any]:
        """The change as ``kundagenda import agenda --json`` prints it."""
        forum, held_on = self.meeting
        told = {"forum": forum, "held_on": held_on.isoformat(), "item": self.item}
        return told | {"field": self.field, "before": _plain(self.before)} | {
            "after": _plain(self.after)
        }  # fmt: skip

    def line(self) -> str:
        """The change in a few words for a person."""
        what = "the meeting" if self.item is None else self.item or "a confidential item"
        if self.field == ITEM:
            return f"+ {what}" if self.before is None else f"- {what}"
        return f"{what}: {self.field} {_shown(self.before)} -> {_shown(self.after)}"


@dataclass(frozen=True)
class Edited:
    """A row with its changed fields, each as it was and as it becomes; see `hidden`.

    Whether its item was confidential is null where an entry of an earlier version does not say.
    """

    table: str
    row_id: int | None
    meeting: Key
    item: str | None
    fields: dict[str, tuple[Any, Any]]
    confidential: bool | None = False

    def changes(self) -> Iterator[Change]:
        """The same, a field at a time."""
        for name, (before, after) in self.fields.items():
            yield Change(self.meeting, self.item, name, before, after)

    def hidden(self) -> "Edited":
        """The same of a confidential item, without what it is about."""
        fields = {
            name: (before and HIDDEN, after and HIDDEN) if name in _WORDS else (before, after)
            for name, (before, after) in self.fields.items()
        }
        return replace(self, item=HIDDEN, fields=fields, confidential=True)


def tell_audit(connection: Connection, edited: Iterable[Edited], who: str, at: datetime) -> None:
    """An audit row for each changed row, which says by itself of what meeting and item it is.

    Ids alone would not do: SQLite gives the id of a deleted row to the next new one.
    """
    rows = [_audit_row(row, who, at) for row in edited]
    if rows:
        connection.execute(insert(audit), rows)


def of_row(row: Edited) -> dict[str, Any]:
    """The meeting and item that an audit row is about."""
    forum, held_on = row.meeting
    told = {"forum": forum, "held_on": held_on.isoformat(), "item": row.item}
    return told | {"confidential": row.confidential}


def differing(
    pairs: Iterable[tuple[str, Any, Any]], ignored: Sequence[str] = ()
) -> dict[str, tuple[Any, Any]]:
    """The fields whose value before is not the one after."""
    return {
        name: (before, after)
        for name, before, after in pairs
        if before != after and name not in ignored
    }


def _audit_row(row: Edited, who: str, at: datetime) -> dict[str, Any]:
    told: dict[str, Any] = {"happened_at": at, "who": who, "action": CHANGED}
    told |= {"table_name": row.table, "row_id": None if row.row_id is None else str(row.row_id)}
    for name, place in (("before", 0), ("after", 1)):
        fields = {field: _plain(pair[place]) for field, pair in row.fields.items()}
        told[name] = json.dumps({"of": of_row(row)} | fields, ensure_ascii=False)
    return told


def _plain(value: Any) -> Any:
    known = value is None or isinstance(value, bool | int | float | str)
    return value if known else str(value)


def _shown(value: Any) -> str:
    if value is None:
        return "unknown"
    return f"{value:g}" if isinstance(value, float) else str(value)

"""Which tables can be loaded, by what columns, and what makes two rows the same."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from difflib import get_close_matches
from typing import Any

from sqlalchemy import CheckConstraint, Column, Table, TextClause

from kundagenda.errors import ReaderError
from metrics import tables

# Beside a table's own columns: names that stand for a key of another table.
_NAMED: Mapping[str, tuple[str, ...]] = {
    "meetings": ("forum",),
    "agenda_items": ("forum", "held_on", "initiative"),
    "priorities": ("forum",),
}
_KEYS: Mapping[str, tuple[str, ...]] = {
    "forums": ("name",),
    "meetings": ("forum_id", "held_on"),
    "agenda_items": ("meeting_id", "position"),
    "decisions": ("agenda_item_id", "text"),
    "actions": ("decision_id", "text"),
    "initiatives": ("name",),
    "priorities": ("forum_id", "statement", "decided_on"),
    "target_groups": ("code",),
    "targets": ("metric", "segment", "valid_from"),
    "survey_answers": ("answer_id",),
    "subscriptions": ("subscription_id",),
    "outcome_values": ("metric", "month", "segment"),
    "survey_invitations": (),
    "purchases": (),
}
KPI = "kpi_monthly"
LOADABLE = (*_KEYS, KPI)
_STANDS_FOR = {"forum": "forum_id", "initiative": "initiative_id", "held_on": "meeting_id"}
_SURROGATE = "id"
# Which import a row came with is ours to say.
_OURS = ("source_id", "import_id")


@dataclass(frozen=True)
class Shape:
    """A table, the columns a file may name, and the natural key (empty: rows have none)."""

    table: Table
    columns: Mapping[str, Column[Any]]
    named: tuple[str, ...]
    natural: tuple[str, ...]
    allowed: Mapping[str, tuple[str, ...]]

    @property
    def names(self) -> list[str]:
        """Every column name that a file may have."""
        return [*self.columns, *self.named]

    def key(self, present: Sequence[str]) -> tuple[str, ...]:
        """The columns that identify a row of a file: its id where it has one."""
        own = _SURROGATE in self.columns and _SURROGATE in present
        return (_SURROGATE,) if own else self.natural

    def absent_keys(self, present: Sequence[str]) -> dict[str, Any]:
        """What the database gives the key columns that a file leaves out."""
        defaults = {name: default_of(self.columns[name]) for name in self.natural}
        return {n: v for n, v in defaults.items() if n not in present and v is not None}

    def missing(self, present: Sequence[str]) -> list[str]:
        """The columns without which no row can be stored."""
        given = {*present, *(_STANDS_FOR[name] for name in self.named if name in present)}
        if "meeting_id" in given and "meeting_id" not in present and "forum" not in present:
            given.discard("meeting_id")
        return [
            name
            for name, column in self.columns.items()
            if not column.nullable
            and column.server_default is None
            and name != _SURROGATE
            and name not in given
        ]


def shape_of(name: str) -> Shape:
    """The shape of a table that can be loaded.

    Raises:
        ReaderError: there is no such table, or it is computed and cannot be loaded.
    """
    wanted = plain_name(name)
    if wanted not in _KEYS:
        raise ReaderError(
            f"There is no table {name!r} to import into{_nearest(wanted, LOADABLE)}: "
            f"use one of {', '.join(LOADABLE)}."
        )
    table = tables.METADATA.tables[wanted]
    own = {column.name: column for column in table.columns if column.name not in _OURS}
    return Shape(table, own, _NAMED.get(wanted, ()), _KEYS[wanted], _allowed(table))


def plain_name(name: object) -> str:
    """A column or table name without case, with underscores for spaces and hyphens."""
    return re.sub(r"[\s\u00a0_-]+", "_", str(name).replace("\ufeff", "").strip()).casefold()


def unknown_column(file: str, name: str, table: str, known: Sequence[str]) -> ReaderError:
    """The error for a column that a table does not have, with the nearest one that it has."""
    return ReaderError(
        f"{file} has a column {name!r} that {table} does not have"
        f"{_nearest(plain_name(name), known)}; its columns are {', '.join(known)}."
    )


def default_of(column: Column[Any]) -> Any:
    """The value that the database gives a column by itself."""
    stated = getattr(column.server_default, "arg", None)
    if stated is None or isinstance(stated, str):
        return stated
    text = stated.text if isinstance(stated, TextClause) else str(stated)
    return {"true": True, "false": False}.get(text, int(text) if text.isdigit() else text)


def _allowed(table: Table) -> dict[str, tuple[str, ...]]:
    """The values of each column that a check lists; instruments are those of the answers."""
    found: dict[str, tuple[str, ...]] = {}
    if "instrument" in table.c and table is not tables.survey_answers:
        found["instrument"] = _allowed(tables.survey_answers)["instrument"]
    for check in table.constraints:
        if isinstance(check, CheckConstraint):
            match = re.fullmatch(r"(\w+) IN \((.*)\)", str(check.sqltext))
            if match:
                found[match[1]] = tuple(re.findall(r"'([^']*)'", match[2]))
    return found


def _nearest(name: str, known: Sequence[str]) -> str:
    near = get_close_matches(name, known, n=1, cutoff=0.6)
    return f" (did you mean {near[0]!r}?)" if near else ""

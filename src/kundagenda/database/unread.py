"""What stands in their columns and cannot be read: unknown to ours, and told to whoever checks."""

from collections.abc import Collection, Iterator
from dataclasses import dataclass
from typing import Any

from sqlalchemy import (
    Boolean,
    Column,
    ColumnElement,
    Connection,
    Date,
    Select,
    String,
    and_,
    case,
    cast,
    func,
)

from kundagenda.database.found import Check
from kundagenda.sources import ColumnSource
from metrics.periods import inline

REFUSING = ("postgresql", "duckdb")
"""Databases that refuse a statement that meets something unreadable: there is nothing to count."""
NO_NUMBER = (
    "{key}: {count} rows hold something that is no number, and count as unknown: name "
    "another column, or leave those rows out by a condition (where)."
)
NO_DAY = (
    "{key}: {count} rows hold something that cannot be read as a day, and count as unknown: say "
    "how days are written there (written)."
)


@dataclass(frozen=True)
class Unread:
    """A column of ours, and which rows of theirs say something there that ours does not.

    Attributes:
        key: The setting that tells where the column comes from.
        said: What is told of such rows.
        rows: Where theirs is filled and ours is unknown.
    """

    key: str
    said: str
    rows: ColumnElement[bool]


def unread(
    ours: Column[Any],
    source: ColumnSource,
    theirs: ColumnElement[Any],
    read: ColumnElement[Any],
    key: str,
) -> Unread | None:
    """What may be lost between a column of theirs and ``read``, ours of it; null if nothing can be.

    What is translated by ``values`` is unknown on purpose where nobody named it.
    """
    if read is theirs or source.values or isinstance(ours.type, String | Boolean):
        return None
    dated = isinstance(ours.type, Date) or ours.name == "month"
    lost = and_(_filled(theirs), read.is_(None))
    return Unread(key, NO_DAY if dated else NO_NUMBER, lost)


def _filled(theirs: ColumnElement[Any]) -> ColumnElement[bool]:
    """Whether theirs says anything; blanks do not, and SQLite keeps them in columns of any kind."""
    said = theirs if isinstance(theirs.type, String) else cast(theirs, String)
    return func.nullif(func.trim(said), "").is_not(None)


def unread_checks(
    connection: Connection, table: str, lost: Collection[Unread], theirs: Select[Any]
) -> Iterator[Check]:
    """A line a column in which something stands that cannot be read.

    Args:
        connection: On the warehouse.
        table: The table of ours.
        lost: What may be lost, by column.
        theirs: Their rows that count for ours.
    """
    if not lost or connection.dialect.name in REFUSING:
        return
    counts = (func.count(case((each.rows, inline(1)))) for each in lost)
    asked = theirs.with_only_columns(*counts, maintain_column_froms=True)
    for each, count in zip(lost, connection.execute(asked).one(), strict=True):
        if count:
            yield Check(table, False, each.said, {"key": each.key, "count": count})

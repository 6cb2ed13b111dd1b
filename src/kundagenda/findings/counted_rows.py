"""The one shape in which everything that the Agenda page counts travels, and its base queries."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import ColumnElement, Date, Double, String, case, cast, func, literal, null, select

from kundagenda.findings.view import View
from metrics.scope import Rows, Scope
from metrics.tables import agenda_items, forums, meetings

YEAR = 12
NUMBERS = tuple("abcdef")


@dataclass(frozen=True)
class Row:
    """One counted row; which fields it fills, and with what, depends on its kind."""

    kind: str
    name: str
    forum: str
    day: date | None
    numbers: tuple[float | None, ...]

    def count(self, index: int) -> int:
        """A number as a whole one; nothing counted is 0."""
        return round(self.numbers[index] or 0)

    def sum(self, index: int) -> float:
        """A number as it is; nothing added is 0."""
        return float(self.numbers[index] or 0)


Counts = Mapping[str, Sequence[Row]]


def year_of(view: View) -> Scope:
    """The twelve months up to the view's last that ended."""
    return Scope(view.last - YEAR + 1, view.last)


def row_of(
    kind: str,
    *numbers: ColumnElement[Any] | int,
    name: ColumnElement[Any] | str = "",
    forum: ColumnElement[Any] | str = "",
    day: ColumnElement[Any] | None = None,
) -> Rows:
    """The columns of one part, in the one shape that all of them have."""
    filled = [*numbers, *[null()] * (len(NUMBERS) - len(numbers))]
    return select(
        literal(kind, String).label("kind"),
        cast(name, String).label("name"),
        cast(forum, String).label("forum"),
        (cast(null(), Date) if day is None else day).label("day"),
        *(cast(n, Double).label(label) for n, label in zip(filled, NUMBERS, strict=True)),
    )


def of_items(query: Rows, view: View) -> Rows:
    """The part read from agenda items with their meetings, in the forum in view."""
    joined = query.join_from(
        agenda_items, meetings, meetings.c.id == agenda_items.c.meeting_id
    ).join(forums, forums.c.id == meetings.c.forum_id)
    return joined.where(forums.c.name == view.forum) if view.forum else joined


def in_year(query: Rows, view: View) -> Rows:
    """The same, of the last twelve whole months."""
    scope = year_of(view)
    held = (meetings.c.held_on >= scope.start, meetings.c.held_on < scope.end)
    return of_items(query, view).where(*held)


def counted(met: ColumnElement[bool]) -> ColumnElement[int]:
    """How many rows meet a condition."""
    return func.sum(case((met, 1), else_=0))


def summed(met: ColumnElement[bool], minutes: ColumnElement[Any]) -> ColumnElement[Any]:
    """The minutes of the rows that meet a condition."""
    return func.sum(case((met, minutes), else_=0.0))

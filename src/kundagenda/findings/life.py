"""How long initiatives keep the leadership's attention, as the page Follow-through shows it."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from itertools import groupby
from operator import itemgetter
from typing import Any

from sqlalchemy import (
    CompoundSelect,
    Connection,
    Date,
    Integer,
    String,
    literal,
    select,
    union_all,
)

from kundagenda.findings.rhythm import held_until
from kundagenda.findings.view import View
from metrics.initiatives import (
    WINDOW_DAYS,
    AttentionLife,
    Initiative,
    appearances,
    attention_life,
    initiatives_of,
    window_for,
)


@dataclass(frozen=True)
class Life:
    """Every initiative with the days it was discussed, and how long they last together.

    ``window`` are the days of silence after which one has faded. Initiatives are those of all
    forums, since one may go from forum to forum.
    """

    view: View
    window: int
    initiatives: tuple[Initiative, ...]
    attention: AttentionLife | None


def life_of(connection: Connection, view: View) -> Life:
    """The initiatives as of the day of the view; one statement."""
    rows = connection.execute(_days(view.as_of)).all()
    discussed = [row for row in rows if row.initiative_id is not None]
    found = initiatives_of(sorted(discussed, key=lambda row: (row.initiative_id, row.held_on)))
    window = window_of((row.name, row.held_on) for row in rows if row.initiative_id is None)
    attention = attention_life(found, view.as_of, window) if found else None
    return Life(view, window, tuple(found), attention)


def _days(as_of: date) -> CompoundSelect[Any]:
    """The rows of `appearances`, and those of every meeting with its forum as the name."""
    there = appearances(as_of).subquery("there").c
    held = held_until(as_of).subquery("held").c
    nothing = (literal(None, kind) for kind in (String, Date))
    return union_all(
        select(there.initiative_id, there.name, there.segment, there.completed_on, there.held_on),
        select(literal(None, Integer), held.forum, *nothing, held.held_on),
    )


def window_of(held: Iterable[tuple[str, date]]) -> int:
    """The days of silence that mean faded in every forum, also in the one that meets least.

    ``held`` has the forum and the day of every meeting.
    """
    by_forum = groupby(sorted(held), itemgetter(0))
    windows = (window_for(day for _, day in days) for _, days in by_forum)
    return max(windows, default=WINDOW_DAYS)

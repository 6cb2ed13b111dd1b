"""How long initiatives keep the leadership's attention, as the page Follow-through shows it."""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import groupby
from operator import attrgetter

from sqlalchemy import Connection

from kundagenda.findings.rhythm import Meeting, meetings_of
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
    """The initiatives as of the day of the view; two statements."""
    held = meetings_of(connection, View(view.as_of))
    found = initiatives_of(connection.execute(appearances(view.as_of)))
    window = window_of(held)
    attention = attention_life(found, view.as_of, window) if found else None
    return Life(view, window, tuple(found), attention)


def window_of(held: Sequence[Meeting]) -> int:
    """The days of silence that mean faded in every forum, also in the one that meets least."""
    by_forum = groupby(sorted(held, key=attrgetter("forum")), attrgetter("forum"))
    windows = (window_for(meeting.held_on for meeting in forum) for _, forum in by_forum)
    return max(windows, default=WINDOW_DAYS)

"""What every rule for the next agenda stands on: where items go, how long, and what is planned."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from math import floor
from typing import Any, NamedTuple

from kundagenda.findings.view import View
from metrics.tables import CUSTOMER_LEVELS

# How long an item is given where no length of a customer item is known.
USUAL_MINUTES = 15


class Planned(NamedTuple):
    """Something that stands on an agenda to come: a row of `proposal_rows.planned_rows`."""

    forum: str
    held_on: date
    level: str
    segment: str | None
    initiative: int | None
    topic: int | None

    @property
    def is_customer(self) -> bool:
        """Whether it is about customers."""
        return self.level in CUSTOMER_LEVELS


@dataclass(frozen=True)
class Ground:
    """The view, the minutes that a customer item takes, what is planned, and who meets most."""

    view: View
    minutes: int
    planned: tuple[Planned, ...]
    forum: str

    def forum_for(self, own: str = "") -> str:
        """Where an item goes: the forum in view, else its own, else the one that meets most."""
        return self.view.forum or own or self.forum


def ground_of(rows: Mapping[str, Sequence[tuple[Any, ...]]], view: View) -> Ground:
    """The ground from the rows of the parts ``usual``, ``planned`` and ``met``."""
    return Ground(
        view=view,
        minutes=usual_minutes(rows["usual"]),
        planned=tuple(Planned(*row) for row in rows["planned"]),
        forum=_meets_most(rows["met"]),
    )


def usual_minutes(rows: Iterable[tuple[Any, ...]]) -> int:
    """The median in whole minutes, at least one; `USUAL_MINUTES` where it is not known.

    >>> usual_minutes([(12.5,)]), usual_minutes([(None,)])
    (13, 15)
    """
    known = [minutes for (minutes,) in rows if minutes is not None]
    return max(1, floor(known[0] + 0.5)) if known else USUAL_MINUTES


def _meets_most(rows: Iterable[tuple[Any, ...]]) -> str:
    """The forum with the most meetings in a year, by name where two have as many."""
    found = sorted((-meetings, forum) for forum, meetings in rows)
    return str(found[0][1]) if found else ""

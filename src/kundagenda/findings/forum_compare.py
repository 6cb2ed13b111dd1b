"""Boards and teams beside each other: how often the customer came up with each of them."""

from collections.abc import Sequence
from dataclasses import dataclass

from kundagenda.findings.rhythm import Meeting, rhythm_of
from kundagenda.findings.view import View
from metrics.periods import first_day
from metrics.quotient import quotient
from metrics.rhythm import Gap

YEAR = 12


@dataclass(frozen=True)
class ForumFigures:
    """A forum's last twelve whole months, and its longest gap and recency up to the view's day."""

    forum: str
    meetings: int
    with_customer: int
    items: int
    customer: int
    gap: Gap | None
    recency_days: int | None

    @property
    def share(self) -> float | None:
        """The customer's share of items; null where none was discussed."""
        return quotient(self.customer, self.items)

    @property
    def meeting_share(self) -> float | None:
        """The share of meetings with an agenda that had the customer on it."""
        return quotient(self.with_customer, self.meetings)


def forums_compared(held: Sequence[Meeting], view: View) -> tuple[ForumFigures, ...]:
    """Every forum that has met, the largest share of items first, those without items last.

    Args:
        held: Every held meeting of every forum, oldest first.
        view: The day and the months; its forum does not narrow what is compared.
    """
    names = sorted({meeting.forum for meeting in held})
    found = [_forum(name, [m for m in held if m.forum == name], view) for name in names]
    return tuple(sorted(found, key=lambda f: (f.share is None, -(f.share or 0.0), f.forum)))


def _forum(name: str, held: Sequence[Meeting], view: View) -> ForumFigures:
    start, end = first_day(view.last - YEAR + 1), first_day(view.last + 1)
    year = [m for m in held if start <= m.held_on < end and m.items]
    rhythm = rhythm_of(held, (), view)
    return ForumFigures(
        forum=name,
        meetings=len(year),
        with_customer=sum(m.customer > 0 for m in year),
        items=sum(m.items for m in year),
        customer=sum(m.customer for m in year),
        gap=rhythm.gap,
        recency_days=rhythm.recency_days,
    )

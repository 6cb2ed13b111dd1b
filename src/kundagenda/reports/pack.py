"""What the monthly pack holds, whatever it is written as: the meeting, and what its figures mean.

A pack is told in one language; whoever makes one says which (`texts.told.telling_in`).
"""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from sqlalchemy import Connection

from kundagenda.errors import ReaderError
from kundagenda.findings.background import background_of
from kundagenda.findings.definitions import every_definition
from kundagenda.findings.view import View
from kundagenda.shown.asked import Asked, asked_view
from kundagenda.shown.defined import Defined, defined
from kundagenda.shown.figure import Pill
from kundagenda.shown.meeting import meeting_of, newest_month
from kundagenda.shown.screen import Meeting, Screen
from kundagenda.shown.sources import invented
from kundagenda.texts.numbers import day
from kundagenda.texts.told import lang, tell
from metrics.periods import Grain, period_text

# Passes the screens on while it shows how far the work has come.
Progress = Callable[[Sequence[Screen]], Iterable[Screen]]


@dataclass(frozen=True)
class Pack:
    """A month's meeting to take away.

    ``company`` is empty where nobody has said its name; ``demo`` is what to know of an invented
    one, else empty.
    """

    lang: str
    company: str
    demo: str
    meeting: Meeting
    definitions: tuple[Defined, ...]

    @property
    def title(self) -> str:
        """What the pack is, as its first words."""
        return tell("The customer on the leadership’s agenda")

    @property
    def month(self) -> str:
        """The month of the meeting, as a line of its own begins."""
        month = self.meeting.month
        return month[:1].upper() + month[1:]

    @property
    def named(self) -> str:
        """Whose pack it is and of which month, on every page."""
        return f"{self.company}, {self.meeting.month}" if self.company else self.month

    @property
    def as_of(self) -> str:
        """To which day its figures reach, on every page; nothing where there are none."""
        if self.meeting.is_empty:
            return ""
        return tell("Figures to {day}.", day=day(self.meeting.as_of, lang()))

    @property
    def sources(self) -> str:
        """What the figures rest on, or that there are none."""
        if self.meeting.is_empty:
            return tell("Nothing of your own has been read in yet.")
        return self.meeting.sources


def pack_of(connection: Connection, view: View, company: str = "") -> Pack:
    """The pack of a view, in the language told in; a demo company goes by its own name."""
    demo = background_of(connection).demo
    meeting = meeting_of(connection, view)
    used = [key for screen in meeting.screens for key in screen.metrics]
    return Pack(
        lang(),
        demo or company,
        invented(demo),
        meeting,
        defined(used, every_definition(connection)),
    )


def pack_of_month(
    connection: Connection, month: int | None, forum: str, segment: str, today: date, company: str
) -> Pack:
    """The pack of a month as it was when it ended; of null, the newest as the Overview shows it.

    Raises:
        ReaderError: data do not reach the month, or the forum or segment is not known.
    """
    background = background_of(connection)
    _known("forum", forum, background.forums)
    _known("segment", segment, background.segments)
    if month is not None:
        _reached(month, newest_month(background, today))
    view = asked_view(Asked(month, forum, segment), background, today)
    return pack_of(connection, view, company)


def _reached(month: int, newest: int) -> None:
    """Refuse a month that data do not reach: a pack of it would be another month's."""
    if month > newest:
        raise ReaderError(
            "Data reach to {newest}, and no pack can be of {month}. Choose an earlier month.",
            newest=period_text(newest, Grain.MONTH),
            month=period_text(month, Grain.MONTH),
        )


def _known(what: str, name: str, names: Sequence[str]) -> None:
    if name and name not in names:
        there = ", ".join(names) or "none yet"
        raise ReaderError(f"There is no {what} {name!r}. Known are: {there}.")


def change_in_words(pill: Pill) -> str:
    """A change as text alone: "+3 beyond chance", "6 below promise"; empty where there is none.

    The page draws an arrow, which the typeface does not have.
    """
    if pill.text is None:
        return ""
    sign = "" if pill.broken else {"up": "+", "down": "\u2212", "off": ""}[pill.arrow]
    return f"{sign}{pill.text} {pill.said or ''}".strip()

"""What one event of a calendar says: its name, its agenda, how long it is, whether it is on."""

import re
from dataclasses import dataclass, field
from datetime import datetime, timedelta, tzinfo
from typing import cast

from icalendar import Event

from kundagenda.errors import ReaderError
from kundagenda.intake.blocks import Block, blocks_of
from kundagenda.intake.calendar_lines import RawCalendar, RawEvent, events_in
from kundagenda.intake.dates import without_date
from kundagenda.intake.html import blocks_of_html
from kundagenda.intake.letter import own_blocks, plain_agenda
from kundagenda.intake.markup import has_markup, letters_in
from kundagenda.intake.outcomes import says_cancelled
from kundagenda.intake.outline import Outline, outline_of
from kundagenda.intake.reading import ReadFile, Remark
from kundagenda.intake.recurrence import start_of, whole, zone_of
from kundagenda.intake.sections import sections_of
from kundagenda.intake.unseen import without_unseen

MOST_MINUTES = 24 * 60
_CANCELLED = re.compile(r"\b(?:avbokad|avbokat|avlyst|avblåst)\b", re.IGNORECASE)
_BESIDE_NAME = re.compile(
    r"[(\[].*?[)\]]|^(?:inställt|inställd|canceled|cancelled|avbokad|avbokat|flyttad|uppdaterad|"
    r"updated|extra)\b\s*:?|\b(?:extra|flyttad|flyttat|moved|ny tid)\b|[\d§#]+",
    re.IGNORECASE,
)
# A whole calendar holds thousands of invitations that are no agenda; a cheap look first.
_MAY_BE_AGENDA = re.compile(
    r"^\s*(?:[-*+•·▪◦‣●○–|#§(<=_]|\w{1,3}[.)/]|\d)|agenda|dagordning|ärende|föredrag|punkt|anteckning|"
    r"protokoll|minutes|notes|items|topics|program|business|frågor|<(?:li|ol|h\d|table|b|strong)\b",
    re.IGNORECASE | re.MULTILINE,
)
_MAY_BE_LISTED = re.compile(r"<(?:li|ol|h\d|table)\b|MsoList|>\s*\d+[.)]", re.IGNORECASE)
# What is read in five seconds, in agendas that differ: ten years of a monthly meeting many times
# over, and five years of a weekly one.
_MOST_LETTERS = 250_000
# What the library raises on values that are not what their names promise.
_UNREADABLE = (ValueError, TypeError, KeyError, AttributeError, IndexError, OverflowError)


@dataclass
class CalendarMeeting:
    """One event as it was read: its agenda, and where it stands in the file."""

    event: Event
    line: int
    name: str
    outline: Outline = field(default_factory=Outline)
    text: str = ""
    minutes: float | None = None
    cancelled: bool = False

    @property
    def forum(self) -> str:
        """Its name without the date, and without what became of one meeting."""
        return " ".join(_BESIDE_NAME.sub(" ", without_date(self.name)).split()).strip(" -–:,.")


@dataclass
class OpenCalendar:
    """One calendar file while it is read."""

    raw: RawCalendar
    zone: tzinfo | None
    read: ReadFile = field(default_factory=ReadFile)
    meetings: list[CalendarMeeting] = field(default_factory=list)
    outlines: dict[str, Outline] = field(default_factory=dict)
    letters: int = 0

    def remark(self, line: int, text: str) -> None:
        """Tell something of a line of the file."""
        self.read.warnings.append(Remark(line, text))


def open_calendar(text: str, name: str) -> OpenCalendar:
    """The events of a calendar file with what they say.

    Raises:
        ReaderError: it is cut off, or holds too many events.
    """
    raw = events_in(without_unseen(text), name)
    calendar = OpenCalendar(raw, zone_of(raw.zones))
    if not raw.ended:
        calendar.remark(1, "The calendar has no end; events may be missing. Export it again.")
    for event in raw.events:
        _read_event(calendar, event)
    return calendar


def _read_event(calendar: OpenCalendar, raw: RawEvent) -> None:
    text = "\r\n".join(["BEGIN:VEVENT", *raw.properties, "END:VEVENT", ""])
    try:
        event = cast(Event, Event.from_ical(text))
    except _UNREADABLE as error:
        calendar.remark(raw.line, f"The event cannot be read ({str(error)[:80]}); left out.")
        return
    name = " ".join(_text(event, "SUMMARY").split())
    meeting = CalendarMeeting(event, raw.text_line or raw.line, name)
    _read_agenda(calendar, meeting)
    if start_of(event) is None:
        if meeting.outline.items:
            given = str(event.get("DTSTART", ""))[:40]
            text = f"The event {name!r} has no date that exists ({given!r}); left out."
            calendar.remark(raw.line, text)
        return
    meeting.minutes = _minutes(calendar, meeting) if meeting.outline.items else None
    cancelled = _text(event, "STATUS").upper() == "CANCELLED" or calendar.raw.method == "CANCEL"
    meeting.cancelled = cancelled or says_cancelled(name) or bool(_CANCELLED.search(name))
    calendar.meetings.append(meeting)


def _read_agenda(calendar: OpenCalendar, meeting: CalendarMeeting) -> None:
    """The agenda in the description as text, or in the one as HTML that Outlook adds."""
    for name, looks in (("DESCRIPTION", _MAY_BE_AGENDA), ("X-ALT-DESC", _MAY_BE_LISTED)):
        text = _text(meeting.event, name)
        outline = _outline(calendar, text, meeting.line) if looks.search(text) else Outline()
        if any(not item.formal for item in outline.items) or not meeting.outline.items:
            meeting.outline, meeting.text = outline, text
        if any(not item.formal for item in meeting.outline.items):
            return


def _outline(calendar: OpenCalendar, text: str, line: int) -> Outline:
    """The agenda in a text, worked out once however many events repeat it."""
    if text not in calendar.outlines:
        calendar.letters += letters_in(text)
        if calendar.letters > _MOST_LETTERS:
            raise ReaderError(
                f"The calendar holds over {_MOST_LETTERS:,} letters of agendas. "
                "Export a shorter time, or one calendar."
            )
        try:
            calendar.outlines[text] = outline_of(sections_of(_blocks(text)))
        except ReaderError as error:
            calendar.remark(line, f"{error} The description is left out.")
            calendar.outlines[text] = Outline()
    return calendar.outlines[text]


def _blocks(text: str) -> list[Block]:
    if has_markup(text):
        return own_blocks(blocks_of_html(text, quotes=False))
    return blocks_of(plain_agenda(text))


def _text(event: Event, name: str) -> str:
    """A text of an event; line breaks that were escaped twice are line breaks."""
    value = str(whole(event, name) or "")
    if "\n" not in value or name == "X-ALT-DESC":
        value = value.replace("\\n", "\n").replace("\\N", "\n")
    return value.replace("\\,", ",").replace("\\;", ";")


def _minutes(calendar: OpenCalendar, meeting: CalendarMeeting) -> float | None:
    """How long a meeting is planned to be; unknown for whole days and impossible lengths."""
    start = whole(meeting.event, "DTSTART").dt
    end = getattr(whole(meeting.event, "DTEND"), "dt", None)
    length = getattr(whole(meeting.event, "DURATION"), "dt", None)
    if not isinstance(start, datetime):
        return None
    if isinstance(end, datetime) and (end.tzinfo is None) == (start.tzinfo is None):
        length = end - start
    if not isinstance(length, timedelta) or length == timedelta(0):
        return None
    minutes = length.total_seconds() / 60
    if not 0 < minutes <= MOST_MINUTES:
        told = f"{meeting.name}: a length of {minutes:,.0f} minutes; taken as unknown."
        calendar.remark(meeting.line, told)
        return None
    return minutes

"""Proposals taken away with one: as text to paste, a calendar, and a Word document."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from hashlib import sha256
from io import BytesIO
from typing import TYPE_CHECKING

from kundagenda.findings.next_meetings import NextMeeting
from kundagenda.findings.proposal import Proposal
from kundagenda.shown.proposal_words import proposed_title, reason_of
from kundagenda.texts.numbers import day
from kundagenda.texts.told import lang, tell

if TYPE_CHECKING:
    from icalendar import Event


@dataclass(frozen=True)
class Line:
    """An item as it is taken away."""

    title: str
    minutes: int
    reason: str


@dataclass(frozen=True)
class ProposedMeeting:
    """A forum's next meeting with what is proposed for it, in the language told in."""

    forum: str
    day: date
    starts_at: time | None
    lines: tuple[Line, ...]

    @property
    def heading(self) -> str:
        """What the meeting is called, with its day."""
        return tell("{forum}, {day}", forum=self.forum, day=day(self.day, lang()))


def meetings_proposed(
    chosen: Sequence[Proposal], coming: Mapping[str, NextMeeting]
) -> tuple[ProposedMeeting, ...]:
    """The chosen proposals by meeting, the first meeting first; a forum that is gone has none."""
    found = [
        ProposedMeeting(
            forum, coming[forum].day, coming[forum].starts_at,
            tuple(_line(each) for each in chosen if each.forum == forum),
        )
        for forum in dict.fromkeys(each.forum for each in chosen)
        if forum in coming
    ]  # fmt: skip
    return tuple(sorted(found, key=lambda meeting: (meeting.day, meeting.forum)))


def as_text(meetings: Sequence[ProposedMeeting]) -> str:
    """The proposals as lines to paste into an agenda, each with its minutes."""
    return "\n\n".join("\n".join((each.heading, *_numbered(each))) for each in meetings)


def as_calendar(meetings: Sequence[ProposedMeeting], made_at: datetime) -> bytes:
    """The meetings as a calendar file: one event each, its items in its description.

    A meeting whose hour is not known takes its whole day. The same meeting is the same event
    when it is imported again. ``made_at`` is when it was made, in UTC.
    """
    from icalendar import Calendar, Event  # loads slowly, and only who downloads needs it

    calendar = Calendar()
    calendar.add("prodid", "-//Kundagenda//next agenda//")
    calendar.add("version", "2.0")
    for each in meetings:
        event = Event()
        event.add("uid", _uid(each))
        event.add("dtstamp", made_at.astimezone(UTC))
        event.add("summary", each.forum)
        event.add("description", "\n".join(_numbered(each)))
        _add_time(event, each)
        calendar.add_component(event)
    return bytes(calendar.to_ical())


def as_document(meetings: Sequence[ProposedMeeting]) -> bytes:
    """The meetings as a Word document: a heading each, items numbered, reasons under them."""
    from docx import Document  # loads slowly, and only who downloads needs it

    document = Document()
    document.core_properties.title = tell("Proposals for the next agenda")
    document.core_properties.author = ""
    for each in meetings:
        document.add_heading(each.heading, level=1)
        for number, line in enumerate(each.lines, start=1):
            document.add_heading(f"{number}. {_with_length(line)}", level=2)
            document.add_paragraph(line.reason)
    made = BytesIO()
    document.save(made)
    return made.getvalue()


def _line(proposal: Proposal) -> Line:
    return Line(proposed_title(proposal), proposal.minutes, reason_of(proposal))


def _numbered(meeting: ProposedMeeting) -> list[str]:
    return [f"{n}. {_with_length(line)}" for n, line in enumerate(meeting.lines, start=1)]


def _with_length(line: Line) -> str:
    """As agendas are written by hand: "Title (15 min)"."""
    return f"{line.title} ({line.minutes} min)"


def _uid(meeting: ProposedMeeting) -> str:
    named = f"{meeting.forum} {meeting.day.isoformat()}"
    return f"{sha256(named.encode()).hexdigest()[:32]}@kundagenda"


def _add_time(event: "Event", meeting: ProposedMeeting) -> None:
    """From its hour for as long as its items take, else the whole day."""
    if meeting.starts_at is None:
        event.add("dtstart", meeting.day)
        return
    begins = datetime.combine(meeting.day, meeting.starts_at)
    event.add("dtstart", begins)
    minutes = sum(line.minutes for line in meeting.lines)
    event.add("dtend", begins + timedelta(minutes=minutes))

"""The events of a calendar file as lines, before a library reads what is in them."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from kundagenda.errors import ReaderError

MOST_EVENTS = 20_000
MOST_VALUE = 500_000
# All that an agenda is read from; attachments, attendees and the like are never parsed.
_READ = {
    "UID", "DTSTART", "DTEND", "DURATION", "RRULE", "RDATE", "EXDATE", "RECURRENCE-ID", "SEQUENCE",
    "STATUS", "SUMMARY", "DESCRIPTION", "X-ALT-DESC",
}  # fmt: skip
_TEXTS = ("DESCRIPTION", "X-ALT-DESC", "SUMMARY")
_PROPERTY = re.compile(r"(?P<name>[A-Za-z][A-Za-z0-9-]*)(?P<rest>[;:].*)", re.DOTALL)
_OF_CALENDAR = ("METHOD", "X-WR-TIMEZONE")


@dataclass
class RawEvent:
    """One event: its properties unfolded, and the lines of the file where it and its text stand."""

    line: int
    text_line: int = 0
    properties: list[str] = field(default_factory=list)


@dataclass
class RawCalendar:
    """What stands in a calendar file: its events, its method, and its time zones by name."""

    events: list[RawEvent] = field(default_factory=list)
    method: str = ""
    zones: list[str] = field(default_factory=list)
    ended: bool = False


def is_calendar(text: str) -> bool:
    """Whether a text is a calendar file, whatever its name."""
    return text.lstrip("\ufeff \t\r\n")[:15].upper() == "BEGIN:VCALENDAR"


def events_in(text: str, name: str) -> RawCalendar:
    """The events of a calendar file.

    Raises:
        ReaderError: it ends in the middle of an event, or holds too many.
    """
    raw = RawCalendar()
    open_parts: list[str] = []
    event: RawEvent | None = None
    for line, content in _unfolded(text):
        found = _PROPERTY.fullmatch(content)
        if found is None:
            continue
        key, value = found["name"].upper(), found["rest"].strip()
        if key == "BEGIN":
            open_parts.append(value[1:].strip().upper())
            if open_parts[-1] == "VEVENT":
                event = RawEvent(line)
        elif key == "END":
            event = _closed(raw, open_parts, value[1:].strip().upper(), event)
        elif event is not None and open_parts[-1] == "VEVENT":
            _keep(event, line, key, content)
        elif key in _OF_CALENDAR or (key == "TZID" and "VTIMEZONE" in open_parts[-1:]):
            _keep_of_calendar(raw, key, value)
        _refuse_many(max(len(raw.events), len(open_parts)), name)
    if event is not None:
        raise ReaderError(
            f"{name} ends in the middle of the event on line {event.line}. Export it again."
        )
    return raw


def _refuse_many(count: int, name: str) -> None:
    if count > MOST_EVENTS:
        raise ReaderError(
            f"{name} holds over {MOST_EVENTS:,} events. Export a shorter time, or one calendar."
        )


def _closed(
    raw: RawCalendar, open_parts: list[str], part: str, event: RawEvent | None
) -> RawEvent | None:
    """Close a part; what stands in a part that was left open inside it is closed with it."""
    if part in open_parts:
        while open_parts.pop() != part:
            pass
    if part == "VCALENDAR":
        raw.ended = True
    if part != "VEVENT" or event is None:
        return event
    raw.events.append(event)
    return None


def _keep(event: RawEvent, line: int, key: str, content: str) -> None:
    if key in _READ and len(content) <= MOST_VALUE:
        event.properties.append(content)
        if key == "DESCRIPTION" or (key == "X-ALT-DESC" and not event.text_line):
            event.text_line = line


def _keep_of_calendar(raw: RawCalendar, key: str, value: str) -> None:
    text = value.rpartition(":")[2].strip() if key == "TZID" else value[1:].strip()
    if key == "METHOD":
        raw.method = text.upper()
    elif key == "X-WR-TIMEZONE":
        raw.zones.insert(0, text)
    elif len(raw.zones) < 20:
        raw.zones.append(text)


def _unfolded(text: str) -> Iterator[tuple[int, str]]:
    """Every property with the line it begins on.

    A line without a name below a text is the rest of it: some programs write line breaks as such.
    """
    begun, parts = 0, [""]
    for number, line in enumerate(text.split("\n"), start=1):
        if line[:1] in (" ", "\t"):
            parts.append(line[1:])
            continue
        if not _PROPERTY.fullmatch(line) and parts[0].upper().startswith(_TEXTS):
            parts.append(f"\\n{line}")
            continue
        if parts[0]:
            yield begun, "".join(parts)
        begun, parts = number, [line]
    if parts[0]:
        yield begun, "".join(parts)

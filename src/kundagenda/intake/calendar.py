"""Reads agendas from a calendar file of Outlook, Google or another program: one a meeting."""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import date

from kundagenda.errors import ReaderError
from kundagenda.intake.calendar_events import (
    CalendarMeeting,
    OpenCalendar,
    open_calendar,
)
from kundagenda.intake.forums import LONGEST_NAME, is_near
from kundagenda.intake.reading import ReadFile, ReadMeeting
from kundagenda.intake.recurrence import Series, deadline, occurrences_of, sequence_of, whole

MOST_ITEMS = 200_000
MOST_SHOWN = 60


def read_calendar(text: str, name: str, today: date | None = None) -> ReadFile:
    """The meetings of a calendar file: those with an agenda, and the others of their series.

    Args:
        text: The file's text.
        name: The file's name, for what is told.
        today: A series is followed from its first meeting to twelve months after it.

    Raises:
        ReaderError: it is cut off, or no event in it holds an agenda.
    """
    calendar = open_calendar(text, name)
    if not any(meeting.outline.items for meeting in calendar.meetings):
        told = calendar.read.warnings[:1]
        raise ReaderError(
            f"{name} holds no agenda: none of its {len(calendar.raw.events):,} events has agenda "
            "items in its description. Write the agenda there, as a list."
            + (f" ({told[0].text})" if told else "")
        )
    groups = _with_agenda(_groups(calendar))
    end = deadline()
    for forum, group in zip(_forums(groups), groups, strict=True):
        _expand(calendar, group, forum, today or date.today(), end)
        if sum(len(meeting.items) for meeting in calendar.read.meetings) > MOST_ITEMS:
            raise ReaderError(
                f"{name} holds over {MOST_ITEMS:,} agenda items. Export a shorter time."
            )
    _tell_repeats(calendar)
    calendar.read.meetings = those_held(calendar.read.meetings)
    calendar.read.by_name = any(meeting.forum for meeting in calendar.read.meetings)
    return calendar.read


def _groups(calendar: OpenCalendar) -> list[list[CalendarMeeting]]:
    """The events of each series: the one that repeats first, then those that were moved or edited.

    Of two versions of one event the later counts. Events of different days that share their UID,
    which some programs give to all, are meetings of their own.
    """
    by_uid: dict[str, list[CalendarMeeting]] = {}
    for number, meeting in enumerate(calendar.meetings):
        uid = str(whole(meeting.event, "UID") or f"event {number}")
        by_uid.setdefault(uid, []).append(meeting)
    groups = []
    for members in by_uid.values():
        masters = [m for m in members if whole(m.event, "RECURRENCE-ID") is None]
        edited = [m for m in members if whole(m.event, "RECURRENCE-ID") is not None]
        latest = max((sequence_of(m.event) for m in masters), default=0)
        current = {
            whole(m.event, "DTSTART").dt: m for m in masters if sequence_of(m.event) == latest
        }
        first, others = list(current.values())[:1], list(current.values())[1:]
        groups.append([*first, *edited])
        groups.extend([other] for other in others)
        if others:
            text = f"{len(current)} events share one UID; each is read by itself."
            calendar.remark(members[0].line, text)
    return groups


def _with_agenda(groups: Sequence[list[CalendarMeeting]]) -> list[list[CalendarMeeting]]:
    """The series with an agenda, and those of the same name, whose meetings lack one."""
    named = {group[0].forum for group in groups if any(m.outline.items for m in group)}
    return [
        group for group in groups if any(m.outline.items for m in group) or group[0].forum in named
    ]


def _forums(groups: Sequence[list[CalendarMeeting]]) -> list[str | None]:
    """Which forum each series belongs to, where a file holds meetings of several."""
    names: list[str] = []
    forums: list[str] = []
    for group in groups:
        name = group[0].forum[:LONGEST_NAME]
        same = next((other for other in names if _same_forum(name, other)), None)
        if same is None and name:
            names.append(name)
        forums.append(same or name)
    return [forum or names[0] if len(names) > 1 else None for forum in forums]


def _same_forum(one: str, other: str) -> bool:
    first, second = one.casefold(), other.casefold()
    return is_near(one, other) or first.startswith(second) or second.startswith(first)


def _expand(
    calendar: OpenCalendar,
    group: list[CalendarMeeting],
    forum: str | None,
    today: date,
    end: float,
) -> None:
    series = Series([meeting.event for meeting in group])
    try:
        found = occurrences_of(series, calendar.zone, today, end)
    except ReaderError as error:
        calendar.remark(group[0].line, f"{group[0].name[:MOST_SHOWN]}: {error} It is left out.")
        return
    for text in series.remarks:
        calendar.remark(group[0].line, f"{group[0].name[:MOST_SHOWN]}: {text}")
    for source in {one.source: None for one in found}:
        for remark in group[source].outline.remarks:
            calendar.remark(group[source].line, remark.text)
    for one in found:
        event = group[one.source]
        meeting = ReadMeeting(one.held_on, one.starts_at, event.minutes, forum=forum)
        meeting.status = "cancelled" if event.cancelled else "held"
        meeting.items = [replace(item, line=event.line) for item in event.outline.items]
        meeting.line, meeting.name = event.line, event.name
        calendar.read.meetings.append(meeting)


def _tell_repeats(calendar: OpenCalendar) -> None:
    """One remark an agenda that stands unedited on several meetings."""
    texts = {meeting.line: meeting for meeting in calendar.meetings}
    held = [m for m in calendar.read.meetings if m.items and m.status != "cancelled"]
    told = Counter(texts[meeting.line].text for meeting in held)
    for text, count in told.items():
        if count > 1:
            first = next(m for m in held if texts[m.line].text == text)
            calendar.remark(
                first.line,
                f"The same agenda stands unedited on {count:,} meetings of {first.name!r}; edit "
                "each in the calendar, or its items count at every one of them.",
            )


def those_held(meetings: Iterable[ReadMeeting]) -> list[ReadMeeting]:
    """The meetings without those called off on a day when the forum met all the same."""
    found = list(meetings)
    met = {(m.forum, m.held_on) for m in found if m.status != "cancelled"}
    return [m for m in found if m.status != "cancelled" or (m.forum, m.held_on) not in met]

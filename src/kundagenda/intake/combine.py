"""What several files say of one meeting, as one agenda: the agenda first, then the minutes."""

from collections.abc import Iterable
from dataclasses import replace
from difflib import SequenceMatcher

from kundagenda.intake.reading import ReadItem, ReadMeeting
from kundagenda.intake.titles import normal_title

_SAME_TOPIC = 0.9


def combined(sources: Iterable[ReadMeeting]) -> ReadMeeting:
    """One meeting from all its files, the same whatever order they were imported in.

    An item of the minutes that is on the agenda is that item; one that is not was added at the
    meeting. An item of the agenda that the minutes leave out counts as handled unless they say
    that it was put off: minutes are seldom complete. Planned lengths come from the first agenda
    that knows them, actual ones from the first minutes, and both are kept where they differ.
    """
    ordered = sorted(sources, key=lambda source: (source.is_minutes, _words(source)))
    first = _told(ordered[0])
    for source in ordered[1:]:
        _add(first, _told(source))
    for position, item in enumerate(first.items, start=1):
        item.position = position
    return first


def _words(source: ReadMeeting) -> list[str]:
    return [item.title for item in source.items]


def _told(source: ReadMeeting) -> ReadMeeting:
    """A copy in which the lengths that minutes give are actual ones."""
    meeting = replace(source, items=[replace(item) for item in source.items])
    if meeting.is_minutes:
        timed: list[ReadItem | ReadMeeting] = [meeting, *meeting.items]
        for one in timed:
            if one.actual_minutes is None:
                one.actual_minutes, one.planned_minutes = one.planned_minutes, None
    return meeting


def _add(meeting: ReadMeeting, source: ReadMeeting) -> None:
    meeting.starts_at = meeting.starts_at or source.starts_at
    meeting.status = "cancelled" if source.status == "cancelled" else meeting.status
    _fill_lengths(meeting, source)
    added = source.is_minutes and not meeting.is_minutes and bool(meeting.items)
    agenda = list(meeting.items)
    for item in source.items:
        same = _same(item, agenda)
        if same is None:
            if added and not item.formal and item.outcome == "handled":
                item.outcome = "added"
            meeting.items.append(item)
        else:
            _fill(same, item)


def _same(item: ReadItem, items: Iterable[ReadItem]) -> ReadItem | None:
    title = normal_title(item.title)
    titles = {normal_title(other.title): other for other in items}
    if title in titles:
        return titles[title]
    close = SequenceMatcher(autojunk=False)
    close.set_seq2(title)
    for other_title, other in titles.items():
        close.set_seq1(other_title)
        if close.quick_ratio() >= _SAME_TOPIC and close.ratio() >= _SAME_TOPIC:
            return other
    return None


def _fill(item: ReadItem, said: ReadItem) -> None:
    _fill_lengths(item, said)
    if item.minutes_as_read is None:
        item.minutes_as_read = said.minutes_as_read
    item.detail = item.detail or said.detail
    item.kind = item.kind or said.kind
    item.confidential = item.confidential or said.confidential
    if said.outcome != "handled":
        item.outcome = said.outcome


def _fill_lengths(one: ReadItem | ReadMeeting, said: ReadItem | ReadMeeting) -> None:
    if one.planned_minutes is None:
        one.planned_minutes = said.planned_minutes
    if one.actual_minutes is None:
        one.actual_minutes = said.actual_minutes

"""Which headings and lines are entries of a meeting by where they stand, whatever their words."""

import re
from collections.abc import Iterator, Sequence

from kundagenda.intake.blocks import Block, Kind
from kundagenda.intake.dates import date_in
from kundagenda.intake.sections import Role, Section, is_numbered
from kundagenda.intake.titles import has_words, read_title

# How to join, and where to see or hear it afterwards: "Calendar: https://...", "Click here".
_JOIN = re.compile(
    r"^\W*(?:(?:calendar|kalender|recordings?|inspelning|zoom|teams|meet|link|länk|dial[- ]?in|"
    r"minutes doc|attendees|deltagare)\b[^:]{0,30}:|(?:click|klicka|join|anslut|add to)\b)",
    re.IGNORECASE,
)
# Where nothing stands below these, there was nothing: they name a list, and nothing to talk about.
_ONLY_A_LIST = re.compile(
    r"[\w.-]+/[\w.-]+|.*\b(?:issues|prs(?: on .*)?|items|punkter|program|discussions?|"
    r"diskussion(?:er)?|decision|information|(?:besluts|informations|diskussions|anmälnings)\w+|"
    r"för beslut|if time(?: permits)?|om tid finns|i mån av tid)",
    re.IGNORECASE,
)
_OPEN_TO_ALL = re.compile(r".*\b(?:custom items|(?:new|old|unfinished) (?:business|items))", re.I)
_HOUR = re.compile(r"\b\d{1,2}[:.]\d{2}\b|\bkl\.? ?\d", re.IGNORECASE)
_FEW_LINES = 2
# Any year, for a day and month without one.
_SOME_YEAR = 2024


def agenda_with_slots(meeting: Section) -> list[Section]:
    """The agendas of a meeting and, in their order, the slots that stand at an agenda's level.

    "Q&A, Other" after the agenda, or "Announcements" before it, was part of the meeting. What
    follows the notes is told in the notes, and a next meeting above the agenda is this one.
    """
    return [part for parent in _all(meeting) for part in _of_agenda(parent.sections)]


def is_entry(section: Section, in_agenda: bool) -> bool:
    """Whether a routine heading, "Regular reviews", is gone through and not only a way to join.

    Args:
        section: What stands under the heading.
        in_agenda: Whether it stands under the agenda; elsewhere it needs words of its own.
    """
    heading = section.heading
    if heading is None or not (heading.kind is Kind.HEADING or heading.bold):
        return False
    if is_numbered(heading.text):
        return True
    blocks = section.blocks
    if in_agenda:
        return not blocks or not all(_JOIN.match(block.text) for block in blocks)
    return any(block.rows or _says_something(block.text) for block in blocks)


def stands_alone(section: Section) -> bool:
    """Whether a heading that gathers items is an entry itself where it gathers none."""
    words = read_title(section.title).text.strip(" .:")
    only_a_list = _ONLY_A_LIST.fullmatch(words) and not _OPEN_TO_ALL.fullmatch(words)
    return section.role is Role.GROUP and not only_a_list


def are_entries(blocks: Sequence[Block]) -> bool:
    """Whether the lines between "Agenda" and its first heading may be entries: few and plain."""
    lines = [block for block in blocks if block.kind is Kind.LINE]
    return len(lines) <= _FEW_LINES and not any(":" in block.text for block in lines)


def begins_list(above: Block | None) -> bool:
    """Whether a list item is the first below a heading or a label, "For decision:"."""
    return above is None or (above.kind is Kind.LINE and above.text.endswith(":"))


def _of_agenda(sections: Sequence[Section]) -> Iterator[Section]:
    levels = {section.level for section in sections if section.role is Role.AGENDA}
    seen = False
    for section in sections:
        if section.role is Role.NOTES:
            levels = set()
        if section.role is Role.AGENDA:
            seen = True
            yield section
        elif section.level in levels and (
            section.role is Role.SLOT
            or (seen and section.role is Role.ROUTINE and is_entry(section, in_agenda=False))
        ):
            yield section


def _all(section: Section) -> Iterator[Section]:
    yield section
    for child in section.sections:
        yield from _all(child)


def _says_something(text: str) -> bool:
    """Whether a line is more than a link and the day and hour of a meeting to come."""
    if _JOIN.match(text) or _HOUR.search(text) or date_in(text, _SOME_YEAR) is not None:
        return False
    return has_words(read_title(text).text)

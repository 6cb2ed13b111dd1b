"""Finds the agenda in a text: which headings, list items and lines are agenda items."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from kundagenda.intake.blocks import Block, Kind
from kundagenda.intake.dates import without_date
from kundagenda.intake.entries import (
    agenda_with_slots,
    are_entries,
    begins_list,
    is_entry,
    stands_alone,
)
from kundagenda.intake.grid import items_of_table
from kundagenda.intake.items import Notebook, mark_put_off
from kundagenda.intake.outcomes import says_put_off
from kundagenda.intake.people import names_in
from kundagenda.intake.reading import ReadItem, Remark
from kundagenda.intake.remarks_in_lists import (
    MOST_PLAIN_WORDS,
    is_led_topic,
    is_said,
    is_talk,
    issues_of,
)
from kundagenda.intake.sections import Role, Section, is_numbered, role_of
from kundagenda.intake.titles import has_words, read_title

_NOT_READ = (Role.PEOPLE, Role.ASIDE, Role.NOTES, Role.AGENDA, Role.DEFERRED)
# What every agenda of a body has, so that it does not show where this meeting's topics stand.
_STANDING = (Role.ROUTINE, Role.SLOT, Role.GROUP)
_ASIDE_LINE = re.compile(
    r"^(närvarande|frånvarande|deltagare|attendance|attendees|present|apologies|absent|observers?|"
    r"participants|council|date|time|datum|tid|plats|place|location|venue|lokal|recording|transcript|"
    r"inspelning|links?|github issue|ref|calendar|sekreterare|ordförande|chair|secretary|"
    r"facilitator|scribe|note ?taker|minutes|copyright|cc)\s*:\s*\S",
    re.IGNORECASE,
)


@dataclass
class Outline:
    """The items of one meeting, and what was left out for a reason."""

    items: list[ReadItem] = field(default_factory=list)
    remarks: list[Remark] = field(default_factory=list)
    is_minutes: bool = False


def outline_of(whole: Section) -> Outline:
    """The agenda of one meeting's part of a text.

    The section called agenda, if there is one with items; else the notes, if they are a list or
    have headings of their own; else the headings, or the list, of the whole text. People, action
    lists and links are never items.
    """
    names = names_in(whole)
    meeting = _body(whole)
    sources = agenda_with_slots(meeting)
    notes = [s for s in _below(meeting) if s.role is Role.NOTES and not _is_remark(s, meeting)]
    of_issues = any(issues_of(_listed(section)) for section in [meeting, *_below(meeting)])
    best = Outline()
    for is_minutes, parts in ((False, sources), (True, notes), (False, [meeting])):
        book = Notebook(names, is_minutes, of_issues)
        for part in parts:
            _collect_part(part, book, in_agenda=parts is sources)
        found = any(not i.formal and role_of(i.title) not in _STANDING for i in book.items)
        for part in [s for s in _below(meeting) if s.role is Role.DEFERRED]:
            _collect_deferred(part, book)
        outline = Outline(book.finished(), book.remarks, is_minutes)
        if found:
            if parts is sources:
                _follow(book, notes, meeting)
            return outline
        best = best if best.items else outline
    listed = _among_people(meeting, Notebook(names, True, of_issues))
    return listed if listed.items else best


def _collect_part(part: Section, book: Notebook, in_agenda: bool) -> None:
    """Items of an agenda, notes or a whole text; a slot beside the agenda is an item itself."""
    if in_agenda and part.role is not Role.AGENDA:
        _collect_child(part, book, lists=True, numbered=False)
    else:
        _collect(part, book, lists=in_agenda)


def _follow(book: Notebook, notes: Sequence[Section], meeting: Section) -> None:
    """What the notes below an agenda say of its items: put off, alone or with their group."""
    told = Notebook(book.names, True, book.of_issues)
    for part in [*notes, meeting]:
        _collect(part, told, lists=False)
    mark_put_off(book, told)


def _among_people(meeting: Section, book: Notebook) -> Outline:
    """Issues listed right below those present, where a heading was forgotten between them."""
    for section in _below(meeting):
        listed = _listed(section) if section.role is Role.PEOPLE else []
        if issues := issues_of(listed):
            _read_blocks(listed[listed.index(issues[0]) :], book, plain=False)
    return Outline(book.finished(), book.remarks, is_minutes=True)


def _below(section: Section) -> Iterator[Section]:
    for child in section.sections:
        yield child
        yield from _below(child)


def _body(whole: Section) -> Section:
    """The part below the title: the only heading of its level, with nothing listed above it."""
    section = whole
    while len(section.sections) == 1 and not _listed(section):
        section = section.sections[0]
        if section.role is Role.AGENDA or (section.role is not Role.TOPIC and not section.sections):
            return Section(None, 0, [], [section])
    return section


def _listed(section: Section) -> list[Block]:
    return [block for block in section.blocks if block.kind is Kind.ITEM]


def _is_remark(notes: Section, meeting: Section) -> bool:
    """Whether a heading "Notes" stands under a topic, as that topic's notes."""
    topics = [s for s in _below(meeting) if s.role in (Role.TOPIC, Role.GROUP) and s.level > 1]
    return any(notes in list(_below(topic)) for topic in topics)


def _collect(section: Section, book: Notebook, lists: bool) -> None:
    """Items of a section: of its own list, then of the sections below.

    Args:
        section: An agenda, notes, or the part of a text about one meeting.
        book: Where the items go.
        lists: Whether list items under an ordinary heading are items (an agenda) or remarks on
            the heading, which is then the item (notes, a whole text).
    """
    children = [child for child in section.sections if child.role not in _NOT_READ]
    topics_inside = any(child.heading and child.role is not Role.ROUTINE for child in children)
    if lists or not topics_inside:
        plain = not topics_inside or are_entries(section.blocks)
        _read_blocks(section.blocks, book, plain and section.role is Role.AGENDA)
    numbered = any(is_numbered(child.title) for child in children)
    for child in children:
        is_routine = child.role is Role.ROUTINE
        among = lists or topics_inside
        if not is_routine or (among and is_entry(child, in_agenda=lists)):
            _collect_child(child, book, lists, numbered)


def _collect_child(child: Section, book: Notebook, lists: bool, numbered: bool) -> None:
    role = child.role
    title = read_title(child.title, book.names)
    inner = [c for c in child.sections if c.role not in (*_NOT_READ, Role.ROUTINE)]
    listed = _listed(child)
    timed = title.minutes.minutes is not None and role is Role.TOPIC
    own = numbered or (timed and not (lists and issues_of(listed, few=book.of_issues)))
    if _is_group(child, inner, own):
        before = len(book.items)
        with book.group(child.title):
            _collect(child, book, lists or (role is Role.GROUP and not inner))
        if child.heading and len(book.items) == before and stands_alone(child):
            book.add(child.heading, notes=_texts(child))
    elif role is Role.TOPIC and lists and listed and not own and not inner:
        _collect(child, book, lists)
    elif child.heading is not None:
        put_off = role is Role.TOPIC and _is_put_off_below(child)
        book.add(child.heading, notes=_texts(child), deferred=put_off)
        for inner_section in _below(child):
            book.listen(_texts(inner_section))
        if role is Role.SLOT and inner:
            _collect(child, book, lists)


def _is_group(child: Section, inner: Sequence[Section], own: bool) -> bool:
    """Whether a heading only gathers the items below: it says nothing of its own."""
    if child.role is Role.GROUP or not has_words(without_date(child.title)):
        return True
    said = any(not _ASIDE_LINE.match(block.text) for block in child.blocks)
    return child.role is Role.TOPIC and bool(inner) and not own and not said


def _is_put_off_below(section: Section) -> bool:
    """Whether it is said under a heading of its own, "Beslut", that a topic was put off."""
    aside = (Role.PEOPLE, Role.ASIDE, Role.ROUTINE, Role.DEFERRED)
    told = [s for s in _below(section) if s.role not in aside]
    return any(says_put_off(text) for inner in told for text in _texts(inner))


def _collect_deferred(section: Section, book: Notebook) -> None:
    for child in section.sections:
        if child.heading is not None:
            book.add(child.heading, deferred=True)
    for block in _listed(section):
        book.add(block, deferred=True)


def _read_blocks(blocks: Sequence[Block], book: Notebook, plain: bool) -> None:
    """Items among the blocks of one section, and remarks folded into the item above them."""
    listed = [block for block in blocks if block.kind is Kind.ITEM]
    numbered = any(block.kind is Kind.LINE and is_numbered(block.text) for block in blocks)
    issues = issues_of(listed, few=book.of_issues)
    talk = book.is_minutes and is_talk(listed)
    for above, block in zip([None, *blocks], blocks, strict=False):
        if block.kind is Kind.TABLE:
            for item in items_of_table(block):
                book.keep(item)
        elif _ASIDE_LINE.match(block.text):
            continue
        elif block.kind is Kind.ITEM and talk:
            book.remark(block.text)
        elif block.kind is Kind.ITEM:
            _read_item(block, book, issues, first=begins_list(above))
        elif is_numbered(block.text) or (plain and not listed and not numbered and _short(block)):
            book.add(block)
        else:
            book.remark(block.text)


def _read_item(block: Block, book: Notebook, issues: Sequence[Block], first: bool = False) -> None:
    role = role_of(block.text)
    if role in (Role.PEOPLE, Role.ASIDE):
        return
    if role is Role.DEFERRED and block.children:
        _collect_deferred(Section(None, 0, block.children), book)
    elif role in (Role.GROUP, Role.AGENDA) and block.children:
        with book.group(block.text):
            _read_blocks(block.children, book, plain=False)
    elif not is_led_topic(block, book) and is_said(block, book, issues, first):
        book.remark(block.text)
    else:
        book.add(block)


def _short(block: Block) -> bool:
    return len(block.text.split()) <= MOST_PLAIN_WORDS and not block.text.endswith((".", ":"))


def _texts(section: Section) -> list[str]:
    """Everything said under a heading that is itself an item."""
    return [block.text for block in section.blocks if block.text]

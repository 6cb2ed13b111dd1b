"""Finds the agenda in a text: which headings, list items and lines are agenda items."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from kundagenda.intake.blocks import Block, Kind
from kundagenda.intake.grid import items_of_table
from kundagenda.intake.items import Notebook
from kundagenda.intake.people import names_in
from kundagenda.intake.reading import ReadItem, Remark
from kundagenda.intake.sections import Role, Section, is_numbered, role_of
from kundagenda.intake.titles import read_title, starts_with_speaker

_NOT_READ = (Role.PEOPLE, Role.ASIDE, Role.NOTES, Role.AGENDA, Role.DEFERRED)
_ASIDE_LINE = re.compile(
    r"^(närvarande|frånvarande|deltagare|attendance|attendees|present|apologies|absent|observers?|"
    r"participants|council|date|time|datum|tid|plats|place|location|venue|lokal|recording|transcript|"
    r"inspelning|links?|github issue|ref|calendar|sekreterare|ordförande|chair|secretary|"
    r"facilitator|scribe|note ?taker|minutes|copyright|cc)\s*:\s*\S",
    re.IGNORECASE,
)
_SAID = re.compile(
    r"^(action( item)?|ai|todo|decision|beslut|resolution|agreed|conclusion|consensus|note|obs|"
    r"refs?|links?|q|a|goal|context|result|update|åtgärd|svar)s?\s*:",
    re.IGNORECASE,
)
_MOST_PLAIN_WORDS = 14
_REFERENCED_SHARE = 0.6


@dataclass
class Outline:
    """The items of one meeting, and what was left out for a reason."""

    items: list[ReadItem] = field(default_factory=list)
    remarks: list[Remark] = field(default_factory=list)
    is_minutes: bool = False


def outline_of(meeting: Section) -> Outline:
    """The agenda of one meeting's part of a text.

    The section called agenda, if there is one with items; else the notes, if they are a list or
    have headings of their own; else the headings, or the list, of the whole text. People, action
    lists and links are never items.
    """
    names = names_in(meeting)
    sources = [s for s in _below(meeting) if s.role is Role.AGENDA and s is not _cover(meeting)]
    for is_minutes, parts in (
        (False, sources),
        (True, [s for s in _below(meeting) if s.role is Role.NOTES and not _is_remark(s, meeting)]),
        (False, [meeting]),
    ):
        book = Notebook(names)
        for part in parts:
            _collect(part, book, lists=part is not meeting and not is_minutes)
        if any(not item.formal for item in book.items):
            break
    for part in [s for s in _below(meeting) if s.role is Role.DEFERRED]:
        _collect_deferred(part, book)
    return Outline(book.finished(), book.remarks, is_minutes)


def _below(section: Section) -> Iterator[Section]:
    for child in section.sections:
        yield child
        yield from _below(child)


def _cover(meeting: Section) -> Section | None:
    """The title of the whole text, which announces an agenda but is not its heading."""
    section = meeting
    while len(section.sections) == 1 and not section.blocks:
        section = section.sections[0]
        if section.sections:
            return section
    return None


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
    topics_inside = any(child.heading for child in children)
    if lists or not topics_inside:
        _read_blocks(section.blocks, book, plain=lists and not topics_inside)
    numbered = any(is_numbered(child.title) for child in children)
    for child in children:
        _collect_child(child, book, lists, numbered)


def _collect_child(child: Section, book: Notebook, lists: bool, numbered: bool) -> None:
    role = child.role
    title = read_title(child.title, book.names)
    inner = [c for c in child.sections if c.role not in _NOT_READ]
    listed = [block for block in child.blocks if block.kind is Kind.ITEM]
    own = numbered or title.minutes.minutes is not None and role is Role.TOPIC
    if role is Role.GROUP or (inner and not own and role is Role.TOPIC):
        _collect(child, book, lists or role is Role.GROUP)
    elif role is Role.TOPIC and lists and listed and not own:
        _collect(child, book, lists)
    elif child.heading is not None:
        book.add(child.heading, notes=_texts(child))
        if role is Role.SLOT and inner:
            _collect(child, book, lists)


def _collect_deferred(section: Section, book: Notebook) -> None:
    for child in section.sections:
        if child.heading is not None:
            book.add(child.heading, deferred=True)
    for block in section.blocks:
        if block.kind is Kind.ITEM:
            book.add(block, deferred=True)


def _read_blocks(blocks: Sequence[Block], book: Notebook, plain: bool) -> None:
    """Items among the blocks of one section, and remarks folded into the item above them."""
    listed = [block for block in blocks if block.kind is Kind.ITEM]
    numbered = any(block.kind is Kind.LINE and is_numbered(block.text) for block in blocks)
    by_reference = _mostly_referenced(listed)
    for block in blocks:
        if block.kind is Kind.TABLE:
            for item in items_of_table(block):
                book.keep(item)
        elif _ASIDE_LINE.match(block.text):
            continue
        elif block.kind is Kind.ITEM:
            _read_item(block, book, by_reference)
        elif is_numbered(block.text) or (plain and not listed and not numbered and _short(block)):
            book.add(block)
        else:
            book.remark(block.text)


def _read_item(block: Block, book: Notebook, by_reference: bool) -> None:
    role = role_of(block.text)
    if role in (Role.PEOPLE, Role.ASIDE):
        return
    if role is Role.GROUP and block.children:
        _read_blocks(block.children, book, plain=False)
    elif _is_said(block, book.names, by_reference):
        book.remark(block.text)
    else:
        book.add(block)


def _is_said(block: Block, names: frozenset[str], by_reference: bool) -> bool:
    """Whether a list item is a remark on the item above, outdented by accident."""
    if _SAID.match(block.text) or starts_with_speaker(block.text, names):
        return True
    if not by_reference or _is_referenced(block):
        return False
    words = len(block.text.split())
    return words > _MOST_PLAIN_WORDS or (words > 4 and block.text.endswith("."))


def _mostly_referenced(listed: Sequence[Block]) -> bool:
    """Whether the items of a list are issues, so that one without a number is suspect."""
    linked = sum(_is_referenced(block) for block in listed)
    return len(listed) >= 3 and linked >= _REFERENCED_SHARE * len(listed)


def _is_referenced(block: Block) -> bool:
    return block.referenced or read_title(block.text).referenced


def _short(block: Block) -> bool:
    return len(block.text.split()) <= _MOST_PLAIN_WORDS and not block.text.endswith((".", ":"))


def _texts(section: Section) -> list[str]:
    """Everything said under a heading that is itself an item."""
    return [block.text for block in section.blocks if block.text]

"""Paragraphs of a set document as blocks: sub-items and notes under the item they belong to."""

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from itertools import pairwise

from kundagenda.intake.blocks import Block, Kind
from kundagenda.intake.dates import date_in
from kundagenda.intake.paragraphs import Mark, Paragraph, by_lead, marked
from kundagenda.intake.sections import Role, role_of

# Numbered lines in bold rank above other bold lines, which sections.py takes for level 8.
_NUMBERED_BOLD = 7
_DEEPEST_HEADING = 6
_DEEPEST_ITEM = 12
_DEEPER = 5.0
_MOST_TITLE_WORDS = 14
_TOP = 6
_FEWEST = 2
_BOLD_SHARE = 0.8
_LABEL = re.compile(
    r"(beslut(as|ades)?|decisions?|resolution|åtgärd(er)?|actions?|ansvarig(a)?|owner|responsible|tid|"
    r"time|plats|place|location|datum|date|notering(ar)?|kommentar(er)?|diskussion|discussion|"
    r"föredragande|presenter|underlag|bilag(a|or)|syfte|purpose|mål|goal|klart?|due|status|"
    r"ordförande|chair|sekreterare|secretary|kallade|lokal|för kännedom|obs!?|note)",
    re.IGNORECASE,
)
# Between two items of one list these are parts of the first, whatever they announce elsewhere.
_INSIDE = (Role.TOPIC, Role.ASIDE, Role.ROUTINE, Role.NOTES, Role.SLOT, Role.GROUP)


def blocks_from(paragraphs: Iterable[Paragraph]) -> list[Block]:
    """The blocks of a document, in order.

    Bold numbered lines are headings when all numbered lines are bold. In a numbered list
    everything up to the next number belongs to the item above.
    """
    told = _with_bold_headings(list(_without_leads(marked(list(paragraphs)))))
    plain = _plain_front(told)
    blocks: list[Block] = []
    start = 0
    for end in [*(i for i, p in enumerate(plain) if p.heading and i), len(plain)]:
        blocks.extend(_stretch(plain[start:end]))
        start = end
    return blocks


def _without_leads(paragraphs: list[Paragraph]) -> Iterator[Paragraph]:
    """Bold lead-ins cut from what follows them: an item's title from what is said on it.

    In a text with numbers or headings only those of list items are titles; the others are labels
    ("Beslut:"), as is one that comes back.
    """
    parts = {id(p): found for p in paragraphs if (found := by_lead(p)) is not None}
    leads = Counter(lead.casefold() for lead, _ in parts.values())
    shaped = sum(bool(p.heading) or p.mark is Mark.NUMBER for p in paragraphs) >= _FEWEST
    for paragraph in paragraphs:
        lead, rest = parts.get(id(paragraph), ("", ""))
        if not lead or paragraph.heading:
            yield paragraph
        elif paragraph.mark is not Mark.NONE:
            notes = [rest, *paragraph.notes]
            yield replace(paragraph, text=lead, bold=True, lead="", notes=notes)
        elif shaped or leads[lead.casefold()] > 1 or _is_label(lead):
            yield paragraph
        else:
            yield replace(paragraph, text=lead, bold=True, lead="")
            yield replace(paragraph, text=rest, lead="")


def _is_label(lead: str) -> bool:
    return bool(_LABEL.fullmatch(lead)) or role_of(lead) not in (Role.TOPIC, Role.SLOT)


def _with_bold_headings(paragraphs: list[Paragraph]) -> list[Paragraph]:
    numbered = [p for p in paragraphs if p.mark is Mark.NUMBER and not p.heading]
    least = min((p.depth for p in numbered), default=0.0)
    top = [p for p in numbered if p.depth <= least + _DEEPER]
    bold = [p for p in top if p.bold]
    if len(bold) < _FEWEST or len(bold) < _BOLD_SHARE * len(top):
        return paragraphs
    leads = {id(p) for p in bold}
    return [replace(p, heading=_NUMBERED_BOLD) if id(p) in leads else p for p in paragraphs]


def _plain_front(paragraphs: list[Paragraph]) -> list[Paragraph]:
    """The first line as the title; bold lines between it and the first item say no topics."""
    out = list(paragraphs)
    titled = any(0 < paragraph.heading < _NUMBERED_BOLD for paragraph in out[:_TOP])
    if out and not titled and _is_title(out[0]):
        out[0] = replace(out[0], heading=1, bold=False)
    for index in range(_first_item(out)):
        if out[index].bold and role_of(out[index].text) in (Role.TOPIC, Role.SLOT, Role.GROUP):
            out[index] = replace(out[index], bold=False)
    for index, paragraph in enumerate(out):
        if paragraph.bold and not paragraph.heading and date_in(paragraph.text):
            out[index] = replace(paragraph, bold=False)
    return out


def _is_title(first: Paragraph) -> bool:
    if first.heading or first.mark is not Mark.NONE or first.table is not None:
        return False
    short = len(first.text.split()) <= _MOST_TITLE_WORDS and not first.text.endswith((".", ":"))
    return short and role_of(first.text) in (Role.TOPIC, Role.NOTES)


def _first_item(paragraphs: Sequence[Paragraph]) -> int:
    """Where the front matter ends: at the first number, else the first heading below the title."""
    for index, paragraph in enumerate(paragraphs):
        if paragraph.mark is Mark.NUMBER:
            return index
    below = [index for index, paragraph in enumerate(paragraphs) if paragraph.heading and index]
    return below[0] if len(below) >= _FEWEST else 0


def _stretch(paragraphs: list[Paragraph]) -> list[Block]:
    """The blocks from one heading to the next."""
    listed = sum(p.mark is Mark.NUMBER and not p.heading for p in paragraphs) >= _FEWEST
    inside = _between_numbers(paragraphs) if listed else set()
    nest = _Nest()
    for index, paragraph in enumerate(paragraphs):
        is_plain = paragraph.mark is Mark.NONE and not paragraph.heading
        if listed and is_plain and role_of(paragraph.text) in (Role.TOPIC, Role.GROUP, Role.SLOT):
            paragraph = replace(paragraph, bold=False)
        nest.take(paragraph, fold=index in inside)
    return nest.blocks


def _between_numbers(paragraphs: Sequence[Paragraph]) -> set[int]:
    """The plain paragraphs between two numbers of one list: the second number is higher."""
    places = [i for i, p in enumerate(paragraphs) if p.mark is Mark.NUMBER and not p.heading]
    inside: set[int] = set()
    for first, second in pairwise(places):
        between = range(first + 1, second)
        roles = [role_of(paragraphs[i].text) for i in between if paragraphs[i].mark is Mark.NONE]
        goes_on = _follows(paragraphs[first].number, paragraphs[second].number)
        if all(role in _INSIDE for role in roles) and (
            goes_on or all(role is Role.TOPIC for role in roles)
        ):
            inside.update(i for i in between if paragraphs[i].mark is Mark.NONE)
    return inside


def _follows(number: int | None, later: int | None) -> bool:
    return number is None or later is None or later >= number


class _Nest:
    """Blocks so far, and the list items that are still open, outermost first."""

    def __init__(self) -> None:
        self.blocks: list[Block] = []
        self._open: list[tuple[Paragraph, Block]] = []

    def take(self, paragraph: Paragraph, fold: bool) -> None:
        """Put a paragraph under the item it belongs to, or at the end.

        Args:
            paragraph: The next one.
            fold: Whether it stands between two items of one list.
        """
        block = _block(paragraph)
        if block.kind is Kind.ITEM:
            while self._open and not _is_below(paragraph, self._open[-1][0]):
                self._open.pop()
            self._place(block)
            if len(self._open) < _DEEPEST_ITEM:
                self._open.append((paragraph, block))
        elif fold and self._open:
            self._open[0][1].children.append(block)
        else:
            self.blocks.append(block)
            if block.kind is Kind.HEADING or role_of(block.text) in (Role.PEOPLE, Role.AGENDA):
                self._open.clear()

    def _place(self, block: Block) -> None:
        (self._open[-1][1].children if self._open else self.blocks).append(block)


def _is_below(paragraph: Paragraph, above: Paragraph) -> bool:
    """Whether a list item is a sub-item: further in, or a bullet below a number."""
    if paragraph.mark is Mark.BULLET and above.mark is Mark.NUMBER:
        return paragraph.depth > above.depth - _DEEPER
    return paragraph.depth > above.depth + _DEEPER


def _block(paragraph: Paragraph) -> Block:
    if paragraph.table is not None:
        return paragraph.table
    notes = [Block(Kind.LINE, text, paragraph.line) for text in paragraph.notes]
    if paragraph.heading:
        level = paragraph.heading
        level = level if level == _NUMBERED_BOLD else min(level, _DEEPEST_HEADING)
        return Block(Kind.HEADING, paragraph.text, paragraph.line, level, children=notes)
    if paragraph.mark is Mark.NONE:
        return Block(Kind.LINE, paragraph.text, paragraph.line, bold=paragraph.bold, children=notes)
    ordered = paragraph.mark is Mark.NUMBER
    return Block(
        Kind.ITEM,
        paragraph.text,
        paragraph.line,
        1 if ordered else 0,
        paragraph.bold,
        children=notes,
        mark="." if ordered else "-",
        spaced=True,
    )

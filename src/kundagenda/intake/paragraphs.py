"""The paragraphs of a set document, Word or PDF, and what their first signs and words say."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from enum import StrEnum

from kundagenda.intake.blocks import Block
from kundagenda.intake.minutes import begins_with_hours, only_minutes
from kundagenda.intake.titles import NUMBERING, has_words

# Longer than any item; a note keeps no more, and patterns for titles take long over more.
MOST_LETTERS = 1_000
BULLET = re.compile(
    r"^\s*[•·∙▪▫■□◦‣●○➢➤►✓\uf0b7\uf0a7\uf0d8*–—−-][\s\u00a0]+(?=\S)|^\s*o[ \t]+(?=\S)"
)
_BARE = re.compile(r"^\s*(\d{1,2})[\s\u00a0]+(?=[A-ZÅÄÖ\"“])")
_NUMBER_CELL = re.compile(
    r"^(?:§\s*)?\d{1,3}[.)]?$|^[a-zA-ZåäöÅÄÖ][.)]$|^\d{1,2}(?:\.\d{1,2})+\.?$"
)
_HOURS_CELL = re.compile(r"^(?:kl\.?\s*)?\d{1,2}[.:]\d{2}(?:\s*[-–—−]\s*\d{1,2}[.:]\d{2})?$")
_LEADERS = re.compile(r"\s*(?:\.{4,}|…{2,}|_{4,})\s*")
_LONG_WORD = re.compile(r"(\S{80})\S+")
_FEWEST_BARE = 3
_MOST_NAME_WORDS = 3


class Mark(StrEnum):
    """What stands before a paragraph's words."""

    NONE = ""
    NUMBER = "number"
    BULLET = "bullet"


@dataclass
class Paragraph:
    """A paragraph; ``line`` counts from 1.

    ``heading`` is a heading's level, 0 for none; ``number`` the first part of an item's number;
    ``depth`` how far in it stands, in points; ``lead`` the words in bold that it begins with,
    when others follow; ``notes`` what stands beside or below its title; ``table`` a table that
    stands in its place.
    """

    text: str
    line: int
    heading: int = 0
    bold: bool = False
    mark: Mark = Mark.NONE
    number: int | None = None
    depth: float = 0.0
    lead: str = ""
    notes: list[str] = field(default_factory=list)
    table: Block | None = None


def shortened(text: str) -> str:
    """A text no longer than an item and a note on it can be, nor any word of it absurdly long."""
    return _LONG_WORD.sub(r"\1…", text[:MOST_LETTERS])


def marked(paragraphs: Sequence[Paragraph]) -> list[Paragraph]:
    """The paragraphs with the marks that were typed by hand, told from their words.

    A number without a point is an item's only where such numbers count up from 1.
    """
    bare = [int(m[1]) for p in paragraphs if p.mark is Mark.NONE and (m := _BARE.match(p.text))]
    counted = len(bare) >= _FEWEST_BARE and bare == list(range(1, len(bare) + 1))
    return [_marked(paragraph, counted) for paragraph in paragraphs if _is_filled(paragraph)]


def _is_filled(paragraph: Paragraph) -> bool:
    return paragraph.table is not None or bool(paragraph.text.strip())


def _marked(paragraph: Paragraph, bare_counts: bool) -> Paragraph:
    if paragraph.table is not None:
        return paragraph
    split = _by_cells(paragraph)
    text = split.text
    if split.mark is not Mark.NONE:
        return split
    if (bullet := BULLET.match(text)) is not None and not split.heading:
        return replace(split, text=text[bullet.end() :], mark=Mark.BULLET)
    if bare_counts and (bare := _BARE.match(text)) is not None:
        text = f"{bare[1]}. {text[bare.end() :]}"
    if (found := NUMBERING.match(text)) is not None or begins_with_hours(text):
        return replace(split, text=text, mark=Mark.NUMBER, number=_value(found))
    return split if split.heading else replace(paragraph, text=" ".join(paragraph.text.split()))


def _value(numbering: re.Match[str] | None) -> int | None:
    """The first number of ``§ 12``, ``4.1`` or ``b)``; null for hours."""
    if numbering is None:
        return None
    digits = re.search(r"\d+", numbering[0])
    if digits is not None:
        return int(digits[0])
    letter = re.search(r"[^\W\d_]", numbering[0])
    return ord(letter[0].casefold()) if letter else None


def _by_cells(paragraph: Paragraph) -> Paragraph:
    """A line set with tabs: number, title, and beside it who leads the item and how long."""
    cells = [c.strip() for c in _LEADERS.sub("\t", paragraph.text).split("\t") if c.strip()]
    cells = [" ".join(cell.split())[:MOST_LETTERS] for cell in cells]
    title, beside = with_number(cells) if cells else ("", [])
    return replace(paragraph, text=title, notes=[*notes_beside(beside), *paragraph.notes])


def with_number(cells: Sequence[str]) -> tuple[str, list[str]]:
    """The cell of an item's title, after its number or hours, and the cells beside it."""
    lead: list[str] = []
    rest = list(cells)
    while len(rest) > 1 and is_number(rest[0]):
        lead.append(rest.pop(0))
    shown = [f"{cell}." if cell.isdigit() else cell for cell in lead]
    return " ".join([*shown, rest[0]]), rest[1:]


def is_number(cell: str) -> bool:
    """Whether a cell holds an item's number or hours and nothing else."""
    return bool(_NUMBER_CELL.match(cell) or _HOURS_CELL.match(cell))


def notes_beside(cells: Sequence[str]) -> list[str]:
    """What is worth keeping of the cells beside a title: lengths and sentences, not names."""
    return [
        cell
        for cell in cells
        if only_minutes(cell).as_read is not None or len(cell.split()) > _MOST_NAME_WORDS
    ]


def by_line(paragraph: Paragraph) -> Iterator[Paragraph]:
    """A paragraph with line breaks inside as its lines; below a mark they are notes."""
    first, *rest = [part for part in paragraph.text.split("\n") if part.strip()] or [""]
    alone = bool(rest) and _plain(first) == _plain(paragraph.lead)
    if paragraph.mark is not Mark.NONE or paragraph.heading:
        yield replace(paragraph, text=first, notes=[*rest, *paragraph.notes])
        return
    yield replace(paragraph, text=first, bold=paragraph.bold or alone)
    for text in rest:
        yield replace(paragraph, text=text, lead="", notes=[])


def by_lead(paragraph: Paragraph) -> tuple[str, str] | None:
    """The bold words that a paragraph begins with, and the rest; null unless a mark parts them."""
    lead, text = _plain(paragraph.lead), _plain(paragraph.text)
    rest = text.removeprefix(lead)
    parted = lead.endswith((".", ":")) or rest.lstrip().startswith((".", ":"))
    if not lead or not parted or rest == text or not has_words(rest):
        return None
    return lead.rstrip(" .:"), rest.lstrip(" .:")


def _plain(text: str) -> str:
    return " ".join(text.split())

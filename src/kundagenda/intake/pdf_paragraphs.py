"""Lines of a PDF as paragraphs: what was broken for its length put together again."""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import takewhile

from kundagenda.intake.minutes import begins_with_hours
from kundagenda.intake.paragraphs import BULLET, MOST_LETTERS, Paragraph, is_number, shortened
from kundagenda.intake.pdf_lines import Line, Word, text_of
from kundagenda.intake.titles import NUMBERING

# A line further below than this many letter heights begins a new paragraph.
_MOST_LEADING = 1.75
_HEADING_SIZE = 1.12
_SPACE = 0.3
_LEVELS = 5
_SAME_SIZE = 0.6
_SENTENCE_END = (".", "!", "?", ":", ";")
# "kund- och leveransfrågor" keeps its hyphen, "kund-" + "löfte" does not.
_AND = re.compile(r"^(och|eller|samt|respektive|and|or)\b")


@dataclass
class _Open:
    """A paragraph that may go on: its first line, its last, and its cells so far."""

    first: Line
    last: Line
    cells: list[str]


def paragraphs_of_lines(lines: Sequence[Line], body_size: float) -> list[Paragraph]:
    """The paragraphs of lines in reading order.

    Args:
        lines: Without running heads and tables.
        body_size: The size of ordinary letters; larger ones set headings.
    """
    sizes = sorted({_step(line.size) for line in lines if _is_large(line, body_size)}, reverse=True)
    levels = {size: min(index + 1, _LEVELS) for index, size in enumerate(sizes)}
    out: list[Paragraph] = []
    for part in _joined(lines):
        level = levels.get(_step(part.first.size), 0) if _is_large(part.first, body_size) else 0
        out.append(
            Paragraph(
                shortened("\t".join(part.cells)),
                part.first.number,
                heading=level,
                bold=part.first.bold,
                depth=part.first.depth,
                lead="" if part.first.bold else _lead(part.first.words),
            )
        )
    return out


def text_in(lines: Iterable[Line]) -> list[str]:
    """The texts of the paragraphs in a cell."""
    return [" ".join(part.cells) for part in _joined(lines)]


def _joined(lines: Iterable[Line]) -> Iterator[_Open]:
    part: _Open | None = None
    for line in lines:
        if part is not None and _goes_on(part, line):
            _append(part, line)
            continue
        if part is not None:
            yield part
        part = _Open(line, line, [text_of(cell) for cell in line.cells])
    if part is not None:
        yield part


def _goes_on(part: _Open, line: Line) -> bool:
    """Whether a line is the rest of the paragraph above."""
    above = part.last
    text = line.text
    if sum(map(len, part.cells)) > MOST_LETTERS:
        return False
    if _has_mark(line) or len(line.cells) > 1 or line.bold != above.bold:
        return False
    if abs(line.size - above.size) > _SAME_SIZE:
        return False
    lower = text[:1].islower()
    if line.page != above.page:
        return lower and not part.cells[-1].endswith(_SENTENCE_END)
    if not 0 < line.top - above.top <= _MOST_LEADING * line.size:
        return False
    ended = part.cells[-1].endswith(_SENTENCE_END)
    return (lower and not ended) or _was_full(above, line)


def _was_full(above: Line, line: Line) -> bool:
    """Whether the first word below had no room left on the line above."""
    first = line.words[0]
    return above.x1 + _SPACE * line.size + (first.x1 - first.x0) > above.margin


def _has_mark(line: Line) -> bool:
    """Whether a line begins with an item's number, hours or bullet."""
    first = text_of(line.cells[0])
    cells = len(line.cells)
    if cells > 1 and (is_number(first) or BULLET.match(f"{first} x")):
        return True
    text = line.text.replace("\t", " ")
    return bool(NUMBERING.match(text) or BULLET.match(text)) or begins_with_hours(text)


def _append(part: _Open, line: Line) -> None:
    """Put a line behind the cell that it stands under."""
    starts = [cell[0].x0 for cell in part.first.cells][: len(part.cells)]
    place = min(range(len(starts)), key=lambda i: abs(starts[i] - line.x0))
    if is_number(part.cells[place]) and place + 1 < len(part.cells):
        place += 1
    part.cells[place] = _together(part.cells[place], line.text)
    part.last = line


def _together(above: str, below: str) -> str:
    """Two lines as one; a word that was parted by a hyphen is whole again."""
    parted = re.search(r"[^\W\d_][-‐]$", above)
    if parted and below[:1].islower() and not _AND.match(below):
        return above[:-1] + below
    return f"{above} {below}"


def _lead(words: Sequence[Word]) -> str:
    return text_of(list(takewhile(lambda word: word.bold, words)))


def _is_large(line: Line, body_size: float) -> bool:
    return line.size >= _HEADING_SIZE * body_size


def _step(size: float) -> int:
    return round(size)

"""Running heads, feet and page numbers: what the pages of a PDF repeat."""

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import replace

from kundagenda.intake.pdf_lines import Line, text_of

_EDGE_LINES = 3
_SAME_PLACE = 4.0
_PAGE_NUMBER = re.compile(
    r"^[-–\s]*(?:sid(?:an|a|or)?|page|s\.?|p\.?)?\s*\d{1,4}\s*(?:(?:av|of|/|\()\s*\d{1,4}\s*\)?)?[-–\s]*$",
    re.IGNORECASE,
)
_PAGE_OF = re.compile(
    r"\s*(?:\b(?:sida|page|sid)\s*)?\b\d{1,3}\s*(?:\(\s*\d{1,3}\s*\)|(?:av|of)\s+\d{1,3})\s*$",
    re.IGNORECASE,
)


def without_running_lines(pages: Sequence[Sequence[Line]]) -> tuple[list[Line], list[str]]:
    """The lines without page numbers and without what every page repeats, and what that was.

    What stands on the first page's top is kept there, as a title may be all that names the day.
    """
    repeated = _repeated(pages)
    kept: list[Line] = []
    running: dict[str, str] = {}
    number = 0
    for index, page in enumerate(pages):
        for place, line in enumerate(page):
            number += 1
            line.number = number
            edge = place < _EDGE_LINES or place >= len(page) - _EDGE_LINES
            if edge and _PAGE_NUMBER.match(line.text.strip()):
                continue
            if edge and _place(line) in repeated:
                running[_place(line)[0]] = line.text.replace("\t", " ")
                if index or place >= _EDGE_LINES:
                    continue
            kept.append(_without_page(line) if edge else line)
    return kept, list(running.values())


def _repeated(pages: Sequence[Sequence[Line]]) -> set[tuple[str, int]]:
    """Lines that stand at one place of at least two pages and half of all."""
    seen: Counter[tuple[str, int]] = Counter()
    for page in pages:
        seen.update({_place(line) for line in [*page[:_EDGE_LINES], *page[-_EDGE_LINES:]]})
    least = max(2, len(pages) / 2)
    return {place for place, times in seen.items() if times >= least}


def _place(line: Line) -> tuple[str, int]:
    return re.sub(r"\d+", "#", line.text.casefold()), round(line.top / _SAME_PLACE)


def _without_page(line: Line) -> Line:
    """A line of the page's edge without "Sida 1 (3)" at its end."""
    words = list(line.words)
    for length in range(min(4, len(words) - 1), 0, -1):
        tail = text_of(words[-length:])
        if _PAGE_OF.fullmatch(tail):
            return replace(line, words=words[:-length])
    return line

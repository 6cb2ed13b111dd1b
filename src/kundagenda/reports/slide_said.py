"""The words of a slide, from the top down: sentences, a table under them, and how it is read."""

from collections.abc import Iterator
from dataclasses import dataclass

from pptx.slide import Slide
from pptx.util import Inches

from kundagenda.reports.pack import change_in_words
from kundagenda.reports.slide_parts import Box, text_box, text_height
from kundagenda.reports.slide_table import Laid, laid, table
from kundagenda.shown.figure import FigureShown
from kundagenda.shown.screen import Columns, Screen
from kundagenda.texts.told import tell

# Of letters in points: sentences, and the table and the note under them, the same on every slide.
_SIZES, _UNDER = (18, 16, 14, 13, 12), 12
_LAST = (11, 10, 9, 8)  # for more than a screen is meant to hold
_GAP = int(Inches(0.2))


@dataclass(frozen=True)
class _Words:
    """A slide's words at one size: what stands in them, and how high each part is."""

    size: float
    note: float
    heights: tuple[int, int, int]
    under: Laid | None

    @property
    def height(self) -> int:
        """The parts that there are, with gaps between."""
        there = [high for high in self.heights if high]
        return sum(there) + _GAP * (len(there) - 1)

    def fits(self, high: int) -> bool:
        """Whether all of it has room, and no word of the table is broken."""
        return self.height <= high and (self.under is None or self.under.whole)


def table_beside(screen: Screen) -> tuple[str, Columns] | None:
    """The table that stands under the sentences; figures that another says are not said twice."""
    if screen.table and screen.figures and _repeats(screen.figures, screen.table):
        return "Table", screen.table
    return ("Figures", _columns(screen.figures)) if screen.figures else None


def _repeats(figures: tuple[FigureShown, ...], columns: Columns) -> bool:
    """Whether every figure stands in a row of the table, its name and its value."""
    rows = [set(row) for row in zip(*columns.values(), strict=True)]
    return all(any({each.label, each.value} <= row for row in rows) for each in figures)


def _columns(figures: tuple[FigureShown, ...]) -> Columns:
    """The figures as three columns: what, how much, and from what with its change."""
    about = [
        "\n".join(part for part in (change_in_words(each.pill), each.base) if part)
        for each in figures
    ]
    return {
        tell("Figure"): [each.label for each in figures],
        tell("Value"): [each.value for each in figures],
        tell("Change and base"): about,
    }


def said(slide: Slide, screen: Screen, under: tuple[str, Columns] | None, box: Box) -> bool:
    """Write the words as large as fits; whether the table had room, which else is left out."""
    columns = under[1] if under else None
    chosen = _fitting(_tried(screen, columns, box, _SIZES), box)
    left_out = chosen is None and columns is not None
    if chosen is None:
        tried = list(_tried(screen, None, box, (*_SIZES, *_LAST)))
        chosen = _fitting(tried, box) or tried[-1]
    _written(slide, screen, under, box, chosen)
    return not left_out


def _written(
    slide: Slide, screen: Screen, under: tuple[str, Columns] | None, box: Box, words: _Words
) -> None:
    top = box.top
    for part, high in zip(("Text", "Table", "Note"), words.heights, strict=True):
        place = Box(box.left, top, box.width, high)
        top += high + _GAP if high else 0
        if high and part == "Text":
            text_box(slide, part, _read(screen)[0], place, (words.size,))
        elif high and part == "Note":
            text_box(slide, part, [_read(screen)[1]], place, (words.note,), quiet=True)
        elif high and under and words.under:
            table(slide, *under, place, words.under)


def _read(screen: Screen) -> tuple[list[str], str]:
    """The sentences, and what is said quietly; where there is no picture, a note is a sentence."""
    if screen.numbers or screen.draw:
        return list(screen.sentences), screen.note
    return [text for text in (*screen.sentences, screen.note) if text], ""


def _fitting(tried: Iterator[_Words] | list[_Words], box: Box) -> _Words | None:
    return next((words for words in tried if words.fits(box.height)), None)


def _tried(
    screen: Screen, columns: Columns | None, box: Box, sizes: tuple[int, ...]
) -> Iterator[_Words]:
    """The words at every size, largest first."""
    sentences, last = _read(screen)
    under = laid(columns, box.width, box.height, (_UNDER,)) if columns else None
    for size in sizes:
        note = min(size, _UNDER)
        texts = text_height(sentences, box.width, size) if sentences else 0
        noted = text_height([last], box.width, note) if last else 0
        yield _Words(size, note, (texts, under.height if under else 0, noted), under)

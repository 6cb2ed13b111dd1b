"""Native tables on slides: no word and no number is broken, in whatever typeface it is shown."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from pptx.oxml import parse_xml
from pptx.oxml.ns import nsdecls
from pptx.slide import Slide
from pptx.util import Emu, Pt

from kundagenda.reports.fit import LINE, lines_of, width_of
from kundagenda.reports.slide_parts import Box, clean, glued, ink, points, run
from kundagenda.shown.screen import Columns

_PLAIN = "{2D5ABB26-0587-4C30-8999-92F81FD0307C}"  # PowerPoint's own without lines and fills
_ABOVE, _BESIDE = Pt(2.5), Pt(9)
SIZES = (14, 13, 12)
LAST = (11, 10, 9)  # for more than a slide is meant to hold
# A typeface in the place of Arial may be wider; beside the reserve of `fit` so much more.
WIDER = 1.12


@dataclass(frozen=True)
class Laid:
    """A table at one size of its letters: widths and heights in EMU; whether words stay whole."""

    size: float
    widths: list[int]
    heights: list[int]
    whole: bool

    @property
    def height(self) -> int:
        """How high it becomes."""
        return sum(self.heights)

    def fits(self, high: int) -> bool:
        """Whether it has room, and every word of it stands whole."""
        return self.whole and self.height <= high


def laid(columns: Columns, width: int, height: int, sizes: Sequence[float]) -> Laid:
    """The table at the largest of the sizes at which it fits; else at the last."""
    tried = (_laid(columns, width, size) for size in sizes)
    fitting = (each for each in tried if each.fits(height))
    return next(fitting, None) or _laid(columns, width, sizes[-1])


def _laid(columns: Columns, width: int, size: float) -> Laid:
    rows = _rows(columns)
    least = [WIDER * _widest(cells, size, pieces) for cells in zip(*rows, strict=True)]
    whole = [_widest(cells, size, str.splitlines) for cells in zip(*rows, strict=True)]
    room = points(width)
    # Half a letter more: `fit` leaves a space after the last word too.
    more = [max(0.0, most + size / 2 - few) for most, few in zip(whole, least, strict=True)]
    part = min(1.0, max(0.0, room - sum(least)) / (sum(more) or 1))
    wide = [few + part * each for few, each in zip(least, more, strict=True)]
    narrow = min(1.0, room / sum(wide))
    widths = [int(Pt(each * narrow)) for each in wide]
    heights = [_height(row, widths, size, not place) for place, row in enumerate(rows)]
    return Laid(size, widths, heights, sum(least) <= room)


def pieces(text: str) -> list[str]:
    """What of a text no line may end within: words, and numbers with their sign.

    >>> pieces("86,6\\xa0% av alla")
    ['86,6\\xa0%', 'av', 'alla']
    """
    return re.split(r"[ \n\t]+", text)


def _widest(cells: tuple[str, ...], size: float, split: Any) -> float:
    """The width in points that the widest part of a column's cells needs."""
    widths = (width_of(clean(part), size) for text in cells for part in split(text))
    return points(_BESIDE) + max(widths, default=0.0)


def _height(row: list[str], widths: list[int], size: float, bold: bool) -> int:
    cells = zip(row, (points(wide - _BESIDE) for wide in widths), strict=True)
    lines = max(
        sum(lines_of(glued(line), room, size, bold=bold) for line in text.splitlines() or [""])
        for text, room in cells
    )
    return int(Pt(size * LINE * lines)) + 2 * int(_ABOVE)


def _rows(columns: Columns) -> list[list[str]]:
    """The names, then the rows."""
    rows = zip(*columns.values(), strict=True)
    return [list(row) for row in (columns.keys(), *rows)]


def table(slide: Slide, name: str, columns: Columns, box: Box, made: Laid) -> None:
    """The table from the upper left of the box, a light line under every row."""
    frame = slide.shapes.add_table(
        len(made.heights), len(columns), box.left, box.top, sum(made.widths), made.height
    )
    frame.name, drawn = name, frame.table
    frame._element.nvGraphicFramePr.cNvPr.set("descr", clean(", ".join(columns)))
    drawn._tbl.tblPr.find(f"{{{drawn._tbl.nsmap['a']}}}tableStyleId").text = _PLAIN
    for column, wide in zip(drawn.columns, made.widths, strict=True):
        column.width = Emu(wide)
    for number, (row, cells) in enumerate(zip(drawn.rows, _rows(columns), strict=True)):
        row.height = Emu(made.heights[number])
        for cell, text in zip(row.cells, cells, strict=True):
            cell.margin_left, cell.margin_right = 0, _BESIDE
            cell.margin_top = cell.margin_bottom = _ABOVE
            _fill(cell, text, made.size, bold=number == 0)
            _underline(cell)


def _fill(cell: Any, text: str, size: float, bold: bool) -> None:
    """A paragraph a line."""
    for place, line in enumerate(text.splitlines()):
        paragraph = cell.text_frame.add_paragraph() if place else cell.text_frame.paragraphs[0]
        run(paragraph, clean(line), size, bold)


def _underline(cell: Any) -> None:
    fill = f'<a:solidFill><a:srgbClr val="{ink("line")}"/></a:solidFill>'
    line = f'<a:lnB {nsdecls("a")} w="9525">{fill}</a:lnB>'
    cell._tc.get_or_add_tcPr().append(parse_xml(line))

"""Parts of a slide: text that fits its place, tables, and what stands at the foot."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from pptx.dml.color import RGBColor
from pptx.enum.shapes import PP_PLACEHOLDER
from pptx.enum.text import MSO_ANCHOR, MSO_AUTO_SIZE
from pptx.oxml import parse_xml
from pptx.oxml.ns import nsdecls
from pptx.slide import Slide
from pptx.util import Emu, Inches, Pt

from kundagenda.charts.theme import PALETTES
from kundagenda.reports.fit import LINE, height_of, largest, lines_of, width_of
from kundagenda.shown.screen import Columns
from kundagenda.texts.told import lang

WARNING = RGBColor.from_string(PALETTES["light"]["warning"].removeprefix("#"))
_PLAIN_TABLE = "{2D5ABB26-0587-4C30-8999-92F81FD0307C}"  # PowerPoint's own without lines and fills
_CELL = Pt(3)
_LANGUAGES = {"sv": "sv-SE", "en": "en-GB"}
_CONTROL = {code: " " for code in range(32)}


@dataclass(frozen=True)
class Box:
    """A place on a slide, in EMU."""

    left: int
    top: int
    width: int
    height: int


def clean(text: str) -> str:
    """A text without the signs that no XML may hold."""
    return text.translate(_CONTROL)


def write(
    frame: Any, texts: Sequence[str], box: Box, sizes: Sequence[float], *, bold: bool = False
) -> float:
    """Paragraphs at the largest of the sizes at which they fit the box; what size that was."""
    texts = [clean(text) for text in texts]
    room = _points(box.width - frame.margin_left - frame.margin_right)
    height = _points(box.height - frame.margin_top - frame.margin_bottom)
    size = largest(texts, room, height, sizes, bold=bold)
    frame.word_wrap, frame.auto_size = True, MSO_AUTO_SIZE.NONE
    for number, text in enumerate(texts):
        paragraph = frame.paragraphs[0] if number == 0 else frame.add_paragraph()
        paragraph.space_before = Pt(size * LINE / 3 if number else 0)
        _run(paragraph, text, size, bold)
    return size


def _run(paragraph: Any, text: str, size: float, bold: bool) -> Any:
    run = paragraph.add_run()
    run.text, run.font.size, run.font.bold = text, Pt(size), bold
    run._r.get_or_add_rPr().set("lang", _LANGUAGES[lang()])
    return run


def text_box(
    slide: Slide, name: str, texts: Sequence[str], box: Box, sizes: Sequence[float],
    *, bold: bool = False,
) -> None:  # fmt: skip
    """A box of paragraphs that fit it, without margins."""
    shape = slide.shapes.add_textbox(box.left, box.top, box.width, box.height)
    shape.name, frame = name, shape.text_frame
    frame.margin_left = frame.margin_right = frame.margin_top = frame.margin_bottom = 0
    frame.vertical_anchor = MSO_ANCHOR.TOP
    write(frame, texts, box, sizes, bold=bold)


def text_height(texts: Sequence[str], width: int, size: float) -> int:
    """How high paragraphs become at a size of their letters, in EMU."""
    return int(Pt(height_of([clean(text) for text in texts], _points(width), size)))


def table_height(columns: Columns, width: int, size: float) -> int:
    """How high a table becomes at a size of its letters, in EMU."""
    return sum(_row_heights(columns, width, size))


def table(slide: Slide, name: str, columns: Columns, box: Box, sizes: Sequence[float]) -> None:
    """A native table at the largest of the sizes at which it fits the box."""
    fitting = (size for size in sizes if table_height(columns, box.width, size) <= box.height)
    size = next(fitting, sizes[-1])
    heights = _row_heights(columns, box.width, size)
    frame = slide.shapes.add_table(
        len(heights), len(columns), box.left, box.top, box.width, sum(heights)
    )
    frame.name, made = name, frame.table
    frame._element.nvGraphicFramePr.cNvPr.set("descr", clean(", ".join(columns)))
    made._tbl.tblPr.find(f"{{{made._tbl.nsmap['a']}}}tableStyleId").text = _PLAIN_TABLE
    for column, wide in zip(made.columns, _widths(columns, box.width, size), strict=True):
        column.width = Emu(wide)
    for number, (row, cells) in enumerate(zip(made.rows, _rows(columns), strict=True)):
        row.height = Emu(heights[number])
        for cell, text in zip(row.cells, cells, strict=True):
            cell.margin_left = cell.margin_right = cell.margin_top = cell.margin_bottom = _CELL
            _run(cell.text_frame.paragraphs[0], text, size, bold=number == 0)


def _rows(columns: Columns) -> list[list[str]]:
    """The names, then the rows."""
    rows = zip(*columns.values(), strict=True)
    return [[clean(text) for text in row] for row in (columns.keys(), *rows)]


def _widths(columns: Columns, width: int, size: float) -> list[int]:
    """Every column wide enough for its longest word; what is left goes to those with more text."""
    margins = _points(2 * _CELL)
    least, whole = [], []
    for cells in zip(*_rows(columns), strict=True):
        words = [word for text in cells for word in text.split()]
        least.append(margins + max((width_of(word, size) for word in words), default=0.0))
        whole.append(margins + max(width_of(text, size) for text in cells))
    more = [most - few for most, few in zip(whole, least, strict=True)]
    part = max(0.0, _points(width) - sum(least)) / (sum(more) or 1)
    wide = [few + part * each for few, each in zip(least, more, strict=True)]
    return [int(width * each / sum(wide)) for each in wide]


def _row_heights(columns: Columns, width: int, size: float) -> list[int]:
    rooms = [_points(wide - 2 * _CELL) for wide in _widths(columns, width, size)]
    return [
        Pt(size * LINE * max(
            lines_of(text, room, size, bold=number == 0)
            for text, room in zip(row, rooms, strict=True)
        )) + 2 * _CELL
        for number, row in enumerate(_rows(columns))
    ]  # fmt: skip


def foot(slide: Slide, text: str, box: Box) -> None:
    """What must stand on every slide, and its number, where the layout has places for them."""
    for place in slide.slide_layout.placeholders:
        if place.placeholder_format.type in (PP_PLACEHOLDER.FOOTER, PP_PLACEHOLDER.SLIDE_NUMBER):
            slide.shapes.clone_placeholder(place)
    places = {each.placeholder_format.type: each for each in slide.placeholders}
    footer = places.get(PP_PLACEHOLDER.FOOTER)
    if footer is None:
        text_box(slide, "Foot", [text], box, (10, 9, 8, 7))
    else:
        own = Box(footer.left, footer.top, footer.width, footer.height)
        write(footer.text_frame, [text], own, (10, 9, 8, 7))
    number = places.get(PP_PLACEHOLDER.SLIDE_NUMBER)
    if number is None:
        side = Box(box.left + box.width, box.top, Inches(0.5), box.height)
        number = slide.shapes.add_textbox(side.left, side.top, side.width, side.height)
    _number_field(number.text_frame.paragraphs[0])


def _number_field(paragraph: Any) -> None:
    """The number of the slide, which the program that shows it keeps right."""
    field = (
        f'<a:fld {nsdecls("a")} id="{{B6F15528-21DE-4FAA-801E-634DDDAF4B2B}}" type="slidenum">'
        f'<a:rPr lang="{_LANGUAGES[lang()]}" sz="1000"/><a:t>‹#›</a:t></a:fld>'
    )
    paragraph._p.insert_element_before(parse_xml(field), "a:endParaRPr")


def _points(length: int) -> float:
    return length / 12_700

"""The pack as PowerPoint: a slide a screen, native charts and tables, definitions in notes."""

import io
from pathlib import Path
from typing import Any

import vl_convert
from pptx.presentation import Presentation as Slides
from pptx.slide import Slide
from pptx.util import Inches, Pt

from kundagenda.charts.theme import PALETTES
from kundagenda.reports.pack import Pack, Progress, change_in_words
from kundagenda.reports.picture import register_fonts
from kundagenda.reports.slide_base import company_base, first_layout, house_base, plain_layout
from kundagenda.reports.slide_chart import chart
from kundagenda.reports.slide_parts import (
    Box,
    clean,
    foot,
    table,
    table_height,
    text_box,
    text_height,
    write,
)
from kundagenda.shown.defined import Defined
from kundagenda.shown.figure import FigureShown
from kundagenda.shown.screen import Columns, Screen
from kundagenda.texts.told import tell

_GAP = Inches(0.3)
_FOOT = Inches(0.35)
_TITLE_SIZES = (28, 26, 24, 22, 20, 18, 16, 14)
_TEXT_SIZES = (18, 16, 14, 13, 12, 11, 10, 9, 8)
_TABLE_SIZES = (14, 13, 12, 11, 10, 9)
_LEAST_TABLE = _TABLE_SIZES[2]
_CSS_PX = 9525  # EMU
_SHARP = 2.0


def slides(pack: Pack, progress: Progress = iter, template: Path | None = None) -> bytes:
    """The pack as a .pptx; on a company's template, if one is given, in its look.

    Raises:
        ReaderError: the template cannot be read.
    """
    made = company_base(template) if template else house_base()
    _first(made, pack)
    for screen in progress(pack.meeting.screens):
        _slides_of(made, pack, screen)
    about = made.core_properties
    about.title, about.subject = clean(pack.title), clean(pack.named)
    about.author, about.language = clean(pack.company) or "Kundagenda", pack.lang
    saved = io.BytesIO()
    made.save(saved)
    return saved.getvalue()


def _first(made: Slides, pack: Pack) -> None:
    """Whose pack it is, of which month, for which choices, from what."""
    slide = made.slides.add_slide(first_layout(made))
    scope = f"{pack.meeting.scope}."
    lines = [line for line in (pack.company, pack.month, scope, pack.sources, pack.demo) if line]
    rest = _titled(slide, made, [pack.title], (40, *_TITLE_SIZES))
    places = [place for place in slide.placeholders if place.placeholder_format.idx != 0]
    if places:
        box = Box(places[0].left, places[0].top, places[0].width, places[0].height)
        write(places[0].text_frame, lines, box, _TEXT_SIZES)
    else:
        text_box(slide, "About", lines, rest, _TEXT_SIZES)
    _drop_empty(slide)


def _titled(slide: Slide, made: Slides, texts: list[str], sizes: tuple[int, ...]) -> Box:
    """The title in its place, and the room that it leaves above the foot."""
    wide, high, title = int(made.slide_width or 0), int(made.slide_height or 0), slide.shapes.title
    if title is None:
        box = Box(Inches(0.6), Inches(0.4), wide - Inches(1.2), Inches(1.2))
        text_box(slide, "Title", texts, box, sizes, bold=True)
    else:
        box = Box(title.left, title.top, title.width, title.height)
        size = write(title.text_frame, texts, box, sizes, bold=True)
        for asked in title.text_frame.paragraphs[:-1]:
            asked.runs[0].font.size, asked.runs[0].font.bold = Pt(max(12, size * 0.6)), False
    top = box.top + box.height + Inches(0.15)
    return Box(box.left, top, wide - 2 * box.left, high - top - 2 * _FOOT)


def _slides_of(made: Slides, pack: Pack, screen: Screen) -> None:
    """A screen's slide, and another for a table that does not fit under its picture."""
    slide, room = _begun(made, pack, screen)
    beside = screen.numbers or screen.draw or screen.table
    left = Box(room.left, room.top, int(room.width * 0.36) if beside else room.width, room.height)
    _said(slide, screen, left)
    if not beside:
        return
    edge = left.width + _GAP
    right = Box(room.left + edge, room.top, room.width - edge, room.height)
    if not (screen.numbers or screen.draw):
        table(slide, "Table", screen.table or {}, right, _TABLE_SIZES)
    elif screen.table is None:
        _picture(slide, screen, right)
    elif (high := table_height(screen.table, right.width, _LEAST_TABLE)) < right.height * 0.45:
        _picture(slide, screen, Box(right.left, right.top, right.width, right.height - high - _GAP))
        under = Box(right.left, right.top + right.height - high, right.width, high)
        table(slide, "Table", screen.table, under, _TABLE_SIZES)
    else:
        _picture(slide, screen, right)
        _on_its_own(made, pack, screen, screen.table)


def _begun(made: Slides, pack: Pack, screen: Screen) -> tuple[Slide, Box]:
    """A slide with its question and answer, its foot and its notes, and the room between."""
    slide = made.slides.add_slide(plain_layout(made))
    room = _titled(slide, made, [screen.question, screen.title], _TITLE_SIZES)
    _drop_empty(slide)
    at_foot = Box(room.left, room.top + room.height + _FOOT // 2, room.width - Inches(0.6), _FOOT)
    foot(slide, f"{pack.named}. {pack.meeting.scope}. {pack.as_of}", at_foot)
    frame: Any = slide.notes_slide.notes_text_frame
    frame.text = "\n".join(_notes(pack, screen))
    return slide, room


def _on_its_own(made: Slides, pack: Pack, screen: Screen, columns: Columns) -> None:
    slide, room = _begun(made, pack, screen)
    table(slide, "Table", columns, room, _TABLE_SIZES)


def _said(slide: Slide, screen: Screen, box: Box) -> None:
    """Sentences and how to read it, below them the figures as a table, both as large as fits."""
    figures = _figures(screen.figures)
    said = [text for text in (*screen.sentences, screen.note) if text]
    high = _room_for(figures, said, box) if figures else 0
    if said:
        room = box.height - high - (_GAP if high else 0)
        text_box(slide, "Text", said, Box(box.left, box.top, box.width, room), _TEXT_SIZES)
    if figures:
        under = Box(box.left, box.top + box.height - high, box.width, high)
        table(slide, "Figures", figures, under, _TABLE_SIZES)


def _room_for(figures: Columns, said: list[str], box: Box) -> int:
    """The height of the figures: smaller letters where the text above would not fit."""
    heights = [table_height(figures, box.width, size) for size in _TABLE_SIZES[2:]]
    needed = text_height(said, box.width, _TEXT_SIZES[-3]) + _GAP
    return next((high for high in heights if needed + high <= box.height), heights[-1])


def _figures(figures: tuple[FigureShown, ...]) -> Columns:
    """The figures as a table of three columns: what, how much, and from what with its change."""
    if not figures:
        return {}
    about = [
        "; ".join(part for part in (change_in_words(each.pill), each.base) if part)
        for each in figures
    ]
    return {
        tell("Figure"): [each.label for each in figures],
        tell("Value"): [each.value for each in figures],
        tell("Change and base"): about,
    }


def _picture(slide: Slide, screen: Screen, box: Box) -> None:
    """A native chart; a picture where the screen's has no numbers of its own."""
    if screen.numbers:
        chart(slide, screen.numbers, box)
    elif screen.draw:
        drawn = screen.draw("light", "shared", box.height / _CSS_PX * 1.2)
        wide = round(box.width / _CSS_PX * 1.2)
        register_fonts()
        spec = {**drawn.spec, "width": wide, "background": PALETTES["light"]["bg"]}
        png: bytes = vl_convert.vegalite_to_png(spec, scale=_SHARP)
        shape = slide.shapes.add_picture(io.BytesIO(png), box.left, box.top, box.width)
        if shape.height > box.height:
            shape.width, shape.height = shape.width * box.height // shape.height, box.height
        shape.name = "Picture"
        shape._element.nvPicPr.cNvPr.set("descr", clean(drawn.alt))


def _notes(pack: Pack, screen: Screen) -> list[str]:
    """What the chair needs: how to read it, what the figures mean, and what they rest on."""
    meant = [each for each in pack.definitions if each.key in screen.metrics]
    said = [screen.note, *map(_in_words, meant), pack.sources, pack.demo]
    return [clean(line) for line in said if line]


def _in_words(meant: Defined) -> str:
    how = " ".join(f"{name}: {said}." for name, said in meant.how)
    return f"{meant.name}. {meant.meaning} {how}"


def _drop_empty(slide: Slide) -> None:
    """Take out what a template offers and this slide does not fill."""
    for place in list(slide.placeholders):
        if place.placeholder_format.idx != 0 and not (
            place.has_text_frame and place.text_frame.text
        ):
            place._element.getparent().remove(place._element)

"""The pack as PowerPoint: a slide a screen, native charts and tables, definitions in notes."""

import io
from pathlib import Path
from typing import Any

import vl_convert
from pptx.presentation import Presentation as Slides
from pptx.slide import Slide
from pptx.util import Inches, Pt

from kundagenda.charts.theme import PALETTES
from kundagenda.reports.pack import Pack, Progress
from kundagenda.reports.picture import register_fonts
from kundagenda.reports.slide_base import company_base, first_layout, house_base, plain_layout
from kundagenda.reports.slide_chart import charts
from kundagenda.reports.slide_parts import (
    QUIET,
    Box,
    bare_box,
    clean,
    foot,
    run,
    text_box,
    text_height,
    write,
)
from kundagenda.reports.slide_said import said, table_beside
from kundagenda.reports.slide_table import LAST, SIZES, laid, table
from kundagenda.shown.defined import Defined
from kundagenda.shown.screen import Columns, Screen

_GAP = Inches(0.35)
_FOOT = Inches(0.35)
_SIDES = (0.38, 0.43, 0.48)  # of the width, for what is said beside a picture
_LOW = 0.4  # of the height, for a table under it
_TITLE_SIZES = (28, 26, 24, 22, 20, 18, 16, 14)
_ABOUT_SIZES = (18, 16, 14, 12, 11, 10, 9, 8)
_ASKED, _RESTS = 16, 14
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
    rests = [line for line in (pack.sources, pack.demo) if line]
    lines = [*(line for line in (pack.company, pack.month, scope) if line), *rests]
    rest = _titled(slide, made, [pack.title], (40, *_TITLE_SIZES))
    places = [place for place in slide.placeholders if place.placeholder_format.idx != 0]
    if places:
        box = Box(places[0].left, places[0].top, places[0].width, places[0].height)
        frame: Any = places[0].text_frame
        size = write(frame, lines, box, _ABOUT_SIZES)
        for each in frame.paragraphs[len(lines) - len(rests) :]:
            each.runs[0].font.size, each.runs[0].font.color.rgb = Pt(min(_RESTS, size)), QUIET
    else:
        text_box(slide, "About", lines, rest, _ABOUT_SIZES)
    _drop_empty(slide)


def _titled(slide: Slide, made: Slides, texts: list[str], sizes: tuple[int, ...]) -> Box:
    """The title in its place, and the room that it leaves above the foot."""
    wide, high, title = int(made.slide_width or 0), int(made.slide_height or 0), slide.shapes.title
    if title is None:
        box = Box(Inches(0.6), Inches(0.4), wide - Inches(1.2), Inches(1.2))
        frame = bare_box(slide, "Title", box)
    else:
        box = Box(title.left, title.top, title.width, title.height)
        frame = title.text_frame
    _in_place(frame, texts, box, sizes)
    top = box.top + box.height + Inches(0.15)
    return Box(box.left, top, wide - 2 * box.left, high - top - 2 * _FOOT)


def _in_place(frame: Any, texts: list[str], box: Box, sizes: tuple[int, ...]) -> None:
    """The answer as large as there is room for under its question, which is small."""
    *asked, _ = texts
    above = text_height(asked, box.width, _ASKED) + int(Pt(_ASKED / 2)) if asked else 0
    room = Box(box.left, box.top, box.width, box.height - above)
    size = write(frame, texts[-1:], room, sizes, bold=True)
    for text in asked:
        paragraph = frame.add_paragraph()
        run(paragraph, clean(text), min(_ASKED, size), bold=False)
        frame.paragraphs[-2]._p.addprevious(paragraph._p)
        frame.paragraphs[-1].space_before = Pt(_ASKED / 3)


def _slides_of(made: Slides, pack: Pack, screen: Screen) -> None:
    """A screen's slide, and others for the tables that it has no room for."""
    slide, room = _begun(made, pack, screen)
    pictured, under = bool(screen.numbers or screen.draw), table_beside(screen)
    more = screen.table if screen.table and (under is None or under[1] != screen.table) else None
    side = _side(room, under) if pictured or more else room.width
    left = Box(room.left, room.top, side, room.height)
    right = Box(left.left + side + _GAP, room.top, room.width - side - _GAP, room.height)
    later = [] if said(slide, screen, under, left) or under is None else [under]
    rest = _picture(slide, screen, right, more) if pictured else right
    if more and not (rest and _whole(slide, more, rest)):
        later.append(("Table", more))
    for name, columns in later:
        again, place = _begun(made, pack, screen)
        table(again, name, columns, place, laid(columns, place.width, place.height, SIZES + LAST))


def _side(room: Box, under: tuple[str, Columns] | None) -> int:
    """As narrow as the words of the table allow."""
    wides = [int(room.width * part) for part in _SIDES]
    fitting = (
        w for w in wides if under is None or laid(under[1], w, room.height, SIZES[-1:]).whole
    )
    return next(fitting, wides[0])


def _whole(slide: Slide, columns: Columns, box: Box) -> bool:
    """Write the table if it fits at a size to be read; whether it did."""
    found = laid(columns, box.width, box.height, SIZES)
    if found.fits(box.height):
        table(slide, "Table", columns, box, found)
    return found.fits(box.height)


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


def _picture(slide: Slide, screen: Screen, box: Box, more: Columns | None) -> Box | None:
    """The picture, and the room under it for a table that is low; null where it is not."""
    least = laid(more, box.width, box.height, SIZES[-1:]) if more else None
    if least is None or not least.fits(int(box.height * _LOW)):
        _drawn(slide, screen, box)
        return None
    high = box.height - least.height - _GAP
    _drawn(slide, screen, Box(box.left, box.top, box.width, high))
    return Box(box.left, box.top + high + _GAP, box.width, least.height)


def _drawn(slide: Slide, screen: Screen, box: Box) -> None:
    """Native charts; a picture where the screen's has no numbers of its own."""
    if screen.numbers:
        charts(slide, screen.numbers, box)
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

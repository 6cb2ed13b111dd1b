"""Parts of a slide: text that fits its place, and what stands at the foot."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from pptx.dml.color import RGBColor
from pptx.enum.shapes import PP_PLACEHOLDER
from pptx.enum.text import MSO_ANCHOR, MSO_AUTO_SIZE
from pptx.oxml import parse_xml
from pptx.oxml.ns import nsdecls
from pptx.slide import Slide
from pptx.util import Inches, Pt

from kundagenda.charts.theme import NO_BREAK, PALETTES
from kundagenda.reports.fit import LINE, height_of, largest
from kundagenda.texts.told import lang

_LANGUAGES = {"sv": "sv-SE", "en": "en-GB"}
_CONTROL = {code: " " for code in range(32)}


@dataclass(frozen=True)
class Box:
    """A place on a slide, in EMU."""

    left: int
    top: int
    width: int
    height: int


def ink(name: str) -> RGBColor:
    """A colour of the light palette; as text it is what the file format writes."""
    return RGBColor.from_string(PALETTES["light"][name].removeprefix("#"))


QUIET = ink("quiet")


def clean(text: str) -> str:
    """A text without the signs that no XML may hold."""
    return text.translate(_CONTROL)


def glued(text: str) -> str:
    """A text to measure, where no line may end at a no-break space: a letter as wide stands there.

    Python takes it for a space like any other.
    """
    return clean(text).replace(NO_BREAK, "i")


def write(
    frame: Any, texts: Sequence[str], box: Box, sizes: Sequence[float], *, bold: bool = False
) -> float:
    """Paragraphs at the largest of the sizes at which they fit the box; what size that was."""
    room = points(box.width - frame.margin_left - frame.margin_right)
    height = points(box.height - frame.margin_top - frame.margin_bottom)
    size = largest([glued(text) for text in texts], room, height, sizes, bold=bold)
    frame.word_wrap, frame.auto_size = True, MSO_AUTO_SIZE.NONE
    for number, text in enumerate(texts):
        paragraph = frame.paragraphs[0] if number == 0 else frame.add_paragraph()
        paragraph.space_before = Pt(size * LINE / 3 if number else 0)
        run(paragraph, clean(text), size, bold)
    return size


def run(paragraph: Any, text: str, size: float, bold: bool) -> Any:
    """Words in a paragraph, in the language told in."""
    made = paragraph.add_run()
    made.text, made.font.size, made.font.bold = text, Pt(size), bold
    made._r.get_or_add_rPr().set("lang", _LANGUAGES[lang()])
    return made


def text_box(
    slide: Slide, name: str, texts: Sequence[str], box: Box, sizes: Sequence[float],
    *, quiet: bool = False,
) -> None:  # fmt: skip
    """A box of paragraphs that fit it, without margins; quiet is what may be read last."""
    frame = bare_box(slide, name, box)
    write(frame, texts, box, sizes)
    for paragraph in frame.paragraphs if quiet else ():
        for words in paragraph.runs:
            words.font.color.rgb = QUIET


def bare_box(slide: Slide, name: str, box: Box) -> Any:
    """A place for words without margins, from its upper edge."""
    shape = slide.shapes.add_textbox(box.left, box.top, box.width, box.height)
    shape.name, frame = name, shape.text_frame
    frame.margin_left = frame.margin_right = frame.margin_top = frame.margin_bottom = 0
    frame.vertical_anchor, frame.word_wrap = MSO_ANCHOR.TOP, True
    return frame


def text_height(texts: Sequence[str], width: int, size: float) -> int:
    """How high paragraphs become at a size of their letters, in EMU."""
    return int(Pt(height_of([glued(text) for text in texts], points(width), size)))


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


def points(length: int) -> float:
    """A length in EMU as points."""
    return length / 12_700

"""What slides stand on: the house's own ground, or a company's template with its layouts."""

import io
import zipfile
from pathlib import Path

from pptx import Presentation
from pptx.enum.shapes import PP_PLACEHOLDER
from pptx.exc import PythonPptxError
from pptx.opc.constants import CONTENT_TYPE, RELATIONSHIP_TYPE
from pptx.opc.oxml import serialize_part_xml
from pptx.oxml import parse_xml
from pptx.oxml.ns import nsdecls
from pptx.presentation import Presentation as Slides
from pptx.shapes.placeholder import LayoutPlaceholder
from pptx.slide import SlideLayout
from pptx.util import Emu, Inches

from kundagenda.errors import ReaderError
from kundagenda.reports.slide_parts import ink

WIDTH, HEIGHT = Inches(13.333), Inches(7.5)
MARGIN = Inches(0.6)
_TITLES = (PP_PLACEHOLDER.TITLE, PP_PLACEHOLDER.CENTER_TITLE)
_BESIDE = (PP_PLACEHOLDER.FOOTER, PP_PLACEHOLDER.SLIDE_NUMBER, PP_PLACEHOLDER.DATE)
_TYPES = "[Content_Types].xml"
_DRAWING = "{http://schemas.openxmlformats.org/drawingml/2006/main}"
# Whoever is sent a deck has Arial or one of its widths; hardly anybody has the house's own.
_FACE = {
    "typeface": "Arial", "panose": "020B0604020202020204",
    "pitchFamily": "34", "charset": "0",
}  # fmt: skip
_ACCENTS = ("value", "improve", "fix", "measure", "satisfaction", "retention")


def company_base(template: Path) -> Slides:
    """A company's template without its slides: its layouts, theme and size.

    Raises:
        ReaderError: the file is not there or is no PowerPoint file.
    """
    try:
        content = _as_presentation(template.read_bytes())
        slides = Presentation(io.BytesIO(content))
    except (OSError, zipfile.BadZipFile, KeyError, ValueError, PythonPptxError) as error:
        raise ReaderError(
            "{file} cannot be read as a PowerPoint template. Save it as .pptx or .potx.",
            file=template.name,
        ) from error
    for listed in list(slides.slides._sldIdLst):
        slides.part.drop_rel(listed.rId)
        slides.slides._sldIdLst.remove(listed)
    if not len(slides.slide_layouts):
        raise ReaderError("{file} has no layouts. Choose another template.", file=template.name)
    return slides


def _as_presentation(content: bytes) -> bytes:
    """The file with the type of a presentation, where it has that of a template."""
    template, wanted = CONTENT_TYPE.PML_TEMPLATE_MAIN, CONTENT_TYPE.PML_PRESENTATION_MAIN
    rewritten = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(content)) as there:
        types = there.read(_TYPES).decode()
        if template not in types:
            return content
        with zipfile.ZipFile(rewritten, "w", zipfile.ZIP_DEFLATED) as made:
            for name in there.namelist():
                said = types.replace(template, wanted) if name == _TYPES else there.read(name)
                made.writestr(name, said)
    return rewritten.getvalue()


def house_base() -> Slides:
    """An empty 16:9 presentation in the house's typeface and colours."""
    slides = Presentation()
    slides.slide_width, slides.slide_height = WIDTH, HEIGHT
    for name in [layout.name for layout in slides.slide_layouts]:
        if name not in ("Title Slide", "Title Only"):
            slides.slide_layouts.remove(slides.slide_layouts.get_by_name(name))
    for layout in (slides.slide_master, *slides.slide_layouts):
        for place in layout.placeholders:
            _put(place)
            _calm(place)
    _dress(slides)
    return slides


def _put(place: LayoutPlaceholder) -> None:
    """A placeholder of master or layout where the house has it; on the left, not centred."""
    kind = place.placeholder_format.type
    wide, low, line = WIDTH - 2 * MARGIN, Inches(6.95), Inches(0.35)
    end = WIDTH - MARGIN
    boxes = {
        PP_PLACEHOLDER.TITLE: (MARGIN, Inches(0.4), wide, Inches(1.2)),
        PP_PLACEHOLDER.CENTER_TITLE: (MARGIN, Inches(1.6), wide, Inches(1.6)),
        PP_PLACEHOLDER.SUBTITLE: (MARGIN, Inches(3.4), Inches(9), Inches(3)),
        PP_PLACEHOLDER.FOOTER: (MARGIN, low, wide - Inches(1.2), line),
        PP_PLACEHOLDER.SLIDE_NUMBER: (end - Inches(1), low, Inches(1), line),
        PP_PLACEHOLDER.BODY: (MARGIN, Inches(1.8), wide, Inches(5)),
        PP_PLACEHOLDER.DATE: (end - Inches(3), low, Inches(1.8), line),
    }  # fmt: skip
    if kind in boxes:
        place.left, place.top, place.width, place.height = map(Emu, boxes[kind])


def _calm(place: LayoutPlaceholder) -> None:
    """Text from the left edge of its place, in ink that can be read: quiet at the foot."""
    body = place._element.txBody.bodyPr
    for side in ("lIns", "rIns"):
        body.set(side, "0")
    kind = place.placeholder_format.type
    body.set("anchor", "b" if kind == PP_PLACEHOLDER.CENTER_TITLE else "t")
    for level in place._element.xpath(".//a:lstStyle/*[@algn='ctr']"):
        level.set("algn", "l")
    for colour in place._element.iter(f"{_DRAWING}schemeClr"):
        if len(colour):  # the base pales the ink, more than can be read
            colour.set("val", "tx2" if kind in _BESIDE else "tx1")
            colour.remove(colour[0])


def _dress(slides: Slides) -> None:
    """The theme's typeface and colours, and titles on the left."""
    theme = slides.slide_master.part.part_related_by(RELATIONSHIP_TYPE.THEME)
    tree = parse_xml(theme.blob)
    for face in tree.iter(f"{_DRAWING}latin"):
        face.attrib.update(_FACE)
    said = {"dk1": "ink", "dk2": "quiet", "lt2": "surface"}
    said |= {f"accent{n}": name for n, name in enumerate(_ACCENTS, 1)}
    for place, name in said.items():
        slot = tree.find(f".//{_DRAWING}{place}")
        slot.clear()
        slot.append(parse_xml(f'<a:srgbClr {nsdecls("a")} val="{ink(name)}"/>'))
    theme._blob = serialize_part_xml(tree)
    for level in slides.slide_master.element.iter(f"{_DRAWING}lvl1pPr"):
        if level.get("algn") == "ctr":
            level.set("algn", "l")


def first_layout(slides: Slides) -> SlideLayout:
    """The layout of the title page: the first with a subtitle, else that of all other slides."""
    for layout in slides.slide_layouts:
        if PP_PLACEHOLDER.SUBTITLE in _kinds(layout) and set(_TITLES) & set(_kinds(layout)):
            return layout
    return plain_layout(slides)


def plain_layout(slides: Slides) -> SlideLayout:
    """The layout with a title and the least beside it, so that there is room for a picture."""
    return min(slides.slide_layouts, key=lambda layout: _clutter(_kinds(layout)))


def _clutter(kinds: list[object]) -> tuple[bool, int]:
    return PP_PLACEHOLDER.TITLE not in kinds, sum(kind not in _BESIDE for kind in kinds)


def _kinds(layout: SlideLayout) -> list[object]:
    return [place.placeholder_format.type for place in layout.placeholders]

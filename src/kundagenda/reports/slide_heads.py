"""What stands above a native chart: its title, and the names of what its bars are made of."""

from typing import Any

from pptx.enum.chart import XL_LEGEND_POSITION
from pptx.oxml.ns import qn
from pptx.slide import Slide
from pptx.util import Pt

from kundagenda.reports.fit import largest, lines_of, width_of
from kundagenda.reports.slide_axes import LABEL, parsed
from kundagenda.reports.slide_parts import QUIET, Box, bare_box, clean, glued, ink, points, run
from kundagenda.shown.screen import Numbers, Series

LINE = 19.0  # the height of a line of a title, in points
_TITLE = 14
_SWATCH = 48.0  # what a name in a legend needs beside its letters
# What the file format wants before the place of a legend.
_BEFORE = ("legendPos", "legendEntry")


def headed(slide: Slide, first: Series, box: Box) -> Box:
    """Write the title above its chart, and give what room it leaves.

    It is a text of its own: in a chart's own title LibreOffice centres the lines and gives them
    all the look of the first.
    """
    if not first.chart:
        return box
    head, *rest = map(clean, first.chart.split("\n"))
    room = points(box.width)
    size = largest([head], room, LINE, (_TITLE, LABEL), bold=True)
    beside = width_of(" ".join([head, *rest]), size) < room
    lines = 1 if beside else 1 + sum(lines_of(glued(line), room, LABEL) for line in rest)
    high = int(Pt(LINE * lines))
    frame = bare_box(slide, "Chart title", Box(box.left, box.top, box.width, high))
    words = run(frame.paragraphs[0], head, size, bold=True)
    words.font.color.rgb = ink("ink" if first.drawn == "bar" else first.colour)
    for line in rest:
        paragraph = frame.paragraphs[0] if beside else frame.add_paragraph()
        words = run(paragraph, f"  {line}" if beside else line, LABEL, bold=False)
        words.font.color.rgb = QUIET
    return Box(box.left, box.top + high, box.width, box.height - high)


def legend(chart: Any, numbers: Numbers, wide: float, high: float) -> float:
    """The levels above the bars, in the order in which they stand on one another; how high.

    In points, as the width and the height of the chart.
    """
    bars = [series for series in numbers.series if series.drawn == "bar"]
    chart.has_legend = len(bars) > 1
    if not chart.has_legend:
        return LABEL / 2
    chart.legend.position, chart.legend.include_in_layout = XL_LEGEND_POSITION.TOP, False
    chart.legend.font.size = Pt(LABEL)
    place = chart.legend._element.find(qn("c:legendPos"))
    for entry in range(len(numbers.series) - 1, len(bars) - 1, -1):
        gone = f'<c:idx val="{entry}"/><c:delete val="1"/>'
        place.addnext(parsed(f"<c:legendEntry>{gone}</c:legendEntry>"))
    needed = sum(width_of(series.name, LABEL) + _SWATCH for series in bars)
    lay(chart.legend._element, 0, 0, min(1.0, needed / wide), LINE / high)
    return LINE + LABEL / 2


def lay(part: Any, x: float, y: float, wide: float, high: float) -> None:
    """Give a part of a chart its place, in parts of the whole."""
    inner = '<c:layoutTarget val="inner"/>' if part.tag == qn("c:plotArea") else ""
    places = {"x": x, "y": y, "w": wide, "h": high}
    said = "".join(f'<c:{name} val="{place:.4f}"/>' for name, place in places.items())
    modes = '<c:xMode val="edge"/><c:yMode val="edge"/>'
    new = f"<c:layout><c:manualLayout>{inner}{modes}{said}</c:manualLayout></c:layout>"
    for old in part.findall(qn("c:layout")):
        part.remove(old)
    before = [child for name in _BEFORE for child in part.findall(qn(f"c:{name}"))]
    part.insert(len(before), parsed(new))

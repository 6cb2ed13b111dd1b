"""What is drawn in a native chart: bands under bars under lines, in one plot with one scale.

python-pptx makes charts of one kind; here the series of its line chart are set into one part a
kind, each with its elements in the order that the file format asks for.
"""

from collections.abc import Iterator, Sequence
from copy import deepcopy
from typing import Any

from pptx.oxml.ns import qn

from kundagenda.reports.slide_axes import LABEL, parsed, written
from kundagenda.reports.slide_parts import ink
from kundagenda.shown.screen import Numbers, Series

_KEPT = ("idx", "order", "tx"), ("cat", "val")
_FEW = 8  # periods, between which a value has room
# A line is thinner than an area, and must be seen.
_LIGHT_AREA, _LIGHT_LINE = '<a:alpha val="22000"/>', '<a:alpha val="55000"/>'
_NOTHING = "<a:ln><a:noFill/></a:ln>"
_SHOWN = ("LegendKey", "Val", "CatName", "SerName", "Percent", "BubbleSize")


def has_band(numbers: Numbers) -> bool:
    """Whether the interval can be an area: both ends everywhere, over two periods or more.

    An area would fall to zero where an end is not known; there the ends are lines.
    """
    ends = [series.values for series in numbers.series if series.drawn in ("low", "high")]
    known = len(ends) == 2 and all(value is not None for values in ends for value in values)
    return known and len(numbers.categories) > 1


def set_plots(chart: Any, numbers: Numbers, ends: bool) -> None:
    """Put the series into an area, bars and lines; with ``ends``, the last value of a line."""
    whole = chart._chartSpace.chart.plotArea
    [old] = whole.findall(qn("c:lineChart"))
    made, band = old.findall(qn("c:ser")), has_band(numbers)
    axes = [axis.get("val") for axis in old.findall(qn("c:axId"))]
    areas, bars, lines = [], [], []
    for element, series in zip(made, numbers.series, strict=False):
        if series.drawn == "bar":
            bars.append(
                _ser(element, _fill(series.colour) + _NOTHING, '<c:invertIfNegative val="0"/>')
            )
        elif band and series.drawn == "low":
            areas.append(_ser(element, "<a:noFill/>" + _NOTHING))
        else:
            lines.append(_line(element, series, band))
            if ends and series.drawn == "line":
                _write_last(lines[-1], series)
    if band:  # the width of the interval stands on its low end, and comes last in the workbook
        [low] = [series for series in numbers.series if series.drawn == "low"]
        areas.append(_ser(made[-1], _fill(low.colour, _LIGHT_AREA) + _NOTHING))
    for part in _parts(areas, bars, lines, numbers.stacked, axes):
        old.addprevious(part)
    whole.remove(old)


def _parts(
    areas: list[Any], bars: list[Any], lines: list[Any], stacked: bool, axes: Sequence[str]
) -> Iterator[Any]:
    """The parts that have series, the lowest first."""
    same = "".join(f'<c:axId val="{each}"/>' for each in axes)
    if areas:
        yield _part("areaChart", '<c:grouping val="stacked"/>', areas, same)
    if bars:
        how = ("stacked", '<c:gapWidth val="40"/><c:overlap val="100"/>')
        apart = ("clustered", '<c:gapWidth val="250"/>')
        grouping, gap = how if stacked else apart
        begun = f'<c:barDir val="col"/><c:grouping val="{grouping}"/>'
        yield _part("barChart", begun, bars, gap + same)
    if lines:
        yield _part(
            "lineChart", '<c:grouping val="standard"/>', lines, '<c:marker val="1"/>' + same
        )


def _part(kind: str, begun: str, series: list[Any], ended: str) -> Any:
    """A part of the plot with its series between what comes before and after them."""
    part = parsed(f'<c:{kind}>{begun}<c:varyColors val="0"/>{ended}</c:{kind}>')
    place = part.find(qn("c:varyColors"))
    for each in reversed(series):
        place.addnext(each)
    return part


def _ser(old: Any, look: str, *more: str, smooth: bool = False) -> Any:
    """A series anew: its place and name, its look and what else it has, then its values."""
    new = parsed("<c:ser/>")
    before, after = ([deepcopy(old.find(qn(f"c:{name}"))) for name in names] for names in _KEPT)
    middle = [parsed(f"<c:spPr>{look}</c:spPr>"), *map(parsed, more)]
    new.extend([*before, *middle, *after])
    if smooth:
        new.append(parsed('<c:smooth val="0"/>'))
    return new


def _line(old: Any, series: Series, band: bool) -> Any:
    """The value as a line with dots, a target dashed, the end of an interval light or unseen."""
    if series.drawn == "high" and band:
        return _ser(old, _NOTHING, _marker(series, 0), smooth=True)
    if series.drawn in ("low", "high"):
        return _ser(
            old, _stroke(series.colour, 1.5, alpha=_LIGHT_LINE), _marker(series, 0), smooth=True
        )
    if series.drawn == "target":
        look = _stroke("ink", 1.5, dashed=True)
        return _ser(old, look, _marker(series, 0), smooth=True)
    return _ser(old, _stroke(series.colour, 2.25), _marker(series, 6), smooth=True)


def _fill(colour: str, alpha: str = "") -> str:
    """A colour of the palette; ``alpha`` lets the ground through."""
    return f'<a:solidFill><a:srgbClr val="{ink(colour)}">{alpha}</a:srgbClr></a:solidFill>'


def _stroke(colour: str, width: float, *, alpha: str = "", dashed: bool = False) -> str:
    fill = _fill(colour, alpha)
    dash = '<a:prstDash val="sysDash"/>' if dashed else ""
    return f'<a:ln w="{round(12_700 * width)}" cap="rnd">{fill}{dash}<a:round/></a:ln>'


def _marker(series: Series, size: int) -> str:
    """Dots; the ends of an interval that is known of one period alone are strokes."""
    if not size and (series.drawn == "target" or sum(v is not None for v in series.values) > 1):
        return '<c:marker><c:symbol val="none"/></c:marker>'
    symbol = "circle" if size else "dash"
    look = f"<c:spPr>{_fill(series.colour)}{_NOTHING}</c:spPr>"
    return f'<c:marker><c:symbol val="{symbol}"/><c:size val="{size or 9}"/>{look}</c:marker>'


def _write_last(line: Any, series: Series) -> None:
    """The last value at its dot, in the colour of the line: beside it where there is room."""
    places = [place for place, value in enumerate(series.values) if value is not None]
    if not places:
        return
    where = "r" if len(series.values) < _FEW else "t"
    shown = "".join(f'<c:show{each} val="{int(each == "Val")}"/>' for each in _SHOWN)
    none = shown.replace('"1"', '"0"')
    look = (
        '<c:spPr><a:noFill/></c:spPr><c:txPr><a:bodyPr wrap="none"/><a:lstStyle/><a:p><a:pPr>'
        f'<a:defRPr sz="{100 * LABEL + 200}" b="1">{_fill(series.colour)}</a:defRPr></a:pPr>'
        '<a:endParaRPr lang="en-GB"/></a:p></c:txPr>'
    )
    code = written(series.share, series.decimals)
    label = (
        f'<c:dLbls><c:dLbl><c:idx val="{places[-1]}"/>'
        f'<c:numFmt formatCode="{code}" sourceLinked="0"/>'
        f'{look}<c:dLblPos val="{where}"/>{shown}</c:dLbl>{none}</c:dLbls>'
    )
    line.find(qn("c:marker")).addnext(parsed(label))

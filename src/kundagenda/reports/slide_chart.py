"""A screen's numbers as a native chart: its workbook is inside, so that anybody can edit it."""

from typing import Any

from pptx.chart.data import CategoryChartData
from pptx.dml.color import RGBColor
from pptx.enum.chart import XL_CHART_TYPE, XL_LEGEND_POSITION, XL_MARKER_STYLE
from pptx.slide import Slide
from pptx.util import Pt

from kundagenda.charts.theme import PALETTES
from kundagenda.reports.slide_parts import Box, clean
from kundagenda.shown.screen import Numbers, Series
from kundagenda.texts.numbers import UNKNOWN, number, percent
from kundagenda.texts.spreadsheet import safe_cell
from kundagenda.texts.told import lang, tell

_LABEL = Pt(12)


def chart(slide: Slide, numbers: Numbers, box: Box) -> None:
    """Bars that add up, or lines, in the colours that the page has for them."""
    kind = XL_CHART_TYPE.COLUMN_STACKED if numbers.stacked else XL_CHART_TYPE.LINE_MARKERS
    frame = slide.shapes.add_chart(kind, box.left, box.top, box.width, box.height, _data(numbers))
    frame.name = "Chart"
    frame._element.nvGraphicFramePr.cNvPr.set("descr", clean(in_words(numbers)))
    made: Any = frame.chart
    made.has_title, made.font.size = False, _LABEL
    _axes(made)
    made.has_legend = len(numbers.series) > 1
    if made.has_legend:
        made.legend.position, made.legend.include_in_layout = XL_LEGEND_POSITION.BOTTOM, False
    plot = made.plots[0]
    if numbers.stacked:
        plot.gap_width, plot.overlap = 40, 100
    for drawn, series in zip(plot.series, numbers.series, strict=True):
        _colour(drawn, series, numbers.stacked)


def _data(numbers: Numbers) -> CategoryChartData:
    """What the workbook holds; no name may begin like a formula there."""
    data = CategoryChartData()
    data.categories = [_name(each) for each in numbers.categories]
    for series in numbers.series:
        data.add_series(_name(series.name), series.values, _format(series))
    return data


def _name(text: str) -> str:
    return str(safe_cell(clean(text)))


def _format(series: Series) -> str:
    """How a spreadsheet writes the values; the sign for decimals is the reader's own."""
    digits = "0." + "0" * series.decimals if series.decimals else "0"
    if not series.share:
        return digits
    return digits + ("\\ %" if lang() == "sv" else "%")


def _axes(made: Any) -> None:
    line = RGBColor.from_string(PALETTES["light"]["line"].removeprefix("#"))
    made.category_axis.has_major_gridlines = False
    made.category_axis.format.line.color.rgb = line
    made.value_axis.major_gridlines.format.line.color.rgb = line
    made.value_axis.format.line.fill.background()


def _colour(drawn: Any, series: Series, stacked: bool) -> None:
    colour = RGBColor.from_string(PALETTES["light"][series.colour].removeprefix("#"))
    if stacked:
        drawn.format.fill.solid()
        drawn.format.fill.fore_color.rgb = colour
        return
    drawn.smooth = False
    drawn.format.line.color.rgb, drawn.format.line.width = colour, Pt(2.25)
    drawn.marker.style, drawn.marker.size = XL_MARKER_STYLE.CIRCLE, 7
    drawn.marker.format.fill.solid()
    drawn.marker.format.fill.fore_color.rgb = colour
    drawn.marker.format.line.fill.background()


def in_words(numbers: Numbers) -> str:
    """The chart for those who do not see it: its span, and where each series ends."""
    if not numbers.categories:
        return tell("The picture has no period that is over yet.")
    ends = ", ".join(f"{each.name} {_written(each)}" for each in numbers.series)
    first, last = numbers.categories[0], numbers.categories[-1]
    return tell("{first} to {last}. In {last}: {ends}.", first=first, last=last, ends=ends)


def _written(series: Series) -> str:
    value = series.values[-1] if series.values else None
    if value is None:
        return UNKNOWN
    if series.share:
        return percent(value, lang(), series.decimals)
    return number(value, lang(), series.decimals)

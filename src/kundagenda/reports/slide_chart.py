"""A screen's numbers as native charts: each has its workbook inside, for anybody to edit."""

from dataclasses import dataclass
from typing import Any

from pptx.chart.data import CategoryChartData
from pptx.enum.chart import XL_CHART_TYPE
from pptx.slide import Slide
from pptx.util import Inches, Pt

from kundagenda.reports.fit import width_of
from kundagenda.reports.slide_axes import LABEL, Scale, category_axis, scale_of, value_axis, written
from kundagenda.reports.slide_heads import LINE, headed, lay, legend
from kundagenda.reports.slide_parts import Box, clean, points
from kundagenda.reports.slide_plots import has_band, set_plots
from kundagenda.shown.screen import Numbers, Series
from kundagenda.texts.numbers import UNKNOWN, number, percent
from kundagenda.texts.spreadsheet import safe_cell
from kundagenda.texts.told import lang, tell

MOST = 6  # charts on a slide
_ABOVE, _BESIDE = 3, 2  # more than so many stand in two columns
_GAP = Inches(0.15)
LABELS = 24.0  # the height of what is written below, in points
_LOW = 90.0  # a plot that is lower, in points, has room for few steps


@dataclass(frozen=True)
class _Plot:
    """How a chart of several is drawn: where its values begin, and whether periods are written."""

    scale: Scale
    gutter: float
    labelled: bool
    ends: bool


def charts(slide: Slide, numbers: Numbers, box: Box) -> None:
    """One chart, up to three above one another on the same axis of time, or small ones."""
    every = numbers.charts[:MOST]
    places = _places(every, box)
    alone = len(every) <= _ABOVE
    scales = [_scale(each, place) for each, place in zip(every, places, strict=True)]
    words = [word for scale in scales for word in scale.labels]
    gutter = max(width_of(word, LABEL) for word in words) + LABEL / 2
    columns = 1 if alone else _BESIDE
    for place, (each, where, scale) in enumerate(zip(every, places, scales, strict=True)):
        labelled = place + columns >= len(every)
        _chart(slide, each, where, _Plot(scale, gutter, labelled, alone))


def _places(every: tuple[Numbers, ...], box: Box) -> list[Box]:
    """Bars get more of the height than lines, the last what its labels need."""
    count = len(every)
    if count > _ABOVE:
        wide, rows = (box.width - _GAP) // _BESIDE, -(-count // _BESIDE)
        high = (box.height - _GAP * (rows - 1)) // rows
        return [
            Box(
                box.left + n % _BESIDE * (wide + _GAP),
                box.top + n // _BESIDE * (high + _GAP),
                *(wide, high),
            )
            for n in range(count)
        ]
    weights = [1.5 if each.stacked and each.series[0].drawn == "bar" else 1 for each in every]
    room = box.height - _GAP * (count - 1) - int(Pt(LABELS))
    highs = [int(room * weight / sum(weights)) for weight in weights]
    tops = [box.top + sum(highs[:n]) + _GAP * n for n in range(count)]
    highs[-1] += int(Pt(LABELS))
    return [Box(box.left, top, box.width, high) for top, high in zip(tops, highs, strict=True)]


def _scale(numbers: Numbers, box: Box) -> Scale:
    return scale_of(numbers, 3 if points(box.height) - 2 * LINE - LABELS < _LOW else 5)


def _chart(slide: Slide, numbers: Numbers, box: Box, plot: _Plot) -> None:
    """A chart under its title, in the colours that the page has for it."""
    box = headed(slide, numbers.series[0], box)
    kind = XL_CHART_TYPE.LINE_MARKERS
    frame = slide.shapes.add_chart(kind, box.left, box.top, box.width, box.height, _data(numbers))
    frame.name = "Chart"
    frame._element.nvGraphicFramePr.cNvPr.set("descr", clean(in_words(numbers)))
    made: Any = frame.chart
    made.has_title, made.font.size = False, Pt(LABEL)
    wide, high = points(box.width), points(box.height)
    value_axis(made.value_axis, plot.scale)
    category_axis(made.category_axis, numbers, wide - plot.gutter, plot.labelled)
    set_plots(made, numbers, plot.ends)
    above = legend(made, numbers, wide, high)
    below = LABELS * (1 + bool(numbers.series[0].along)) if plot.labelled else LABELS / 4
    x, y = plot.gutter / wide, above / high
    lay(made._chartSpace.chart.plotArea, x, y, 0.98 - x, 1 - y - below / high)


def _data(numbers: Numbers) -> CategoryChartData:
    """What the workbook holds; no name may begin like a formula there."""
    data = CategoryChartData()
    data.categories = [_name(each) for each in numbers.categories]
    for series in (*numbers.series, *_widths(numbers)):
        code = written(series.share, series.decimals)
        data.add_series(_name(series.name), series.values, code)
    return data


def _widths(numbers: Numbers) -> tuple[Series, ...]:
    """How wide the interval is, which an area shows above its low end."""
    if not has_band(numbers):
        return ()
    ends = {series.drawn: series for series in numbers.series}
    low, high = ends["low"], ends["high"]
    pairs = zip(low.values, high.values, strict=True)
    values = tuple(b - a for a, b in pairs if a is not None and b is not None)
    name = tell("{name}, width of the interval", name=numbers.series[0].name)
    return (Series(name, values, low.colour, low.share, low.decimals),)


def _name(text: str) -> str:
    return str(safe_cell(clean(text)))


def in_words(numbers: Numbers) -> str:
    """The chart for those who do not see it: what it is of, its span, and where each line ends."""
    if not numbers.categories:
        return tell("The picture has no period that is over yet.")
    drawn = [series for series in numbers.series if series.drawn not in ("low", "high")]
    ends = ", ".join(f"{each.name} {_said(each)}" for each in drawn)
    first, last = numbers.categories[0], numbers.categories[-1]
    said = tell("{first} to {last}. In {last}: {ends}.", first=first, last=last, ends=ends)
    title = numbers.series[0].chart.replace("\n", ". ")
    return f"{title}{'' if title.endswith('.') else '.'} {said}" if title else said


def _said(series: Series) -> str:
    value = series.values[-1] if series.values else None
    if value is None:
        return UNKNOWN
    if series.share:
        return percent(value, lang(), series.decimals)
    return number(value, lang(), series.decimals)

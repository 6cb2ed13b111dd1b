"""The axes of a native chart: round ends, few lines, values as written, level labels."""

from collections.abc import Sequence
from dataclasses import dataclass
from math import ceil, floor, log10
from typing import Any

from pptx.enum.chart import XL_TICK_LABEL_POSITION, XL_TICK_MARK
from pptx.oxml import parse_xml
from pptx.oxml.ns import nsdecls, qn
from pptx.util import Pt

from kundagenda.reports.fit import width_of
from kundagenda.reports.slide_parts import clean, ink
from kundagenda.shown.screen import Numbers
from kundagenda.texts.numbers import number, percent
from kundagenda.texts.told import lang

LABEL = 12  # points
# Narrower than this, and ordinary variation would fill the chart.
_LEAST_SHARE, _LEAST_PART = 0.04, 0.1
_STEPS = (1, 2, 5, 10)
_PARTS = 4  # of a step; the upper end of an axis lies on one
# How many periods lie between two labels: quarters and months begin the same part of the year.
_EVERY = (1, 2, 4, 6, 12, 24, 60)
_MOST_LABELS = 7


@dataclass(frozen=True)
class Scale:
    """The two ends of a value axis and the step between its lines, in the unit of the values."""

    low: float
    high: float
    step: float
    share: bool

    @property
    def decimals(self) -> int:
        """How many a step needs, in percent where it is a share."""
        return max(0, -floor(log10(self.step * (100 if self.share else 1)) + 1e-9))

    @property
    def labels(self) -> list[str]:
        """What is written along it, as the reader's program writes it."""
        write = percent if self.share else number
        count = int((self.high - self.low) / self.step + 1e-9)
        return [write(self.low + n * self.step, lang(), self.decimals) for n in range(count + 1)]


def scale_of(numbers: Numbers, lines: int) -> Scale:
    """A scale that holds every value with at most so many steps; bars stand on zero."""
    bars = any(series.drawn == "bar" for series in numbers.series)
    share = numbers.series[0].share
    values = [*_values(numbers), *([0.0] if bars else [])] or [0.0, 1.0]
    low, high = min(values), max(values)
    least = _LEAST_SHARE if share else _LEAST_PART * max(map(abs, values)) or 1.0
    if not bars and high - low < least:
        middle = (low + high) / 2
        low, high = middle - least / 2, middle + least / 2
        if share and max(values) <= 1 < high:  # no share of a whole is above it
            low, high = 1 - least, 1.0
    return _rounded(low, high, lines, share)


def _values(numbers: Numbers) -> list[float]:
    """Every value; where bars stand on one another, how high they reach together."""
    plain = [s.values for s in numbers.series if not (numbers.stacked and s.drawn == "bar")]
    bars = [s.values for s in numbers.series if numbers.stacked and s.drawn == "bar"]
    reached = [sum(value or 0 for value in period) for period in zip(*bars, strict=True)]
    return [value for values in plain for value in values if value is not None] + reached


def _rounded(low: float, high: float, lines: int, share: bool) -> Scale:
    """The finest round step of which few are enough; the lowest end lies on one, as lines do."""
    ten = 10.0 ** floor(log10((high - low or 1.0) / lines))
    for step in (ten * each for each in _STEPS):
        first = floor(low / step + 1e-9)
        last = max(first + 1, ceil(high / step * _PARTS - 1e-9) / _PARTS)
        if last - first < lines + 0.5:
            break
    return Scale(round(first * step, 9), round(last * step, 9), step, share)


def value_axis(axis: Any, scale: Scale) -> None:
    """Light lines at the steps, each with its value."""
    axis.minimum_scale, axis.maximum_scale, axis.major_unit = scale.low, scale.high, scale.step
    axis.major_gridlines.format.line.color.rgb = ink("line")
    axis.major_gridlines.format.line.width = Pt(0.75)
    axis.format.line.fill.background()
    axis.major_tick_mark = XL_TICK_MARK.NONE
    # Every kind of chart begins half a period in, so that charts above one another agree.
    crosses = axis._element.find(qn("c:crosses"))
    crosses.addnext(parsed('<c:crossBetween val="between"/>'))
    _label(axis)
    axis.tick_labels.number_format = written(scale.share, scale.decimals)
    axis.tick_labels.number_format_is_linked = False


def written(share: bool, decimals: int) -> str:
    """How a spreadsheet writes such values; the sign for decimals is the reader's own."""
    digits = "0." + "0" * decimals if decimals else "0"
    if not share:
        return digits
    return digits + ("\\ %" if lang() == "sv" else "%")


def category_axis(axis: Any, numbers: Numbers, wide: float, shown: bool) -> None:
    """Labels below everything, every so many that they lie level in ``wide`` points."""
    axis.has_major_gridlines = False
    axis.format.line.color.rgb = ink("mark")
    axis.major_tick_mark = XL_TICK_MARK.NONE
    _label(axis)
    place = XL_TICK_LABEL_POSITION
    axis.tick_label_position = place.LOW if shown else place.NONE
    every = _every(numbers.categories, wide)
    if every > 1:
        # A 60,000th of a degree: level to the eye, and LibreOffice then leaves labels out as the
        # skip asks, where it would break each into its letters.
        axis._element.find(qn("c:txPr")).find(qn("a:bodyPr")).set("rot", "1")
    before = axis._element.find(qn("c:noMultiLvlLbl"))
    for name in ("tickLblSkip", "tickMarkSkip"):
        before.addprevious(parsed(f'<c:{name} val="{every}"/>'))
    along = numbers.series[0].along
    if shown and along:
        _titled(axis, along)


def _every(names: Sequence[str], wide: float) -> int:
    """The least number of periods between two labels at which no two of them touch."""
    longest = max((width_of(name, LABEL) for name in names[:-1]), default=0.0) + LABEL
    room = max(1, int(wide // longest))
    if len(names) <= room and (len(names) <= _MOST_LABELS or max(map(len, names)) <= 2):
        return 1
    most, last = min(room, _MOST_LABELS), len(names) - 1
    wider = width_of(names[-1], LABEL) > longest  # it would stand out of the chart
    fitting = (each for each in _EVERY if -(-len(names) // each) <= most)
    return next((each for each in fitting if not (wider and last % each == 0)), len(names))


def parsed(text: str) -> Any:
    """An element of a chart from its text."""
    return parse_xml(f"<c:chart {nsdecls('c', 'a')}>{text}</c:chart>")[0]


def _label(axis: Any) -> None:
    """Level letters in quiet ink."""
    axis.tick_labels.font.size = Pt(LABEL)
    axis.tick_labels.font.color.rgb = ink("quiet")
    body = axis._element.find(qn("c:txPr")).find(qn("a:bodyPr"))
    body.set("rot", "0")
    body.set("vert", "horz")


def _titled(axis: Any, text: str) -> None:
    axis.has_title = True
    frame = axis.axis_title.text_frame
    frame.text = clean(text)
    font = frame.paragraphs[0].runs[0].font
    font.size, font.bold, font.color.rgb = Pt(LABEL), False, ink("quiet")

"""One metric over time on its own: its line and interval, what was aimed at, what happened."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Literal

import altair as alt
import pandas as pd

from kundagenda.charts.bands import Band, gutter
from kundagenda.charts.clear import above
from kundagenda.charts.cursor import cursor
from kundagenda.charts.drawing import Drawing, period_frame, together
from kundagenda.charts.events import hairlines, lane_signs
from kundagenda.charts.lines import Series, line_band
from kundagenda.charts.places import down
from kundagenda.charts.scales import Ladder, around, side
from kundagenda.charts.signs import event_frame, lane_height, signs
from kundagenda.charts.stacks import Promise
from kundagenda.charts.theme import Look, Mode, Screen, dress
from kundagenda.charts.timeline import Timeline, foot, iso, values
from kundagenda.charts.withheld import bound_lines, withheld_ground
from kundagenda.texts.catalogue import say

_LATE = 0.55  # a target that begins further to the right than this is named before it

MEASURE_COLUMNS = (
    "start", "end", "label", "partial", "value", "low", "high", "thin", "text", "withheld",
)  # fmt: skip


@dataclass(frozen=True)
class Scale:
    """How a metric is drawn and written.

    Attributes:
        name: What it is called in the tooltip.
        colour: A name of the palette.
        write: A value as the reader writes it, on the scale and at the line's end.
        least: The narrowest span; ordinary variation must not fill the picture.
        limits: The least and the greatest value there can be.
        unit: What a step of one is written as: 1 for points, 0.01 for percent.
        bounds: Values that part weak from strong, each with its name, from the lowest up.
    """

    name: str
    colour: str
    write: Callable[[float], str]
    least: float
    limits: tuple[float, float]
    unit: float = 1
    bounds: tuple[tuple[float, str], ...] = ()


def measure_chart(
    periods: pd.DataFrame,
    events: pd.DataFrame,
    scale: Scale,
    target: Promise | None = None,
    *,
    mode: Mode = "light",
    lang: str = "sv",
    screen: Screen = "page",
    height: float = 300,
) -> alt.LayerChart:
    """A line over time with its interval, the events above it and the target as a dashed line.

    Args:
        periods: One row a period, oldest first, with ``MEASURE_COLUMNS``: start and end (end
            excluded), label, partial (still running), value with low and high, thin (rests on
            few), a tooltip text, and withheld. Null is unknown: a gap, on a tinted ground where
            the value is withheld. One known value or more.
        events: day, kind and label, as in `overview_chart`; none is fine.
        scale: How the metric is drawn and written.
        target: What was aimed at and since when; ``share`` is its value.
    """
    look, frame = Look(mode, lang, screen), period_frame(periods, MEASURE_COLUMNS)
    series = Series.of(frame, "value", look.colours[scale.colour], low="low", high="high",
                       thin="thin")  # fmt: skip
    timeline = Timeline.of(frame.start, frame.end)
    found = signs(event_frame(events), timeline, lang)
    label = look.sizes.label
    lane = lane_height(found, look) or round(label)
    band = Band(lane, lane + round(label), height - round(label * 1.9))
    drawing = Drawing(band, _ladder(series, scale, target), timeline, look)
    axis = side(drawing.ladder.steps, scale.write, gutter(look))
    told = [("label", say(lang, "Period")), ("text", scale.name)]
    layers = [
        *withheld_ground(frame, band, timeline, look),
        *foot(timeline, look, band.bottom),
        *bound_lines(scale.bounds, drawing),
        *hairlines(found, [band], lane, timeline, look),
        *_target(target, drawing),
        *line_band(series, scale.write, axis, drawing, _lines(target, timeline)),
        *(cursor(frame, told, [band], timeline, look) if look.moves else []),
        *lane_signs(found, lane, timeline, look),
    ]
    return dress(together(layers, height), mode, lang, screen)


def _target(target: Promise | None, drawing: Drawing) -> list[alt.Chart]:
    """The target as a dashed line from its day on, named where it begins.

    Not at its end, as a promise is: there stands the last value. A line that begins late is named
    to the left of its beginning.
    """
    timeline, look = drawing.timeline, drawing.look
    if target is None or target.starts >= timeline.last:
        return []
    begins, place = max(target.starts, timeline.first), drawing.pixel(target.share)
    reach = values([{"from": iso(begins), "to": iso(timeline.last), "text": target.label}])
    rule = alt.Chart(reach).mark_rule(
        color=look.colours["ink"], strokeWidth=max(1.5, look.sizes.line * 0.7), strokeDash=[5, 3]
    )
    align: Literal["left", "right"] = "right" if timeline.part(begins) > _LATE else "left"
    size, ground = look.sizes.label, look.colours["bg"]
    over = above(place - 6, size, [drawing.pixel(step) for step in drawing.ladder.steps])
    name = alt.Chart(reach).encode(
        x=timeline.channel("from"), y=down(round(over, 1)), text=alt.Text(field="text")
    )
    return [
        rule.encode(x=timeline.channel("from"), x2=alt.X2(field="to"), y=down(place)),
        name.mark_text(align=align, fontSize=size, stroke=ground, strokeWidth=4),
        name.mark_text(align=align, fontSize=size, color=look.colours["ink"]),
    ]


def _lines(target: Promise | None, timeline: Timeline) -> list[float]:
    """The values with a line that the last value must not stand on."""
    return [target.share] if target and target.starts < timeline.last else []


def _ladder(series: Series, scale: Scale, target: Promise | None) -> Ladder:
    """A scale that holds the line, its interval and the target."""
    bounds = [bound for bound, _ in scale.bounds]
    held = [*series.extremes, *([target.share] if target else []), *bounds]
    return around(held, scale.least, scale.limits, scale.unit)

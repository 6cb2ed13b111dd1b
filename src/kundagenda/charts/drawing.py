"""What every layer of a picture needs to know, and how layers become one picture."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

import altair as alt
import pandas as pd

from kundagenda.charts.bands import Band
from kundagenda.charts.places import down, words
from kundagenda.charts.scales import Ladder, height
from kundagenda.charts.theme import Look
from kundagenda.charts.timeline import Timeline, iso, values

_NUMBERS = (
    *("measure", "fix", "improve", "value", "share", "low", "high"),
    *("satisfaction", "satisfaction_low", "satisfaction_high", "retained"),
)


# The width of a character, in em, and the width of a picture to expect.
_CHARACTER, _USUAL_WIDTH = 0.55, 450


@dataclass(frozen=True)
class Drawing:
    """Where something is drawn (band, scale and time) and for whom."""

    band: Band
    ladder: Ladder
    timeline: Timeline
    look: Look

    def up(self, field: str, axis: alt.Axis | None = None) -> alt.Y:
        """A vertical place in the band, taken from a field."""
        return height(field, self.ladder, self.band.top, self.band.bottom, axis)

    def pixel(self, value: float) -> float:
        """How far down the picture a value lies."""
        return self.ladder.pixel(value, self.band.top, self.band.bottom)


def period_frame(periods: pd.DataFrame, columns: Sequence[str]) -> pd.DataFrame:
    """The periods with every column there, days as days, and the middle of each as ``mid``."""
    frame = periods.reindex(columns=list(columns)).reset_index(drop=True)
    start, end = pd.to_datetime(frame.start), pd.to_datetime(frame.end)
    numbers = {name: pd.to_numeric(frame[name]).astype(float) for name in _NUMBERS if name in frame}
    middle, running = start + (end - start) / 2, frame.partial.eq(True)
    return frame.assign(start=start, end=end, mid=middle, partial=running, **numbers)


def figure(
    day: pd.Timestamp,
    px: float,
    text: str,
    colour: str,
    drawing: Drawing,
    align: Literal["left", "center", "right"] = "center",
) -> list[alt.Chart]:
    """A value written at a day, so far down, with a rim of ground that no line or bar cuts."""
    size = drawing.look.sizes.figure
    shift = {"left": -0.5, "center": 0, "right": 0.5}[align] * size
    base = alt.Chart(values([{"day": iso(day)}])).encode(
        x=drawing.timeline.channel("day"), y=down(round(px, 1)), text=words(text)
    )
    ground = drawing.look.colours["bg"]
    rim = base.mark_text(
        align=align, dx=shift, fontSize=size, fontWeight=600, stroke=ground, strokeWidth=7
    )
    return [
        rim,
        base.mark_text(align=align, dx=shift, fontSize=size, fontWeight=600, color=colour),
    ]


def end_under(middle: pd.Timestamp, text: str, drawing: Drawing) -> pd.Timestamp:
    """The day that a small word ends at so that it stands under its own period.

    Where periods are narrow that is the end of the picture; where they are few and wide, a word
    there would belong to nothing.
    """
    timeline = drawing.timeline
    half = len(text) * _CHARACTER * drawing.look.sizes.label / 2 / _USUAL_WIDTH
    return min(timeline.last, middle + (timeline.last - timeline.first) * half)


def note(day: pd.Timestamp, px: float, text: str, colour: str, drawing: Drawing) -> list[alt.Chart]:
    """A small word that ends at a day, so far down, with a rim of ground."""
    size, ground = drawing.look.sizes.label, drawing.look.colours["bg"]
    base = alt.Chart(values([{"day": iso(day)}])).encode(
        x=drawing.timeline.channel("day"), y=down(round(px, 1)), text=words(text)
    )
    return [
        base.mark_text(align="right", fontSize=size, stroke=ground, strokeWidth=4),
        base.mark_text(align="right", fontSize=size, color=colour),
    ]


def together(layers: Sequence[alt.Chart], height: float) -> alt.LayerChart:
    """Layers over each other, as wide as the page; each keeps its own vertical scale."""
    picture: alt.LayerChart = alt.layer(*layers).resolve_scale(
        y="independent", fill="independent", stroke="independent"
    )
    return picture.properties(height=height, width="container")

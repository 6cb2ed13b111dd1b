"""One measure of many groups: a small line each, one below the other, on the same scale."""

from collections.abc import Sequence
from dataclasses import dataclass

import altair as alt
import pandas as pd

from kundagenda.charts.bands import Band, gutter, titles
from kundagenda.charts.cursor import cursor
from kundagenda.charts.drawing import Drawing, period_frame, together
from kundagenda.charts.lines import Series, line_band
from kundagenda.charts.measure import MEASURE_COLUMNS, Scale
from kundagenda.charts.places import across, down, words
from kundagenda.charts.scales import Ladder, around, side
from kundagenda.charts.theme import Look, Mode, Screen, dress
from kundagenda.charts.timeline import Timeline, foot, iso, values
from kundagenda.charts.withheld import withheld_ground
from kundagenda.texts.catalogue import say

_TITLE, _BODY, _GAP = 24, 42, 8


@dataclass(frozen=True)
class Small:
    """One group: its name, its periods (``MEASURE_COLUMNS``), and what is said without a value."""

    name: str
    periods: pd.DataFrame
    why: str = ""

    @property
    def is_known(self) -> bool:
        """Whether there is a line to draw."""
        return bool(self.periods["value"].notna().any())


def group_rows_chart(
    groups: Sequence[Small],
    scale: Scale,
    whole: float | None = None,
    *,
    mode: Mode = "light",
    lang: str = "sv",
    screen: Screen = "page",
) -> alt.LayerChart:
    """Lines with intervals below each other, each under its name, the last value in writing.

    Args:
        groups: One or more, from the top; all with the same periods, oldest first. A period that
            still runs is left out: so low a row has no room to say that it does.
        scale: How the measure is drawn and written.
        whole: The value of all groups together, a thin line in every row.
    """
    look = Look(mode, lang, screen)
    frames = [_over(period_frame(group.periods, MEASURE_COLUMNS)) for group in groups]
    timeline = Timeline.of(frames[0].start, frames[0].end)
    lines = [_series(frame, scale, look) for frame in frames]
    held = [extreme for line in lines for extreme in line.extremes]
    ladder = around([*held, *([] if whole is None else [whole])] or [0], scale.least, scale.limits,
                    scale.unit)  # fmt: skip
    drawings = [Drawing(band, ladder, timeline, look) for band in _bands(len(groups))]
    bottom = drawings[-1].band.bottom
    layers = [*foot(timeline, look, bottom)]
    for group, frame, line, drawing in zip(groups, frames, lines, drawings, strict=True):
        layers += _row(group, frame, line, scale, whole, drawing)
    ink = look.colours["ink"]
    names = [(each.band, group.name, ink) for each, group in zip(drawings, groups, strict=True)]
    layers += [*titles(look, names), *_pointer(groups, frames, drawings)]
    return dress(together(layers, round(bottom + look.sizes.label * 2.1)), mode, lang, screen)


def _over(frame: pd.DataFrame) -> pd.DataFrame:
    """The periods that are over; all of them while none is."""
    return frame if frame.partial.all() else frame[~frame.partial].reset_index(drop=True)


def _series(frame: pd.DataFrame, scale: Scale, look: Look) -> Series:
    colour = look.colours[scale.colour]
    return Series.of(frame, "value", colour, low="low", high="high", thin="thin")


def _bands(count: int) -> list[Band]:
    """Rows of equal height, each with its name over it."""
    step = _TITLE + _BODY + _GAP
    return [
        Band(n * step + _TITLE - 8, n * step + _TITLE, n * step + _TITLE + _BODY)
        for n in range(count)
    ]


def _row(
    group: Small,
    frame: pd.DataFrame,
    line: Series,
    scale: Scale,
    whole: float | None,
    drawing: Drawing,
) -> list[alt.Chart]:
    """A group's line over the value of all groups, or why there is none."""
    look, band = drawing.look, drawing.band
    ground = withheld_ground(frame.assign(withheld=frame.withheld.eq(True) & group.is_known),
                             band, drawing.timeline, look)  # fmt: skip
    if not group.is_known:
        return [*ground, _reason(group.why, drawing)]
    axis = side(_ends(drawing.ladder), scale.write, gutter(look))
    lines = [] if whole is None else [whole]
    return [*ground, *_whole(whole, drawing), *line_band(line, scale.write, axis, drawing, lines)]


def _ends(ladder: Ladder) -> tuple[float, ...]:
    """The outermost of the written steps: a low row has no room for those between."""
    return ladder.steps[:1] + ladder.steps[1:][-1:]


def _whole(value: float | None, drawing: Drawing) -> list[alt.Chart]:
    if value is None:
        return []
    timeline = drawing.timeline
    data = values([{"from": iso(timeline.first), "to": iso(timeline.last)}])
    rule = alt.Chart(data).mark_rule(color=drawing.look.colours["mark"], strokeWidth=1)
    return [
        rule.encode(x=timeline.channel("from"), x2=alt.X2(field="to"), y=down(drawing.pixel(value)))
    ]


def _reason(why: str, drawing: Drawing) -> alt.Chart:
    """In the place of a line: why there is none."""
    label, band = drawing.look.sizes.label, drawing.band
    mark = alt.Chart(values([{}])).mark_text(
        align="left", fontSize=label, color=drawing.look.colours["quiet"]
    )
    drawn: alt.Chart = mark.encode(x=across(0), y=down(band.top + label * 1.4), text=words(why))
    return drawn


def _pointer(
    groups: Sequence[Small], frames: Sequence[pd.DataFrame], drawings: Sequence[Drawing]
) -> list[alt.Chart]:
    """One pointer through every row; its tooltip names each group."""
    first = drawings[0]
    if not first.look.moves:
        return []
    texts = {f"group_{n}": frame.text for n, frame in enumerate(frames)}
    told = [("label", say(first.look.lang, "Period"))]
    told += [(f"group_{n}", group.name) for n, group in enumerate(groups)]
    bands = [drawing.band for drawing in drawings]
    return cursor(frames[0].assign(**texts), told, bands, first.timeline, first.look)

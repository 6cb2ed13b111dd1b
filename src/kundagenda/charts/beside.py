"""Attention above and one outcome below, on one axis of time with one cursor."""

from dataclasses import replace

import altair as alt
import pandas as pd

from kundagenda.charts.bands import Band, gutter, stacked, titles
from kundagenda.charts.cursor import cursor
from kundagenda.charts.drawing import Drawing, period_frame, together
from kundagenda.charts.events import hairlines, lane_signs
from kundagenda.charts.lines import Series, line_band
from kundagenda.charts.measure import Scale
from kundagenda.charts.scales import around, side
from kundagenda.charts.signs import event_frame, lane_height, signs
from kundagenda.charts.stacks import Promise, bars, promise_line, running_bar, share_ladder, zeros
from kundagenda.charts.theme import Look, Mode, Screen, dress
from kundagenda.charts.timeline import Timeline, foot
from kundagenda.texts.catalogue import say

BESIDE_COLUMNS = (
    *("start", "end", "label", "partial", "share", "share_text"),
    *("value", "low", "high", "thin", "text"),
)
_WEIGHTS = (0.5, 0.5)


def beside_chart(
    periods: pd.DataFrame,
    events: pd.DataFrame,
    scale: Scale,
    promise: Promise | None = None,
    target: Promise | None = None,
    *,
    mode: Mode = "light",
    lang: str = "sv",
    screen: Screen = "page",
    height: float = 330,
) -> alt.LayerChart:
    """The customer's share of items as bars, and under it the outcome as a line.

    Args:
        periods: One row a period, oldest first, with ``BESIDE_COLUMNS``: start and end (end
            excluded), label, partial (still running), share of 0..1 and value with bounds (null:
            unknown), thin (rests on few), and a tooltip text for each.
        events: day, kind and label, as in `overview_chart`; none is fine.
        scale: How the outcome is drawn and written.
        promise: The declared share and since when.
        target: What was aimed at of the outcome and since when; ``share`` is its value.
    """
    look, frame = Look(mode, lang, screen), period_frame(periods, BESIDE_COLUMNS)
    timeline = Timeline.of(frame.start, frame.end)
    found = signs(event_frame(events), timeline, lang)
    lane = lane_height(found, look)
    shared, known = bool(frame.share.notna().any()), bool(frame.value.notna().any())
    weights = [w if there else 0 for w, there in zip(_WEIGHTS, (shared, known), strict=True)]
    above, below = stacked(look, weights, height, lane)
    told = [
        ("label", say(lang, "Period")),
        ("share_text", say(lang, "Customer share")),
        ("text", scale.name),
    ]
    layers = [
        *foot(timeline, look, below.bottom),
        *hairlines(found, [above, below], lane, timeline, look),
        *(_attention(frame, above, promise, timeline, look) if shared else []),
        *(_outcome(frame, below, scale, target, timeline, look) if known else []),
        *titles(look, _titles((above, below), scale, target, shared, look)),
        *(cursor(frame, told, [above, below], timeline, look) if look.moves else []),
        *lane_signs(found, lane, timeline, look),
    ]
    return dress(together(layers, height), mode, lang, screen)


def _titles(
    bands: tuple[Band, Band], scale: Scale, target: Promise | None, shared: bool, look: Look
) -> list[tuple[Band, str, str]]:
    """What each band shows, and the target, which its line would have no room for."""
    attention = say(look.lang, "The customer’s share of items")
    if not shared:
        attention = say(look.lang, "{title}, no agendas yet", title=attention)
    name = scale.name
    if target:
        aim = target.label[:1].lower() + target.label[1:]
        name = say(look.lang, "{outcome}, {target} dashed", outcome=name, target=aim)
    ink = look.colours["ink" if shared else "quiet"]
    return [(bands[0], attention, ink), (bands[1], name, look.colours[scale.colour])]


def _attention(
    frame: pd.DataFrame, band: Band, promise: Promise | None, timeline: Timeline, look: Look
) -> list[alt.Chart]:
    """Bars in the colour of the customer, and the share that was declared."""
    drawing = Drawing(band, share_ladder(frame.share, promise), timeline, look)
    return [
        *bars(frame, {"share": look.colours["improve"]}, drawing),
        zeros(frame, promise, drawing),
        *running_bar(frame, drawing),
        *promise_line(promise, frame, drawing),
    ]


def _outcome(
    frame: pd.DataFrame,
    band: Band,
    scale: Scale,
    target: Promise | None,
    timeline: Timeline,
    look: Look,
) -> list[alt.Chart]:
    """The line of the outcome, with what was aimed at."""
    series = Series.of(frame, "value", look.colours[scale.colour], low="low", high="high",
                       thin="thin")  # fmt: skip
    held = [*series.extremes, *([target.share] if target else [])]
    ladder = around(held, scale.least, scale.limits, scale.unit)
    drawing = Drawing(band, ladder, timeline, look)
    axis = side(ladder.steps, scale.write, gutter(look))
    unnamed = replace(target, label="") if target else None
    return [
        *line_band(series, scale.write, axis, drawing, [target.share] if target else []),
        *promise_line(unnamed, frame.assign(share=frame.value), drawing),
    ]

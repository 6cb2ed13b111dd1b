"""The customer's share of the agenda above, what is held against it below, on one axis of time."""

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
from kundagenda.charts.stacks import bars, running_bar, share_ladder, zeros
from kundagenda.charts.theme import Look, Mode, Screen, dress
from kundagenda.charts.timeline import Timeline, foot
from kundagenda.texts.catalogue import say

PAIR_COLUMNS = (
    *("start", "end", "label", "partial", "share", "attention_text"),
    *("value", "low", "high", "thin", "text"),
)
_WEIGHTS = (0.42, 0.58)


def pair_chart(
    periods: pd.DataFrame,
    events: pd.DataFrame,
    scale: Scale,
    *,
    mode: Mode = "light",
    lang: str = "sv",
    screen: Screen = "page",
    height: float = 300,
) -> alt.LayerChart:
    """Bars of attention over the line of an outcome, one cursor through both, events above.

    Args:
        periods: One row a period, oldest first, with ``PAIR_COLUMNS``: start and end (end
            excluded), label, partial (still running), share of the agenda 0..1, the outcome's
            value with low and high, thin (rests on few), and a tooltip text of each. Null is
            unknown: a gap. One row or more.
        events: day, kind and label, as in `overview_chart`; none is fine.
        scale: How the outcome is drawn and written.
    """
    look, frame = Look(mode, lang, screen), period_frame(periods, PAIR_COLUMNS)
    frame = frame.assign(value=pd.to_numeric(frame.value).astype(float))
    timeline = Timeline.of(frame.start, frame.end)
    found = signs(event_frame(events), timeline, lang)
    lane = lane_height(found, look)
    there = [bool(frame[column].notna().any()) for column in ("share", "value")]
    weights = [weight if known else 0 for weight, known in zip(_WEIGHTS, there, strict=True)]
    bands = stacked(look, weights, height, lane)
    told = [
        ("label", say(lang, "Period")),
        ("attention_text", say(lang, "Customer share")),
        ("text", scale.name),
    ]
    layers = [
        *foot(timeline, look, bands[-1].bottom),
        *hairlines(found, bands, lane, timeline, look),
        *(_attention(frame, bands[0], timeline, look) if there[0] else []),
        *(_outcome(frame, scale, bands[1], timeline, look) if there[1] else []),
        *titles(look, _names(bands, there, scale, look)),
        *(cursor(frame, told, bands, timeline, look) if look.moves else []),
        *lane_signs(found, lane, timeline, look),
    ]
    return dress(together(layers, height), mode, lang, screen)


def _names(
    bands: list[Band], there: list[bool], scale: Scale, look: Look
) -> list[tuple[Band, str, str]]:
    """What each band shows, or in quiet that there is nothing yet."""
    names = (say(look.lang, "The customer’s share of items"), scale.name)
    return [
        (
            band,
            name if known else say(look.lang, "{title}, no figures yet", title=name),
            look.colours[ink if known else "quiet"],
        )
        for band, name, known, ink in zip(bands, names, there, ("ink", scale.colour), strict=True)
    ]


def _attention(frame: pd.DataFrame, band: Band, timeline: Timeline, look: Look) -> list[alt.Chart]:
    """One bar a period in the customer's colour; no promise, since none is held against here."""
    drawing = Drawing(band, share_ladder(frame.share, None), timeline, look)
    return [
        *bars(frame, {"share": look.colours["improve"]}, drawing),
        zeros(frame, None, drawing),
        *running_bar(frame, drawing),
    ]


def _outcome(
    frame: pd.DataFrame, scale: Scale, band: Band, timeline: Timeline, look: Look
) -> list[alt.Chart]:
    """The line of the outcome with its interval and its last value."""
    series = Series.of(
        frame, "value", look.colours[scale.colour], low="low", high="high", thin="thin"
    )
    ladder = around(series.extremes, scale.least, scale.limits, scale.unit)
    axis = side(ladder.steps, scale.write, gutter(look))
    return line_band(series, scale.write, axis, Drawing(band, ladder, timeline, look))

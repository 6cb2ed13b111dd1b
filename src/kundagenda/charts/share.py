"""The customer's share of the agenda over time, alone: bars by period, or a line that rolls."""

import altair as alt
import pandas as pd

from kundagenda.charts.bands import Band
from kundagenda.charts.clear import above
from kundagenda.charts.cursor import cursor
from kundagenda.charts.drawing import Drawing, figure, period_frame, together
from kundagenda.charts.lines import Series, line_band
from kundagenda.charts.places import across, down, words
from kundagenda.charts.scales import from_zero
from kundagenda.charts.stacks import (
    Promise,
    bars,
    promise_line,
    running_bar,
    running_word,
    share_axis,
    zeros,
)
from kundagenda.charts.theme import Look, Mode, Screen, dress
from kundagenda.charts.timeline import Timeline, foot, rows_of, values
from kundagenda.texts.catalogue import say
from kundagenda.texts.numbers import percent

SHARE_COLUMNS = ("start", "end", "label", "partial", "share", "low", "high", "text")


def share_chart(
    periods: pd.DataFrame,
    promise: Promise | None = None,
    *,
    rolling: bool = False,
    mode: Mode = "light",
    lang: str = "sv",
    screen: Screen = "page",
    height: float = 240,
) -> alt.LayerChart:
    """Share over time with the promise, the last whole value in writing, interval on the pointer.

    Args:
        periods: One row a period, oldest first, with ``SHARE_COLUMNS``: share, low and high of
            0..1 (null: unknown), text for the tooltip with the interval and the base.
        promise: The declared share and since when.
        rolling: Twelve months that end with each month: a line, since the periods overlap.
    """
    look = Look(mode, lang, screen)
    frame = period_frame(_last_months(periods) if rolling else periods, SHARE_COLUMNS)
    if frame.share.isna().all():
        return dress(together([_nothing(look, height)], height), mode, lang, screen)
    timeline, label = Timeline.of(frame.start, frame.end), look.sizes.label
    band = Band(round(label), round(label * 2), height - round(label * 1.9))
    most = float(frame[["share", "high"] if rolling else ["share"]].max().max())
    ladder = from_zero(max(most, promise.share) if promise else most)
    drawing = Drawing(band, ladder, timeline, look)
    told = [("label", say(lang, "Period")), ("text", say(lang, "Customer share"))]
    layers = [
        *foot(timeline, look, band.bottom, "" if rolling else running_word(frame, lang)),
        *(_line(frame, drawing) if rolling else _bars(frame, promise, drawing)),
        *promise_line(promise, frame, drawing),
        *(cursor(frame, told, [band], timeline, look) if look.moves else []),
    ]
    return dress(together(layers, height), mode, lang, screen)


def _nothing(look: Look, height: float) -> alt.Chart:
    """Instead of empty axes: that there is nothing to show yet."""
    mark = alt.Chart(values([{}])).mark_text(
        align="left", fontSize=look.sizes.label, color=look.colours["quiet"]
    )
    told = words(say(look.lang, "No meetings yet."))
    drawn: alt.Chart = mark.encode(x=across(0), y=down(height / 2), text=told)
    return drawn


def _last_months(periods: pd.DataFrame) -> pd.DataFrame:
    """Rolling periods drawn at their last month, so that the axis does not begin a year early."""
    end = pd.to_datetime(periods.reindex(columns=list(SHARE_COLUMNS)).end)
    return periods.assign(start=end - pd.DateOffset(months=1))


def _bars(periods: pd.DataFrame, promise: Promise | None, drawing: Drawing) -> list[alt.Chart]:
    """One bar a period in the customer's colour, the last whole one with its value over it."""
    look = drawing.look
    colours = {"share": look.colours["improve"]}
    layers = [
        *bars(periods, colours, drawing),
        zeros(periods, promise, drawing),
        *running_bar(periods, drawing),
    ]
    whole = rows_of(periods[periods.share.gt(0) & ~periods.partial])
    if not whole:
        return layers
    last = whole[-1]
    written = percent(last["share"], look.lang)
    lines = [*drawing.ladder.steps, *([promise.share] if promise else [])]
    level = [drawing.pixel(share) for share in lines]
    place = above(drawing.pixel(last["share"]) - 6, look.sizes.figure, level)
    return [*layers, *figure(last["mid"], place, written, colours["share"], drawing)]


def _line(periods: pd.DataFrame, drawing: Drawing) -> list[alt.Chart]:
    """A line in the customer's colour with its interval behind it."""
    look = drawing.look
    series = Series.of(periods, "share", look.colours["improve"], low="low", high="high")
    axis = share_axis(drawing.ladder, look)
    return line_band(series, lambda share: percent(share, look.lang), axis, drawing)

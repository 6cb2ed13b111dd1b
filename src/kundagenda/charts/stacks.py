"""Shares of 0..1 as standing bars: stacked by level, or one colour where levels are not shown."""

from collections.abc import Mapping
from dataclasses import dataclass

import altair as alt
import pandas as pd

from kundagenda.charts.bands import gutter
from kundagenda.charts.clear import above
from kundagenda.charts.drawing import Drawing, end_under, note
from kundagenda.charts.places import down, words
from kundagenda.charts.scales import Ladder, from_zero, side
from kundagenda.charts.theme import Encoded, Look
from kundagenda.charts.timeline import Row, Timeline, iso, known, rows_of, values
from kundagenda.texts.catalogue import say
from kundagenda.texts.numbers import percent

# The part of a period's length that is left empty on each side of its bar.
_AIR = 0.075
# A view of one quarter has a bar, not a wall: half its width is at most this part of the view.
_WIDEST_HALF = 0.06
# A written 0 needs this much room, in px for each px of type.
_ZERO_WIDTH = 0.75
# How long the promise's name is: a character in em, on a picture as narrow as a phone's.
_CHARACTER, _NARROWEST = 0.55, 310


@dataclass(frozen=True)
class Promise:
    """The share of the agenda (0..1) that the leadership declared, from a day on, and its text."""

    share: float
    starts: pd.Timestamp
    label: str


def share_ladder(shares: pd.Series, promise: Promise | None) -> Ladder:
    """A scale from zero that holds every share and the promise."""
    most = [float(shares.max())] if shares.notna().any() else []
    return from_zero(max([*most, promise.share] if promise else most, default=0))


def share_axis(ladder: Ladder, look: Look) -> alt.Axis:
    """Percent to the left, as the reader writes it."""
    return side(ladder.steps, lambda step: percent(step, look.lang), gutter(look))


def bars(
    periods: pd.DataFrame,
    colours: Mapping[str, str],
    drawing: Drawing,
) -> list[alt.Chart]:
    """Bars of the columns that ``colours`` names, the first at the baseline.

    A period that still runs is drawn as an outline only. The first layer carries the axis even
    when it has no bar, so that the steps are always written.
    """
    level = _levels(colours)
    axis = share_axis(drawing.ladder, drawing.look)
    start, end = drawing.timeline.channel("from"), alt.X2(field="to")
    halves = [periods[~periods.partial], periods[periods.partial]]
    ended, not_ended = (_blocks(half, list(colours), drawing.timeline) for half in halves)
    whole = alt.Chart(ended).mark_bar(stroke=None)
    running = alt.Chart(not_ended).mark_bar(fillOpacity=0, strokeWidth=1.5)
    over = alt.Y2(field="over")
    return [
        whole.encode(x=start, x2=end, y=drawing.up("under", axis), y2=over, fill=alt.Fill(**level)),
        running.encode(x=start, x2=end, y=drawing.up("under"), y2=over, stroke=alt.Stroke(**level)),
    ]


def _levels(colours: Mapping[str, str]) -> Encoded:
    """How a level becomes its colour; the key stands beside the chart."""
    scale = alt.Scale(domain=list(colours), range=list(colours.values()))
    return {"field": "level", "type": "nominal", "scale": scale, "legend": None}


def _blocks(periods: pd.DataFrame, columns: list[str], timeline: Timeline) -> alt.InlineData:
    """One row a visible part of a bar: its period without the air, and what it stands between."""
    rows: list[Row] = []
    for period in rows_of(periods):
        left, right = _sides(period, timeline)
        under = 0.0
        for column in columns:
            part = known(period[column])
            if not part:
                continue
            sides = {"from": _moment(left), "to": _moment(right)}
            rows.append(sides | {"level": column, "under": under, "over": round(under + part, 5)})
            under = round(under + part, 5)
    return values(rows)


def _sides(period: Row, timeline: Timeline) -> tuple[pd.Timestamp, pd.Timestamp]:
    """Where the bar of a period begins and ends."""
    longest = _WIDEST_HALF * (timeline.last - timeline.first)
    half = min((period["end"] - period["start"]) * (0.5 - _AIR), longest)
    return period["mid"] - half, period["mid"] + half


def _moment(when: pd.Timestamp) -> str:
    """A moment in universal time, as ``iso`` is: a bar of a month needs more than whole days."""
    return when.strftime("%Y-%m-%dT%H:%MZ")


def zeros(periods: pd.DataFrame, promise: Promise | None, drawing: Drawing) -> alt.Chart:
    """A written 0 where meetings were held and customers were on none of the agenda.

    It is red only where a share was promised and the period is over; where the periods lie too
    close it is left out.
    """
    colours, label = drawing.look.colours, drawing.look.sizes.label
    data = values(
        {"mid": iso(row["mid"]), "ink": colours["warning" if broken else "quiet"]}
        for row in rows_of(periods[periods.share.eq(0)])
        for broken in (promise and promise.starts < row["end"] and not row["partial"],)
    )
    room = round(len(periods) * label * _ZERO_WIDTH)
    mark = alt.Chart(data).mark_text(
        fontSize=label, fontWeight=600, dy=-4, opacity=_when_wider(room)
    )
    drawn: alt.Chart = mark.encode(
        x=drawing.timeline.channel("mid"),
        y=down(drawing.band.bottom),
        text=words("0"),
        color=alt.Color(field="ink", type="nominal", scale=None),
    )
    return drawn


def running_word(periods: pd.DataFrame, lang: str) -> str:
    """What is written under a bar that is not over; nothing where all are."""
    return say(lang, "so far") if (periods.partial & periods.share.notna()).any() else ""


def running_bar(periods: pd.DataFrame, drawing: Drawing) -> list[alt.Chart]:
    """That the last bar is not over, under it; where it is still zero, its dashed ground line."""
    told = running_word(periods, drawing.look.lang)
    if not told:
        return []
    running = periods[periods.partial].mid.max()
    look, bottom = drawing.look, drawing.band.bottom
    data = values(
        {"from": _moment(left), "to": _moment(right)}
        for row in rows_of(periods[periods.partial & periods.share.eq(0)])
        for left, right in (_sides(row, drawing.timeline),)
    )
    ground = alt.Chart(data).mark_rule(
        color=look.colours["quiet"], strokeWidth=1.5, strokeDash=[3, 2]
    )
    place = bottom + look.sizes.label * 1.1
    return [
        ground.encode(x=drawing.timeline.channel("from"), x2=alt.X2(field="to"), y=down(bottom)),
        *note(end_under(running, told, drawing), place, told, look.colours["quiet"], drawing),
    ]


def _when_wider(room: float) -> alt.ExprRef:
    """Opaque in a picture wider than this, else not there; the width is the reader's."""
    return alt.ExprRef(expr=f"width > {room} ? 1 : 0")


def promise_line(
    promise: Promise | None, periods: pd.DataFrame, drawing: Drawing
) -> list[alt.Chart]:
    """The declared share as a dashed line from its day on, named at its right end.

    The name stands on the line, where no bar reaches above it if there is such a stretch.
    """
    timeline, look = drawing.timeline, drawing.look
    if promise is None or promise.starts >= timeline.last:
        return []
    place = drawing.pixel(promise.share)
    reach = values([{"from": iso(max(promise.starts, timeline.first)), "to": iso(timeline.last)}])
    rule = alt.Chart(reach).mark_rule(
        color=look.colours["ink"], strokeWidth=max(1.5, look.sizes.line * 0.7), strokeDash=[5, 3]
    )
    end = _name_ends(promise, periods, drawing)
    level = [drawing.pixel(step) for step in drawing.ladder.steps]
    over = above(place - 6, look.sizes.label, level)
    return [
        rule.encode(x=timeline.channel("from"), x2=alt.X2(field="to"), y=down(place)),
        *note(end, over, promise.label, look.colours["ink"], drawing),
    ]


def _name_ends(promise: Promise, periods: pd.DataFrame, drawing: Drawing) -> pd.Timestamp:
    """The last day at which the promise's name can end without covering a bar; else the last."""
    timeline, size = drawing.timeline, drawing.look.sizes.label
    long = len(promise.label) * _CHARACTER * size / _NARROWEST * (timeline.last - timeline.first)
    above = periods[periods.share > promise.share]
    ends: list[pd.Timestamp] = [timeline.last, *reversed(list(periods.end))]
    for end in ends:
        free = not ((above.start < end) & (above.end > end - long)).any()
        if free and end - long >= max(promise.starts, timeline.first):
            return end
    return timeline.last

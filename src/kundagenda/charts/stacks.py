"""Shares of 0..1 as standing bars: stacked by level, or one colour where levels are not shown."""

from collections.abc import Mapping
from dataclasses import dataclass

import altair as alt
import pandas as pd

from kundagenda.charts.bands import gutter
from kundagenda.charts.drawing import Drawing
from kundagenda.charts.places import down, words
from kundagenda.charts.scales import Ladder, from_zero, side
from kundagenda.charts.theme import Encoded, Look
from kundagenda.charts.timeline import Row, Timeline, iso, known, rows_of, values
from kundagenda.texts.numbers import percent

# The part of a period's length that is left empty on each side of its bar.
_AIR = 0.075
# A view of one quarter has a bar, not a wall: half its width is at most this part of the view.
_WIDEST_HALF = 0.06
# A written 0 needs this much room, in px for each px of type.
_ZERO_WIDTH = 0.75
# The promise's name, at the right end of its line, reaches this far back on a phone.
_NAME_REACHES = 0.65


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
    span = timeline.last - timeline.first
    for period in rows_of(periods):
        half = min((period["end"] - period["start"]) * (0.5 - _AIR), _WIDEST_HALF * span)
        under = 0.0
        for column in columns:
            part = known(period[column])
            if not part:
                continue
            sides = {"from": _moment(period["mid"] - half), "to": _moment(period["mid"] + half)}
            rows.append(sides | {"level": column, "under": under, "over": round(under + part, 5)})
            under = round(under + part, 5)
    return values(rows)


def _moment(when: pd.Timestamp) -> str:
    """A moment in universal time, as ``iso`` is: a bar of a month needs more than whole days."""
    return when.strftime("%Y-%m-%dT%H:%MZ")


def zeros(periods: pd.DataFrame, promise: Promise | None, drawing: Drawing) -> alt.Chart:
    """A written 0 where meetings were held and customers were on none of the agenda.

    It is red only where a share was promised; where the periods lie too close it is left out.
    """
    colours, label = drawing.look.colours, drawing.look.sizes.label
    empty = periods[periods.share.eq(0) & ~periods.partial]
    data = values(
        {
            "mid": iso(row["mid"]),
            "ink": colours["warning" if promise and promise.starts < row["end"] else "quiet"],
        }
        for row in rows_of(empty)
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


def _when_wider(room: float) -> alt.ExprRef:
    """Opaque in a picture wider than this, else not there; the width is the reader's."""
    return alt.ExprRef(expr=f"width > {room} ? 1 : 0")


def promise_line(
    promise: Promise | None, periods: pd.DataFrame, drawing: Drawing
) -> list[alt.Chart]:
    """The declared share as a dashed line from its day on, named at its right end.

    The name stands on the line, or level with the band's title where bars reach above the line.
    """
    timeline, look = drawing.timeline, drawing.look
    if promise is None or promise.starts >= timeline.last:
        return []
    place = drawing.pixel(promise.share)
    reach = values([{"from": iso(max(promise.starts, timeline.first)), "to": iso(timeline.last)}])
    late = periods[periods.mid.map(timeline.part) > _NAME_REACHES]
    crossed = bool((late.share > promise.share).any())
    rule = alt.Chart(reach).mark_rule(
        color=look.colours["ink"], strokeWidth=max(1.5, look.sizes.line * 0.7), strokeDash=[5, 3]
    )
    named = alt.Chart(reach).encode(
        x=timeline.channel("to"),
        y=down(drawing.band.title if crossed else place - 6),
        text=words(promise.label),
    )
    size, ground = look.sizes.label, look.colours["bg"]
    return [
        rule.encode(x=timeline.channel("from"), x2=alt.X2(field="to"), y=down(place)),
        named.mark_text(align="right", fontSize=size, stroke=ground, strokeWidth=4),
        named.mark_text(align="right", fontSize=size, color=look.colours["ink"]),
    ]

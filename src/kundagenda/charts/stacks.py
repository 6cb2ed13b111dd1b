"""Shares of 0..1 as standing bars: stacked by level, or in one colour where levels are not shown."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import altair as alt
import pandas as pd

from kundagenda.charts.bands import Band, gutter
from kundagenda.charts.scales import Ladder, from_zero, height, side
from kundagenda.charts.theme import Look
from kundagenda.charts.timeline import Timeline, iso, known, values
from kundagenda.texts.numbers import percent

# The part of a period's length that is left empty on each side of its bar.
_AIR = 0.075
# A written 0 needs this much room, in px for each px of type.
_ZERO_WIDTH = 0.75


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
    band: Band,
    ladder: Ladder,
    timeline: Timeline,
    look: Look,
) -> list[alt.Chart]:
    """Bars of the columns that ``colours`` names, the first at the baseline.

    A period that still runs is drawn as an outline only. The first layer carries the axis even
    when it has no bar, so that the steps are always written.
    """
    scale = alt.Scale(domain=list(colours), range=list(colours.values()))
    place = {"x": timeline.channel("from"), "x2": alt.X2(field="to"), "y2": alt.Y2(field="over")}
    axis = share_axis(ladder, look)
    whole = alt.Chart(_blocks(periods[~periods.partial], list(colours))).mark_bar(stroke=None)
    running = alt.Chart(_blocks(periods[periods.partial], list(colours))).mark_bar(
        fillOpacity=0, strokeWidth=1.5
    )
    level = {"field": "level", "type": "nominal", "scale": scale, "legend": None}
    return [
        whole.encode(
            y=height("under", ladder, band.top, band.bottom, axis), fill=alt.Fill(**level), **place
        ),
        running.encode(
            y=height("under", ladder, band.top, band.bottom), stroke=alt.Stroke(**level), **place
        ),
    ]


def _blocks(periods: pd.DataFrame, columns: list[str]) -> alt.Data:
    """One row a visible part of a bar: its period without the air, and what it stands between."""
    rows: list[dict[str, Any]] = []
    for period in periods.to_dict("records"):
        air = (period["end"] - period["start"]) * _AIR
        under = 0.0
        for column in columns:
            part = known(period[column])
            if not part:
                continue
            span = {"from": _moment(period["start"] + air), "to": _moment(period["end"] - air)}
            rows.append(span | {"level": column, "under": under, "over": round(under + part, 5)})
            under = round(under + part, 5)
    return values(rows)


def _moment(when: pd.Timestamp) -> str:
    """A moment in universal time, as ``iso`` is: a bar of a month needs more than whole days."""
    return when.strftime("%Y-%m-%dT%H:%MZ")


def zeros(
    periods: pd.DataFrame, promise: Promise | None, band: Band, timeline: Timeline, look: Look
) -> alt.Chart:
    """A written 0 where meetings were held and customers were on none of the agenda.

    It is red only where a share was promised; where the periods lie too close it is left out.
    """
    empty = periods[periods.share.eq(0) & ~periods.partial]
    red, quiet = look.colours["warning"], look.colours["quiet"]
    data = values(
        {"mid": iso(row.mid), "ink": red if promise and promise.starts < row.end else quiet}
        for row in empty.itertuples()
    )
    room = round(len(periods) * look.sizes.label * _ZERO_WIDTH)
    mark = alt.Chart(data).mark_text(
        fontSize=look.sizes.label,
        fontWeight=600,
        baseline="bottom",
        dy=-2,
        opacity=alt.expr(f"width > {room} ? 1 : 0"),
    )
    return mark.encode(
        x=timeline.channel("mid"),
        y=alt.value(band.bottom),
        text=alt.value("0"),
        color=alt.Color(field="ink", type="nominal", scale=None),
    )


def promise_line(
    promise: Promise | None, shares: pd.DataFrame, band: Band, ladder: Ladder, timeline: Timeline,
    look: Look,
) -> list[alt.Chart]:
    """The declared share as a dashed line from its day on, named at its right end.

    The name stands on the line, or level with the band's title where bars reach above the line.
    """
    if promise is None or promise.starts >= timeline.last:
        return []
    place = ladder.pixel(promise.share, band.top, band.bottom)
    reach = {"from": iso(max(promise.starts, timeline.first)), "to": iso(timeline.last)}
    late = shares[shares.mid.map(timeline.part) > 0.6] if len(shares) else shares
    crossed = bool((late.share > promise.share).any())
    rule = alt.Chart(values([reach])).mark_rule(
        color=look.colours["ink"], strokeWidth=max(1.5, look.sizes.line * 0.7), strokeDash=[5, 3]
    )
    name = alt.Chart(values([reach])).mark_text(
        align="right", baseline="alphabetic", fontSize=look.sizes.label, color=look.colours["ink"]
    )
    return [
        rule.encode(
            x=timeline.channel("from"), x2=alt.X2(field="to"), y=alt.value(place)
        ),
        name.encode(
            x=timeline.channel("to"),
            y=alt.value(band.title if crossed else place - 6),
            text=alt.value(promise.label),
        ),
    ]

"""Customer decisions, the priority, starting initiatives and notes, as signs above the bands."""

from collections.abc import Sequence

import altair as alt

from kundagenda.charts.bands import Band, gutter
from kundagenda.charts.places import across, down, words
from kundagenda.charts.signs import KINDS, LANE, Sign, bundle_name, numbered
from kundagenda.charts.theme import Encoded, Look
from kundagenda.charts.timeline import Row, Timeline, iso, values
from kundagenda.texts.catalogue import say

# How far down the lane its signs stand; notes at its foot, where no number of a bundle hides them.
_LANE, _FOOT = 0.64, 0.96
# A vertical place that is already in px.
_PIXELS: Encoded = {"type": "quantitative", "scale": None, "axis": None}
# Of these a bundle is set off from the next by a rim of ground; the others are drawn by their rim.
_FILLED = ("decision", "priority")
_UPRIGHT = "M0,-1.2L0,1.2"
_SHAPES = dict(zip(KINDS, ("diamond", "diamond", "circle", _UPRIGHT), strict=True))


def _middle(lane: float, look: Look, part: float = _LANE) -> float:
    """How far down the signs stand, in the lane's own part under any words on numbers."""
    own = LANE * look.sizes.title
    return round(lane - own * (1 - part))


def hairlines(
    found: Sequence[Sign], bands: Sequence[Band], lane: float, timeline: Timeline, look: Look
) -> list[alt.Chart]:
    """A dotted line through the bands for every decision, a full one for the priority.

    A bundle has no day of its own; where there are bundles, decisions have no lines. Between the
    bands lines stop, since the bands' titles stand there.
    """
    place = timeline.channel("day")
    decisions = [sign for sign in found if sign.kind == "decision"]
    single = decisions if all(sign.count == 1 for sign in decisions) else []
    drawn = [(band.top, band.bottom) for band in bands if band.bottom > band.top]
    decided = _standing(single, drawn)
    dotted = alt.Chart(decided).mark_rule(
        color=look.colours["mark"], opacity=0.4, strokeDash=[2, 3]
    )
    bundled = any(sign.count > 1 for sign in found)
    start = _name_height(found, lane, look) + 4 if bundled else _middle(lane, look)
    priorities = [sign for sign in found if sign.kind == "priority"]
    declared = _standing(priorities, [(start, lane), *drawn])
    full = alt.Chart(declared).mark_rule(color=look.colours["ink"], strokeWidth=1.5)
    ends = {"y": alt.Y(field="over", **_PIXELS), "y2": alt.Y2(field="under")}
    return [mark.encode(x=place, **ends) for mark in (dotted, full)]


def _standing(found: Sequence[Sign], stretches: Sequence[tuple[float, float]]) -> alt.InlineData:
    """A line for each sign over each stretch, in px from the top."""
    return values(
        {"day": iso(sign.day), "over": over, "under": under}
        for sign in found
        for over, under in stretches
    )


def lane_signs(
    found: Sequence[Sign], lane: float, timeline: Timeline, look: Look
) -> list[alt.Chart]:
    """Diamond: customer decision or priority. Ring: an initiative starts. Small stroke: a note."""
    if not found:
        return []
    mark = alt.Chart(values(_rows(found, lane, look))).mark_point(filled=True, strokeWidth=1.3)
    points = mark.encode(
        x=timeline.channel("day"),
        y=alt.Y(field="down", **_PIXELS),
        size=alt.Size(field="size", type="quantitative", scale=None),
        **_styles(look),
    )
    if look.moves:
        points = points.encode(tooltip=alt.Tooltip(field="tip", type="nominal", title=" "))
    return [
        points,
        *_counts(found, lane, timeline, look),
        *_counted(found, timeline, look),
        *_name(found, lane, timeline, look),
    ]


def _rows(found: Sequence[Sign], lane: float, look: Look) -> list[Row]:
    """The signs as rows; a bundle is wide enough for its number, and set off from the next.

    Among bundles the priority has no sign, which would hide behind them, but its line and name.
    """
    bundled = any(sign.count > 1 for sign in found)
    plain = look.sizes.point * 1.9
    wide = (look.sizes.label * 2.1) ** 2
    return [
        {
            "day": iso(sign.day),
            "kind": sign.kind,
            "tip": sign.tip,
            "count": str(sign.count),
            "rim": look.colours["bg" if sign.count > 1 and sign.kind in _FILLED else "ink"],
            "size": round(wide if sign.count > 1 and sign.kind != "note" else plain),
            "down": _middle(lane, look, _FOOT if sign.kind == "note" else _LANE),
        }
        for sign in found
        if not (bundled and sign.kind == "priority")
    ]


def _styles(look: Look) -> dict[str, alt.Shape | alt.Fill | alt.Stroke]:
    """What each kind of event looks like; the key stands beside the chart."""
    kinds, ink, ground = list(_SHAPES), look.colours["ink"], look.colours["bg"]
    shapes = alt.Scale(domain=kinds, range=list(_SHAPES.values()))
    fills = alt.Scale(domain=kinds, range=[ground if k == "launch" else ink for k in kinds])
    return {
        "shape": alt.Shape(field="kind", type="nominal", scale=shapes, legend=None),
        "stroke": alt.Stroke(field="rim", type="nominal", scale=None),
        "fill": alt.Fill(field="kind", type="nominal", scale=fills, legend=None),
    }


def _counts(found: Sequence[Sign], lane: float, timeline: Timeline, look: Look) -> list[alt.Chart]:
    """The number of events in every bundle."""
    rows = [
        row | {"ink": look.colours["ink" if row["kind"] == "launch" else "bg"]}
        for row in _rows(found, lane, look)
        if row["count"] != "1" and row["kind"] != "note"
    ]
    if not rows:
        return []
    mark = alt.Chart(values(rows)).mark_text(
        baseline="middle", dy=0.5, fontSize=look.sizes.label, fontWeight=600
    )
    return [
        mark.encode(
            x=timeline.channel("day"),
            y=down(_middle(lane, look)),
            text=alt.Text(field="count"),
            color=alt.Color(field="ink", type="nominal", scale=None),
        )
    ]


def _counted(found: Sequence[Sign], timeline: Timeline, look: Look) -> list[alt.Chart]:
    """Over the lane, what the numbers in its signs are the number of, and for how long each."""
    kinds = numbered(found)
    if not kinds:
        return []
    told: dict[tuple[str, ...], str] = {
        ("decision",): "Customer decisions per {period}",
        ("launch",): "Initiatives per {period}",
    }
    both = "Customer decisions per {period}, initiatives in rings"
    text = say(look.lang, told.get(tuple(kinds), both), period=bundle_name(timeline, look.lang))
    mark = alt.Chart(values([{}])).mark_text(
        align="left", color=look.colours["quiet"], fontSize=look.sizes.label
    )
    return [mark.encode(x=across(-gutter(look)), y=down(look.sizes.label), text=words(text))]


def _name_height(found: Sequence[Sign], lane: float, look: Look) -> float:
    """How far down the priority's name stands: clear of the signs, and of larger bundles."""
    bundled = any(sign.count > 1 for sign in found)
    return round(_middle(lane, look) - look.sizes.label * (1.35 if bundled else 0.85))


def _name(found: Sequence[Sign], lane: float, timeline: Timeline, look: Look) -> list[alt.Chart]:
    """The priority by name: the latest one, and the only event that is named in the picture."""
    declared = [sign for sign in found if sign.kind == "priority"]
    if not declared:
        return []
    day = declared[-1].day
    mark = alt.Chart(values([{"day": iso(day)}])).mark_text(
        align=timeline.align(day),
        fontSize=look.sizes.label,
        fontWeight=600,
        color=look.colours["ink"],
    )
    text = say(look.lang, "Customer becomes priority")
    return [
        mark.encode(
            x=timeline.channel("day"),
            y=down(_name_height(found, lane, look)),
            text=words(text),
        )
    ]

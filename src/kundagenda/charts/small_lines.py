"""The lines of small panels, their targets, and the years under them."""

from collections.abc import Sequence
from itertools import pairwise

import altair as alt

from kundagenda.charts.small_panels import COLUMNS, NARROW, Placed, along, below
from kundagenda.charts.theme import Look
from kundagenda.charts.timeline import Row, Timeline, values


def years(placed: Sequence[Placed], timeline: Timeline, look: Look) -> list[alt.Chart]:
    """Ticks and years under the lowest panel of each column."""
    lowest = {each.number % COLUMNS: each for each in placed}.values()
    rows = [
        {
            "x": each.across(day),
            "y": each.ends[1] + look.sizes.label * 1.2,
            "text": text,
            "even": number % 2 == 0,
        }
        for each in lowest
        for number, (day, text) in enumerate(timeline.labels(look.lang))
        if timeline.part(day) < 0.9
    ]
    # Under a phone's column every other year has no room.
    shown = alt.ExprRef(expr=f"width > {NARROW} || datum.even ? 1 : 0")
    ink, line = look.colours["quiet"], look.colours["line"]
    word = alt.Chart(values(rows)).mark_text(
        align="left", color=ink, fontSize=look.sizes.label, opacity=shown
    )
    ground = values(
        {"x": each.left, "x2": each.left + each.wide, "y": each.ends[1]} for each in placed
    )
    rule = alt.Chart(ground).mark_rule(color=line)
    return [
        rule.encode(x=along("x"), x2=alt.X2(field="x2"), y=below("y")),
        word.encode(x=along("x"), y=below("y"), text=alt.Text(field="text")),
    ]


def targets(placed: Sequence[Placed], look: Look) -> alt.Chart:
    """What was aimed at, dashed, from its day on."""
    data = values(
        {"x": each.across(since), "x2": each.left + each.wide, "y": each.height(target)}
        for each in placed
        if each.panel.target
        for target, since in (each.panel.target,)
    )
    mark = alt.Chart(data).mark_rule(
        color=look.colours["ink"], strokeWidth=max(1.5, look.sizes.line * 0.7), strokeDash=[5, 3]
    )
    drawn: alt.Chart = mark.encode(x=along("x"), x2=alt.X2(field="x2"), y=below("y"))
    return drawn


def lines(placed: Sequence[Placed], look: Look) -> list[alt.Chart]:
    """The lines, dotted where they rest on few or are not over, and the points to be seen."""
    ink, ground = look.colours["improve"], look.colours["bg"]
    pieces: list[Row] = []
    dots: list[Row] = []
    for each in placed:
        pieces += _pieces(each)
        dots += [row | {"fill": ink if row["sure"] else ground} for row in _dots(each.points)]
    dash = alt.StrokeDash(
        field="sure", type="nominal", legend=None,
        scale=alt.Scale(domain=[True, False], range=[[1, 0], [1, 5]]),
    )  # fmt: skip
    line = alt.Chart(values(pieces)).mark_line(color=ink)
    mark = alt.Chart(values(dots)).mark_point(
        filled=True, size=look.sizes.point * 1.3, stroke=ink, strokeWidth=1.3
    )
    fill = alt.Fill(field="fill", type="nominal", scale=None)
    piece = alt.Detail(field="piece", type="nominal")
    return [
        line.encode(x=along("x"), y=below("y"), detail=piece, strokeDash=dash),
        mark.encode(x=along("x"), y=below("y"), fill=fill),
    ]


def _pieces(placed: Placed) -> list[Row]:
    """Both ends of every stretch between two periods next to each other, alike ones joined."""
    rows: list[Row] = []
    piece = 0
    for left, right in pairwise(placed.points):
        if right["at"] - left["at"] > 1:
            continue
        sure = left["sure"] and right["sure"]
        joined = rows and rows[-1]["x"] == left["x"] and rows[-1]["sure"] == sure
        if not joined:
            piece += 1
        for end in (right,) if joined else (left, right):
            named = f"{placed.number}.{piece}"
            rows.append({"x": end["x"], "y": end["y"], "sure": sure, "piece": named})
    return rows


def _dots(points: Sequence[Row]) -> list[Row]:
    """The points that must be seen: unsure, without neighbours, and the last that is over."""
    there = {row["at"] for row in points}
    ended = [row["at"] for row in points if row["over"]]
    return [
        {"x": row["x"], "y": row["y"], "sure": row["sure"]}
        for row in points
        if not row["sure"] or row["at"] in ended[-1:] or not there & {row["at"] - 1, row["at"] + 1}
    ]

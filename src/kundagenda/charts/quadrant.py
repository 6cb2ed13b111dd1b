"""Attention along, change in a year up: a point a group, and the corner of neglected decline."""

from collections.abc import Callable
from itertools import product

import altair as alt
import pandas as pd

from kundagenda.charts.drawing import together
from kundagenda.charts.listing import Listing, right_edge, shortened, told
from kundagenda.charts.places import across, down, down_to
from kundagenda.charts.scales import Ladder, around, from_zero, height, side
from kundagenda.charts.theme import Look, Mode, Screen, dress
from kundagenda.charts.timeline import Row, known, rows_of, values
from kundagenda.texts.catalogue import say
from kundagenda.texts.numbers import percent

QUADRANT_COLUMNS = ("name", "share", "change", "low", "high", "neglected", "label", "text")
MOST_LABELS = 12

# Labels as many lines apart as their type needs; the air above for the words of the axes.
_LINE, _HEAD = 1.3, 3.2
_GUTTER = 3.4  # room for the written steps, in em


def quadrant_chart(
    groups: pd.DataFrame,
    even: float,
    names: tuple[str, str],
    write: Callable[[float], str],
    *,
    least: float,
    limits: tuple[float, float],
    unit: float = 1,
    mode: Mode = "light",
    lang: str = "sv",
    screen: Screen = "page",
    tall: float = 320,
) -> alt.LayerChart:
    """Groups by their share of attention and how their figure changed in a year.

    Args:
        groups: One row a group with ``QUADRANT_COLUMNS``, the most telling first: the first
            twelve are named. Bounds are null where the change has no interval; ``text`` is what
            a pointer is told.
        even: The share that each would have if all had the same.
        names: What runs along and what runs up.
        write: A change as the reader writes it; ``least``, ``limits``, ``unit`` as in `around`.
        tall: The height of the field of points, in px.
    """
    look = Look(mode, lang, screen)
    rows = _rows(groups.reindex(columns=list(QUADRANT_COLUMNS)))
    held = [v for row in rows for v in (row["change"], row["low"], row["high"]) if v is not None]
    up = around([0.0, *held], least, limits, unit)
    along = from_zero(max([even, *(row["share"] for row in rows)]))
    field = Listing(along.low, along.high, 0, look)
    top = round(look.sizes.label * _HEAD)
    bottom = top + tall
    layers = [
        *_corner(even, up, (top, bottom), field),
        *_axes(even, along, names, (top, bottom), field),
        *_points(rows, up, (top, bottom), write, field),
        *_labels(rows, up, (top, bottom), field),
    ]
    return dress(together(layers, bottom + look.sizes.label * 3), mode, lang, screen)


def _rows(groups: pd.DataFrame) -> list[Row]:
    return [
        {
            "name": shortened(str(row["name"])),
            "label": str(row["label"]),
            "text": str(row["text"]),
            "neglected": bool(row["neglected"]),
            **{name: known(row[name]) for name in ("share", "change", "low", "high")},
        }
        for row in rows_of(groups)
    ]


def _corner(even: float, up: Ladder, ends: tuple[float, float], field: Listing) -> list[alt.Chart]:
    """The ground of little attention and decline, with its name at its foot."""
    look, (top, bottom) = field.look, ends
    row: Row = {"from": field.low, "to": even, "at": bottom - look.sizes.label * 0.6}
    row |= {"text": say(look.lang, "Neglected decline")}
    ground = alt.Chart(values([row])).mark_rect(color=look.colours["surface"])
    return [
        ground.encode(
            x=field.along("from"), x2=alt.X2(field="to"),
            y=down(up.pixel(0, top, bottom)), y2=down_to(bottom),
        ),
        field.write([row], x=across(6), fontWeight=600, colour="quiet"),
    ]  # fmt: skip


def _axes(
    even: float, along: Ladder, names: tuple[str, str], ends: tuple[float, float], field: Listing
) -> list[alt.Chart]:
    """The even share as a dashed line, the steps along, and what runs along and up."""
    look, (top, bottom) = field.look, ends
    size = look.sizes.label
    share = percent(even, look.lang)
    row: Row = {"value": even, "at": top - size * 0.5}
    row |= {"text": say(look.lang, "Even share {share}", share=share)}
    rule = alt.Chart(values([row])).mark_rule(
        color=look.colours["ink"], strokeWidth=1.5, strokeDash=[5, 3]
    )
    steps = [
        {"value": step, "at": bottom + size * 1.4, "text": percent(step, look.lang)}
        for step in along.steps
    ]
    name, up = ({"text": text} for text in names)
    return [
        rule.encode(x=field.along("value"), y=down(top), y2=down_to(bottom)),
        field.write([row], x=field.along("value"), colour="quiet"),
        field.write(steps, x=field.along("value"), align="center", colour="quiet"),
        field.write(
            [name | {"at": bottom + size * 2.7}], x=right_edge(), align="right", colour="quiet"
        ),
        field.write([up | {"at": round(size)}], x=across(0), colour="quiet"),
    ]


def _points(
    rows: list[Row],
    up: Ladder,
    ends: tuple[float, float],
    write: Callable[[float], str],
    field: Listing,
) -> list[alt.Chart]:
    """The change on its interval: filled where neglected, a ring elsewhere."""
    look, (top, bottom) = field.look, ends
    ink = look.colours["ink"]
    axis = side(up.steps, write, look.sizes.label * _GUTTER)
    bounded = [row for row in rows if row["low"] is not None and row["high"] is not None]
    spans = alt.Chart(values(bounded)).mark_rule(color=look.colours["mark"], strokeWidth=1.5)
    zero = alt.Chart(values([{"change": 0}])).mark_rule(color=ink, strokeWidth=1)
    fill = {True: ink, False: look.colours["bg"]}
    dots = alt.Chart(values(row | {"fill": fill[row["neglected"]]} for row in rows)).mark_point(
        filled=True, size=look.sizes.point * 1.8, stroke=ink, strokeWidth=1.5
    )
    drawn = dots.encode(
        x=field.along("share"),
        y=height("change", up, top, bottom),
        fill=alt.Fill(field="fill", type="nominal", scale=None),
    )
    return [
        zero.encode(y=height("change", up, top, bottom, axis)),
        spans.encode(
            x=field.along("share"), y=height("low", up, top, bottom), y2=alt.Y2(field="high")
        ),
        told(drawn, [("name", " "), ("text", "  ")], look),
    ]


def _labels(
    rows: list[Row], up: Ladder, ends: tuple[float, float], field: Listing
) -> list[alt.Chart]:
    """Names beside their points, each on a line of its own so that no two run into each other."""
    look, size = field.look, field.look.sizes.label
    labelled = rows[:MOST_LABELS]
    wanted = [up.pixel(row["change"], *ends) + size * 0.35 for row in labelled]
    lowest = ends[1] - size * 2  # above the name of the corner
    placed = [
        row | {"text": row["label"], "at": at}
        for row, at in zip(labelled, spread(wanted, size * _LINE, lowest), strict=True)
    ]
    rim: Row = {"stroke": look.colours["bg"], "strokeWidth": 4}
    drawn = []
    for right, bold in product((False, True), repeat=2):
        there = [row for row in placed if (row["share"] > 0.55 * field.high) is right]
        some = [row for row in there if row["neglected"] is bold]
        style: Row = {"dx": -10 if right else 10, "fontWeight": 600 if bold else 400}
        style["align"] = "right" if right else "left"
        for more in (rim, {}):
            drawn.append(field.write(some, x=field.along("share"), **style | more))
    return drawn


def spread(wanted: list[float], apart: float, lowest: float) -> list[float]:
    """Heights in px near the wanted ones, at least so far apart, none under the lowest.

    >>> spread([10, 12, 50], 8, 52)
    [10, 18, 50]
    >>> spread([50, 51], 8, 52)
    [44, 52]
    """
    order = sorted(range(len(wanted)), key=lambda index: wanted[index])
    found = list(wanted)
    for before, index in zip([None, *order], order, strict=False):
        if before is not None:
            found[index] = max(found[index], found[before] + apart)
    limit = lowest
    for index in reversed(order):
        found[index] = min(found[index], limit)
        limit = found[index] - apart
    return found

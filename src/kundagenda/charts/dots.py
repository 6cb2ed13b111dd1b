"""Groups ranked: a point each with its interval, under its name and beside its value."""

from collections.abc import Callable
from typing import Any, Literal

import altair as alt
import pandas as pd

from kundagenda.charts.drawing import together
from kundagenda.charts.listing import Listing, right_edge, shortened, told
from kundagenda.charts.places import across, down, down_to, words
from kundagenda.charts.scales import Ladder, around
from kundagenda.charts.theme import Look, Mode, Screen, dress
from kundagenda.charts.timeline import Row, known, rows_of, values

DOT_COLUMNS = ("name", "value", "low", "high", "thin", "chosen", "text")

# Where in a row the name stands and the point lies.
_NAME, _POINT = 0.36, 0.72


def dots_chart(
    groups: pd.DataFrame,
    write: Callable[[float], str],
    target: tuple[float, str] | None = None,
    *,
    colour: str = "retention",
    least: float = 0.06,
    limits: tuple[float, float] = (0, 1),
    unit: float = 0.01,
    mode: Mode = "light",
    lang: str = "sv",
    screen: Screen = "page",
    row_height: float = 40,
) -> alt.LayerChart:
    """Points below each other in the order given, each on the line of its interval.

    Args:
        groups: One row a group with ``DOT_COLUMNS``: value, low and high (bounds null: none),
            thin (rests on few: a hollow point), chosen (written bold), and the text at the right.
        write: A value of the scale as the reader writes it.
        target: What all of them are aimed at, and its name.
        colour: A name of the palette; ``least``, ``limits`` and ``unit`` as in `around`.
        row_height: The height of a group, in px.
    """
    look = Look(mode, lang, screen)
    rows = _placed(groups.reindex(columns=list(DOT_COLUMNS)), row_height)
    held = [v for row in rows for v in (row["value"], row["low"], row["high"]) if v is not None]
    ladder = around([*held, *([target[0]] if target else [])], least, limits, unit)
    listing = Listing(ladder.low, ladder.high, row_height, look)
    head = round(look.sizes.label * 1.7) if target else 0
    rows = [row | {"at": row["at"] + head, "point": row["point"] + head} for row in rows]
    bottom = head + row_height * len(rows)
    layers = [
        *(_target(target, head, bottom, listing) if target else []),
        *_points(rows, look.colours[colour], listing),
        *_names(rows, listing),
        *_steps(ladder, write, bottom, listing),
    ]
    return dress(together(layers, bottom + look.sizes.label * 1.7), mode, lang, screen)


def _placed(groups: pd.DataFrame, height: float) -> list[Row]:
    """The groups as Vega reads them, with their places from the top in px."""
    return [
        {
            "name": str(row["name"]),
            "short": shortened(str(row["name"])),
            "text": str(row["text"]),
            "thin": bool(row["thin"]),
            "chosen": bool(row["chosen"]),
            "at": round((index + _NAME) * height, 1),
            "point": round((index + _POINT) * height, 1),
            **{name: known(row[name]) for name in ("value", "low", "high")},
        }
        for index, row in enumerate(rows_of(groups))
    ]


def _points(rows: list[Row], colour: str, listing: Listing) -> list[alt.Chart]:
    look = listing.look
    bounded = [row for row in rows if row["low"] is not None and row["high"] is not None]
    spans = alt.Chart(values(bounded)).mark_rule(
        color=colour, opacity=0.35, strokeWidth=look.sizes.line * 1.8
    )
    fill = {True: look.colours["bg"], False: colour}
    dots = alt.Chart(values(row | {"fill": fill[row["thin"]]} for row in rows)).mark_point(
        filled=True, size=look.sizes.point * 1.7, stroke=colour, strokeWidth=1.5
    )
    drawn = dots.encode(
        x=listing.along("value"),
        y=listing.down("point"),
        fill=alt.Fill(field="fill", type="nominal", scale=None),
    )
    return [
        spans.encode(x=listing.along("low"), x2=alt.X2(field="high"), y=listing.down("point")),
        told(drawn, [("name", " "), ("text", "  ")], look),
    ]


def _names(rows: list[Row], listing: Listing) -> list[alt.Chart]:
    """The name at the left, bold for the group in view, and what it came to at the right."""
    plain = [row | {"text": row["short"]} for row in rows if not row["chosen"]]
    bold = [row | {"text": row["short"]} for row in rows if row["chosen"]]
    # A target may run through what is written: the rim of ground keeps it readable.
    rim: dict[str, Any] = {"colour": "bg", "stroke": listing.look.colours["bg"], "strokeWidth": 6}
    return [
        listing.write(rows, x=right_edge(), align="right", **rim),
        listing.write(plain, x=across(0)),
        *([listing.write(bold, x=across(0), fontWeight=600)] if bold else []),
        listing.write(rows, x=right_edge(), align="right", colour="quiet"),
    ]


def _target(
    target: tuple[float, str], head: float, bottom: float, listing: Listing
) -> list[alt.Chart]:
    """A dashed line through all rows, with its name above the first."""
    look, (value, name) = listing.look, target
    row = {"value": value, "text": name, "at": round(look.sizes.label)}
    part = (value - listing.low) / (listing.high - listing.low)
    rule = alt.Chart(values([row])).mark_rule(
        color=look.colours["ink"], strokeWidth=max(1.5, look.sizes.line * 0.7), strokeDash=[5, 3]
    )
    return [
        rule.encode(x=listing.along("value"), y=down(head - 3), y2=down_to(bottom)),
        listing.write([row], x=listing.along("value"), align=_side(part)),
    ]


def _side(part: float) -> Literal["left", "center", "right"]:
    return "left" if part < 0.2 else "right" if part > 0.8 else "center"


def _steps(
    ladder: Ladder, write: Callable[[float], str], bottom: float, listing: Listing
) -> list[alt.Chart]:
    """The few steps of the scale, at the foot."""
    look = listing.look
    span = ladder.high - ladder.low
    drawn = []
    for step in ladder.steps:
        mark = alt.Chart(values([{"value": step}])).mark_text(
            align=_side((step - ladder.low) / span),
            fontSize=look.sizes.label,
            color=look.colours["quiet"],
        )
        place = round(bottom + look.sizes.label * 1.3)
        drawn.append(mark.encode(x=listing.along("value"), y=down(place), text=words(write(step))))
    return drawn

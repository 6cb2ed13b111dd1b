"""From one sum to another, step by step: what came to it and what went, each with its size."""

import altair as alt
import pandas as pd

from kundagenda.charts.drawing import together
from kundagenda.charts.listing import Listing, told
from kundagenda.charts.places import across
from kundagenda.charts.theme import Look, Mode, Screen, dress
from kundagenda.charts.timeline import Row, rows_of, values
from kundagenda.texts.catalogue import say

BRIDGE_COLUMNS = ("name", "change", "text", "told")

# How much of a row its bar fills, and how much of the picture is left free for what is written.
_BAR, _FREE = 0.58, 0.3
_NARROWEST = 0.04


def bridge_chart(
    steps: pd.DataFrame,
    *,
    mode: Mode = "light",
    lang: str = "sv",
    screen: Screen = "page",
    row_height: float = 32,
) -> alt.LayerChart:
    """Steps below each other: where it began, each change from there, and where it ended.

    The scale does not begin at zero, so the two ends are strokes, not bars: a bar is as long as
    its change is large.

    Args:
        steps: One row a step with ``BRIDGE_COLUMNS``: what came to it is above zero, what went
            below, in shares of where it began; the first and the last row have a null change.
        row_height: The height of a step, in px.
    """
    look = Look(mode, lang, screen)
    rows = _placed(steps.reindex(columns=list(BRIDGE_COLUMNS)), row_height)
    ends = [end for row in rows for end in (row["from"], row["to"])]
    span = max(max(ends) - min(ends), _NARROWEST)
    listing = Listing(min(ends) - 0.04 * span, max(ends) + _FREE * span, row_height, look)
    named = listing.room([row["name"] for row in rows]) + 8
    names = [row | {"text": row["name"]} for row in rows]
    layers = [
        _gutter(listing, named),
        _bars(rows, listing),
        _joints(rows, listing),
        _ends(rows, listing),
        listing.write(names, x=across(-named), colour="quiet"),
        listing.write(rows, x=listing.along("right"), dx=7, fontWeight=600),
    ]
    return dress(together(layers, row_height * len(rows)), mode, lang, screen)


def _placed(steps: pd.DataFrame, height: float) -> list[Row]:
    """The steps with the two ends of each on the scale, and their place from the top in px."""
    reached = 1.0
    placed: list[Row] = []
    for index, step in enumerate(rows_of(steps)):
        change: float = 0.0 if pd.isna(step["change"]) else float(step["change"])
        top = index * height
        before, reached = reached, reached + change
        placed.append(
            {
                **step,
                "change": change,
                "end": bool(pd.isna(step["change"])),
                "from": round(before, 5),
                "to": round(reached, 5),
                "right": round(max(before, reached), 5),
                "top": round(top + height * (1 - _BAR) / 2, 1),
                "bottom": round(top + height * (1 + _BAR) / 2, 1),
                "next": round(top + height + height * (1 + _BAR) / 2, 1),
                "at": round(top + height * 0.64, 1),
            }
        )
    return placed


def _gutter(listing: Listing, wide: float) -> alt.Chart:
    """Room for the names to the left: an axis that writes nothing."""
    axis = alt.Axis(labels=False, minExtent=wide, maxExtent=wide, orient="left")
    mark = alt.Chart(values([{"at": 0}])).mark_point(opacity=0)
    drawn: alt.Chart = mark.encode(x=across(0), y=listing.down("at", axis))
    return drawn


def _bars(rows: list[Row], listing: Listing) -> alt.Chart:
    """What came in the colour of retention, what went in a quiet one; the sign is written."""
    colours = listing.look.colours
    fill = {True: colours["retention"], False: colours["mark"]}
    data = values(row | {"fill": fill[row["change"] > 0]} for row in rows if not row["end"])
    drawn: alt.Chart = (
        alt.Chart(data)
        .mark_bar(stroke=None)
        .encode(
            x=listing.along("from"),
            x2=alt.X2(field="to"),
            y=listing.down("top"),
            y2=alt.Y2(field="bottom"),
            fill=alt.Fill(field="fill", type="nominal", scale=None),
        )
    )
    names = [("name", say(listing.look.lang, "Revenue")), ("told", say(listing.look.lang, "Share"))]
    return told(drawn, names, listing.look)


def _joints(rows: list[Row], listing: Listing) -> alt.Chart:
    """A thin line from the end of each step to the next."""
    mark = alt.Chart(values(rows[:-1])).mark_rule(color=listing.look.colours["mark"])
    drawn: alt.Chart = mark.encode(
        x=listing.along("to"), y=listing.down("bottom"), y2=alt.Y2(field="next")
    )
    return drawn


def _ends(rows: list[Row], listing: Listing) -> alt.Chart:
    """Where it began and where it ended, as strokes."""
    look = listing.look
    mark = alt.Chart(values(row for row in rows if row["end"])).mark_rule(
        color=look.colours["ink"], strokeWidth=look.sizes.line * 1.4
    )
    drawn: alt.Chart = mark.encode(
        x=listing.along("to"), y=listing.down("top"), y2=alt.Y2(field="bottom")
    )
    return drawn

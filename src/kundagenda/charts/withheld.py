"""What lies behind a line: a tinted ground where a value is withheld, and bounds that have names.

A period that nobody answered in leaves a gap on the bare ground; one whose answers are too few
to show leaves it on a tinted one. So the two never look alike.
"""

from collections.abc import Sequence

import altair as alt
import pandas as pd

from kundagenda.charts.bands import Band
from kundagenda.charts.drawing import Drawing
from kundagenda.charts.places import across, down, down_to, words
from kundagenda.charts.theme import Encoded, Look
from kundagenda.charts.timeline import Timeline, iso, rows_of, values
from kundagenda.texts.catalogue import say

_CHARACTER = 0.6  # the width of a character, in em


def withheld_ground(
    frame: pd.DataFrame, band: Band, timeline: Timeline, look: Look
) -> list[alt.Chart]:
    """A tint behind each run of withheld periods, and a word in those that have room for it.

    Args:
        frame: One row a period with start, end (days) and withheld.
    """
    held = frame.withheld.eq(True)
    if not held.any():
        return []
    runs = frame[held].groupby((~held).cumsum()[held]).agg({"start": "min", "end": "max"})
    word = say(look.lang, "not shown")
    wide = len(word) * _CHARACTER * look.sizes.label
    data = values(
        {"from": iso(row["start"]), "to": iso(row["end"]), "mid": iso(_middle(row))}
        | {"room": round(wide / (timeline.part(row["end"]) - timeline.part(row["start"])))}
        for row in rows_of(runs)
    )
    tint = alt.Chart(data).mark_rect(color=look.colours["none"])
    text = alt.Chart(data).mark_text(
        color=look.colours["quiet"],
        fontSize=look.sizes.label,
        opacity=alt.ExprRef(expr="width > datum.room ? 1 : 0"),
    )
    ends = {"y": down(band.top), "y2": down_to(band.bottom)}
    foot = down(band.bottom - look.sizes.label * 0.6)
    return [
        tint.encode(x=timeline.channel("from"), x2=alt.X2(field="to"), **ends),
        text.encode(x=timeline.channel("mid"), y=foot, text=words(word)),
    ]


def _middle(row: dict[str, pd.Timestamp]) -> pd.Timestamp:
    return row["start"] + (row["end"] - row["start"]) / 2


def bound_lines(bounds: Sequence[tuple[float, str]], drawing: Drawing) -> list[alt.Chart]:
    """A quiet line at each bound; the lowest is named under itself, the others above."""
    if not bounds:
        return []
    look, label = drawing.look, drawing.look.sizes.label
    rows = [
        {"y": place, "at": place + (label * 1.2 if index == 0 else -label * 0.45), "text": name}
        for index, (bound, name) in enumerate(bounds)
        for place in (drawing.pixel(bound),)
    ]
    pixels: Encoded = {"type": "quantitative", "scale": None, "axis": None}
    ends = values(
        {"y": row["y"], "day": iso(day)}
        for row in rows
        for day in (drawing.timeline.first, drawing.timeline.last)
    )
    line = alt.Chart(ends).mark_line(color=look.colours["mark"], strokeWidth=1, strokeDash=[2, 3])
    text = alt.Chart(values(rows)).mark_text(
        align="left", color=look.colours["quiet"], fontSize=label
    )
    return [
        line.encode(
            x=drawing.timeline.channel("day"),
            y=alt.Y(field="y", **pixels),
            detail=alt.Detail(field="y", type="nominal"),
        ),
        text.encode(x=across(4), y=alt.Y(field="at", **pixels), text=alt.Text(field="text")),
    ]

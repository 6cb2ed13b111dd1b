"""One pointer through every band of a picture: the whole period answers, wherever it is touched."""

from collections.abc import Sequence

import altair as alt
import pandas as pd

from kundagenda.charts.bands import Band
from kundagenda.charts.places import down, down_to
from kundagenda.charts.theme import Look
from kundagenda.charts.timeline import Timeline, iso, rows_of, values
from kundagenda.texts.numbers import UNKNOWN


def cursor(
    periods: pd.DataFrame,
    told: Sequence[tuple[str, str]],
    bands: Sequence[Band],
    timeline: Timeline,
    look: Look,
) -> list[alt.Chart]:
    """A line in the middle of the period under the pointer, and one tooltip for all bands.

    The areas that feel the pointer are as wide as their periods, so a finger finds them too.
    """
    data = values(
        {"from": iso(row["start"]), "to": iso(row["end"]), "mid": iso(row["mid"])}
        | {field: UNKNOWN if pd.isna(row[field]) else str(row[field]) for field, _ in told}
        for row in rows_of(periods)
    )
    top, bottom = down(bands[0].top), down_to(bands[-1].bottom)
    pointer = alt.selection_point(
        name="cursor", fields=["mid"], on="pointerover", clear="pointerout", empty=False
    )
    shown = alt.condition(pointer, alt.value(0.9), alt.value(0))
    line = alt.Chart(data).mark_rule(color=look.colours["ink"], strokeWidth=1)
    area = alt.Chart(data).mark_rect(opacity=0).add_params(pointer)
    tips = [alt.Tooltip(field=field, type="nominal", title=title) for field, title in told]
    return [
        line.encode(x=timeline.channel("mid"), y=top, y2=bottom, opacity=shown),
        area.encode(
            x=timeline.channel("from"), x2=alt.X2(field="to"), y=top, y2=bottom, tooltip=tips
        ),
    ]

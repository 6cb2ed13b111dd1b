"""How answers of a Net Promoter Score divide: promoters, passives and detractors by period."""

from collections.abc import Mapping

import altair as alt
import pandas as pd

from kundagenda.charts.bands import Band
from kundagenda.charts.cursor import cursor
from kundagenda.charts.drawing import Drawing, period_frame, together
from kundagenda.charts.scales import Ladder
from kundagenda.charts.stacks import bars
from kundagenda.charts.theme import Look, Mode, Screen, dress
from kundagenda.charts.timeline import Timeline, foot
from kundagenda.charts.withheld import withheld_ground
from kundagenda.texts.catalogue import say

# From the ground up, with the names of their colours.
KINDS: Mapping[str, str] = {"promoters": "satisfaction", "passives": "none", "detractors": "mark"}
ANSWER_COLUMNS = ("start", "end", "label", "partial", "withheld", *KINDS, "text")


def answers_chart(
    periods: pd.DataFrame,
    *,
    mode: Mode = "light",
    lang: str = "sv",
    screen: Screen = "page",
    height: float = 110,
) -> alt.LayerChart:
    """Standing bars that fill the height, promoters lowest; a gap where nothing may be shown.

    Args:
        periods: One row a period, oldest first, with ``ANSWER_COLUMNS``: the three kinds as
            shares of 0..1 that sum to 1 (null: unknown or withheld), and a tooltip text.
    """
    look, frame = Look(mode, lang, screen), period_frame(periods, ANSWER_COLUMNS)
    timeline, label = Timeline.of(frame.start, frame.end), look.sizes.label
    band = Band(0, round(label * 0.7), height - round(label * 1.9))
    drawing = Drawing(band, Ladder(0, 1, (0, 0.5, 1)), timeline, look)
    colours = {kind: look.colours[name] for kind, name in KINDS.items()}
    told = [("label", say(lang, "Period")), ("text", say(lang, "Answers"))]
    layers = [
        *withheld_ground(frame, band, timeline, look),
        *foot(timeline, look, band.bottom),
        *bars(frame, colours, drawing),
        *(cursor(frame, told, [band], timeline, look) if look.moves else []),
    ]
    return dress(together(layers, height), mode, lang, screen)

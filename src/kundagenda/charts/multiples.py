"""Many small lines over the same time, one a group: each on its own scale, against its target."""

from collections.abc import Sequence

import altair as alt
import pandas as pd

from kundagenda.charts.drawing import period_frame, together
from kundagenda.charts.small_labels import cursor, labels
from kundagenda.charts.small_lines import lines, targets, years
from kundagenda.charts.small_panels import COLUMNS, SMALL_COLUMNS, Panel, Placed, Sizes
from kundagenda.charts.theme import Look, Mode, Screen, dress
from kundagenda.charts.timeline import Timeline


def multiples_height(panels: int, screen: Screen = "page") -> float:
    """How high a picture of so many panels is, in px."""
    rows = -(-panels // COLUMNS)
    return rows * Sizes(Look(screen=screen)).row + round(Look(screen=screen).sizes.label * 1.4)


def multiples_chart(
    panels: Sequence[Panel], *, mode: Mode = "light", lang: str = "sv", screen: Screen = "page"
) -> alt.LayerChart:
    """Two columns of small lines, read along the rows, over one span of time.

    The dashed line is the target, the tick to the left of a name says that it is reached, the
    cross that it is not.
    """
    look = Look(mode, lang, screen)
    frames = [period_frame(panel.periods, SMALL_COLUMNS) for panel in panels]
    every = pd.concat(frames, ignore_index=True)
    timeline = Timeline.of(every.start, every.end)
    placed = [
        Placed(panel, frame, number, timeline, look)
        for number, (panel, frame) in enumerate(zip(panels, frames, strict=True))
    ]
    layers = [
        *years(placed, timeline, look),
        targets(placed, look),
        *lines(placed, look),
        *labels(placed, look),
        *([cursor(placed, look)] if look.moves else []),
    ]
    return dress(together(layers, multiples_height(len(panels), screen)), mode, lang, screen)


__all__ = ["SMALL_COLUMNS", "Panel", "multiples_chart", "multiples_height"]

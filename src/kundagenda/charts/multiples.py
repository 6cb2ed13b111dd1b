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
    sizes = Sizes(Look(screen=screen))
    return _rows(panels) * sizes.row + sizes.foot


def panels_in(height: float, screen: Screen) -> int:
    """How many panels a picture of so many px holds, a row of them at least."""
    sizes = Sizes(Look(screen=screen))
    return COLUMNS * max(1, int((height - sizes.foot) // sizes.least))


def _rows(panels: int) -> int:
    return -(-panels // COLUMNS)


def multiples_chart(
    panels: Sequence[Panel],
    *,
    mode: Mode = "light",
    lang: str = "sv",
    screen: Screen = "page",
    height: float | None = None,
) -> alt.LayerChart:
    """Two columns of small lines, read along the rows, over one span of time.

    The dashed line is the target, the tick to the left of a name says that it is reached, the
    cross that it is not. ``height`` is shared by the rows; null gives each what it needs.
    """
    look = Look(mode, lang, screen)
    height = height or multiples_height(len(panels), screen)
    placed = _placed(panels, height, look)
    timeline = placed[0].timeline
    layers = [
        *years(placed, timeline, look),
        targets(placed, look),
        *lines(placed, look),
        *labels(placed, look),
        *([cursor(placed, look)] if look.moves else []),
    ]
    return dress(together(layers, height), mode, lang, screen)


def _placed(panels: Sequence[Panel], height: float, look: Look) -> list[Placed]:
    """The panels on one span of time, where they stand in so many px."""
    frames = [period_frame(panel.periods, SMALL_COLUMNS) for panel in panels]
    every = pd.concat(frames, ignore_index=True)
    timeline = Timeline.of(every.start, every.end)
    sizes = Sizes(look, (height - Sizes(look).foot) / _rows(len(panels)))
    return [
        Placed(panel, frame, number, timeline, look, sizes)
        for number, (panel, frame) in enumerate(zip(panels, frames, strict=True))
    ]


__all__ = ["SMALL_COLUMNS", "Panel", "multiples_chart", "multiples_height", "panels_in"]

"""How the height of a picture is shared between its bands."""

from collections.abc import Sequence
from dataclasses import dataclass

import altair as alt

from kundagenda.charts.places import across
from kundagenda.charts.theme import Look
from kundagenda.charts.timeline import values

# The wide label "100 %" in the type of the screen, and the air between it and the picture.
_GUTTER_PER_LABEL = 3.6


@dataclass(frozen=True)
class Band:
    """Where one band lies, in px from the top: its title's baseline and its drawing's ends."""

    title: float
    top: float
    bottom: float


def gutter(look: Look) -> float:
    """The room for written steps, to the left of a picture."""
    return round(_GUTTER_PER_LABEL * look.sizes.label)


def stacked(look: Look, weights: Sequence[float], height: float, lane: float) -> list[Band]:
    """Bands below each other; one of no weight has nothing to draw and keeps its title alone."""
    size = look.sizes.title
    head, gap, foot = round(size * 2), round(size * 0.8), round(look.sizes.label * 1.9)
    free = height - lane - foot - len(weights) * head - (len(weights) - 1) * gap
    whole = sum(weights) or 1
    bands, top = [], lane
    for weight in weights:
        body = round(free * weight / whole)
        bands.append(Band(top + head - round(size * 1.15), top + head, top + head + body))
        top += head + body + gap
    return bands


def titles(look: Look, rows: Sequence[tuple[Band, str, str]]) -> list[alt.Chart]:
    """The name of every band in its colour, flush with the written steps.

    Under each lies the same text as a rim in the colour of the ground: no line cuts a word.
    """
    data = values({"y": band.title, "text": text, "ink": ink} for band, text, ink in rows)
    size, ground = look.sizes.title, look.colours["bg"]
    words = alt.Chart(data).encode(
        x=across(-gutter(look)),
        y=alt.Y(field="y", type="quantitative", scale=None, axis=None),
        text=alt.Text(field="text"),
    )
    rim = words.mark_text(align="left", fontSize=size, fontWeight=600, stroke=ground, strokeWidth=5)
    text = words.mark_text(align="left", fontSize=size, fontWeight=600)
    return [rim, text.encode(color=alt.Color(field="ink", type="nominal", scale=None))]

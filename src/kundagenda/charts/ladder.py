"""How deep the leadership went, period by period: a whole bar each, shared out over the levels."""

from collections.abc import Iterator
from dataclasses import dataclass

import altair as alt
import pandas as pd

from kundagenda.charts.drawing import together
from kundagenda.charts.rows import LETTER, RowSpace
from kundagenda.charts.theme import LEVELS, Look, Mode, Screen, dress
from kundagenda.charts.timeline import Row, rows_of, values
from kundagenda.texts.catalogue import say
from kundagenda.texts.numbers import number, percent

RUNG_COLUMNS = ("label", "measure", "fix", "improve", "value", "end", "counted")

# A narrower block has no room for its share.
_WRITTEN_FROM = 0.09
_FROM_SHALLOW = tuple(reversed(LEVELS))


def ladder_chart(
    rungs: pd.DataFrame,
    names: dict[str, str],
    *,
    mode: Mode = "light",
    lang: str = "sv",
    screen: Screen = "page",
    row: float = 29,
) -> alt.LayerChart:
    """One bar a period from measure to value, each share written in its block.

    Args:
        rungs: One row a period, from the top, with ``RUNG_COLUMNS``: what each level got (items
            or minutes), what they come to in words, and whether a block says its amount instead
            of its share, because the period rests on few.
        names: What the levels are called, for the pointer.
        row: The height of a period, in px.
    """
    look = Look(mode, lang, screen)
    frame = rungs.reindex(columns=list(RUNG_COLUMNS))
    ends = [str(text) for text in frame["end"]]
    space = RowSpace(list(frame["label"]), row, 1.0, max(ends, key=len, default=""), look)
    steps = _Steps(list(_blocks(frame, names, lang)), space)
    layers = [steps.blocks(), steps.shares(), steps.sums(ends)]
    return dress(together(layers, space.height), mode, lang, screen)


def _blocks(frame: pd.DataFrame, names: dict[str, str], lang: str) -> Iterator[Row]:
    """Every block that has anything in it, with its two ends and what is written in it."""
    for index, rung in enumerate(rows_of(frame)):
        whole = sum(float(rung[level]) for level in _FROM_SHALLOW)
        low = 0.0
        for level in _FROM_SHALLOW:
            share = float(rung[level]) / whole if whole else 0.0
            if share:
                text = number(rung[level], lang) if rung["counted"] else percent(share, lang)
                yield {
                    "row": index + 0.5, "over": index + 0.1, "under": index + 0.86,
                    "left": round(low, 5), "right": round(low + share, 5),
                    "middle": round(low + share / 2, 5),
                    "level": level, "name": names[level], "label": rung["label"],
                    "text": text if share >= _WRITTEN_FROM else "", "told": text,
                }  # fmt: skip
            low += share


@dataclass(frozen=True)
class _Steps:
    """The blocks of one picture and where they stand."""

    rows: list[Row]
    space: RowSpace

    def blocks(self) -> alt.Chart:
        """The blocks, coloured by level; the layer with the names of the periods."""
        look, colours = self.space.look, self.space.look.colours
        scale = alt.Scale(domain=list(LEVELS), range=[colours[level] for level in LEVELS])
        drawn: alt.Chart = (
            alt.Chart(values(self.rows))
            .mark_rect(stroke=colours["bg"], strokeWidth=1.2)
            .encode(
                x=self.space.across("left"),
                x2=alt.X2(field="right"),
                y=self.space.down("over", self.space.axis()),
                y2=alt.Y2(field="under"),
                fill=alt.Fill(field="level", type="nominal", legend=None, scale=scale),
            )
        )
        if not look.moves:
            return drawn
        told = {
            "label": say(look.lang, "Period"),
            "name": say(look.lang, "Level"),
            "told": say(look.lang, "Share"),
        }
        tips = [alt.Tooltip(field=field, type="nominal", title=t) for field, t in told.items()]
        answering: alt.Chart = drawn.encode(tooltip=tips)
        return answering

    def shares(self) -> alt.Chart:
        """What is written in a block, where the screen is wide enough for it."""
        look, colours = self.space.look, self.space.look.colours
        inks = [
            row | {"ink": colours["ink" if row["level"] == "measure" else "bg"]}
            for row in self.rows
            if row["text"]
        ]
        letter = round(look.sizes.label * LETTER, 1)
        room = f"(width - {self.space.tail}) * (datum.right - datum.left)"
        drawn: alt.Chart = (
            alt.Chart(values(inks))
            .mark_text(
                fontSize=look.sizes.label,
                fontWeight=600,
                baseline="middle",
                opacity=alt.ExprRef(expr=f"{room} > {letter} * length(datum.text) ? 1 : 0"),
            )
            .encode(
                x=self.space.across("middle"),
                y=self.space.down("row"),
                text=alt.Text(field="text"),
                color=alt.Color(field="ink", type="nominal", scale=None),
            )
        )
        return drawn

    def sums(self, ends: list[str]) -> alt.Chart:
        """What a bar stands for, to its right: a share without it would say too much."""
        look = self.space.look
        rows = [{"row": index + 0.5, "whole": 1, "text": end} for index, end in enumerate(ends)]
        drawn: alt.Chart = (
            alt.Chart(values(rows))
            .mark_text(
                align="left",
                baseline="middle",
                dx=6,
                fontSize=look.sizes.label,
                color=look.colours["quiet"],
            )
            .encode(
                x=self.space.across("whole"),
                y=self.space.down("row"),
                text=alt.Text(field="text"),
            )
        )
        return drawn

"""Shares as bars below each other, one of them the customer's, and a line to measure them by."""

from dataclasses import dataclass
from typing import Any

import altair as alt
import pandas as pd

from kundagenda.charts.drawing import together
from kundagenda.charts.places import down, down_to, words
from kundagenda.charts.rows import RowSpace
from kundagenda.charts.theme import Look, Mode, Screen, dress
from kundagenda.charts.timeline import Row, rows_of, values
from kundagenda.texts.catalogue import say

RANKED_COLUMNS = ("label", "share", "text", "strong")

# Bars that are not the customer's stand back.
_OTHERS = 0.55
_AFTER: dict[str, Any] = {
    "align": "left",
    "baseline": "middle",
    "dx": 5,
    "fontWeight": alt.ExprRef(expr="datum.shown == 1 ? 600 : 400"),
}


@dataclass(frozen=True)
class Measure:
    """A dashed line that shares are measured by: what was promised, or what chance would give."""

    share: float
    text: str


def ranked_chart(
    rows: pd.DataFrame,
    measure: Measure | None = None,
    *,
    mode: Mode = "light",
    lang: str = "sv",
    screen: Screen = "page",
    row: float = 22,
) -> alt.LayerChart:
    """One bar a row from the top, its share written after it, the strong one in the customer's.

    Args:
        rows: One row a bar, with ``RANKED_COLUMNS``: its name, its share (0..1), what is written
            after it, and whether it is the customer's.
        measure: A share with its words, drawn over all bars; none is fine.
        row: The height of a bar with the space below it, in px.
    """
    look = Look(mode, lang, screen)
    frame = rows.reindex(columns=list(RANKED_COLUMNS))
    texts = [str(text) for text in frame["text"]]
    most = max([float(frame["share"].max()) if len(frame) else 0, measure.share if measure else 0])
    space = RowSpace(
        [str(label) for label in frame["label"]],
        row,
        most or 1.0,
        max(texts, key=len, default=""),
        look,
        strong=[index for index, strong in enumerate(frame["strong"]) if strong],
        below=round(look.sizes.label * 1.6) if measure else 0,
    )
    layers = [_bars(frame, space), *_line(measure, space), *_texts(frame, space)]
    return dress(together(layers, space.height), mode, lang, screen)


def _placed(frame: pd.DataFrame, space: RowSpace) -> list[Row]:
    """The rows with the sides of their bars and the ink of their words."""
    colours = space.look.colours
    return [
        {
            "row": index + 0.5,
            "over": index + 0.18,
            "under": index + 0.82,
            "from": 0,
            "share": round(float(row["share"]), 5),
            "label": row["label"],
            "text": row["text"],
            "fill": colours["improve" if row["strong"] else "mark"],
            "ink": colours["ink" if row["strong"] else "quiet"],
            "shown": 1 if row["strong"] else _OTHERS,
        }
        for index, row in enumerate(rows_of(frame))
    ]


def _bars(frame: pd.DataFrame, space: RowSpace) -> alt.Chart:
    look = space.look
    drawn: alt.Chart = (
        alt.Chart(values(_placed(frame, space)))
        .mark_rect(stroke=None, opacity=alt.ExprRef(expr="datum.shown"))
        .encode(
            x=space.across("from"),
            x2=alt.X2(field="share"),
            y=space.down("over", space.axis()),
            y2=alt.Y2(field="under"),
            fill=alt.Fill(field="fill", type="nominal", scale=None),
        )
    )
    if not look.moves:
        return drawn
    told = {"label": say(look.lang, "Name"), "text": say(look.lang, "Share")}
    tips = [alt.Tooltip(field=field, type="nominal", title=t) for field, t in told.items()]
    answering: alt.Chart = drawn.encode(tooltip=tips)
    return answering


def _texts(frame: pd.DataFrame, space: RowSpace) -> list[alt.Chart]:
    """The shares after the bars, each on a rim of ground so that the line cuts no figure."""
    look = space.look
    base = alt.Chart(values(_placed(frame, space))).encode(
        x=space.across("share"), y=space.down("row"), text=alt.Text(field="text")
    )
    rim = base.mark_text(**_AFTER, fontSize=look.sizes.label, stroke=look.colours["bg"],
                         strokeWidth=4)  # fmt: skip
    ink = alt.Color(field="ink", type="nominal", scale=None)
    return [rim, base.mark_text(**_AFTER, fontSize=look.sizes.label).encode(color=ink)]


def _line(measure: Measure | None, space: RowSpace) -> list[alt.Chart]:
    """The dashed line, and below all bars what it means."""
    if measure is None:
        return []
    look, ink = space.look, space.look.colours["ink"]
    base = alt.Chart(values([{"share": round(measure.share, 5)}]))
    late = measure.share > space.most / 2
    return [
        base.mark_rule(color=ink, strokeDash=[5, 3], strokeWidth=1.5).encode(
            x=space.across("share"), y=down(0), y2=down_to(space.height)
        ),
        base.mark_text(
            align="right" if late else "left",
            dx=-6 if late else 6,
            fontSize=look.sizes.label,
            color=ink,
        ).encode(
            x=space.across("share"),
            y=down(space.height - round(look.sizes.label * 0.35)),
            text=words(measure.text),
        ),
    ]


__all__ = ["Measure", "ranked_chart"]

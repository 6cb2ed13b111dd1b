"""What is written over small panels, and what the pointer tells in them."""

from collections.abc import Sequence
from typing import Any

import altair as alt

from kundagenda.charts.small_panels import Placed, along, below
from kundagenda.charts.theme import Encoded, Look
from kundagenda.charts.timeline import Row, rows_of, values
from kundagenda.texts.catalogue import say

_CHARACTER = 0.54  # the width of a character, in em
_WIDEST = 100_000
_WRITTEN = alt.Text(field="text")
_TICK, _CROSS = "M-1,0.1L-0.3,0.8L1,-0.8", "M-0.8,-0.8L0.8,0.8M0.8,-0.8L-0.8,0.8"


def labels(placed: Sequence[Placed], look: Look) -> list[alt.Chart]:
    """Over every line: the sign and the group, its figure; what is measured, and its target."""
    quiet, ink, own = (look.colours[name] for name in ("quiet", "ink", "improve"))
    size = look.sizes.label
    names, whats, aims = [], [], []
    for each in placed:
        panel = each.panel
        names.append(_left(each, 0, panel.name, len(panel.value) * look.sizes.figure))
        whats.append(_left(each, 1, panel.what, 0))
        full, short = (_room(each, text) for text in (panel.aim, panel.aim_short))
        aims.append(_right(each, 1, panel.aim) | {"least": full, "most": _WIDEST})
        aims.append(_right(each, 1, panel.aim_short) | {"least": short, "most": full})
    figures = [_right(each, 0, each.panel.value) for each in placed]
    # Emptied rather than made transparent: what is not seen must not widen the picture either.
    between = "width > datum.least && width <= datum.most ? datum.text : ''"
    limit = alt.ExprRef(expr=f"max(1, width * {placed[0].wide} - datum.beside)")
    left: Encoded = {"align": "left", "fontSize": size, "limit": limit, "dx": _indent(look)}
    right: Encoded = {"align": "right"}
    return [
        _signs(placed, look),
        _words(names, fontWeight=600, color=ink, **left),
        _words(whats, color=quiet, **left),
        _words(figures, fontSize=look.sizes.figure, fontWeight=600, color=own, **right),
        _words(aims, alt.value(alt.ExprRef(expr=between)), fontSize=size, color=quiet, **right),
    ]


def _words(rows: Sequence[Row], text: Any = _WRITTEN, **mark: Any) -> alt.Chart:
    """Words where their rows say."""
    drawn: alt.Chart = (
        alt.Chart(values(rows)).mark_text(**mark).encode(x=along("x"), y=below("y"), text=text)
    )
    return drawn


def _left(placed: Placed, line: int, text: str, beside: float) -> Row:
    """A word that begins after the sign; ``beside`` is the room, in px, that it must leave."""
    room = round(_indent(placed.look) + _CHARACTER * beside)
    return {"x": placed.left, "y": _baseline(placed, line), "text": text, "beside": room}


def _right(placed: Placed, line: int, text: str) -> Row:
    """A word that ends where the time ends."""
    return {"x": placed.left + placed.wide, "y": _baseline(placed, line), "text": text}


def _room(placed: Placed, text: str) -> int:
    """How wide the picture must be for a text to stand beside what is measured."""
    letters = len(placed.panel.what) + len(text) + 2
    long = _indent(placed.look) + letters * _CHARACTER * placed.look.sizes.label
    return round(long / placed.wide)


def _baseline(placed: Placed, line: int) -> float:
    return placed.top + round(placed.look.sizes.label * (1.2 + 1.3 * line))


def _indent(look: Look) -> int:
    return round(look.sizes.label * 1.1)


def _signs(placed: Sequence[Placed], look: Look) -> alt.Chart:
    """A tick where the year reached its target, a cross where it did not.

    Dots are periods, so that the sign of a year must not look like one.
    """
    data = values(
        {
            "x": each.left,
            "y": each.top + round(look.sizes.label * 0.85),
            "sign": _TICK if each.panel.reached else _CROSS,
        }
        for each in placed
        if each.panel.reached is not None
    )
    mark = alt.Chart(data).mark_point(
        filled=False, size=look.sizes.point * 2, stroke=look.colours["ink"], strokeWidth=1.7,
        xOffset=round(look.sizes.label * 0.4),
    )  # fmt: skip
    sign = alt.Shape(field="sign", type="nominal", scale=None)
    drawn: alt.Chart = mark.encode(x=along("x"), y=below("y"), shape=sign)
    return drawn


def cursor(placed: Sequence[Placed], look: Look) -> alt.Chart:
    """The period under the pointer, shaded in every panel at once, and what it tells.

    One layer, and without the group, which stands over the line: the texts of every period are
    the most that the page sends.
    """
    pointer = alt.selection_point(
        name="cursor", fields=["when"], on="pointerover", clear="pointerout", empty=False
    )
    data = values(
        {
            "from": each.across(row["start"]),
            "to": each.across(row["end"]),
            "over": each.ends[0],
            "under": each.ends[1],
            "when": row["label"],
            "text": row["text"],
        }
        for each in placed
        for row in rows_of(each.frame)
    )
    names = {
        "when": say(look.lang, "Period"),
        "text": say(look.lang, "Figure"),
    }
    tips = [alt.Tooltip(field=f, type="nominal", title=name) for f, name in names.items()]
    area = alt.Chart(data).mark_rect(color=look.colours["ink"], stroke=None).add_params(pointer)
    drawn: alt.Chart = area.encode(
        x=along("from"),
        x2=alt.X2(field="to"),
        y=below("over"),
        y2=alt.Y2(field="under"),
        opacity=alt.condition(pointer, alt.value(0.1), alt.value(0)),
        tooltip=tips,
    )
    return drawn

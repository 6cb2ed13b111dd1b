"""What is written over small panels, and what the pointer tells in them."""

from collections.abc import Callable, Sequence

import altair as alt

from kundagenda.charts.small_panels import NARROW, Panel, Placed, along, below
from kundagenda.charts.theme import Look
from kundagenda.charts.timeline import rows_of, values
from kundagenda.texts.catalogue import say


def labels(placed: Sequence[Placed], look: Look) -> list[alt.Chart]:
    """Over every line: the sign and the group, its figure; what is measured, and its target."""
    size, indent = look.sizes.label, round(look.sizes.label * 1.1)
    quiet, ink, own = (look.colours[name] for name in ("quiet", "ink", "improve"))
    narrow = f"width > {NARROW}"
    return [
        _signs(placed, look),
        _words(placed, lambda p: p.name, ink, 0, size, indent, bold=True),
        _words(placed, lambda p: p.value, own, 0, look.sizes.figure, None, bold=True),
        _words(placed, lambda p: p.what, quiet, 1, size, indent),
        _words(placed, lambda p: p.aim, quiet, 1, size, None, shown=f"{narrow} ? 1 : 0"),
        _words(placed, lambda p: p.aim_short, quiet, 1, size, None, shown=f"{narrow} ? 0 : 1"),
    ]


def _words(
    placed: Sequence[Placed],
    text: Callable[[Panel], str],
    colour: str,
    line: int,
    size: float,
    indent: float | None,
    *,
    bold: bool = False,
    shown: str = "1",
) -> alt.Chart:
    """A word on the first or second line over each panel: indented to the left, or to the right."""
    label = placed[0].look.sizes.label
    data = values(
        {
            "x": each.left if indent is not None else each.left + each.wide,
            "y": each.top + round(label * (1.2 + 1.3 * line)),
            "text": text(each.panel),
        }
        for each in placed
    )
    mark = alt.Chart(data).mark_text(
        align="right" if indent is None else "left", dx=indent or 0, color=colour, fontSize=size,
        fontWeight=600 if bold else 400, opacity=alt.ExprRef(expr=shown),
    )  # fmt: skip
    drawn: alt.Chart = mark.encode(x=along("x"), y=below("y"), text=alt.Text(field="text"))
    return drawn


def _signs(placed: Sequence[Placed], look: Look) -> alt.Chart:
    """A full ring where the target is reached, an empty one where it is not."""
    ink, ground = look.colours["ink"], look.colours["bg"]
    data = values(
        {
            "x": each.left,
            "y": each.top + round(look.sizes.label * 0.85),
            "fill": ink if each.panel.reached else ground,
        }
        for each in placed
        if each.panel.reached is not None
    )
    mark = alt.Chart(data).mark_point(
        filled=True, size=look.sizes.point * 1.6, stroke=ink, strokeWidth=1.5,
        xOffset=round(look.sizes.label * 0.4),
    )  # fmt: skip
    fill = alt.Fill(field="fill", type="nominal", scale=None)
    drawn: alt.Chart = mark.encode(x=along("x"), y=below("y"), fill=fill)
    return drawn


def cursor(placed: Sequence[Placed], look: Look) -> alt.Chart:
    """The period under the pointer, shaded in every panel at once, and what it tells.

    One layer, since the texts of every period are the most that the page sends.
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
            "who": each.panel.name,
            "text": row["text"],
        }
        for each in placed
        for row in rows_of(each.frame)
    )
    names = {
        "who": say(look.lang, "Customer group"),
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

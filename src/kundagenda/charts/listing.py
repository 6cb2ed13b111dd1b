"""Pictures that are read as a list: one row below the other, each with its name and its value."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Literal

import altair as alt

from kundagenda.charts.places import across
from kundagenda.charts.theme import Look
from kundagenda.charts.timeline import Row, values

_CHARACTER = 0.56  # the width of a character, in em
_LONGEST = 32
_TALLEST = 1000  # px


def shortened(name: str) -> str:
    """A name as long as a picture has room for; tooltip and table have it in full."""
    return name if len(name) <= _LONGEST else name[: _LONGEST - 1].rstrip() + "…"


@dataclass(frozen=True)
class Listing:
    """Rows of one height on a common scale that runs from left to right, 0 at the top."""

    low: float
    high: float
    row: float
    look: Look

    def along(self, field: str) -> alt.X:
        """A place on the scale."""
        scale = alt.Scale(domain=[self.low, self.high], nice=False, zero=False)
        return alt.X(field=field, type="quantitative", title=None, axis=None, scale=scale)

    def down(self, field: str, axis: alt.Axis | None = None) -> alt.Y:
        """So many px below the top; an axis needs a scale, which leaves px as they are."""
        ends = [0, _TALLEST]
        scale = alt.Scale(domain=ends, range=ends, zero=False, nice=False) if axis else None
        return alt.Y(field=field, type="quantitative", title=None, scale=scale, axis=axis)

    def write(
        self,
        rows: Sequence[Row],
        *,
        x: Any,
        align: Literal["left", "center", "right"] = "left",
        colour: str = "ink",
        **mark: Any,
    ) -> alt.Chart:
        """The ``text`` of each row at ``x``, its baseline at ``at``."""
        size = self.look.sizes.label
        style = {"align": align, "fontSize": size, "color": self.look.colours[colour]} | mark
        written = alt.Chart(values(rows)).mark_text(**style)
        drawn: alt.Chart = written.encode(x=x, y=self.down("at"), text=alt.Text(field="text"))
        return drawn

    def room(self, texts: Sequence[str]) -> float:
        """How many px the longest of some texts needs."""
        longest = max(map(len, texts), default=0)
        return round(longest * _CHARACTER * self.look.sizes.label)


def right_edge() -> alt.XValue:
    """The right edge of the picture, however wide it is."""
    return across("width")  # type: ignore[arg-type]


def told(drawn: alt.Chart, names: Sequence[tuple[str, str]], look: Look) -> alt.Chart:
    """Marks that say what they are under the pointer."""
    if not look.moves:
        return drawn
    tips = [alt.Tooltip(field=field, type="nominal", title=title) for field, title in names]
    answering: alt.Chart = drawn.encode(tooltip=tips)
    return answering

"""Pictures of a few rows from the top: their names to the left, what they come to beside them."""

import json
from collections.abc import Collection, Sequence
from dataclasses import dataclass

import altair as alt

from kundagenda.charts.scales import Ladder, height
from kundagenda.charts.theme import Look

# How wide a letter of the house's typeface is, in px for each px of type, with some to spare.
LETTER = 0.56
# The names take at most this much, in px for each px of type; longer ones are cut.
_WIDEST_NAME = 15


@dataclass(frozen=True)
class RowSpace:
    """Rows of one height, ``strong`` ones by their number in bold, and room for a word at the end.

    Attributes:
        names: The names of the rows, the first on top.
        row: The height of a row, in px.
        most: The value that reaches the right end.
        end: The longest text that is written after a bar.
        below: Room under the rows, in px.
    """

    names: Sequence[str]
    row: float
    most: float
    end: str
    look: Look
    strong: Collection[int] = ()
    below: float = 0

    @property
    def bottom(self) -> float:
        """Where the last row ends, in px from the top."""
        return self.row * max(1, len(self.names))

    @property
    def height(self) -> float:
        """How high the picture is, in px."""
        return self.bottom + self.below

    @property
    def gutter(self) -> int:
        """The room for the names, in px."""
        letters = LETTER * max((len(name) for name in self.names), default=0) + 1
        return round(self.look.sizes.label * min(letters, _WIDEST_NAME))

    @property
    def tail(self) -> int:
        """The room for the text at the end, in px."""
        return round(self.look.sizes.label * (LETTER * len(self.end) + 0.6))

    def across(self, field: str) -> alt.X:
        """A horizontal place, counted from zero, with room left for the text at the end."""
        end = alt.ExprRef(expr=f"width - {self.tail}")
        scale = alt.Scale(domain=[0, self.most], range=[0, end], nice=False, zero=True)
        return alt.X(field=field, type="quantitative", title=None, axis=None, scale=scale)

    def down(self, field: str, axis: alt.Axis | None = None) -> alt.Y:
        """A vertical place, counted in rows from the top."""
        upside_down = Ladder(0, max(1, len(self.names)), ())
        return height(field, upside_down, self.bottom, 0, axis)

    def axis(self) -> alt.Axis:
        """The names of the rows; one layer of a picture carries it."""
        colours, rows = self.look.colours, list(range(len(self.names)))
        bold = f"indexof({[*self.strong]}, floor(datum.value)) >= 0"
        return alt.Axis(
            values=[row + 0.5 for row in rows],
            labelExpr=f"{json.dumps(list(self.names), ensure_ascii=False)}[floor(datum.value)]",
            labelAlign="left",
            labelBaseline="middle",
            labelPadding=self.gutter,
            labelLimit=self.gutter - 6,
            labelColor=alt.ExprRef(expr=f"{bold} ? '{colours['ink']}' : '{colours['quiet']}'"),
            labelFontWeight=alt.ExprRef(expr=f"{bold} ? 600 : 400"),
            minExtent=self.gutter,
            maxExtent=self.gutter,
            grid=False,
            orient="left",
        )

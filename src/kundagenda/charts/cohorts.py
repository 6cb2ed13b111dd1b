"""Who is left of those who came together: a triangle of shares, each written in its cell."""

import json
from dataclasses import dataclass

import altair as alt
import pandas as pd

from kundagenda.charts.drawing import together
from kundagenda.charts.listing import Listing, told
from kundagenda.charts.places import down
from kundagenda.charts.theme import Look, Mode, Screen, dress
from kundagenda.charts.timeline import Row, rows_of, values
from kundagenda.texts.catalogue import say
from kundagenda.texts.numbers import number

COHORT_COLUMNS = ("cohort", "step", "share", "whole", "text")

# How strong the colour is at nothing and at all, so that ink is read on every one of them.
WEIGHTS = {"light": (0.04, 0.62), "dark": (0.04, 0.4)}
# A picture of few columns keeps cells of this share of its width, and leaves the rest empty.
_FEWEST_COLUMNS = 6


def cohort_chart(
    cells: pd.DataFrame,
    names: dict[int, str],
    steps: dict[int, str],
    *,
    mode: Mode = "light",
    lang: str = "sv",
    screen: Screen = "page",
    row_height: float = 28,
) -> alt.LayerChart:
    """One row a cohort, one column a step later, the share that is left in percent in the cell.

    Args:
        cells: One row a cell with ``COHORT_COLUMNS``: cohort and step by number, share of 0..1
            or above (null: unknown), whole (false: some have not been here that long; dashed),
            and the text of the tooltip.
        names: What each cohort is called, by number, in order from the top.
        steps: What each column is called, by number, in order from the left.
        row_height: The height of a row, in px.
    """
    look = Look(mode, lang, screen)
    head = round(look.sizes.label * 1.9)
    grid = _Grid(list(names), list(steps), row_height, head, look)
    rows = grid.placed(cells.reindex(columns=list(COHORT_COLUMNS)))
    height = head + row_height * len(names)
    return dress(
        together(
            [
                grid.shaded([row for row in rows if row["whole"]], list(names.values())),
                grid.open([row for row in rows if not row["whole"]]),
                *grid.numbers(rows),
                grid.heads(list(steps.values())),
            ],
            height,
        ),
        mode,
        lang,
        screen,
    )


@dataclass(frozen=True)
class _Grid:
    """Cells by cohort from the top and by step from the left."""

    cohorts: list[int]
    steps: list[int]
    row: float
    head: float
    look: Look

    @property
    def listing(self) -> Listing:
        """The columns as a scale."""
        return Listing(0, max(len(self.steps), _FEWEST_COLUMNS), self.row, self.look)

    def placed(self, cells: pd.DataFrame) -> list[Row]:
        """The known cells as Vega reads them."""
        least, most = WEIGHTS[self.look.mode]
        return [
            {
                "left": self.steps.index(row["step"]),
                "right": self.steps.index(row["step"]) + 1,
                "middle": self.steps.index(row["step"]) + 0.5,
                "top": self.head + self.cohorts.index(row["cohort"]) * self.row,
                "bottom": self.head + (self.cohorts.index(row["cohort"]) + 1) * self.row,
                "at": round(self.head + (self.cohorts.index(row["cohort"]) + 0.66) * self.row, 1),
                "weight": round(least + (most - least) * min(1.0, max(0.0, row["share"])), 3),
                "text": number(100 * row["share"], self.look.lang),
                "told": str(row["text"]),
                "whole": bool(row["whole"]),
            }
            for row in rows_of(cells)
            if pd.notna(row["share"])
        ]

    def place(self, axis: alt.Axis | None = None) -> dict[str, object]:
        """The four sides of a cell."""
        return {
            "x": self.listing.along("left"),
            "x2": alt.X2(field="right"),
            "y": self.listing.down("top", axis),
            "y2": alt.Y2(field="bottom"),
        }

    def shaded(self, rows: list[Row], names: list[str]) -> alt.Chart:
        """Cells whose time has passed, stronger the more is left, and the names to the left."""
        colours = self.look.colours
        mark = alt.Chart(values(rows)).mark_rect(
            color=colours["retention"], stroke=colours["bg"], strokeWidth=1.5
        )
        weight = alt.FillOpacity(field="weight", type="quantitative", scale=None, legend=None)
        return self.answering(mark.encode(**self.place(self.side(names)), fillOpacity=weight))

    def side(self, names: list[str]) -> alt.Axis:
        """The names of the cohorts, a row each."""
        places = [self.head + (index + 0.5) * self.row for index in range(len(names))]
        written = json.dumps(names, ensure_ascii=False)
        pick = f"{written}[floor((datum.value - {self.head}) / {self.row})]"
        wide = self.listing.room(names) + 8
        return alt.Axis(
            values=places, labelExpr=pick, orient="left", minExtent=wide, maxExtent=wide
        )

    def open(self, rows: list[Row]) -> alt.Chart:
        """A dashed outline where some have not been here that long."""
        mark = alt.Chart(values(rows)).mark_rect(
            fillOpacity=0, stroke=self.look.colours["mark"], strokeWidth=1, strokeDash=[3, 2]
        )
        return self.answering(mark.encode(**self.place()))

    def answering(self, drawn: alt.Chart) -> alt.Chart:
        """Cells that say what they rest on under the pointer."""
        return told(drawn, [("told", say(self.look.lang, "Still here"))], self.look)

    def numbers(self, rows: list[Row]) -> list[alt.Chart]:
        """The share in each cell, quiet where it is not the last word."""
        middle = self.listing.along("middle")
        halves = [(row for row in rows if row["whole"]), (row for row in rows if not row["whole"])]
        return [
            self.listing.write(list(half), x=middle, align="center", colour=colour)
            for half, colour in zip(halves, ("ink", "quiet"), strict=True)
        ]

    def heads(self, names: list[str]) -> alt.Chart:
        """What the columns are called, above them."""
        rows = [{"middle": index + 0.5, "text": name} for index, name in enumerate(names)]
        mark = alt.Chart(values(rows)).mark_text(
            fontSize=self.look.sizes.label, color=self.look.colours["quiet"]
        )
        drawn: alt.Chart = mark.encode(
            x=self.listing.along("middle"),
            y=down(round(self.look.sizes.label)),
            text=alt.Text(field="text"),
        )
        return drawn

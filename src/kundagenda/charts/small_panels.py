"""Where every small line of a picture stands: two columns, each line with its own scale."""

from dataclasses import dataclass

import altair as alt
import pandas as pd

from kundagenda.charts.scales import Ladder
from kundagenda.charts.theme import Encoded, Look
from kundagenda.charts.timeline import Row, Timeline, rows_of

SMALL_COLUMNS = ("start", "end", "label", "partial", "value", "thin", "text")
COLUMNS = 2
# What lies between two columns, as a part of the width.
_GAP = 0.06
# On a picture narrower than this, in px, the words to the right of a label give way.
NARROW = 520
_PIXELS: Encoded = {"type": "quantitative", "scale": None, "axis": None}


@dataclass(frozen=True)
class Panel:
    """One small line.

    Attributes:
        name: The group, and ``what`` is measured for it.
        value: The figure that its status is about, as written.
        aim: The target and the status in words, ``aim_short`` the target alone; may be empty.
        reached: Whether the target is reached; null where that is not told.
        periods: One row a period, oldest first, with ``SMALL_COLUMNS``; null is unknown: a gap.
        target: The value aimed at and from which day; null without.
        ladder: The scale, which holds every value and the target.
    """

    name: str
    what: str
    value: str
    aim: str
    aim_short: str
    reached: bool | None
    periods: pd.DataFrame
    target: tuple[float, pd.Timestamp] | None
    ladder: Ladder


@dataclass(frozen=True)
class Sizes:
    """How a panel's height is shared, in px for the screen; ``given`` where a row has its own."""

    look: Look
    given: float | None = None

    @property
    def row(self) -> float:
        """From the top of one panel to the top of the next."""
        return self.given or round(self.look.sizes.label * 8.9)

    @property
    def least(self) -> float:
        """The lowest row in which a line still has room under its words."""
        return round(self.look.sizes.label * 7.2)

    @property
    def foot(self) -> float:
        """The height of the years under the lowest row."""
        return round(self.look.sizes.label * 1.4)

    @property
    def top(self) -> float:
        """From the top of a panel to the top of its line."""
        return round(self.look.sizes.label * 3.5)

    @property
    def bottom(self) -> float:
        """From the top of a panel to the bottom of its line."""
        return round(self.row - self.look.sizes.label * 1.2)


@dataclass(frozen=True)
class Placed:
    """A panel where it stands: across as a part of the width, down in px."""

    panel: Panel
    frame: pd.DataFrame
    number: int
    timeline: Timeline
    look: Look
    sizes: Sizes

    @property
    def left(self) -> float:
        """Where its time begins."""
        return (self.number % COLUMNS) * (self.wide + _GAP)

    @property
    def wide(self) -> float:
        """How much of the width it takes."""
        return (1 - _GAP * (COLUMNS - 1)) / COLUMNS

    @property
    def top(self) -> float:
        """Where it begins, in px."""
        return (self.number // COLUMNS) * self.sizes.row

    @property
    def ends(self) -> tuple[float, float]:
        """Where its line's scale ends above and below, in px."""
        return self.top + self.sizes.top, self.top + self.sizes.bottom

    def across(self, day: pd.Timestamp) -> float:
        """Where a day lies; days before or after the picture at its ends."""
        return round(self.left + self.wide * min(max(self.timeline.part(day), 0), 1), 4)

    def height(self, value: float) -> float:
        """How far down a value lies, in px."""
        return self.panel.ladder.pixel(value, *self.ends)

    @property
    def points(self) -> list[Row]:
        """Every known period as a place, with how sure it is."""
        return [
            {
                "x": self.across(row["mid"]),
                "y": self.height(row["value"]),
                "sure": not (row["partial"] or row["thin"] is True),
                "over": not row["partial"],
                "at": number,
            }
            for number, row in enumerate(rows_of(self.frame))
            if pd.notna(row["value"])
        ]


def along(field: str) -> alt.X:
    """A horizontal place from a part of the width."""
    scale = alt.Scale(domain=[0, 1], nice=False, zero=False)
    return alt.X(field=field, type="quantitative", title=None, axis=None, scale=scale)


def below(field: str) -> alt.Y:
    """A vertical place that is already in px."""
    return alt.Y(field=field, **_PIXELS)

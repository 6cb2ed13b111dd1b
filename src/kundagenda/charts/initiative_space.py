"""What a line for an initiative holds, and the axis of time that leaves room for words after it."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

import altair as alt

from kundagenda.charts.timeline import Timeline, iso


@dataclass(frozen=True)
class InitiativeDrawn:
    """One line of the picture.

    Attributes:
        name: As it stands over the line.
        end: What stands after the line, such as "faded, May 2024"; empty while it goes on.
        days: When it was discussed.
        decided: When something was decided about it.
        solid: First and last day of every stretch of the line.
        fading: First and last day of every stretch that fades out.
        completed_on: The day of the square; null for none.
        goes_on: Whether it is alive, and ends in an arrow.
    """

    name: str
    end: str
    days: Sequence[date]
    decided: Sequence[date]
    solid: Sequence[tuple[date, date]]
    fading: Sequence[tuple[date, date]]
    completed_on: date | None
    goes_on: bool

    @property
    def ends_on(self) -> date:
        """Where the line ends, and its word begins."""
        ends = [last for _, last in (*self.solid, *self.fading)]
        return max([*ends, *self.decided, *([self.completed_on] if self.completed_on else [])])


@dataclass(frozen=True)
class Tailed(Timeline):
    """An axis of time that leaves room, in px, for words to its right."""

    tail: float = 0

    def ruler(self, field: str) -> alt.X:
        end = alt.ExprRef(expr=f"max(40, width - {self.tail})")
        ends = [iso(self.first), iso(self.last)]
        scale = alt.Scale(domain=ends, range=[6, end], nice=False)
        return alt.X(field=field, type="temporal", title=None, axis=None, scale=scale)

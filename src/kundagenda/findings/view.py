"""What a reader chose to look at; it stands in the address, so a link shows the same."""

from dataclasses import dataclass
from datetime import date

from metrics.periods import Grain, month_number


@dataclass(frozen=True)
class View:
    """Forum and segment (empty: all), how many months back, and the length of a period.

    Figures are as of ``as_of``, the last day that data reach; what people write down (a priority,
    decisions, what was done) counts up to ``written_to``, which is the same day when null.
    """

    as_of: date
    forum: str = ""
    segment: str = ""
    months: int = 60
    grain: Grain = Grain.QUARTER
    written_to: date | None = None

    @property
    def today(self) -> date:
        """The day up to which what people write down counts; never before ``as_of``."""
        return max(self.as_of, self.written_to or self.as_of)

    @property
    def last(self) -> int:
        """The last month that has ended."""
        today = month_number(self.as_of)
        return today if self._month_is_over else today - 1

    @property
    def _month_is_over(self) -> bool:
        return month_number(date.fromordinal(self.as_of.toordinal() + 1)) > month_number(self.as_of)

    @property
    def forums(self) -> tuple[str, ...]:
        """The forums asked for; none means all."""
        return (self.forum,) if self.forum else ()

    @property
    def segments(self) -> tuple[str, ...]:
        """The segments asked for; none means all."""
        return (self.segment,) if self.segment else ()

    @property
    def first(self) -> int:
        """The first month in view."""
        return self.last - self.months + 1

    @property
    def known_from(self) -> int:
        """The first month that any figure of the view may rest on: a year before the first."""
        return self.first - 12

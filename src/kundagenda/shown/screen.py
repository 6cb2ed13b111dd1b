"""One screen of the monthly meeting: a question, its answer, and one picture that carries it.

Present mode draws it large, the pack sets it on a page or a slide, the brief takes from the first.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from datetime import date
from typing import Literal

from kundagenda.charts.theme import Mode
from kundagenda.charts.theme import Screen as Size
from kundagenda.findings.view import View
from kundagenda.shown.figure import FigureShown
from kundagenda.shown.pictured import Picture

# Draws in a mode, for a size of screen, so many px high.
Draw = Callable[[Mode, Size, float], Picture]
Columns = Mapping[str, list[str]]
# As what a row of numbers stands in a chart; low and high are the ends of an interval.
Drawn = Literal["line", "bar", "low", "high", "target"]


@dataclass(frozen=True)
class Series:
    """A row of numbers for a native chart: shares are 0..1, unknown is null.

    ``colour`` is a name of `charts.theme.PALETTES`; ``decimals`` is of what is written, in percent
    where ``share`` holds. ``chart`` is the title of the chart that it stands in, its second line
    what is said less loudly; ``along`` says what lies along it, where that is no period.
    """

    name: str
    values: tuple[float | None, ...]
    colour: str
    share: bool
    decimals: int = 0
    drawn: Drawn = "line"
    chart: str = ""
    along: str = ""


@dataclass(frozen=True)
class Numbers:
    """What native charts hold: one category a period, and series that say in which chart, as what.

    ``stacked`` holds where bars add up. One table for all the charts of a screen, which is what a
    kept copy shows; `charts` takes it apart.
    """

    categories: tuple[str, ...]
    series: tuple[Series, ...]
    stacked: bool = False

    @property
    def charts(self) -> tuple["Numbers", ...]:
        """The numbers of each chart, in the order of their first series."""
        return tuple(
            replace(self, series=tuple(each for each in self.series if each.chart == title))
            for title in dict.fromkeys(each.chart for each in self.series)
        )


@dataclass(frozen=True)
class Screen:
    """A screen in the language told in; everything but the question may be missing.

    Attributes:
        code: Its name in the address: promise, said, stayed, got, followed, lead, next.
        question: What the meeting asks here.
        title: The answer, a sentence.
        sentences: At most four that carry it.
        figures: At most four.
        draw: Its picture; null where there is nothing to draw, and ``note`` says why.
        numbers: The same for native charts; null where a picture has none.
        table: What stands under or instead of the picture, short enough to be written out.
        note: How to read it, what narrows it, what is not known.
        metrics: The keys of the metrics that it rests on, for the definitions at the end.
        page: The page that shows more, as its file is named.
    """

    code: str
    question: str
    title: str
    sentences: tuple[str, ...] = ()
    figures: tuple[FigureShown, ...] = ()
    draw: Draw | None = None
    numbers: Numbers | None = None
    table: Columns | None = None
    note: str = ""
    metrics: tuple[str, ...] = ()
    page: str = "overview"


@dataclass(frozen=True)
class Meeting:
    """The screens of a month's meeting, and what must stand on each: for whom, to when, from what.

    ``scope`` says in words what the filters leave; ``sources`` what the figures rest on, and to
    which day. ``is_empty`` while nothing has been read in.
    """

    view: View
    month: str
    as_of: date
    scope: str
    sources: str
    screens: tuple[Screen, ...]
    is_empty: bool = False

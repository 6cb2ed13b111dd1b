"""The last meetings as columns, their items as blocks in agenda order, customers in colour."""

from dataclasses import dataclass

import altair as alt
import pandas as pd

from kundagenda.charts.blocks import block_frame, meeting_frame
from kundagenda.charts.columns import LEAST_COLUMNS, Columns, column_words
from kundagenda.charts.drawing import together
from kundagenda.charts.scales import Ladder, height, side
from kundagenda.charts.theme import LEVELS, Look, Mode, Screen, dress
from kundagenda.charts.timeline import known, rows_of, values
from kundagenda.texts.catalogue import say
from kundagenda.texts.numbers import NO_BREAK, number

# What can be written to the left, in minutes; the finest that gives three lines or fewer is.
_MINUTE_STEPS = (10, 15, 30, 60, 120, 240, 480)


def strip_chart(
    items: pd.DataFrame,
    meetings: pd.DataFrame,
    *,
    minutes_known: bool,
    mode: Mode = "light",
    lang: str = "sv",
    screen: Screen = "page",
    height: float = 250,
) -> alt.LayerChart:
    """One column a meeting, first item on top; the height of a block is its minutes.

    Args:
        items: One row an item, formal ones left out: meeting (its column, 0 is the oldest),
            position, title, level, level_label and minutes (null: unknown).
        meetings: One row a column: meeting, held_on, planned (not held yet), customer (minutes or
            items to write above; null: unknown), forum.
        minutes_known: Else every block is equally high and nothing is said of hours.
    """
    frame = meeting_frame(meetings)
    blocks = block_frame(items, frame, minutes_known, lang)
    strip = _Strip(frame, blocks, Look(mode, lang, screen), height, minutes_known)
    layers = [strip.items(), strip.plans(), *strip.outlines(), *strip.words()]
    return dress(together(layers, height), mode, lang, screen)


@dataclass(frozen=True)
class _Strip:
    """The columns of one strip: which meetings, which blocks, how high."""

    meetings: pd.DataFrame
    blocks: pd.DataFrame
    look: Look
    height: float
    minutes_known: bool

    @property
    def top(self) -> float:
        """Where the first item of every meeting begins, in px."""
        return round(self.look.sizes.label * 1.9)

    @property
    def bottom(self) -> float:
        """Where the longest meeting ends, in px."""
        return self.height - round(self.look.sizes.label * 2.9)

    @property
    def longest(self) -> float:
        """The length of the longest meeting, in minutes or items."""
        return float(self.blocks.under.max()) if len(self.blocks) else 1.0

    def channel(self, field: str) -> alt.X:
        """A horizontal place, counted in columns."""
        last = float(self.meetings["at"].max()) if len(self.meetings) else 0
        scale = alt.Scale(domain=[-0.05, max(last + 0.95, LEAST_COLUMNS)], nice=False)
        return alt.X(field=field, type="quantitative", title=None, axis=None, scale=scale)

    def place(self, axis: alt.Axis | None = None) -> dict[str, alt.X | alt.X2 | alt.Y | alt.Y2]:
        """The four sides of a block; time runs downwards."""
        upside_down = Ladder(0, self.longest, ())
        return {
            "x": self.channel("left"),
            "x2": alt.X2(field="right"),
            "y": height("over", upside_down, self.bottom, self.top, axis),
            "y2": alt.Y2(field="under"),
        }

    def rows(self, chosen: pd.DataFrame) -> alt.InlineData:
        """Blocks as Vega reads them."""
        return values(
            {
                "left": round(row["at"] + 0.08, 2),
                "right": round(row["at"] + 0.88, 2),
                "over": known(row["over"]),
                "under": known(row["under"]),
                **{name: row[name] for name in ("level", "level_label", "when", "item", "time")},
            }
            for row in rows_of(chosen)
        )

    def words(self) -> list[alt.Chart]:
        """What is written over and under the columns."""
        columns = Columns(self.meetings, self.look, self.channel("at"), self.top, self.bottom)
        return column_words(columns, self.minutes_known)

    def items(self) -> alt.Chart:
        """The items that were discussed, coloured by level; the only layer with an axis."""
        colours = self.look.colours
        levels = ("none", *reversed(LEVELS))
        discussed = self.blocks[~self.blocks.planned]
        mark = alt.Chart(self.rows(discussed)).mark_rect(
            stroke=colours["bg"], strokeWidth=1.2, cornerRadius=1 if self.look.moves else 0
        )
        scale = alt.Scale(domain=levels, range=[colours[level] for level in levels])
        return self.told(
            mark.encode(
                **self.place(self.axis()),
                fill=alt.Fill(field="level", type="nominal", legend=None, scale=scale),
            )
        )

    def told(self, drawn: alt.Chart) -> alt.Chart:
        """Blocks that say what they are under the pointer."""
        if not self.look.moves:
            return drawn
        lang = self.look.lang
        names = {
            "when": say(lang, "Meeting"),
            "item": say(lang, "Item"),
            "level_label": say(lang, "Level"),
            "time": say(lang, "Time"),
        }
        tips = [alt.Tooltip(field=f, type="nominal", title=name) for f, name in names.items()]
        answering: alt.Chart = drawn.encode(tooltip=tips)
        return answering

    def axis(self) -> alt.Axis:
        """Start on top, and hours below it where minutes are known."""
        lang, label = self.look.lang, self.look.sizes.label
        room = round(label * (4 if self.minutes_known else 5))
        if not self.minutes_known:
            return side([0], lambda _: say(lang, "Start"), room)
        step = next((s for s in _MINUTE_STEPS if self.longest / s < 3), _MINUTE_STEPS[-1])
        steps = range(0, int(self.longest) + 1, step)
        return side(list(steps), self.written, room)

    def written(self, minutes: float) -> str:
        """A step of the axis: the start, minutes, or whole hours."""
        if not minutes:
            return say(self.look.lang, "Start")
        if minutes % 60:
            return say(self.look.lang, "{n} min", n=number(minutes, self.look.lang))
        return f"{number(minutes / 60, self.look.lang)}{NO_BREAK}h"

    def plans(self) -> alt.Chart:
        """The customer items of planned meetings: dashed, a quarter full."""
        colours = self.look.colours
        waiting = self.blocks[self.blocks.planned]
        mark = alt.Chart(self.rows(waiting)).mark_rect(
            fillOpacity=0.25, strokeWidth=1.5, strokeDash=[3, 2]
        )
        levels = list(reversed(LEVELS))
        inks = ["transparent", *(colours[level] for level in levels)]
        ink = alt.Scale(domain=["none", *levels], range=inks)
        return self.told(
            mark.encode(
                **self.place(),
                fill=alt.Fill(field="level", type="nominal", legend=None, scale=ink),
                stroke=alt.Stroke(field="level", type="nominal", legend=None, scale=ink),
            )
        )

    def outlines(self) -> list[alt.Chart]:
        """A dashed outline round held items of unknown length, and round planned meetings."""
        unsure = self.blocks[~self.blocks.planned & self.blocks.unsure]
        ink = self.look.colours["mark"]
        marks = [
            alt.Chart(data).mark_rect(filled=False, stroke=ink, strokeWidth=1.2, strokeDash=[3, 2])
            for data in (self.rows(unsure), self.planned())
        ]
        return [mark.encode(**self.place()) for mark in marks]

    def planned(self) -> alt.InlineData:
        """Every planned meeting as one tall block; without an agenda it is as long as usual."""
        long = self.blocks.groupby("meeting").under.max()
        usual = float(long.median()) if len(long) else self.longest
        return values(
            {
                "left": round(row["at"] + 0.08, 2),
                "right": round(row["at"] + 0.88, 2),
                "over": 0,
                "under": known(long.get(row["meeting"], usual)),
            }
            for row in rows_of(self.meetings[self.meetings.planned])
        )

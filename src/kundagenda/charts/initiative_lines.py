"""A line for each initiative: a point where it was discussed, fading where nobody asked."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

import altair as alt
import pandas as pd

from kundagenda.charts.drawing import together
from kundagenda.charts.initiative_space import InitiativeDrawn, Tailed
from kundagenda.charts.listing import right_edge, shortened, told
from kundagenda.charts.places import down, down_to
from kundagenda.charts.rows import LETTER
from kundagenda.charts.theme import Encoded, Look, Mode, Screen, dress
from kundagenda.charts.timeline import Row, iso, values
from kundagenda.texts.catalogue import say
from kundagenda.texts.numbers import short_day

_PIXELS: Encoded = {"type": "quantitative", "scale": None, "axis": None}
# The least that the picture spans, so that a first week is no line across the page.
_LEAST_DAYS = 60
_FOOT = 1.9  # the height of the days under the lines, in sizes of their letters
_FORWARD = "M-0.7,-1L1,0L-0.7,1Z"


def initiative_chart(
    lines: Sequence[InitiativeDrawn],
    as_of: date,
    *,
    mode: Mode = "light",
    lang: str = "sv",
    screen: Screen = "page",
) -> alt.LayerChart:
    """The lines below each other on one axis of time that ends on ``as_of``.

    A point is a day on which it was discussed, a diamond a day on which something was decided,
    a square its completion.
    """
    look = Look(mode, lang, screen)
    picture = _Lines(lines, as_of, look)
    bottom = _row(look) * len(lines) + look.sizes.label * 0.4
    layers = [
        *picture.foot(bottom),
        *picture.strokes(bottom),
        *picture.signs(),
        *picture.words(),
    ]
    return dress(together(layers, bottom + round(look.sizes.label * _FOOT)), mode, lang, screen)


def initiatives_in(height: float, screen: Screen) -> int:
    """How many lines a picture of so many px holds, one at least."""
    look = Look(screen=screen)
    room = height - look.sizes.label * 0.4 - round(look.sizes.label * _FOOT)
    return max(1, int(room // _row(look)))


def _row(look: Look) -> float:
    """The height of a name and its line, in px."""
    return round(look.sizes.label * 2.85)


@dataclass(frozen=True)
class _Lines:
    """The lines of one picture and where they lie."""

    lines: Sequence[InitiativeDrawn]
    as_of: date
    look: Look

    @property
    def time(self) -> Tailed:
        """The axis, from the first day of any line."""
        starts = [line.days[0] for line in self.lines]
        first = min([*starts, self.as_of - timedelta(days=_LEAST_DAYS)])
        longest = max((len(line.end) for line in self.lines), default=0)
        tail = round(self.look.sizes.label * (longest * LETTER + 1))
        return Tailed(pd.Timestamp(first), pd.Timestamp(self.as_of), tail)

    def level(self, number: int) -> float:
        """How far down a line lies, in px."""
        return round(_row(self.look) * number + self.look.sizes.label * 2.05, 1)

    def rows(self, of: str) -> list[Row]:
        """The stretches of all lines."""
        return [
            {"from": iso(pd.Timestamp(a)), "to": iso(pd.Timestamp(b)), "y": self.level(number)}
            for number, line in enumerate(self.lines)
            for a, b in getattr(line, of)
        ]

    def strokes(self, bottom: float) -> list[alt.Chart]:
        """Years as faint upright lines; what fades; what was kept up."""
        look, ink, thick = self.look, self.look.colours["improve"], self.look.sizes.line * 1.6
        x, x2 = self.time.channel("from"), alt.X2(field="to")
        years = values({"from": iso(day)} for day, _ in self.time.labels(look.lang))
        upright = alt.Chart(years).mark_rule(color=look.colours["line"], strokeDash=[1, 3])
        faint = alt.Chart(values(_as_rects(self.rows("fading"), thick)))
        stops = [{"offset": 0, "color": ink}, {"offset": 1, "color": look.colours["bg"]}]
        fade: Encoded = {"gradient": "linear", "stops": stops, "x2": 1, "y2": 0}
        solid = alt.Chart(values(self.rows("solid"))).mark_rule(color=ink, strokeWidth=thick)
        over, under = alt.Y(field="over", **_PIXELS), alt.Y2(field="under")
        return [
            upright.encode(x=x),
            faint.mark_rect(color=fade, strokeWidth=0).encode(x=x, x2=x2, y=over, y2=under),
            solid.encode(x=x, x2=x2, y=alt.Y(field="y", **_PIXELS)),
        ]

    def marked(
        self, number: int, line: InitiativeDrawn, days: Sequence[date], what: str
    ) -> list[Row]:
        """Signs on a line, and what they say under the pointer."""
        return [
            {
                "day": iso(pd.Timestamp(day)),
                "y": self.level(number),
                "name": line.name,
                "when": short_day(day, self.look.lang),
                "what": what,
            }
            for day in days
        ]

    def signs(self) -> list[alt.Chart]:
        """Points, diamonds, squares and arrows, each set off from the line by a rim of ground."""
        lang, colours, point = self.look.lang, self.look.colours, self.look.sizes.point
        dots, gems, squares, arrows = [], [], [], []
        for number, line in enumerate(self.lines):
            made, done = line.decided, [line.completed_on] if line.completed_on else []
            up = [day for day in line.days if day not in made]
            dots += self.marked(number, line, up, say(lang, "On the agenda"))
            gems += self.marked(number, line, made, say(lang, "A decision"))
            squares += self.marked(number, line, done, say(lang, "Completed"))
            arrows += self.marked(number, line, [self.as_of] if line.goes_on else [], "")
        return [
            self.sign(dots, "circle", colours["improve"], point * 1.3),
            self.sign(gems, "diamond", colours["ink"], point * 2.2),
            self.sign(squares, "square", colours["ink"], point * 2.6),
            self.sign(arrows, _FORWARD, colours["improve"], point * 2, told=False),
        ]

    def sign(
        self, rows: list[Row], shape: str, ink: str, size: float, told: bool = True
    ) -> alt.Chart:
        """Signs of one kind."""
        rim = self.look.colours["bg"]
        mark = alt.Chart(values(rows)).mark_point(
            filled=True, shape=shape, color=ink, size=size, stroke=rim, strokeWidth=1.2
        )
        place = {"x": self.time.channel("day"), "y": alt.Y(field="y", **_PIXELS)}
        drawn: alt.Chart = mark.encode(**place)
        return _answering(drawn, self.look) if told else drawn

    def words(self) -> list[alt.Chart]:
        """The name over each line, and what became of it after its end."""
        label, quiet = self.look.sizes.label, self.look.colours["quiet"]
        after = alt.Chart(values(map(self.after, range(len(self.lines))))).mark_text(
            align="left", dx=label * 0.75, fontSize=label, color=quiet
        )
        place = {"x": self.time.channel("day"), "y": alt.Y(field="y", **_PIXELS)}
        return [*self.names(), after.encode(text=alt.Text(field="text"), **place)]

    def after(self, number: int) -> Row:
        """What stands after a line."""
        line = self.lines[number]
        low = self.level(number) + self.look.sizes.label * 0.35
        return {"day": iso(pd.Timestamp(line.ends_on)), "y": low, "text": line.end}

    def names(self) -> list[alt.Chart]:
        """Each name at the start of its line, or where there is no room, at the right edge."""
        time, label = self.time, self.look.sizes.label
        fits = f"datum.part * (width - {time.tail}) + datum.wide <= width"
        style: Encoded = {"fontWeight": 600, "fontSize": label, "color": self.look.colours["ink"]}
        left, right = (alt.ExprRef(expr=f"{fits} ? {n} : {1 - n}") for n in (1, 0))
        base = alt.Chart(values(map(self.name, range(len(self.lines))))).encode(
            y=alt.Y(field="y", **_PIXELS), text=alt.Text(field="text")
        )
        return [
            base.mark_text(align="left", opacity=left, **style).encode(x=time.channel("day")),
            base.mark_text(align="right", opacity=right, **style).encode(x=right_edge()),
        ]

    def name(self, number: int) -> Row:
        """The name of a line, where it begins, and how wide it is."""
        line, label = self.lines[number], self.look.sizes.label
        text, start = shortened(line.name), pd.Timestamp(line.days[0])
        return {
            "day": iso(start),
            "y": _row(self.look) * number + label,
            "text": text,
            "part": round(self.time.part(start), 4),
            "wide": round(len(text) * LETTER * label),
        }

    def foot(self, bottom: float) -> list[alt.Chart]:
        """Ticks and days under the lines; as many days as have room beside each other."""
        label, quiet = self.look.sizes.label, self.look.colours["quiet"]
        days = self.time.labels(self.look.lang)
        rows = [
            {"day": iso(day), "text": text, "number": number}
            for number, (day, text) in enumerate(days)
        ]
        shown = alt.ExprRef(expr=f"datum.number % {self.apart(days)} == 0 ? 1 : 0")
        base = alt.Chart(values(rows))
        tick = base.mark_rule(color=self.look.colours["line"])
        word = base.mark_text(
            align="left", baseline="top", fontSize=label, color=quiet, opacity=shown
        )
        return [
            tick.encode(x=self.time.ruler("day"), y=down(bottom), y2=down_to(bottom + label * 0.5)),
            word.encode(
                x=self.time.channel("day"),
                y=down(bottom + label * 0.75),
                text=alt.Text(field="text"),
            ),
        ]

    def apart(self, days: Sequence[tuple[pd.Timestamp, str]]) -> str:
        """Every which of the days is written, by how wide the picture is."""
        if len(days) < 2:
            return "1"
        wide = (max(len(text) for _, text in days) + 1) * LETTER * self.look.sizes.label
        step = self.time.part(days[1][0]) - self.time.part(days[0][0])
        return f"ceil({wide:.0f} / ({step:.4f} * max(1, width - {self.time.tail})))"


def _as_rects(rows: list[Row], thick: float) -> list[Row]:
    """Stretches as thin blocks: a stroke cannot carry a gradient along itself."""
    half = thick / 2
    return [row | {"over": row["y"] - half, "under": row["y"] + half} for row in rows]


def _answering(drawn: alt.Chart, look: Look) -> alt.Chart:
    names = (
        ("name", say(look.lang, "Initiative")),
        ("when", say(look.lang, "Day")),
        ("what", say(look.lang, "What")),
    )
    return told(drawn, names, look)

"""How two series go together at every shift in time, inside what chance alone would give."""

import math
from dataclasses import dataclass

import altair as alt
import pandas as pd

from kundagenda.charts.bands import gutter
from kundagenda.charts.places import across, down, down_to, words
from kundagenda.charts.scales import Ladder, height, side
from kundagenda.charts.theme import Encoded, Look, Mode, Screen, dress
from kundagenda.charts.timeline import Row, known, rows_of, values
from kundagenda.texts.catalogue import say
from kundagenda.texts.numbers import number

SHIFT_COLUMNS = ("lag", "r", "limit", "text")
# Half a column beside the outermost stems, so that their band is as wide as the others'.
_ENDS = (-6.5, 6.5)
# Never a scale so narrow that chance looks wild, nor wider than there can be.
_LEAST, _MOST = 0.5, 1.08


@dataclass(frozen=True)
class Sides:
    """What the picture calls its two sides, and the colour of its stems by name."""

    left: str
    right: str
    colour: str


def shifts_chart(
    shifts: pd.DataFrame,
    sides: Sides,
    *,
    mode: Mode = "light",
    lang: str = "sv",
    screen: Screen = "page",
    height: float = 250,
) -> alt.LayerChart:
    """A stem a month of shift, the band of chance behind, and in words which side means what.

    Args:
        shifts: One row a shift, with ``SHIFT_COLUMNS``: lag (months, -6..6), r (-1..1), limit
            (0..1; null at a lag that was not tested, which is drawn hollow and without a band)
            and a tooltip text. One row or more.
        sides: What comes first to the left of zero, and to the right.
    """
    look = Look(mode, lang, screen)
    frame = shifts.reindex(columns=list(SHIFT_COLUMNS))
    numbers = {name: pd.to_numeric(frame[name]).astype(float) for name in ("lag", "r", "limit")}
    picture = _Picture(frame.assign(**numbers), sides, look, height)
    layers = [
        *picture.chance(),
        *picture.zero(),
        *picture.stems(),
        *picture.beyond(),
        *picture.words(),
        *(picture.pointer() if look.moves else []),
    ]
    whole: alt.LayerChart = alt.layer(*layers).resolve_scale(y="independent", fill="independent")
    return dress(whole.properties(height=height, width="container"), mode, lang, screen)


@dataclass(frozen=True)
class _Picture:
    """The layers over one scale of shifts and one of strength."""

    shifts: pd.DataFrame
    sides: Sides
    look: Look
    height: float

    @property
    def top(self) -> float:
        """Where the drawing begins, below the names of the sides."""
        return round(self.look.sizes.title * 2.4)

    @property
    def bottom(self) -> float:
        """Where it ends, above the months."""
        return self.height - round(self.look.sizes.label * 1.9)

    @property
    def ladder(self) -> Ladder:
        """A scale as far up as down that holds every stem and the band."""
        most = float(self.shifts[["r", "limit"]].abs().max().max())
        end = min(_MOST, max(1.12 * most, _LEAST))
        step = math.floor(end / 0.2 + 1e-9) * 0.2
        return Ladder(-end, end, (-step, 0, step))

    def up(self, field: str, axis: alt.Axis | None = None) -> alt.Y:
        """A vertical place taken from a field."""
        return height(field, self.ladder, self.top, self.bottom, axis)

    def chance(self) -> list[alt.Chart]:
        """The band, a column a lag, with the name of what it is in its lower left corner."""
        tested = rows_of(self.shifts[self.shifts.limit.notna()])
        rows = [_column(row) | {"over": known(row["limit"])} for row in tested]
        data = values(row | {"under": -row["over"]} for row in rows)
        none = self.look.colours["none"]  # its rim closes the seams between columns
        axis = side(self.ladder.steps, self._write, gutter(self.look))
        bars = alt.Chart(data).mark_rect(color=none, stroke=none)
        ends = alt.Scale(domain=list(_ENDS), nice=False, zero=False)
        place = alt.X(field="from", type="quantitative", title=None, axis=None, scale=ends)
        low = min((row["limit"] for row in tested), default=0.0)
        px = self.ladder.pixel(-low, self.top, self.bottom) - self.look.sizes.label * 0.6
        said = say(self.look.lang, "Chance alone, 95%")
        return [
            bars.encode(
                x=place, x2=alt.X2(field="to"), y=self.up("under", axis), y2=alt.Y2(field="over")
            ),
            self._word(said, 6, px, "left", "quiet"),
        ]

    def zero(self) -> list[alt.Chart]:
        """The upright line of the same month, which parts what comes first from what follows."""
        rule = alt.Chart(values([{"at": 0}])).mark_rule(color=self.look.colours["mark"])
        return [rule.encode(x=_across("at"), y=down(0), y2=down_to(self.bottom))]

    def stems(self) -> list[alt.Chart]:
        """A line from zero to each value, and its head: hollow where nothing was tested."""
        colours = self.look.colours
        colour = colours[self.sides.colour]
        rows = [
            {"lag": row["lag"], "r": known(row["r"]), "zero": 0}
            | {"ink": colour if tested else colours["mark"]}
            | {"fill": colour if tested else colours["bg"]}
            for row in rows_of(self.shifts)
            for tested in (pd.notna(row["limit"]),)
        ]
        ink: Encoded = {"field": "ink", "type": "nominal", "scale": None}
        stem = alt.Chart(values(rows)).mark_rule(strokeWidth=self.look.sizes.line)
        head = alt.Chart(values(rows)).mark_point(
            filled=True, size=self.look.sizes.point * 1.8, strokeWidth=1.5
        )
        up = self.up("r")
        return [
            stem.encode(x=_across("lag"), y=up, y2=alt.Y2(field="zero"), color=alt.Color(**ink)),
            head.encode(
                x=_across("lag"),
                y=up,
                stroke=alt.Stroke(**ink),
                fill=alt.Fill(field="fill", type="nominal", scale=None),
            ),
        ]

    def beyond(self) -> list[alt.Chart]:
        """The value written at every stem that lies beyond the band."""
        size, colours = self.look.sizes.figure, self.look.colours
        out = self.shifts[self.shifts.r.abs() > self.shifts.limit]
        rows = [
            {
                "lag": row["lag"],
                "px": self.ladder.pixel(row["r"], self.top, self.bottom)
                + size * (-0.7 if row["r"] > 0 else 1.4),
                "text": number(row["r"], self.look.lang, 2),
            }
            for row in rows_of(out)
        ]
        base = alt.Chart(values(rows)).encode(
            x=_across("lag"), y=_pixels("px"), text=alt.Text(field="text", type="nominal")
        )
        return [
            base.mark_text(fontSize=size, fontWeight=600, stroke=colours["bg"], strokeWidth=4),
            base.mark_text(fontSize=size, fontWeight=600, color=colours[self.sides.colour]),
        ]

    def words(self) -> list[alt.Chart]:
        """Which side means what, in the upper corners; the months of shift at the foot."""
        size, foot = self.look.sizes.label, self.bottom + self.look.sizes.label * 1.4
        rows = [
            {"lag": row["lag"], "text": _signed(row["lag"], self.look.lang)}
            for row in rows_of(self.shifts)
        ]
        months = alt.Chart(values(rows)).mark_text(fontSize=size, color=self.look.colours["quiet"])
        return [
            self._word(self.sides.left, 0, size, "left", "ink"),
            self._word(self.sides.right, None, size, "right", "ink"),
            months.encode(
                x=_across("lag"), y=down(foot), text=alt.Text(field="text", type="nominal")
            ),
        ]

    def pointer(self) -> list[alt.Chart]:
        """A column a lag that answers to the pointer or a finger."""
        data = values(
            _column(row) | {"month": _signed(row["lag"], self.look.lang), "text": str(row["text"])}
            for row in rows_of(self.shifts)
        )
        tips = [
            alt.Tooltip(field="month", type="nominal", title=say(self.look.lang, "Months")),
            alt.Tooltip(
                field="text", type="nominal", title=say(self.look.lang, "How far they go together")
            ),
        ]
        area = alt.Chart(data).mark_rect(opacity=0)
        return [
            area.encode(
                x=_across("from"), x2=alt.X2(field="to"),
                y=down(self.top), y2=down_to(self.bottom), tooltip=tips,
            )
        ]  # fmt: skip

    def _word(self, text: str, x: float | None, y: float, align: str, ink: str) -> alt.Chart:
        """A text at a fixed place; without ``x`` it ends at the right edge."""
        look: Encoded = {"fontWeight": 600 if ink == "ink" else 400, "align": align}
        mark = alt.Chart(values([{"at": _ENDS[1]}])).mark_text(
            **look, fontSize=self.look.sizes.label, color=self.look.colours[ink]
        )
        place = _across("at") if x is None else across(x)
        drawn: alt.Chart = mark.encode(x=place, y=down(round(y, 1)), text=words(text))
        return drawn

    def _write(self, step: float) -> str:
        return number(step, self.look.lang, 1)


def _across(field: str) -> alt.X:
    """A horizontal place on the scale that the band lays down."""
    return alt.X(field=field, type="quantitative", title=None, axis=None)


def _pixels(field: str) -> alt.Y:
    return alt.Y(field=field, type="quantitative", scale=None, axis=None)


def _column(row: Row) -> Row:
    """The column of a lag, from half a month before to half a month after."""
    return {"from": row["lag"] - 0.5, "to": row["lag"] + 0.5}


def _signed(lag: float, lang: str) -> str:
    """A shift with its sign; none at zero."""
    return ("+" if lag > 0 else "") + number(lag, lang)

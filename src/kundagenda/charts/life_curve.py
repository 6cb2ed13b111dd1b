"""How large a part of the initiatives is left on the agenda, by time since they began."""

from dataclasses import dataclass

import altair as alt
import pandas as pd

from kundagenda.charts.bands import gutter
from kundagenda.charts.drawing import together
from kundagenda.charts.places import down, words
from kundagenda.charts.rows import LETTER
from kundagenda.charts.scales import Ladder, height, side
from kundagenda.charts.theme import Encoded, Look, Mode, Screen, dress
from kundagenda.charts.timeline import Row, known, rows_of, values
from kundagenda.texts.catalogue import say
from kundagenda.texts.numbers import number, percent

CURVE_COLUMNS = ("at", "alive", "low", "high")
MONTH = 365.25 / 12  # days, the usual length
_MONTH_STEPS = (1, 2, 3, 4, 6, 12, 24, 60)


def life_curve_chart(
    curve: pd.DataFrame,
    longest: float,
    half: float | None,
    half_text: str,
    *,
    mode: Mode = "light",
    lang: str = "sv",
    screen: Screen = "page",
    tall: float = 200,
) -> alt.LayerChart:
    """The share left, in steps, with its interval behind it and the half-life marked.

    Args:
        curve: One row a step with ``CURVE_COLUMNS``: days since the start, shares of 0..1; no
            interval where the share is 1 or 0.
        longest: The most days that any was watched: the curve goes on so far.
        half: The days until half are gone; null where more than half are left.
        half_text: What is written there.
        tall: The height of the picture, in px.
    """
    look = Look(mode, lang, screen)
    picture = _Curve(curve.reindex(columns=list(CURVE_COLUMNS)), max(longest, MONTH), look, tall)
    layers = [*picture.drawn(), *picture.half(half, half_text), *picture.foot()]
    return dress(together(layers, tall), mode, lang, screen)


@dataclass(frozen=True)
class _Curve:
    """One curve and its scales."""

    curve: pd.DataFrame
    longest: float
    look: Look
    tall: float

    @property
    def ends(self) -> tuple[float, float]:
        """Where everything and nothing is left, in px from the top."""
        return round(self.look.sizes.label * 0.7), round(self.tall - self.look.sizes.label * 3)

    def across(self, field: str, *, lays_scale: bool = False) -> alt.X:
        """A place in months; one layer lays down the scale."""
        scale = alt.Scale(domain=[0, round(self.longest / MONTH, 3)], nice=False)
        more: Encoded = {"scale": scale} if lays_scale else {}
        return alt.X(field=field, type="quantitative", title=None, axis=None, **more)

    def up(self, field: str, axis: alt.Axis | None = None) -> alt.Y:
        """A share."""
        return height(field, Ladder(0, 1, (0, 0.5, 1)), *self.ends, axis)

    def rows(self) -> list[Row]:
        """Start, every step, and the end of what is known."""
        start = {"at": 0.0, "alive": 1.0, "low": None, "high": None}
        steps = [start, *rows_of(self.curve)]
        steps.append(steps[-1] | {"at": self.longest})
        return [
            {name: known(row[name]) for name in ("alive", "low", "high")}
            | {"month": round(row["at"] / MONTH, 3)}
            for row in steps
        ]

    def drawn(self) -> list[alt.Chart]:
        """The interval and the line; steps are written to the left."""
        ink, rows = self.look.colours["improve"], self.rows()
        bounded = [row for row in rows if row["low"] is not None]
        area = alt.Chart(values(bounded)).mark_area(
            color=ink, opacity=0.2, interpolate="step-after"
        )
        line = alt.Chart(values(rows)).mark_line(color=ink, interpolate="step-after")
        steps = side([0, 0.5, 1], lambda v: percent(v, self.look.lang), gutter(self.look))
        return [
            area.encode(x=self.across("month"), y=self.up("low", steps), y2=alt.Y2(field="high")),
            line.encode(x=self.across("month", lays_scale=True), y=self.up("alive")),
        ]

    def half(self, days: float | None, text: str) -> list[alt.Chart]:
        """A point where half are gone, a line down from it, and what it is."""
        if days is None:
            return []
        look, part = self.look, days / self.longest
        ink, size = look.colours["ink"], look.sizes.label
        alive = next((row["alive"] for row in rows_of(self.curve) if row["at"] >= days), 0.5)
        row = {"month": round(days / MONTH, 3), "alive": known(alive), "ground": 0}
        base = alt.Chart(values([row])).encode(x=self.across("month"))
        rule = base.mark_rule(color=ink, strokeDash=[4, 3]).encode(
            y=self.up("alive"), y2=alt.Y2(field="ground")
        )
        point = base.mark_point(filled=True, color=ink, size=look.sizes.point * 1.8)
        style: Encoded = {"fontSize": size, "fontWeight": 600, "dy": -size * 0.6}
        style |= {"align": "right" if part > 0.55 else "left"}
        style |= {"dx": -size * 0.7 if part > 0.55 else size * 0.7}
        named = base.encode(y=self.up("alive"), text=words(text))
        return [
            rule,
            point.encode(y=self.up("alive")),
            named.mark_text(stroke=look.colours["bg"], strokeWidth=4, **style),
            named.mark_text(color=ink, **style),
        ]

    def foot(self) -> list[alt.Chart]:
        """Months under the curve, and that they are months since the start."""
        look, most = self.look, self.longest / MONTH
        label, quiet, bottom = look.sizes.label, look.colours["quiet"], self.ends[1]
        step = next((step for step in _MONTH_STEPS if most / step <= 4), _MONTH_STEPS[-1])
        months = [
            {"month": at, "text": number(at, look.lang)} for at in range(0, int(most) + 1, step)
        ]
        title = say(look.lang, "Months since the start")
        wide = round(len(title) * LETTER * label)
        style: Encoded = {"fontSize": label, "color": quiet}
        written = alt.Chart(values(months)).mark_text(**style)
        named = alt.Chart(values([{"month": most / 2}])).mark_text(
            opacity=alt.ExprRef(expr=f"width > {wide} ? 1 : 0"), **style
        )
        return [
            written.encode(
                x=self.across("month"),
                y=down(bottom + label * 1.3),
                text=alt.Text(field="text"),
            ),
            named.encode(x=self.across("month"), y=down(bottom + label * 2.7), text=words(title)),
        ]

"""A value over time as a line that breaks where nothing is known, with its interval behind it."""

from dataclasses import dataclass
from itertools import pairwise

import altair as alt
import pandas as pd

from kundagenda.charts.drawing import Drawing, figure
from kundagenda.charts.theme import Look
from kundagenda.charts.timeline import Row, iso, known, rows_of, values

# How much of a picture a written value covers: a figure's width in em, and the width to expect.
_CHARACTER, _USUAL_WIDTH = 0.6, 450
_DOTTED, _SOLID = [1, 5], [1, 0]


@dataclass(frozen=True)
class Series:
    """A value over time: ``frame`` has mid, value, low, high (null: unknown) and thin."""

    frame: pd.DataFrame
    colour: str

    @classmethod
    def of(
        cls,
        periods: pd.DataFrame,
        value: str,
        colour: str,
        *,
        low: str = "",
        high: str = "",
        thin: str = "",
    ) -> "Series":
        """The columns of the periods that make a line; without bounds it has no interval."""
        named = {"value": value, "low": low, "high": high}
        numbers = {
            name: pd.to_numeric(periods[column]).astype(float) if column else float("nan")
            for name, column in named.items()
        }
        sparse = periods[thin].eq(True) if thin else False
        return cls(pd.DataFrame({"mid": periods.mid, **numbers, "thin": sparse}), colour)

    @property
    def known(self) -> pd.DataFrame:
        """The periods with a value."""
        return self.frame[self.frame.value.notna()]

    @property
    def last(self) -> float:
        """The last known value; a series that is drawn has one."""
        return float(self.known.value.iloc[-1])

    @property
    def extremes(self) -> list[float]:
        """Every number that the scale must hold."""
        numbers = self.known[["value", "low", "high"]].to_numpy().ravel()
        return [float(number) for number in numbers if not pd.isna(number)]


def line_band(series: Series, written: str, axis: alt.Axis, drawing: Drawing) -> list[alt.Chart]:
    """Interval, line, the points that must be seen, and the last known value in writing."""
    place = drawing.timeline.channel("mid")
    piece = alt.Detail(field="piece", type="nominal")
    area = alt.Chart(_intervals(series.frame)).mark_area(color=series.colour, opacity=0.2)
    line = alt.Chart(_runs(series.frame)).mark_line(color=series.colour)
    dash = alt.StrokeDash(
        field="thin",
        type="nominal",
        legend=None,
        scale=alt.Scale(domain=[False, True], range=[_SOLID, _DOTTED]),
    )
    value = drawing.up("value")
    return [
        area.encode(x=place, y=drawing.up("low", axis), y2=alt.Y2(field="high"), detail=piece),
        line.encode(x=place, y=value, detail=piece, strokeDash=dash),
        *_lone_intervals(series, drawing),
        _points(series, drawing.look).encode(x=place, y=value),
        *_last(series, written, drawing),
    ]


def _row(row: Row, **more: object) -> Row:
    """A point of a line as Vega reads it."""
    return {"mid": iso(row["mid"]), "value": known(row["value"]), **more}


def _bounds(row: Row) -> Row:
    """The interval of a point as Vega reads it."""
    return {"mid": iso(row["mid"]), "low": known(row["low"]), "high": known(row["high"])}


def _runs(frame: pd.DataFrame) -> alt.InlineData:
    """Every stretch between two neighbours, joined while both are known and equally thin.

    A stretch is dotted when either of its ends rests on few observations.
    """
    rows: list[Row] = []
    piece, style = 0, False
    for left, right in _neighbours(frame):
        thin = bool(left["thin"] or right["thin"])
        goes_on = rows and thin == style and rows[-1]["mid"] == iso(left["mid"])
        if not goes_on:
            piece, style = piece + 1, thin
            rows.append(_row(left, piece=piece, thin=thin))
        rows.append(_row(right, piece=piece, thin=thin))
    return values(rows)


def _neighbours(frame: pd.DataFrame) -> list[tuple[Row, Row]]:
    """Two periods next to each other, both with a value."""
    rows = rows_of(frame)
    return [(a, b) for a, b in pairwise(rows) if pd.notna(a["value"]) and pd.notna(b["value"])]


def _intervals(frame: pd.DataFrame) -> alt.InlineData:
    """The bounds of each period; a new piece begins after every gap."""
    bounded = frame.low.notna() & frame.high.notna() & frame.value.notna()
    piece = (~bounded).cumsum()
    return values(
        _bounds(row) | {"piece": int(n)}
        for row, n, there in zip(rows_of(frame), piece, bounded, strict=True)
        if there
    )


def _lone(frame: pd.DataFrame) -> pd.Series:
    """Which known periods have an unknown one on both sides: no line would show them."""
    there = frame.value.notna()
    beside = there.shift(1, fill_value=False) | there.shift(-1, fill_value=False)
    return there & ~beside


def _lone_intervals(series: Series, drawing: Drawing) -> list[alt.Chart]:
    """A standing stroke for the interval of a lone period, since an area needs two."""
    alone = series.frame[_lone(series.frame) & series.frame.low.notna()]
    if alone.empty:
        return []
    data = values(_bounds(row) for row in rows_of(alone))
    mark = alt.Chart(data).mark_rule(
        color=series.colour, opacity=0.35, strokeWidth=2 * drawing.look.sizes.line
    )
    return [
        mark.encode(x=drawing.timeline.channel("mid"), y=drawing.up("low"), y2=alt.Y2(field="high"))
    ]


def _points(series: Series, look: Look) -> alt.Chart:
    """Hollow points for thin periods, filled ones for lone periods and for the last known."""
    frame = series.frame
    last = frame.index == (series.known.index[-1] if len(series.known) else None)
    seen = frame[(frame.thin & frame.value.notna()) | _lone(frame) | last]
    data = values(
        _row(row, fill=look.colours["bg"] if row["thin"] else series.colour)
        for row in rows_of(seen)
    )
    mark = alt.Chart(data).mark_point(
        filled=True, size=look.sizes.point * 1.3, stroke=series.colour, strokeWidth=1.3
    )
    drawn: alt.Chart = mark.encode(fill=alt.Fill(field="fill", type="nominal", scale=None))
    return drawn


def _last(series: Series, written: str, drawing: Drawing) -> list[alt.Chart]:
    """The last known value, in its line's colour, above whatever of the line it would cover."""
    if series.known.empty:
        return []
    row = rows_of(series.known)[-1]
    look, timeline = drawing.look, drawing.timeline
    reach = len(written) * _CHARACTER * look.sizes.figure / _USUAL_WIDTH
    near = series.known[series.known.mid.map(timeline.part) >= timeline.part(row["mid"]) - reach]
    place = drawing.pixel(float(near[["value", "high"]].max().max())) - look.sizes.figure * 0.5
    align = timeline.align(row["mid"])
    return figure(row["mid"], place, written, series.colour, drawing, align)

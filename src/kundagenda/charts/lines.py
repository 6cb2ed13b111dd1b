"""A value over time as a line that breaks where nothing is known, with its interval behind it."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from itertools import pairwise

import altair as alt
import pandas as pd

from kundagenda.charts.clear import above, below
from kundagenda.charts.drawing import Drawing, end_under, figure, note
from kundagenda.charts.theme import Look
from kundagenda.charts.timeline import Row, iso, known, rows_of, values
from kundagenda.texts.catalogue import say

# How much of a picture a written value covers: a figure's width in em, and the width to expect.
_CHARACTER, _USUAL_WIDTH = 0.6, 450
_DOTTED, _SOLID = [1, 5], [1, 0]


@dataclass(frozen=True)
class Series:
    """A value over time: mid, value, low, high (null: unknown), thin, and running (not over).

    ``span`` is what a written value is about, as "in Q3"; empty where the picture need not say.
    """

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
        span: str = "",
    ) -> "Series":
        """The columns of the periods that make a line; without bounds it has no interval."""
        named = {"value": value, "low": low, "high": high}
        numbers = {
            name: pd.to_numeric(periods[column]).astype(float) if column else float("nan")
            for name, column in named.items()
        }
        sparse = periods[thin].eq(True) if thin else False
        spans = periods[span].where(periods[span].notna(), "") if span else ""
        frame = {"mid": periods.mid, **numbers, "thin": sparse, "running": periods.partial}
        return cls(pd.DataFrame(frame | {"span": spans}), colour)

    @property
    def known(self) -> pd.DataFrame:
        """The periods with a value."""
        return self.frame[self.frame.value.notna()]

    @property
    def finished(self) -> pd.DataFrame:
        """The periods with a value that are over: only these are written as what it is now."""
        return self.known[~self.known.running]

    @property
    def unfinished(self) -> pd.DataFrame:
        """The period with a value that still runs, if there is one."""
        return self.known[self.known.running]

    @property
    def extremes(self) -> list[float]:
        """Every number that the scale must hold."""
        numbers = self.known[["value", "low", "high"]].to_numpy().ravel()
        return [float(number) for number in numbers if not pd.isna(number)]


def line_band(
    series: Series,
    write: Callable[[float], str],
    axis: alt.Axis,
    drawing: Drawing,
    lines: Sequence[float] = (),
) -> list[alt.Chart]:
    """Interval, line, the points that must be seen, and the last finished value in writing.

    ``lines`` are values with a line of their own, such as a target, that no value is written on.
    """
    level = [drawing.pixel(value) for value in (*drawing.ladder.steps, *lines)]
    place = drawing.timeline.channel("mid")
    piece = alt.Detail(field="piece", type="nominal")
    area = alt.Chart(_intervals(series.frame)).mark_area(color=series.colour, opacity=0.2)
    line = alt.Chart(_runs(series.frame)).mark_line(color=series.colour)
    value = drawing.up("value")
    return [
        area.encode(x=place, y=drawing.up("low", axis), y2=alt.Y2(field="high"), detail=piece),
        line.encode(x=place, y=value, detail=piece, strokeDash=_dash()),
        *_lone_intervals(series, drawing),
        _points(series, drawing.look).encode(x=place, y=value),
        *_last(series, write, level, drawing),
        *_so_far(series, write, level, drawing),
    ]


def _dash() -> alt.StrokeDash:
    """Dotted where it rests on few observations, or is not over."""
    scale = alt.Scale(domain=[False, True], range=[_SOLID, _DOTTED])
    return alt.StrokeDash(field="thin", type="nominal", legend=None, scale=scale)


def _row(row: Row, **more: object) -> Row:
    """A point of a line as Vega reads it."""
    return {"mid": iso(row["mid"]), "value": known(row["value"]), **more}


def _bounds(row: Row) -> Row:
    """The interval of a point as Vega reads it."""
    return {"mid": iso(row["mid"]), "low": known(row["low"]), "high": known(row["high"])}


def _runs(frame: pd.DataFrame) -> alt.InlineData:
    """Every stretch between two neighbours, joined while both are known and equally thin.

    A stretch is dotted when either of its ends rests on few observations, or is not over.
    """
    rows: list[Row] = []
    piece, style = 0, False
    for left, right in _neighbours(frame):
        thin = bool(left["thin"] or right["thin"] or right["running"])
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
    """Hollow points for thin and running periods, filled for lone ones and the last finished."""
    frame = series.frame
    last = frame.index == (series.finished.index[-1] if len(series.finished) else None)
    hollow = frame.thin | frame.running
    seen = frame[(hollow & frame.value.notna()) | _lone(frame) | last]
    data = values(
        _row(row, fill=look.colours["bg"] if row["thin"] or row["running"] else series.colour)
        for row in rows_of(seen)
    )
    mark = alt.Chart(data).mark_point(
        filled=True, size=look.sizes.point * 1.3, stroke=series.colour, strokeWidth=1.3
    )
    drawn: alt.Chart = mark.encode(fill=alt.Fill(field="fill", type="nominal", scale=None))
    return drawn


def _last(
    series: Series, write: Callable[[float], str], level: Sequence[float], drawing: Drawing
) -> list[alt.Chart]:
    """The last finished value, in its line's colour, above whatever of the line it would cover."""
    if series.finished.empty:
        return []
    row = rows_of(series.finished)[-1]
    written, place = _written_last(row, series, write, level, drawing)
    align = drawing.timeline.align(row["mid"])
    return figure(row["mid"], place, written, series.colour, drawing, align)


def _written_last(
    row: Row,
    series: Series,
    write: Callable[[float], str],
    level: Sequence[float],
    drawing: Drawing,
) -> tuple[str, float]:
    """The last finished value as it is written, and its baseline."""
    size = drawing.look.sizes.figure
    written = f"{write(row['value'])} {row['span']}".rstrip()
    near = _near(series, row["mid"], len(written) * size, drawing)
    over = drawing.pixel(float(near[["value", "high"]].max().max())) - size * 0.5
    return written, above(over, size, level)


def _so_far(
    series: Series, write: Callable[[float], str], level: Sequence[float], drawing: Drawing
) -> list[alt.Chart]:
    """What a period that is not over has come to, smaller, and that it runs.

    It stands under the line, or over it where the band has no room below; where there is none
    above either, the hollow point and what the pointer tells must do.
    """
    if series.unfinished.empty:
        return []
    row, size = rows_of(series.unfinished)[-1], drawing.look.sizes.label
    written = say(drawing.look.lang, "{value} so far", value=write(row["value"]))
    near = _near(series, row["mid"], len(written) * size, drawing)
    under = drawing.pixel(float(near[["value", "low"]].min().min())) + size * 1.3
    place = below(under, size, level)
    if place > drawing.band.bottom + size * 0.3:
        over = drawing.pixel(float(near[["value", "high"]].max().max())) - size * 0.5
        if series.finished.index[-1:].isin(near.index).any():  # its value stands there already
            last = rows_of(series.finished)[-1]
            standing = _written_last(last, series, write, level, drawing)[1]
            over = min(over, standing - drawing.look.sizes.figure * 1.1)
        place = above(over, size, level)
        if place < drawing.band.title:
            return []
    end = end_under(row["mid"], written, drawing)
    return note(end, place, written, series.colour, drawing)


def _near(series: Series, day: pd.Timestamp, wide: float, drawing: Drawing) -> pd.DataFrame:
    """The known periods over or under which a text of this width ends or begins at a day."""
    part, reach = drawing.timeline.part, wide * _CHARACTER / _USUAL_WIDTH
    return series.known[series.known.mid.map(lambda mid: abs(part(mid) - part(day)) <= reach)]

"""A value over time as a line that breaks where nothing is known, with its interval behind it."""

from dataclasses import dataclass
from typing import Any

import altair as alt
import pandas as pd

from kundagenda.charts.bands import Band
from kundagenda.charts.scales import Ladder, height
from kundagenda.charts.theme import Look
from kundagenda.charts.timeline import Timeline, iso, known, values


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
        low: str = "",
        high: str = "",
        thin: str = "",
    ) -> "Series":
        """The columns of the periods that make a line; without bounds it has no interval."""
        unknown = pd.Series(float("nan"), index=periods.index)
        frame = pd.DataFrame(
            {
                "mid": periods.mid,
                "value": pd.to_numeric(periods[value]),
                "low": pd.to_numeric(periods[low]) if low else unknown,
                "high": pd.to_numeric(periods[high]) if high else unknown,
                "thin": periods[thin].eq(True) if thin else False,
            }
        )
        return cls(frame, colour)

    @property
    def known(self) -> pd.DataFrame:
        """The periods with a value."""
        return self.frame[self.frame.value.notna()]

    @property
    def extremes(self) -> list[float]:
        """Every number that the scale must hold."""
        return [float(n) for n in self.known[["value", "low", "high"]].stack().dropna()]


def line_band(
    series: Series, written: str, band: Band, ladder: Ladder, axis: alt.Axis, timeline: Timeline,
    look: Look,
) -> list[alt.Chart]:
    """Interval, line, points that must be seen, and the last known value in writing."""
    place = timeline.channel("mid")
    value = height("value", ladder, band.top, band.bottom)
    return [
        _interval(series, band, ladder, axis, timeline),
        _line(series, value, timeline),
        *_points(series, value, look).encode(x=place).layer_parts(),
        *_written(series, written, band, ladder, timeline, look),
    ]

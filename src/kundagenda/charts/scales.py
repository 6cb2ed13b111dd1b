"""Where a picture begins and ends: rounded, and never so narrow that a calm series looks wild."""

import json
import math
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

import altair as alt

_SHARE_STEPS = (0.02, 0.05, 0.1, 0.2, 0.25, 0.5)
_STEPS = (0.5, 1, 2, 5, 10, 15, 20, 25, 50, 100)


@dataclass(frozen=True)
class Ladder:
    """A vertical scale: its two ends and the few steps (at most three) that are written."""

    low: float
    high: float
    steps: tuple[float, ...]

    def pixel(self, value: float, top: float, bottom: float) -> float:
        """How far down the picture a value lies, when the scale runs from bottom to top."""
        part = (value - self.low) / (self.high - self.low)
        return round(bottom - part * (bottom - top), 1)


def from_zero(most: float, least: float = 0.08) -> Ladder:
    """A scale for shares of 0..1 that starts at zero and reaches ``most``, at least ``least``.

    >>> from_zero(0.21).steps, from_zero(0.0).steps
    ((0, 0.1, 0.2), (0, 0.05, 0.1))
    """
    top = max(most, least)
    step = next((step for step in _SHARE_STEPS if top <= 2.6 * step), _SHARE_STEPS[-1])
    return Ladder(0, max(2 * step, 1.04 * top), (0, step, round(2 * step, 2)))


def around(
    values: Sequence[float], least: float, limits: tuple[float, float], unit: float = 1
) -> Ladder:
    """A scale round the values, at least ``least`` wide and inside ``limits``.

    Args:
        values: One known value or more.
        least: The narrowest span; ordinary variation must not fill the picture.
        limits: What the metric itself can be; the scale is pushed inside.
        unit: What a step of one is written as: 1 for points, 0.01 for percent.

    >>> around([21, 22], 30, (-100, 100)).steps
    (10, 20, 30)
    >>> around([0.99, 1.0], 0.06, (0, 1), 0.01).steps
    (0.95, 1.0)
    """
    span = max(1.16 * (max(values) - min(values)), least)
    low = (max(values) + min(values) - span) / 2
    low = max(limits[0], min(low, limits[1] - span))
    high = min(limits[1], low + span)
    return Ladder(low, high, _steps(low, high, unit))


def _steps(low: float, high: float, unit: float) -> tuple[float, ...]:
    """The finest round steps between the ends of which there are at most three."""
    for step in _STEPS:
        first = math.ceil(low / unit / step - 1e-9)
        last = math.floor(high / unit / step + 1e-9)
        if last - first < 3:
            return tuple(round(k * step * unit, 6) for k in range(first, last + 1))
    return (round(low), round(high))


def height(
    field: str,
    ladder: Ladder,
    top: float,
    bottom: float,
    axis: alt.Axis | None = None,
) -> alt.Y:
    """A vertical place between two pixels, so that several bands share one picture."""
    scale = alt.Scale(domain=[ladder.low, ladder.high], range=[bottom, top], zero=False, nice=False)
    return alt.Y(field=field, type="quantitative", title=None, scale=scale, axis=axis)


def side(
    steps: Sequence[float], write: Callable[[float], str], gutter: float, **more: Any
) -> alt.Axis:
    """The written steps to the left, with a gridline each, in a gutter of fixed width."""
    return alt.Axis(
        values=list(steps),
        labelExpr=_pick([write(step) for step in steps]),
        grid=True,
        orient="left",
        minExtent=gutter,
        maxExtent=gutter,
        **more,
    )


def _pick(labels: Sequence[str]) -> str:
    """An expression for the label of a step, since we write numbers and Vega does not."""
    if len(labels) == 1:
        return json.dumps(labels[0], ensure_ascii=False)
    written = json.dumps(list(labels), ensure_ascii=False)
    return f"{written}[round(datum.index * {len(labels) - 1})]"

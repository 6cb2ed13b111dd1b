"""Where a written value stands so that no level line, of the grid or a target, runs through it."""

from collections.abc import Sequence

# How far a text reaches over and under its baseline, in heights of the text, with some air.
_OVER, _UNDER = 0.9, 0.3


def above(place: float, size: float, lines: Sequence[float]) -> float:
    """The nearest baseline at or above ``place``, in px from the top, that is clear of lines.

    Args:
        place: Where the text would stand.
        size: The size of its type, in px.
        lines: How far down level lines run, in px.

    >>> above(100, 10, [50]), above(100, 10, [96]), above(100, 10, [96, 86])
    (100, 93.0, 83.0)
    """
    for line in sorted(lines, reverse=True):
        if _on(place, size, line):
            place = line - _UNDER * size
    return place


def below(place: float, size: float, lines: Sequence[float]) -> float:
    """The nearest baseline at or below ``place`` that is clear of lines, as in `above`.

    >>> below(100, 10, [50]), below(100, 10, [96])
    (100, 105.0)
    """
    for line in sorted(lines):
        if _on(place, size, line):
            place = line + _OVER * size
    return place


def _on(place: float, size: float, line: float) -> bool:
    return place - _OVER * size < line < place + _UNDER * size

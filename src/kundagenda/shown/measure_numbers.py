"""The periods of metrics as numbers, for a chart that can be edited."""

from collections.abc import Sequence
from math import isnan

from kundagenda.findings.measured import Measured
from kundagenda.findings.view import View
from kundagenda.shown.measured import drawn_measure
from kundagenda.shown.screen import Numbers, Series
from kundagenda.texts.measures import decimals_of
from metrics.definition import Unit


def measure_numbers(
    lines: Sequence[tuple[str, str, Measured]], view: View, lang: str
) -> Numbers | None:
    """Name, colour and metric of each line, over the periods that are over.

    Null where they are not of one unit, or nothing is known: a chart has one axis.
    """
    if len({found.metric.unit for _, _, found in lines}) != 1:
        return None
    drawn = [drawn_measure(found, view, lang) for _, _, found in lines]
    longest = max(drawn, key=len)
    labels = tuple(longest.loc[~longest["partial"], "label"])
    if not labels:
        return None
    known = [dict(zip(frame["label"], frame["value"], strict=True)) for frame in drawn]
    series = (
        _series(name, colour, found, [values.get(label) for label in labels])
        for (name, colour, found), values in zip(lines, known, strict=True)
    )
    return Numbers(labels, tuple(series))


def _series(name: str, colour: str, found: Measured, given: Sequence[float | None]) -> Series:
    """One line; per cent is told as a share of 1, and what is not known as null."""
    unit = found.metric.unit
    scale = 0.01 if unit is Unit.PERCENT else 1
    known = [None if value is None or isnan(value) else value for value in given]
    values = tuple(None if value is None else scale * value for value in known)
    most = max((abs(value) for value in known if value is not None), default=1.0)
    share = unit in (Unit.SHARE, Unit.PERCENT)
    return Series(name, values, colour, share, decimals_of(found.metric, most))

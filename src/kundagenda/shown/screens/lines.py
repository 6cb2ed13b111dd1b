"""A metric's line with its interval and its target, as numbers for a native chart."""

from collections.abc import Callable
from dataclasses import replace

from kundagenda.findings.measured import Measured
from kundagenda.findings.reading import Reading
from kundagenda.findings.view import View
from kundagenda.shown.measure_numbers import measure_numbers
from kundagenda.shown.measured import target_value
from kundagenda.shown.screen import Drawn, Numbers, Series
from kundagenda.texts.told import lang, tell
from metrics.periods import first_day, months_of


def line_numbers(
    name: str, colour: str, found: Measured, view: View, chart: str = ""
) -> Numbers | None:
    """The line first, then what is known of interval and target; null where nothing is."""
    kinds: dict[Drawn, tuple[str, Measured]] = {"line": (name, found)}
    kinds["low"] = low_end(name), _valued(found, lambda reading: reading.low)
    kinds["high"] = high_end(name), _valued(found, lambda reading: reading.high)
    if found.target is not None:
        kinds["target"] = (
            tell("{name}, target", name=name),
            _valued(found, lambda each: _aimed(each, found, view)),
        )
    lines = [(called, colour, each) for called, each in kinds.values()]
    numbers = measure_numbers(lines, view, lang())
    if numbers is None:
        return None
    title = chart or _titled(name, found, any(map(known, numbers.series[1:3])))
    placed = [
        replace(series, drawn=kind, chart=title)
        for kind, series in zip(kinds, numbers.series, strict=True)
    ]
    return replace(numbers, series=tuple(each for each in placed if _says(each)))


def low_end(name: str) -> str:
    """What the lower end of an interval is called."""
    return tell("{name}, low end of the interval", name=name)


def high_end(name: str) -> str:
    """What the upper end of an interval is called."""
    return tell("{name}, high end of the interval", name=name)


def titled(name: str, uncertain: bool) -> str:
    """The title of a chart with a line."""
    return tell("{name}, with uncertainty", name=name) if uncertain else name


def known(series: Series) -> bool:
    """Whether any of its values is known."""
    return any(value is not None for value in series.values)


def _says(series: Series) -> bool:
    return series.drawn == "line" or known(series)


def _titled(name: str, found: Measured, uncertain: bool) -> str:
    """The title, and what the target is."""
    if found.target is None:
        return titled(name, uncertain)
    target = tell("target {value}", value=target_value(found.metric, found.target, lang()))
    return f"{titled(name, uncertain)}\n{tell('Dashed: {target}', target=target)}"


def _valued(found: Measured, of: Callable[[Reading], float | None]) -> Measured:
    """The same metric and periods with other values; nothing where the value is not shown."""
    readings = (
        replace(reading, value=None if reading.value is None else of(reading))
        for reading in found.readings
    )
    return replace(found, readings=tuple(readings))


def _aimed(reading: Reading, found: Measured, view: View) -> float | None:
    """The target in a period that ends after it was set."""
    target = found.target
    ends = first_day(months_of(reading.period, view.grain)[-1] + 1)
    return target.value if target is not None and ends > target.valid_from else None

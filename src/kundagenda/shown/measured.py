"""A metric's picture on a page of its own, and its newest figures as a table."""

from collections.abc import Sequence

import pandas as pd

from kundagenda.charts.measure import Scale, measure_chart
from kundagenda.charts.stacks import Promise
from kundagenda.charts.theme import Mode
from kundagenda.charts.theme import Screen as Size
from kundagenda.findings.measured import YEAR, Measured
from kundagenda.findings.overview import Event
from kundagenda.findings.reading import SURE_FROM, Reading, Status
from kundagenda.findings.targets import Target
from kundagenda.findings.view import View
from kundagenda.shown.drawn import FAINT, drawn_events, period_name
from kundagenda.shown.pictured import ROWS, Picture, pictured
from kundagenda.texts.catalogue import say, say_many
from kundagenda.texts.definition_words import counted
from kundagenda.texts.measures import scale_of, sign_of, written, written_ends
from kundagenda.texts.numbers import UNKNOWN, number, percent
from kundagenda.texts.sentences import metric_name
from metrics.definition import Definition, Family, Metric, Unit
from metrics.nki import STRONG_ABOVE, WEAK_BELOW
from metrics.periods import Grain, first_day, months_of

# Narrower than this part of all that can be, and ordinary variation would fill the picture.
_LEAST_PART = {Unit.SHARE: 0.06, Unit.PERCENT: 0.15, Unit.POINTS: 0.15, Unit.INDEX: 0.1}
# A share of a company's own, such as uptime, is a matter of a few percent.
_LEAST_OF_OUTCOME = 0.03
_COLOURS = {Family.SURVEY: "satisfaction", Family.RETENTION: "retention"}


def measure_picture(
    found: Measured,
    view: View,
    events: Sequence[Event],
    *,
    mode: Mode,
    lang: str,
    alt: str = "",
    screen: Size = "page",
    height: float = 300,
) -> Picture:
    """The metric over the periods in view, with events, target, table and a text alternative.

    Keep what it returns (`panels.once`): pages draw the same for everybody.
    """
    periods = drawn_measure(found, view, lang)
    shown = drawn_events(events, lang, (found.metric.key,))
    drawn = pd.DataFrame([vars(event) for event in shown])
    chart = measure_chart(
        periods, drawn, scale_for(found, lang), drawn_target(found, lang),
        mode=mode, lang=lang, screen=screen, height=height,
    )  # fmt: skip
    newest = periods.iloc[::-1].head(ROWS)
    table = {
        say(lang, "Period"): list(newest["label"]),
        metric_name(found.metric.key, lang): list(newest["text"]),
    }
    return pictured(chart, alt or measure_in_words(found, lang), table)


def measure_in_words(found: Measured, lang: str) -> str:
    """What the picture shows, for those who do not see it."""
    name, now = metric_name(found.metric.key, lang), found.figure.now
    if now is None or now.value is None:
        return say(lang, "{name} by period.", name=name)
    value = reading_text(now, lang)
    return say(lang, "{name} by period; the latest year: {value}.", name=name, value=value)


def drawn_measure(found: Measured, view: View, lang: str) -> pd.DataFrame:
    """One row a period with days, names and texts, from the first that has anything to tell.

    A rolling year stands at the month it ends with.
    """
    there = [bool(r.base or r.value is not None) for r in found.readings]
    first = there.index(True) if any(there) else len(there) - 1
    return drawn_readings(found.readings[first:], view, lang)


def drawn_readings(readings: Sequence[Reading], view: View, lang: str) -> pd.DataFrame:
    """One row a reading, as `drawn_measure` has them."""
    return pd.DataFrame([_row(reading, view, lang) for reading in readings])


def _row(reading: Reading, view: View, lang: str) -> dict[str, object]:
    months = months_of(reading.period, view.grain)
    running = months[-1] > view.last
    # Twelve months that end with the last whole one are over, though their quarter is not.
    a_year = running and reading.metric.horizon == YEAR and reading.value is not None
    partial = running and not a_year
    start = months[-1] if view.grain is Grain.ROLLING12 else months[0]
    named = {"period": reading.period, "partial": partial}
    return {
        "start": pd.Timestamp(first_day(start)),
        "end": pd.Timestamp(first_day((view.last if a_year else months[-1]) + 1)),
        "label": _year_to(view.last, lang) if a_year else period_name(named, view.grain, lang),
        "partial": partial,
        "value": reading.value,
        "low": reading.low,
        "high": reading.high,
        "thin": _is_few(reading) if a_year else reading.status in FAINT,
        "withheld": reading.status is Status.WITHHELD,
        "text": reading_text(reading, lang),
    }


def _year_to(last: int, lang: str) -> str:
    return period_name({"period": last, "partial": False}, Grain.ROLLING12, lang)


def _is_few(reading: Reading) -> bool:
    return reading.base is not None and reading.base < SURE_FROM


def reading_text(reading: Reading, lang: str) -> str:
    """The value with its interval and base, or why there is none."""
    metric, base = reading.metric, reading.base
    said = say_many(lang, *counted(metric.base), base or 0, count=number(base or 0, lang))
    if reading.value is None:
        if reading.status is Status.WITHHELD:
            return say(lang, "{base}, withheld", base=said)
        return UNKNOWN
    value = written(metric, reading.value, lang)
    if reading.low is not None and reading.high is not None:
        value += f" ({written_ends(metric, reading.low, reading.high, lang)})"
    return f"{value}, {said}" if base else value


def scale_for(found: Measured, lang: str) -> Scale:
    """How the metric is drawn: its family's colour, its unit's way of writing."""
    metric = found.metric
    values = [r.value for r in found.readings if r.value is not None]
    low, high = metric.values or (min([0.0, *values]), 2 * max([1.0, *values]))
    return Scale(
        name=metric_name(metric.key, lang),
        colour=_COLOURS.get(metric.family, "improve"),
        write=lambda value: written(metric, value, lang),
        least=_least(metric, values, high - low),
        limits=(low, high),
        unit=1 / scale_of(metric),
        bounds=_bounds(metric, lang),
    )


def _bounds(metric: Definition, lang: str) -> tuple[tuple[float, str], ...]:
    """What Svenskt Kvalitetsindex calls weak and strong, of an index like theirs alone."""
    if metric.key != "nki":
        return ()
    weak, strong = number(WEAK_BELOW, lang), number(STRONG_ABOVE, lang)
    return (
        (WEAK_BELOW, say(lang, "Weak under {n}", n=weak)),
        (STRONG_ABOVE, say(lang, "Strong over {n}", n=strong)),
    )


def _least(metric: Metric, values: Sequence[float], span: float) -> float:
    """The narrowest span that leaves ordinary variation small."""
    part = _LEAST_PART.get(metric.unit)
    if part is None:
        return 0.1 * max(map(abs, values), default=0.0) or 1.0
    return _LEAST_OF_OUTCOME if metric.family is Family.OUTCOME else part * span


def drawn_target(found: Measured, lang: str) -> Promise | None:
    """The target as a dashed line with its value."""
    target = found.target
    if target is None:
        return None
    label = say(lang, "Target {value}", value=target_value(found.metric, target, lang))
    return Promise(target.value, pd.Timestamp(target.valid_from), label)


def target_value(metric: Definition, target: Target, lang: str) -> str:
    """The target as its metric is written, without a decimal that it was not given with."""
    percents = scale_of(metric) * target.value
    if sign_of(metric, lang) and abs(percents - round(percents)) < 1e-6:
        return percent(percents / 100, lang)
    return written(metric, target.value, lang)

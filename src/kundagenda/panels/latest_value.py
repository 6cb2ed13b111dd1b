"""A metric's latest value with what it rests on and of when it is, or why there is none."""

from html import escape

from kundagenda.findings.definitions import grain_of
from kundagenda.findings.reading import SHOWN_FROM, Reading, Status
from kundagenda.panels.reader import lang, tell, tell_many
from kundagenda.texts.definition_words import counted
from kundagenda.texts.numbers import NO_BREAK, UNKNOWN, month, number, percent, period, span
from metrics.definition import Family, Metric, Unit
from metrics.periods import Grain


def latest_value(metric: Metric, reading: Reading | None) -> str:
    """The value, how sure it is, what it rests on and its period; or why there is none."""
    if reading is None:
        lines = [tell("no figures yet")]
    elif reading.value is None:
        lines = [_why_none(reading), _period(metric, reading)]
    else:
        lines = [_sureness(metric, reading), _base(metric, reading), _period(metric, reading)]
    value = reading.value if reading else None
    shown = UNKNOWN if value is None else _written(metric, value)
    said = "".join(f"<span>{escape(line)}</span>" for line in lines if line)
    return f"<b>{escape(shown)}</b>{said}"


def _why_none(reading: Reading) -> str:
    answers = reading.base or 0
    if reading.status is not Status.WITHHELD:
        return tell("nothing to count in these months")
    if answers >= SHOWN_FROM:
        return tell("withheld, to protect a small group")
    return tell_many(
        "{n} answer, shown from {least}", "{n} answers, shown from {least}", answers,
        least=SHOWN_FROM,
    )  # fmt: skip


def _sureness(metric: Metric, reading: Reading) -> str:
    if reading.low is None or reading.high is None:
        return ""
    scale, decimals = _scale(metric), _decimals(metric, reading.high)
    ends = span(scale * reading.low, scale * reading.high, lang(), decimals)
    return tell("likely {ends}", ends=ends + _sign(metric))


def _base(metric: Metric, reading: Reading) -> str:
    if reading.base is None:
        return tell("given without a base")
    said = tell_many(*counted(metric.base), reading.base, count=number(reading.base, lang()))
    return f"{said}, {tell('few')}" if reading.status is Status.THIN else said


def _period(metric: Metric, reading: Reading) -> str:
    if grain_of(metric) is Grain.MONTH:
        return month(reading.period, lang())
    return tell("12 months to {month}", month=period(reading.period, Grain.MONTH, lang()))


def _written(metric: Metric, value: float) -> str:
    """A value in its unit; a share is never rounded to nothing or to all when it is neither."""
    shown, decimals = _scale(metric) * value, _decimals(metric, value)
    if _sign(metric):
        least = 10.0**-decimals
        if 0 < shown < least / 2:
            return tell("under {share}", share=percent(least / 100, lang(), decimals))
        if 100 - least / 2 <= shown < 100:
            return tell("over {share}", share=percent(1 - least / 100, lang(), decimals))
        return percent(shown / 100, lang(), decimals)
    return number(shown, lang(), decimals)


def _sign(metric: Metric) -> str:
    """The percent sign as the language writes it; nothing in other units."""
    if metric.unit not in (Unit.SHARE, Unit.PERCENT):
        return ""
    return NO_BREAK + "%" if lang() == "sv" else "%"


def _scale(metric: Metric) -> float:
    return 100 if metric.unit is Unit.SHARE else 1


def _decimals(metric: Metric, value: float) -> int:
    """One for retention, indices and marks; for a company's own figures what their size needs."""
    if metric.unit in (Unit.INDEX, Unit.MARK):
        return 1
    if metric.unit is Unit.OWN:
        return 0 if abs(value) >= 100 else 1 if abs(value) >= 10 else 2
    return 1 if metric.family is Family.RETENTION else 0

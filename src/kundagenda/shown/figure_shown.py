"""A metric's last twelve months as a figure, written in its own unit, with all that it rests on."""

from kundagenda.findings.definitions import grain_of
from kundagenda.findings.overview import Change, Figure
from kundagenda.findings.reading import SHOWN_FROM, SURE_FROM, Reading, Status
from kundagenda.shown.figure import FigureShown, Pill, arrow_of
from kundagenda.texts.definition_words import counted
from kundagenda.texts.measures import decimals_of, scale_of, written, written_change, written_ends
from kundagenda.texts.numbers import UNKNOWN, month, number, period
from kundagenda.texts.sentences import metric_name
from kundagenda.texts.told import lang, tell, tell_many
from metrics.definition import Metric
from metrics.periods import Grain


def figure_shown(figure: Figure, label: str = "") -> FigureShown:
    """The value, its interval and base, its change in a year, and in the help what it means.

    A withheld value says how many answered; one that rests on few says so.
    """
    name = label or metric_name(figure.metric.key, lang())
    now, meant = figure.now, figure_help(figure)
    if now is None or now.value is None:
        why = _why_none(figure.metric, now)
        return FigureShown(name, UNKNOWN, why, meant, key=figure.metric.key)
    value = written(figure.metric, now.value, lang())
    return FigureShown(name, value, _base(now), meant, _pill(figure), figure.metric.key)


def figure_help(figure: Figure) -> str:
    """Definition, formula, numerator and denominator, period, the year before, and source."""
    metric, now = figure.metric, figure.now
    said = [tell(metric.definition), tell("Formula: {formula}.", formula=tell(metric.formula))]
    if now is not None and now.denominator:
        part, whole = number(now.numerator, lang()), number(now.denominator, lang())
        said.append(tell("{part} of {whole}.", part=part, whole=whole))
    if now is not None:
        said.append(_period(metric, now))
    if figure.before is not None and figure.before.value is not None:
        before = written(metric, figure.before.value, lang())
        said.append(tell("The year before: {value}.", value=before))
    if figure.change is not None:
        said += _difference(metric, figure.change)
    return " ".join([*said, tell("Source: {source}.", source=tell(metric.source))])


def _base(now: Reading) -> str:
    if now.base is None:
        return tell("given without a base")
    said = tell_many(*counted(now.metric.base), now.base, count=number(now.base, lang()))
    if now.low is not None and now.high is not None:
        said = f"{written_ends(now.metric, now.low, now.high, lang())}, {said}"
    return f"{said}, {tell('few')}" if now.base < SURE_FROM else said


def _why_none(metric: Metric, now: Reading | None) -> str:
    if now is None or not now.base:
        return tell("no figures yet")
    if now.status is Status.WITHHELD and now.base < SHOWN_FROM:
        return tell_many(
            "{n} answer, shown from {least}",
            "{n} answers, shown from {least}",
            now.base,
            least=SHOWN_FROM,
        )
    if now.status is Status.WITHHELD:
        return tell("withheld, to protect a small group")
    return tell_many(*counted(metric.base), now.base, count=number(now.base, lang()))


def _pill(figure: Figure) -> Pill:
    change, now, before = figure.change, figure.now, figure.before
    if change is None or now is None or before is None or now.value is None or before.value is None:
        return Pill()
    decimals, scale = decimals_of(figure.metric, now.value), scale_of(figure.metric)
    points = written_change(scale * now.value, scale * before.value, decimals)
    said = {
        True: tell("beyond chance"),
        False: tell("within chance"),
        None: tell("in a year"),
    }[change.real]
    return Pill(number(abs(points), lang(), decimals), arrow_of(points), said)


def _period(metric: Metric, now: Reading) -> str:
    if grain_of(metric) is Grain.MONTH:
        return tell("For {month}.", month=month(now.period, lang()))
    return tell("Twelve months to {month}.", month=period(now.period, Grain.MONTH, lang()))


def _difference(metric: Metric, change: Change) -> list[str]:
    if change.low is None or change.high is None:
        return []
    scale = scale_of(metric)
    low, high = (number(scale * end, lang(), 1) for end in (change.low, change.high))
    return [tell("The difference lies between {low} and {high} points (95%).", low=low, high=high)]

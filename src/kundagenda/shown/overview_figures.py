"""The four figures of the Overview, each with its definition, base, period and change."""

from dataclasses import replace

from kundagenda.findings.overview import Figure, Overview
from kundagenda.findings.reading import SHOWN_FROM, SURE_FROM, Reading, Status
from kundagenda.findings.standing import is_thin
from kundagenda.shown.figure import FigureShown, Pill, arrow_of
from kundagenda.texts.measures import written_change
from kundagenda.texts.numbers import UNKNOWN, month, number, percent, span
from kundagenda.texts.sentences import metric_name
from kundagenda.texts.told import lang, tell, tell_many
from metrics.definition import Metric, Unit


def overview_figures(values: Overview) -> tuple[FigureShown, ...]:
    """Attention in items and in meetings, what customers say, and whether they stay."""
    shown = (
        (_share_of_items(values), values.share),
        (_share_of_meetings(values), values.meeting_share),
        (_satisfaction(values.satisfaction), values.satisfaction),
        (_kept(values.churn), values.churn),
    )
    return tuple(replace(each, key=figure.metric.key) for each, figure in shown)


def _share_of_items(values: Overview) -> FigureShown:
    figure, now = values.share, values.share.now
    if now is None or now.value is None:
        return _unknown(tell("Customer items"), figure, tell("no agenda items"))
    counts = _of(now)
    if is_thin(values):
        return FigureShown(tell("Customer items"), counts, tell("items"), _help(figure))
    pill = _under_promise(values) if values.promise_kept is False else _change(figure, 0)
    base = tell("{counts} items", counts=counts)
    return FigureShown(
        tell("Customer share"),
        percent(now.value, lang()),
        base,
        _help(figure),
        pill,
    )


def _share_of_meetings(values: Overview) -> FigureShown:
    figure, now = values.meeting_share, values.meeting_share.now
    label = tell("On the agenda")
    if now is None or now.value is None:
        return _unknown(label, figure, tell("no meetings with an agenda"))
    if is_thin(values):
        return FigureShown(label, _of(now), tell("meetings"), _help(figure))
    base = tell("{counts} meetings", counts=_of(now))
    return FigureShown(
        label,
        percent(now.value, lang()),
        base,
        _help(figure),
        _change(figure, 0),
    )


def _satisfaction(figure: Figure) -> FigureShown:
    now, label = figure.now, metric_name(figure.metric.key, lang())
    if now is None or now.value is None:
        return _unknown(label, figure, _too_few_answers(now))
    answers = _answers(now)
    if now.low is not None and now.high is not None:
        answers = f"{span(now.low, now.high, lang())}, {answers}"
    if now.status is Status.THIN:
        answers += ", " + tell("few")
    return FigureShown(
        label,
        number(now.value, lang()),
        answers,
        _help(figure),
        _change(figure, 0),
    )


def _answers(now: Reading) -> str:
    if now.base is None:
        return tell("given without a base")
    return tell_many("{count} answer", "{count} answers", now.base, count=number(now.base, lang()))


def _kept(figure: Figure) -> FigureShown:
    """Customers kept is what churn leaves; its change has the opposite sign."""
    now, label = figure.now, tell("Customers kept")
    if now is None or now.value is None:
        return _unknown(label, figure, tell("no customers read in"))
    base = (
        tell("{counts} customers", counts=_of(now, rest=True))
        if now.denominator
        else tell("given without a base")
    )
    if now.base is not None and now.base < SURE_FROM:
        base += ", " + tell("few")
    value = percent(1 - now.value, lang(), 1)
    return FigureShown(label, value, base, _help(figure, sign=-1), _change(figure, 1, sign=-1))


def _unknown(label: str, figure: Figure, why: str) -> FigureShown:
    return FigureShown(label, UNKNOWN, why, _definition(figure.metric))


def _change(figure: Figure, decimals: int, sign: int = 1) -> Pill:
    """The change since the year before, and whether chance alone explains it."""
    change, now, before = figure.change, figure.now, figure.before
    if change is None or now is None or before is None or now.value is None or before.value is None:
        return Pill()
    scale, whole = _points(figure.metric), 0 if sign > 0 else 100
    to, since = (whole + sign * scale * each for each in (now.value, before.value))
    points = written_change(to, since, decimals)
    said = {
        True: tell("beyond chance"),
        False: tell("within chance"),
        None: tell("in a year"),
    }[change.real]
    return Pill(number(abs(points), lang(), decimals), arrow_of(points), said)


def _under_promise(values: Overview) -> Pill:
    """How far below the promise the share is: the one thing that is red."""
    declared = values.priority.declared_share if values.priority else None
    share = values.share.now.value if values.share.now else None
    if declared is None or share is None:
        return Pill()
    whole = round(100 * declared) - round(100 * share)
    distance = number(whole, lang()) if whole else number(100 * (declared - share), lang(), 1)
    return Pill(distance, "down", tell("below promise"), broken=True)


def _points(metric: Metric) -> float:
    return 100 if metric.unit is Unit.SHARE else 1


def _of(reading: Reading, *, rest: bool = False) -> str:
    """Numerator of denominator, or what the numerator leaves."""
    part, whole = reading.numerator or 0, reading.denominator or 0
    counted = whole - part if rest else part
    return tell("{part} of {whole}", part=number(counted, lang()), whole=number(whole, lang()))


def _too_few_answers(now: Reading | None) -> str:
    if now is None or not now.base:
        return tell("no answers read in")
    return tell_many(
        "{n} answer, shown from {least}",
        "{n} answers, shown from {least}",
        now.base,
        least=SHOWN_FROM,
    )


def _help(figure: Figure, sign: int = 1) -> str:
    """Definition, period, the year before, and what the difference is worth.

    ``sign`` is -1 for a figure that shows what the metric leaves.
    """
    said = [_definition(figure.metric, sign)]
    if figure.now is not None:
        said.append(tell("Twelve months to {month}.", month=month(figure.now.period, lang())))
    if figure.before is not None and figure.before.value is not None:
        before = figure.before.value if sign > 0 else 1 - figure.before.value
        said.append(tell("The year before: {value}.", value=_written(figure.metric, before)))
    change = figure.change
    if change and change.low is not None and change.high is not None:
        ends = sorted(sign * _points(figure.metric) * end for end in (change.low, change.high))
        low, high = (number(end, lang(), 1) for end in ends)
        said.append(
            tell("The difference lies between {low} and {high} points (95%).", low=low, high=high)
        )
    return " ".join(said)


def _written(metric: Metric, value: float) -> str:
    """A value in its unit."""
    if metric.unit is Unit.POINTS:
        return number(value, lang())
    return percent(value, lang(), 1)


def _definition(metric: Metric, sign: int = 1) -> str:
    """What a metric measures, in the reader's language."""
    if sign < 0:
        return tell("Customers of twelve months ago who still are, as a share of those customers.")
    return tell(metric.definition)

"""A figure's latest value with what it rests on and of when it is, or why there is none."""

from html import escape

from kundagenda.findings.definitions import grain_of
from kundagenda.findings.latest_figures import Lack, Standing
from kundagenda.findings.reading import SHOWN_FROM, SURE_FROM, Reading, Status
from kundagenda.panels.reader import lang, tell, tell_many
from kundagenda.texts.definition_words import counted
from kundagenda.texts.measures import written, written_ends
from kundagenda.texts.numbers import UNKNOWN, day, month, number, period
from metrics import customer_minute_share
from metrics.cohorts import ENOUGH_CUSTOMERS
from metrics.definition import Definition, Family, Interval, Metric
from metrics.initiatives import ENOUGH_FADED, ENOUGH_INITIATIVES
from metrics.periods import Grain


def latest_value(figure: Definition, latest: Reading | Standing | None) -> str:
    """The value, how sure it is, what it rests on and its period; or why there is none."""
    shown, lines = UNKNOWN, [tell("no figures yet")]
    if isinstance(latest, Standing):
        shown, lines = _standing(figure, latest)
    elif latest:
        shown, lines = _reading(latest.metric, latest)
    said = "".join(f"<span>{escape(line)}</span>" for line in lines if line)
    return f"<b>{escape(shown)}</b>{said}"


def _reading(metric: Metric, reading: Reading) -> tuple[str, list[str]]:
    """A metric's value and the lines below it."""
    if reading.value is None:
        bounds = _bounds(metric, reading)
        return UNKNOWN, [*bounds, _why_none(reading), _period(metric, reading)]
    thin = reading.status is Status.THIN
    lines = _bounds(metric, reading) or [_sureness(metric, reading.low, reading.high)]
    return written(metric, reading.value, lang()), [
        *lines, _base(metric, reading.base, thin), _period(metric, reading)
    ]  # fmt: skip


def _standing(figure: Definition, standing: Standing) -> tuple[str, list[str]]:
    """The value of a figure that does not add up over months, and the lines below it."""
    thin = figure.interval is not Interval.NONE and standing.base < SURE_FROM
    as_of = tell("as of {day}", day=day(standing.as_of, lang()))
    if standing.value is None:
        return UNKNOWN, [_lack(figure, standing), _base(figure, standing.base, False), as_of]
    value = written(figure, standing.value, lang())
    return tell("at least {time}", time=value) if standing.at_least else value, [
        _longest(standing), _sureness(figure, standing.low, standing.high),
        _base(figure, standing.base, thin), as_of,
    ]  # fmt: skip


def _longest(standing: Standing) -> str:
    """The longest streak beside the one that goes on."""
    if standing.longest is None:
        return ""
    return tell("longest {count}", count=number(standing.longest, lang()))


def _lack(figure: Definition, standing: Standing) -> str:
    """Why a figure has no value."""
    match standing.lack:
        case Lack.NEVER:
            return tell("no customer item so far")
        case Lack.NOT_HALF if standing.longest is not None:
            longest = written(figure, standing.longest, lang())
            return tell("more than half remain after {time}", time=longest)
        case Lack.TOO_FEW if figure.family is Family.RETENTION:
            return tell("too few, shown from {least}", least=ENOUGH_CUSTOMERS)
        case Lack.TOO_FEW:
            return tell(
                "too few, shown from {least} with {faded} faded",
                least=ENOUGH_INITIATIVES, faded=ENOUGH_FADED,
            )  # fmt: skip
        case _:
            return tell("nothing to count")


def _bounds(metric: Metric, reading: Reading) -> list[str]:
    """Of minutes, which are not sampled, the least and the greatest share there can be."""
    if metric is not customer_minute_share or reading.low is None or reading.high is None:
        return []
    return [tell("possible {ends}", ends=written_ends(metric, reading.low, reading.high, lang()))]


def _why_none(reading: Reading) -> str:
    answers = reading.base or 0
    if reading.metric is customer_minute_share and answers:
        return tell("too few minutes are known")
    if reading.status is not Status.WITHHELD:
        return tell("nothing to count in these months")
    if answers >= SHOWN_FROM:
        return tell("withheld, to protect a small group")
    return tell_many(
        "{n} answer, shown from {least}", "{n} answers, shown from {least}", answers,
        least=SHOWN_FROM,
    )  # fmt: skip


def _sureness(figure: Definition, low: float | None, high: float | None) -> str:
    if low is None:
        return ""
    if high is None:
        return tell("likely {low} or more", low=written(figure, low, lang()))
    return tell("likely {ends}", ends=written_ends(figure, low, high, lang()))


def _base(figure: Definition, base: int | None, thin: bool) -> str:
    if base is None:
        return tell("given without a base")
    said = tell_many(*counted(figure.base), base, count=number(base, lang()))
    return f"{said}, {tell('few')}" if thin else said


def _period(metric: Metric, reading: Reading) -> str:
    if grain_of(metric) is Grain.MONTH:
        return month(reading.period, lang())
    return tell("12 months to {month}", month=period(reading.period, Grain.MONTH, lang()))

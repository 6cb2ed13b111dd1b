"""How a target and where a figure stands against it are written: in words, without colour."""

from kundagenda.findings.aims import Aim, better_for
from kundagenda.findings.outcomes import Aimed
from kundagenda.findings.reading import SURE_FROM
from kundagenda.texts.catalogue import say
from kundagenda.texts.measures import written, written_ends
from kundagenda.texts.numbers import UNKNOWN, number
from kundagenda.texts.outcome_words import apart, cut, figure_name
from kundagenda.texts.told import lang, tell
from metrics.definition import Better, Metric


def aim_words(aim: Aim, lang: str) -> str:
    """The status in words."""
    return {
        Aim.REACHED: say(lang, "Reached"),
        Aim.MISSED: say(lang, "Not reached"),
        Aim.CHANCE: say(lang, "Within chance"),
        Aim.UNTOLD: say(lang, "Direction not known"),
        Aim.WITHHELD: say(lang, "Not shown, few answers"),
        Aim.MISSING: say(lang, "No figure"),
    }[aim]


def at_least(metric: Metric, value: str, lang: str) -> str:
    """A target with the way it is to be reached from, where that is known."""
    match better_for(metric):
        case Better.HIGHER:
            return say(lang, "at least {value}", value=value)
        case Better.LOWER:
            return say(lang, "at most {value}", value=value)
        case _:
            return value


def aimed_name(aimed: Aimed) -> str:
    """What is aimed at, and for which group where it is for one."""
    metric = aimed.metric
    name = figure_name(metric, lang()) if metric else aimed.target.metric.replace("_", " ")
    return f"{name}, {cut(aimed.name)}" if aimed.name else name


def aimed_target(aimed: Aimed) -> str:
    """The target as it is written beside the value."""
    if aimed.metric is None:
        return number(aimed.target.value, lang(), 2)
    return at_least(aimed.metric, _texts(aimed, aimed.metric)[1], lang())


def aimed_now(aimed: Aimed) -> str:
    """The value with its interval, and that it rests on few where it does."""
    now, metric = aimed.now, aimed.metric
    if metric is None or now is None or now.value is None:
        return UNKNOWN
    said = _texts(aimed, metric)[0]
    if now.low is not None and now.high is not None:
        said += f" ({written_ends(metric, now.low, now.high, lang())})"
    if now.base is None:
        return f"{said}, {tell('given without a base')}"
    return f"{said}, {tell('few')}" if now.base < SURE_FROM else said


def _texts(aimed: Aimed, metric: Metric) -> tuple[str, str]:
    value, target = aimed.now.value if aimed.now else None, aimed.target.value
    if value is None:
        return UNKNOWN, written(metric, target, lang())
    return apart(metric, value, target, lang())

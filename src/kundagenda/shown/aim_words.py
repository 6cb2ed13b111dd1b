"""How a target and where a figure stands against it are written: in words, without colour."""

from kundagenda.findings.aims import Aim, better_for
from kundagenda.texts.catalogue import say
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

"""A figure's value as its unit is written: per cent, points, marks, days."""

from kundagenda.texts.catalogue import say, say_many
from kundagenda.texts.definition_words import UNITS, counted
from kundagenda.texts.numbers import PERCENT, number, percent, span
from metrics.definition import Definition, Family, Unit

COUNTED = (Unit.DAYS, Unit.MONTHS, Unit.MEETINGS)


def written(figure: Definition, value: float, lang: str) -> str:
    """A value in its unit; a share is never rounded to nothing or to all when it is neither."""
    shown, decimals = scale_of(figure) * value, decimals_of(figure, value)
    if figure.unit in COUNTED:
        count = number(shown, lang)
        return say_many(lang, *counted(UNITS[figure.unit]), round(shown), count=count)
    if not sign_of(figure, lang):
        return number(shown, lang, decimals)
    least = 10.0**-decimals
    if 0 < shown < least / 2:
        return say(lang, "under {share}", share=percent(least / 100, lang, decimals))
    if 100 - least / 2 <= shown < 100:
        return say(lang, "over {share}", share=percent(1 - least / 100, lang, decimals))
    return percent(shown / 100, lang, decimals)


def written_change(now: float, before: float, decimals: int) -> float:
    """The change between two values as they are written: a reader who subtracts gets the same.

    >>> written_change(12.8, 20.4, 0), written_change(86.64, 87.95, 1)
    (-7.0, -1.4)
    """
    return round(round(now, decimals) - round(before, decimals), decimals)


def written_ends(figure: Definition, low: float, high: float, lang: str) -> str:
    """Both ends; of few marks they may lie beyond any mark, which says no more than all marks."""
    least, greatest = figure.values or (low, high)
    low, high = max(low, least), min(high, greatest)
    scale, decimals = scale_of(figure), decimals_of(figure, high)
    return span(scale * low, scale * high, lang, decimals) + sign_of(figure, lang)


def sign_of(figure: Definition, lang: str) -> str:
    """The percent sign as the language writes it; nothing in other units."""
    if figure.unit not in (Unit.SHARE, Unit.PERCENT):
        return ""
    return PERCENT[lang]


def scale_of(figure: Definition) -> float:
    """What a value is multiplied by before it is written."""
    return 100 if figure.unit is Unit.SHARE else 1


def decimals_of(figure: Definition, value: float) -> int:
    """One for retention, an outcome's share, indices and marks; for own units what size needs."""
    if figure.unit in (Unit.INDEX, Unit.MARK):
        return 1
    if figure.unit is Unit.PLACE:
        return 2
    if figure.unit is Unit.OWN:
        return sum(0 < abs(value) < limit for limit in (100, 10, 1))
    fine = figure.family in (Family.RETENTION, Family.OUTCOME)
    return 1 if fine and figure.unit not in COUNTED else 0

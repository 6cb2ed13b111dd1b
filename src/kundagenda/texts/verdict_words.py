"""What each verdict says, in words, put together from `kundagenda.texts.verdict_texts`.

Order in time is all that a lead or panel verdict may claim. Figures are told beside what they
rest on, and a relation not seen is never told as a relation that is not there.
"""

from math import ceil
from typing import NamedTuple

import pandas as pd

from kundagenda.texts.catalogue import say, say_many
from kundagenda.texts.numbers import month, number, percent
from kundagenda.texts.verdict_texts import (
    LEAD,
    LEAD_BACK,
    LEAD_EARLY,
    LEAD_LEFT,
    LEAD_OF_THE_AGENDA,
    LEVEL,
    LEVEL_NEW,
    NAMES,
    OF_THE_AGENDA,
    PANEL,
    PANEL_EARLY,
    TURNED,
)
from metrics.change import LevelChange
from metrics.definition import Unit
from metrics.lead import LAGS, WORTH_KNOWING, LeadVerdict, months_needed, when_will_we_know
from metrics.levels import FEWEST_MONTHS as MONTHS_FOR_LEVEL
from metrics.panel import PanelVerdict


class Counted(NamedTuple):
    """How many answers, or whatever the ``base`` of a metric is, the months used rest on."""

    base: str
    total: int


class Subject(NamedTuple):
    """What a verdict is about: a name as it stands inside a sentence, in the reader's language.

    ``turned`` when the figure counts what is lost and the name what stays, as with customers;
    ``of_the_agenda`` when it is how much of the agenda the customer gets.
    """

    name: str
    unit: Unit = Unit.OWN
    turned: bool = False
    of_the_agenda: bool = False


def subject(key: str, lang: str, unit: Unit = Unit.OWN) -> Subject:
    """A metric inside a sentence; anything else, such as a file, goes by its own name."""
    name = say(lang, NAMES[key]) if key in NAMES else key
    return Subject(name, unit, key in TURNED, key in OF_THE_AGENDA)


def level_sentences(verdict: LevelChange, about: Subject, lang: str) -> tuple[str, ...]:
    """What a level verdict says; from the change on also since when."""
    if verdict.status == "not_enough_data":
        if verdict.n >= MONTHS_FOR_LEVEL:
            return (say(lang, LEVEL["missing"]),)
        return (say(lang, LEVEL["early"], months=number(verdict.n, lang)),)
    told = [_level(verdict, about, lang)]
    if verdict.since is not None and verdict.status in ("changed", "new_level"):
        told.append(say(lang, LEVEL["since"], month=_month(verdict.since, lang)))
    new = verdict.baseline_months
    if verdict.confirmed is not None and new is not None and new < MONTHS_FOR_LEVEL:
        told.append(say_many(lang, *LEVEL_NEW, new, months=number(new, lang)))
    elif not verdict.seasonally_adjusted:
        told.append(say(lang, LEVEL["season"]))
    return tuple(told)


def _level(verdict: LevelChange, about: Subject, lang: str) -> str:
    if verdict.status == "no_change":
        return say(lang, LEVEL["same"])
    text = LEVEL[{"may_be_changing": "may", "new_level": "new"}.get(verdict.status, "changed")]
    now, before = (_value(mean, about, lang) for mean in (verdict.mean_last, verdict.mean_before))
    return say(lang, text, now=now, before=before)


def _value(value: float | None, about: Subject, lang: str) -> str:
    if value is not None and about.turned:
        value = 1 - value
    if about.unit is Unit.SHARE:
        return percent(value, lang, 1)
    if about.unit is Unit.PERCENT:
        return percent(None if value is None else value / 100, lang, 1)
    return number(value, lang, 1)


def lead_sentences(
    verdict: LeadVerdict, attention: Subject, outcome: Subject, lang: str
) -> tuple[str, ...]:
    """Which of the two moves first, or that it cannot be seen or told yet."""
    texts = LEAD_OF_THE_AGENDA if attention.of_the_agenda else LEAD
    name = say(lang, texts["attention"]) if attention.of_the_agenda else attention.name
    names = {"attention": name, "outcome": outcome.name}
    turned = attention.turned != outcome.turned
    back = verdict.reverse
    if verdict.status == "not_enough_data":
        return _lead_too_early(verdict, names, lang)
    if verdict.together:
        return _order(say(lang, texts["together"], **names), lang)
    if verdict.status == "signal":
        key = "up" if ((verdict.r or 0) > 0) != turned else "down"
        return _order(say(lang, texts[key], **names, **_lags(verdict, lang)), lang)
    if back is not None and back.status == "signal":
        key = "reverse_rise" if ((back.r or 0) > 0) != turned else "reverse_fall"
        return _order(say(lang, texts[key], **names, **_lags(back, lang)), lang)
    values = {"months": number(verdict.n, lang), "detectable": _detectable(verdict, lang)}
    return (say(lang, texts["none"], **names, **values),)


def _order(told: str, lang: str) -> tuple[str, ...]:
    """A finding is never told without its chance and without what it does not say."""
    return told, say(lang, LEAD["chance"]), say(lang, LEAD["order"])


def _lead_too_early(verdict: LeadVerdict, names: dict[str, str], lang: str) -> tuple[str, ...]:
    if verdict.reason != "too_few_months":
        return (say(lang, LEAD["missing" if verdict.reason == "missing_months" else "flat"]),)
    have, wait = verdict.n, 36 - verdict.n
    return (
        say_many(lang, *LEAD_EARLY, have, months=number(have, lang), **names),
        say_many(lang, *LEAD_BACK, wait),
    )


def lead_small_print(
    verdict: LeadVerdict, lang: str, counted: Counted | None = None
) -> tuple[str, ...]:
    """What the verdict rests on, and how long until a relation worth knowing would be seen."""
    counts = {"months": verdict.n, "lags": len(LAGS), "directions": verdict.directions}
    told = [say(lang, LEAD["used"], **{name: number(n, lang) for name, n in counts.items()})]
    if counted is not None:
        key = counted.base if counted.base in ("answers", "responses") else "counted"
        told.append(say(lang, LEAD[key], count=number(counted.total, lang)))
    if verdict.detectable_r is not None:
        told.append(say(lang, LEAD["detectable"], detectable=_detectable(verdict, lang)))
    left = months_left(verdict)
    told.append(say_many(lang, *LEAD_LEFT, left) if left else say(lang, LEAD["enough"]))
    return tuple(told)


def months_left(verdict: LeadVerdict) -> int:
    """Months until a relation worth knowing would be seen, in step with what would be seen now.

    Momentum and gaps cost months, so that the data are worth fewer than they are: as many as
    would reveal the same relation without either.
    """
    if verdict.detectable_r is None:
        return verdict.months_left()
    if verdict.detectable_r <= WORTH_KNOWING:
        return 0
    worth = months_needed(verdict.detectable_r + 1e-9, verdict.directions)
    return max(when_will_we_know(worth, directions=verdict.directions), 1)


def panel_sentences(verdict: PanelVerdict, outcome: Subject, lang: str) -> tuple[str, ...]:
    """What segments compared with one another say, and what they cannot."""
    if verdict.reason == "too_few_months":
        return (say_many(lang, *PANEL_EARLY, verdict.n, months=number(verdict.n, lang)),)
    if verdict.status == "not_enough_data":
        key = "segments" if verdict.reason == "too_few_segments" else "flat"
        return (say(lang, PANEL[key]),)
    blind, named = say(lang, PANEL["blind"]), {"outcome": outcome.name}
    if verdict.status == "no_evidence":
        counts = {"segments": number(verdict.segments, lang), "months": number(verdict.n, lang)}
        return say(lang, PANEL["none"], **named, **counts), blind
    key = "up" if ((verdict.r or 0) > 0) != outcome.turned else "down"
    told = say(lang, PANEL[key], **named, lag=number(verdict.lag, lang))
    chance = say(lang, PANEL["chance"], orders=number(verdict.orders, lang))
    return told, chance, say(lang, LEAD["order"]), blind


def _lags(verdict: LeadVerdict, lang: str) -> dict[str, str]:
    low, high = verdict.lag_range or (verdict.lag, verdict.lag)
    values = {"lag": verdict.lag, "low": low, "high": high}
    return {name: number(value, lang) for name, value in values.items()}


def _detectable(verdict: LeadVerdict, lang: str) -> str:
    """Rounded up, so that 0.502 is never told as the 0.50 for which months are still missing."""
    r = verdict.detectable_r
    return number(None if r is None else ceil(100 * r - 1e-9) / 100, lang, 2)


def _month(period: pd.Period, lang: str) -> str:
    return month(period.year * 12 + period.month - 1, lang)

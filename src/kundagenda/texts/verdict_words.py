"""What each verdict says, in words: keys of the Swedish in ``catalogues/sv/headline.po``.

Order in time is all that a lead or panel verdict may claim. Figures are told beside what they
rest on, and a relation not seen is never told as a relation that is not there.
"""

from typing import NamedTuple

import pandas as pd

from kundagenda.texts.catalogue import say, say_many
from kundagenda.texts.numbers import month, number, percent
from metrics.change import LevelChange
from metrics.definition import Unit
from metrics.lead import LAGS, LeadVerdict
from metrics.levels import FEWEST_MONTHS as MONTHS_FOR_LEVEL
from metrics.panel import PanelVerdict


class Subject(NamedTuple):
    """What a verdict is about: a name as it stands inside a sentence, in the reader's language.

    ``turned`` when the figure counts what is lost and the name what stays, as with customers.
    """

    name: str
    unit: Unit = Unit.OWN
    turned: bool = False


NAMES = {
    "customer_item_share": "the customer’s share of the agenda",
    "customer_meeting_share": "the share of meetings with a customer item",
    "deep_share": "the share of customer items that improve or create",
    "nps": "NPS",
    "csat_5": "satisfaction",
    "csat_7": "satisfaction",
    "csat_10": "satisfaction",
    "ces": "ease (CES)",
    "nki": "NKI",
    "response_rate": "the response rate",
    "logo_churn_month": "the share of customers who stay",
    "grr_month": "the revenue that stays",
    "nrr_month": "the revenue from existing customers",
}
TURNED = ("logo_churn", "logo_churn_month")

LEVEL = {
    "changed": "The last six months averaged {now}, earlier {before}. This is more than ordinary "
    "variation from month to month explains (seen two months running).",
    "new": "The last six months averaged {now}, the level before {before}.",
    "since": "The new level began around {month}.",
    "may": "The last six months averaged {now}, earlier {before}. The level may be changing: "
    "check next month.",
    "same": "No clear change: ordinary variation.",
    "missing": "Too many months are missing to say.",
    "season": "Not adjusted for the season: that takes 36 months.",
}
LEVEL_EARLY = (
    "There is {months} month, less than 24: too early to say.",
    "There are {months} months, less than 24: too early to say.",
)
LEVEL_NEW = (
    "The new level has lasted {months} month; after 24 it can be asked about anew.",
    "The new level has lasted {months} months; after 24 it can be asked about anew.",
)
LEAD = {
    "none": "In {months} months we see no sign that {outcome} follows {attention} within six "
    "months. With this much data we would notice a strong relation ({detectable} or more on a "
    "scale from 0 to 1) 8 times out of 10; a weaker one may exist.",
    "up": "When {attention} was higher than usual, {outcome} was usually higher about {lag} months "
    "later (range {low}–{high}).",
    "down": "When {attention} was higher than usual, {outcome} was usually lower about {lag} "
    "months later (range {low}–{high}).",
    "chance": "Chance alone gives a pattern this strong less than 1 time in 20.",
    "order": "This shows order in time, not cause: something else (a price change, a new "
    "product, an outage) may have moved both.",
    "reverse_fall": "The order is the other way round: {attention} has followed {outcome}, "
    "and rose about {lag} months after a fall (range {low}–{high}).",
    "reverse_rise": "The order is the other way round: {attention} has followed {outcome}, "
    "and rose about {lag} months after a rise (range {low}–{high}).",
    "together": "They move together, {attention} and {outcome}; the order cannot be told.",
    "missing": "Which moves first cannot be told: too many months are missing.",
    "flat": "Which moves first cannot be told: one of them does not vary beyond season and trend.",
    "used": "Months used: {months}. Adjusted for season, trend and own momentum; {lags} lags × "
    "{directions} directions tested.",
    "detectable": "A relation of {detectable} or more on a scale from 0 to 1 would be seen 8 times "
    "out of 10.",
    "enough": "That is enough months for a relation of 0.5.",
}
LEAD_EARLY = (
    "We have {months} month; at least 36 are needed before we can say whether {attention} moves "
    "before {outcome}.",
    "We have {months} months; at least 36 are needed before we can say whether {attention} moves "
    "before {outcome}.",
)
LEAD_BACK = ("Come back in {n} month.", "Come back in {n} months.")
LEAD_LEFT = (
    "For a relation of 0.5 to be seen, {n} more month is needed.",
    "For a relation of 0.5 to be seen, {n} more months are needed.",
)
PANEL = {
    "up": "Where attention was higher than in the other segments, {outcome} was usually higher "
    "about {lag} months later.",
    "down": "Where attention was higher than in the other segments, {outcome} was usually lower "
    "about {lag} months later.",
    "none": "Compared with one another, {segments} segments show no sign over {months} months that "
    "{outcome} follows attention within six months. A weaker relation may exist.",
    "chance": "Of {orders} ways to swap the histories between segments, this one is among the few "
    "that show as much.",
    "blind": "What moves all segments alike, such as a push in the whole company, cannot be seen "
    "this way.",
    "segments": "At least five segments with attention of their own are needed to compare them.",
    "flat": "The segments do not differ enough to be compared.",
}
PANEL_EARLY = (
    "The segments share {months} month; 24 are needed to compare them.",
    "The segments share {months} months; 24 are needed to compare them.",
)


def subject(key: str, lang: str, unit: Unit = Unit.OWN) -> Subject:
    """A metric inside a sentence; anything else, such as a file, goes by its own name."""
    name = say(lang, NAMES[key]) if key in NAMES else key
    return Subject(name, unit, key in TURNED)


def level_sentences(verdict: LevelChange, about: Subject, lang: str) -> tuple[str, ...]:
    """What a level verdict says; from the change on also since when."""
    if verdict.status == "not_enough_data":
        if verdict.n >= MONTHS_FOR_LEVEL:
            return (say(lang, LEVEL["missing"]),)
        return (say_many(lang, *LEVEL_EARLY, verdict.n, months=number(verdict.n, lang)),)
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
    names = {"attention": attention.name, "outcome": outcome.name}
    turned = attention.turned != outcome.turned
    back = verdict.reverse
    if verdict.status == "not_enough_data":
        return _lead_too_early(verdict, names, lang)
    if verdict.together:
        return _order(say(lang, LEAD["together"], **names), lang)
    if verdict.status == "signal":
        key = "up" if ((verdict.r or 0) > 0) != turned else "down"
        return _order(say(lang, LEAD[key], **names, **_lags(verdict, lang)), lang)
    if back is not None and back.status == "signal":
        key = "reverse_rise" if ((back.r or 0) > 0) != turned else "reverse_fall"
        return _order(say(lang, LEAD[key], **names, **_lags(back, lang)), lang)
    values = {"months": number(verdict.n, lang), "detectable": _detectable(verdict, lang)}
    return (say(lang, LEAD["none"], **names, **values),)


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


def lead_small_print(verdict: LeadVerdict, lang: str) -> tuple[str, ...]:
    """What the verdict rests on, and how long until a relation worth knowing would be seen."""
    counts = {"months": verdict.n, "lags": len(LAGS), "directions": verdict.directions}
    told = [say(lang, LEAD["used"], **{name: number(n, lang) for name, n in counts.items()})]
    if verdict.detectable_r is not None:
        told.append(say(lang, LEAD["detectable"], detectable=_detectable(verdict, lang)))
    left = verdict.months_left()
    told.append(say_many(lang, *LEAD_LEFT, left) if left else say(lang, LEAD["enough"]))
    return tuple(told)


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
    return number(verdict.detectable_r, lang, 1)


def _month(period: pd.Period, lang: str) -> str:
    return month(period.year * 12 + period.month - 1, lang)

"""What the page on order in time says: its title, short answers, and what they do not mean.

The verdict itself is told by `kundagenda.texts.verdict_words`.
"""

from kundagenda.texts.catalogue import say, say_many
from kundagenda.texts.numbers import number
from kundagenda.texts.sentences import metric_name
from kundagenda.texts.verdict_texts import NAMES, TURNED
from kundagenda.texts.verdict_words import Subject, lead_sentences, months_left
from metrics.definition import Unit
from metrics.lead import FEWEST_MONTHS, LeadVerdict
from metrics.panel import FEWEST_MONTHS as MONTHS_FOR_GROUPS
from metrics.panel import PanelVerdict

ATTENTION = "customer_item_share"

TITLES = {
    "up": "First more customer on the agenda, then {outcome} was usually higher.",
    "down": "First more customer on the agenda, then {outcome} was usually lower.",
    "reverse": "The agenda has followed {outcome}.",
    "together": "The agenda and {outcome} move together.",
    "none": "No sign yet that {outcome} follows the agenda.",
    "early": "It cannot be told yet: {months} of {needed} months.",
    "none_in_common": "It cannot be told yet: no months in common.",
    "missing_months": "It cannot be told: months are missing.",
    "no_variation": "It cannot be told: too little varies.",
}
NOT_MEANT = {
    "found": (
        "It does not mean that one made the other move.",
        "Nor does it promise that the same will happen next time.",
    ),
    "none": (
        "It does not mean that the agenda makes no difference.",
        "It means that nobody can show it yet, either way.",
    ),
    "early": (
        "It does not mean that there is nothing to see.",
        "In so few months, chance and season alone look like a pattern far too often.",
    ),
    "blocked": (
        "It does not mean that there is nothing to see.",
        "It means that these months cannot answer, however long we wait.",
    ),
}
REASONS = {
    "too_few_months": "Too few months",
    "missing_months": "Months are missing",
    "no_variation": "Varies too little",
    "too_few_segments": "Too few groups",
}
LATER = (
    "Usually {way}, {lag} month later",
    "Usually {way}, {lag} months later",
)


def outcome_subject(key: str, lang: str) -> Subject:
    """An outcome as it stands inside a sentence."""
    return Subject(say(lang, NAMES[key]), Unit.OWN, key in TURNED)


def outcome_name(key: str, lang: str) -> str:
    """An outcome's short name, as over a picture and in a table."""
    return say(lang, "Customers kept") if key in TURNED else metric_name(key, lang)


def inside(name: str) -> str:
    """A name inside a sentence; an abbreviation stays as it is.

    >>> inside("NPS"), inside("Customers kept")
    ('NPS', 'customers kept')
    """
    return name if name[1:2].isupper() else name[:1].lower() + name[1:]


def state_of(lead: LeadVerdict, key: str) -> str:
    """Which of `TITLES` a verdict has."""
    back = lead.reverse is not None and lead.reverse.status == "signal"
    if lead.status == "not_enough_data":
        return _untold(lead)
    if lead.status == "signal" and back:
        return "together"
    if lead.status == "signal":
        return "up" if ((lead.r or 0) > 0) != (key in TURNED) else "down"
    return "reverse" if back else "none"


def _untold(lead: LeadVerdict) -> str:
    """Why nothing could be asked."""
    if not lead.n:
        return "none_in_common"
    return "early" if lead.reason == "too_few_months" else lead.reason or "early"


def connection_title(lead: LeadVerdict, key: str, lang: str) -> str:
    """The verdict in one sentence."""
    values = {"months": number(lead.n, lang), "needed": number(FEWEST_MONTHS, lang)}
    name = outcome_subject(key, lang).name
    return say(lang, TITLES[state_of(lead, key)], outcome=name, **values)


def connection_sentences(lead: LeadVerdict, key: str, lang: str) -> tuple[str, ...]:
    """The verdict with all that belongs to it, in the words of its definition.

    Where nothing is found the share has its own name, since the words of the definition speak
    to those who know statistics.
    """
    found = state_of(lead, key) in ("up", "down", "reverse", "together")
    attention = Subject(say(lang, NAMES[ATTENTION]), of_the_agenda=found)
    return lead_sentences(lead, attention, outcome_subject(key, lang), lang)


def not_meant(lead: LeadVerdict, key: str, lang: str) -> tuple[str, ...]:
    """What the verdict does not mean, in two sentences."""
    state = state_of(lead, key)
    kind = {"none": "none", "early": "early", "none_in_common": "early"}.get(
        state, "blocked" if lead.status == "not_enough_data" else "found"
    )
    return tuple(say(lang, text) for text in NOT_MEANT[kind])


def lead_answer(lead: LeadVerdict, key: str, together: bool, lang: str) -> str:
    """One direction of a lead in a few words: which way and how long after, or why not."""
    if together:
        return say(lang, "Move together")
    if lead.status == "not_enough_data":
        return _no_answer(lead.reason, lead.n, lang)
    if lead.status == "no_evidence":
        return say(lang, "No sign yet")
    low, high = lead.lag_range or (lead.lag or 0, lead.lag or 0)
    ends = number(low, lang) if low == high else f"{number(low, lang)}–{number(high, lang)}"
    return say_many(lang, *LATER, high, lag=ends, way=_way(lead.r, key, lang))


def panel_answer(panel: PanelVerdict, key: str, lang: str) -> str:
    """Groups compared with one another, in a few words."""
    if panel.status == "not_enough_data":
        return _no_answer(panel.reason, panel.n, lang)
    if panel.status == "no_evidence":
        return say(lang, "No sign yet")
    lag = panel.lag or 0
    way = _way(panel.r, key, lang)
    return say_many(lang, *LATER, lag, lag=number(lag, lang), way=way)


def _no_answer(reason: str | None, months: int, lang: str) -> str:
    if not months:
        return say(lang, "No months in common")
    return say(lang, REASONS[reason or "too_few_months"])


def _way(r: float | None, key: str, lang: str) -> str:
    higher = ((r or 0) > 0) != (key in TURNED)
    return say(lang, "higher") if higher else say(lang, "lower")


def lead_wait(lead: LeadVerdict, together: bool, lang: str) -> str:
    """Months still needed in one direction, or an en dash where no wait is needed or helps."""
    if lead.reason == "too_few_months":
        return number(FEWEST_MONTHS - lead.n, lang)
    waits = lead.status == "no_evidence" and not together
    return number(months_left(lead) if waits else None, lang)


def panel_wait(panel: PanelVerdict, lang: str) -> str:
    """Months until groups can be compared; an en dash once they can, or where no wait helps."""
    early = panel.reason == "too_few_months"
    return number(MONTHS_FOR_GROUPS - panel.n if early else None, lang)

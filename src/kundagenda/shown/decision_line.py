"""What was decided about the customer, when, and what share was promised, in words."""

from kundagenda.findings.overview import Priority
from kundagenda.texts.numbers import day, percent
from kundagenda.texts.told import lang, tell


def decided_when(priority: Priority) -> str:
    """The day of the decision, and the forum that took it."""
    when = day(priority.decided_on, lang())
    if priority.forum:
        return tell("Decided {day}, {forum}.", day=when, forum=priority.forum)
    return tell("Decided {day}.", day=when)


def decided_what(priority: Priority) -> str:
    """The decision in its own words, as a sentence."""
    text = priority.statement.strip()
    return text if text.endswith((".", "!", "?")) else text + "."


def promised_share(priority: Priority) -> str:
    """How much of the agenda the customer is to get."""
    if priority.declared_share is None:
        return tell("No share of the agenda was promised.")
    share = percent(priority.declared_share, lang())
    if priority.basis == "minutes":
        return tell("The customer is to get at least {share} of meeting time.", share=share)
    return tell("The customer is to get at least {share} of agenda items.", share=share)


def not_decided() -> str:
    """That no decision has been taken."""
    return tell("You have not decided whether the customer is a priority.")

"""What is said of a decision: its words, unless they are confidential, and its status."""

from kundagenda.findings.decision_log import Decision
from kundagenda.texts.catalogue import say
from metrics.decision_log import Status


def shown_text(decision: Decision, lang: str) -> str:
    """The decision as it was written, or that its item is confidential."""
    return say(lang, "Confidential item") if decision.text is None else decision.text


def about_words(decision: Decision, lang: str) -> str:
    """Whether it is about customers."""
    return say(lang, "Customers") if decision.is_customer else say(lang, "Other things")


def status_words(lang: str) -> dict[str, str]:
    """Each status in words, in the order in which it asks for attention."""
    return {
        str(Status.OVERDUE): say(lang, "Overdue"),
        str(Status.OPEN): say(lang, "Open"),
        str(Status.NO_ACTION): say(lang, "No action"),
        str(Status.LATE): say(lang, "Done late"),
        str(Status.ON_TIME): say(lang, "Done on time"),
        str(Status.DONE): say(lang, "Done, no date set"),
        str(Status.CANCELLED): say(lang, "Cancelled"),
    }

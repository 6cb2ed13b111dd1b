"""Whether attention comes first, as one sentence, and what belongs to it."""

from kundagenda.findings.connection import Connection, is_found
from kundagenda.findings.view import View
from kundagenda.shown.reach import Choice, whatever
from kundagenda.texts.connection_words import connection_title, inside, panel_answer
from kundagenda.texts.told import lang, tell


def connection_answer(found: Connection) -> str:
    """The verdict in one sentence, or that there is nothing yet to hold the agenda against."""
    if found.main is None:
        return tell("The question waits for figures from customers.")
    return connection_title(found.leads[found.main], found.main, lang())


def what_it_waits_for() -> str:
    """Calmly, what it takes to ask."""
    return tell(
        "Here it will say whether the agenda moves before what customers say and do, or after. "
        "It takes answers or subscriptions beside the agendas, for 36 months."
    )


def group_sign(found: Connection, key: str) -> str:
    """That groups against one another show what the title does not, where they do."""
    panel = found.panels.get(key)
    if panel is None or panel.status != "signal" or is_found(found.leads[key]):
        return ""
    answer = inside(panel_answer(panel, key, lang()))
    return tell("Group against group there is a sign: {answer}.", answer=answer)


def whose_verdict(view: View) -> str:
    """That a verdict is the whole company's, where the reader has narrowed anything."""
    if not whatever(view, *Choice):
        return ""
    return tell(
        "The verdict is for the whole company and every month. Forum, group, period and "
        "step apply to the two series alone."
    )

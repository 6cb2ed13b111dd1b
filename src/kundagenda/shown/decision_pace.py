"""Whether what was decided gets done, as sentences: on time, and open for how long."""

from kundagenda.findings.decision_log import OnTime, open_for
from kundagenda.shown.decided import Decided
from kundagenda.texts.numbers import number, percent
from kundagenda.texts.told import lang, tell, tell_many


def on_time_answer(customer: OnTime, others: OnTime) -> str:
    """The share on time after customer decisions, beside that after all others."""
    if customer.share is None and others.share is None:
        return tell("No action of any decision has come due yet.")
    if customer.share is None:
        return tell("No action of a customer decision has come due yet.")
    share = percent(customer.share, lang())
    if others.share is None:
        return tell(
            "{share} of the actions due after customer decisions were done on time.", share=share
        )
    return tell(
        "{share} of the actions due after customer decisions were done on time, {others} of the "
        "others.",
        share=share,
        others=percent(others.share, lang()),
    )


def still_open(found: Decided) -> str:
    """How many decisions have something left to do, and for how long."""
    waiting = open_for(found.decisions, found.view.today)
    if waiting is None:
        return tell("No decision has an action left to do.")
    middle, longest = number(waiting.median, lang()), number(waiting.longest, lang())
    return tell_many(
        "{count} decision has actions left to do, {longest} days after it was taken.",
        "{count} decisions have actions left to do: half of them for {middle} days or longer, the "
        "oldest for {longest}.",
        waiting.count,
        count=number(waiting.count, lang()),
        middle=middle,
        longest=longest,
    )

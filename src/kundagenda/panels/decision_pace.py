"""Whether what was decided gets done: on time, beside other decisions, and open for how long."""

from kundagenda.findings.decision_log import OnTime, on_time_of, open_for
from kundagenda.panels.decision_values import Decided
from kundagenda.panels.headed import headed
from kundagenda.panels.quiet import quiet
from kundagenda.panels.reader import lang, tell, tell_many
from kundagenda.panels.table import table
from kundagenda.texts.numbers import PERCENT, UNKNOWN, number, percent, span


def decisions_on_time(found: Decided) -> None:
    """Actions of customer decisions done on time beside all others, and what is still open."""
    if not found.decisions:
        return
    customer = on_time_of(found.decisions, customer=True)
    others = on_time_of(found.decisions, customer=False)
    headed(on_time_answer(customer, others), found.unreached)
    if customer.due or others.due:
        table(_columns(customer, others), tell("Actions done on time"))
    quiet(" ".join(filter(None, (_still_open(found), _again(found)))))


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


def _columns(customer: OnTime, others: OnTime) -> dict[str, list[str]]:
    rows = (customer, others)
    return {
        tell("Decisions about"): [tell("Customers"), tell("Other things")],
        tell("Actions due"): [number(each.due, lang()) for each in rows],
        tell("Done on time"): [number(each.on_time, lang()) for each in rows],
        tell("Share"): [percent(each.share, lang()) for each in rows],
        tell("95% interval"): [_ends(each) for each in rows],
    }


def _ends(found: OnTime) -> str:
    if found.low is None or found.high is None:
        return UNKNOWN
    return span(100 * found.low, 100 * found.high, lang()) + PERCENT[lang()]


def _still_open(found: Decided) -> str:
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


def _again(found: Decided) -> str:
    """How many decisions repeat an earlier one; nothing where none does."""
    count = sum(each.again for each in found.decisions)
    if not count:
        return tell("No decision was taken twice in the same words on the same matter.")
    return tell_many(
        "{count} decision had been taken before, in the same words on the same matter.",
        "{count} decisions had been taken before, each in the same words on the same matter.",
        count,
        count=number(count, lang()),
    )

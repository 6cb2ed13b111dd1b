"""Whether what was decided gets done: on time, beside other decisions, and open for how long."""

from kundagenda.findings.decision_log import OnTime, on_time_of
from kundagenda.panels.headed import headed
from kundagenda.panels.quiet import quiet
from kundagenda.panels.reader import lang, tell, tell_many
from kundagenda.panels.table import table
from kundagenda.shown.decided import Decided
from kundagenda.shown.decision_pace import on_time_answer, still_open
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
    quiet(" ".join(filter(None, (still_open(found), _again(found)))))


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

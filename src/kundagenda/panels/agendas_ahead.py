"""The agendas to come: is the customer on them, and is it enough against what was promised?"""

from collections.abc import Sequence
from math import ceil

from kundagenda.findings.agenda import AgendaPage
from kundagenda.findings.forward import Ahead, Forward, Plan
from kundagenda.panels.amounts import minutes_text, part
from kundagenda.panels.headed import headed
from kundagenda.panels.quiet import quiet
from kundagenda.panels.reader import lang, tell, tell_many
from kundagenda.panels.table import short_table
from kundagenda.shown.pictured import ROWS
from kundagenda.shown.reach import on_the_agenda
from kundagenda.texts.numbers import UNKNOWN, number, percent, short_day


def agendas_ahead(found: AgendaPage) -> None:
    """The next meetings with what is on them so far; kindly, where none is planned."""
    forward = found.sections.forward
    if not forward.year.items:
        headed(tell("No planned agendas yet."), on_the_agenda(found.view))
        quiet(
            tell(
                "Bring in the agenda of a meeting to come, and the customer’s part of it is "
                "compared here with what you promised."
            )
        )
        return
    headed(_answer(forward), tell("A year ahead."), on_the_agenda(found.view))
    short_table(_columns(forward.plans[:ROWS]))
    quiet(" ".join(_notes(forward)))


def _answer(forward: Forward) -> str:
    """What is planned, and how much the promise would be of it."""
    year = forward.year
    if forward.in_minutes and forward.declared and year.minute_share is not None:
        wanted = ceil(forward.declared * year.minutes - 1e-9)
        return tell(
            "{part} planned minutes are the customer’s; {share} would be {wanted}.",
            part=part(year.customer_minutes, year.minutes),
            share=percent(forward.declared, lang()),
            wanted=number(wanted, lang()),
        )
    planned = part(year.customer, year.items)
    if forward.declared and not forward.in_minutes:
        wanted = ceil(forward.declared * year.items - 1e-9)
        return tell(
            "{part} planned items are the customer’s; {share} would be {wanted}.",
            part=planned,
            share=percent(forward.declared, lang()),
            wanted=number(wanted, lang()),
        )
    return tell("{part} planned items are the customer’s.", part=planned)


def _columns(plans: Sequence[Plan]) -> dict[str, list[str]]:
    return {
        tell("Date"): [short_day(plan.day, lang()) for plan in plans],
        tell("Forum"): [plan.forum for plan in plans],
        tell("The customer’s items"): [
            part(plan.customer, plan.items) if plan.items else UNKNOWN for plan in plans
        ],
        tell("Customer minutes"): [_minutes(plan) for plan in plans],
    }


def _minutes(plan: Plan) -> str:
    """The customer's planned minutes; unknown where a customer item may have some unwritten."""
    if not plan.items or (plan.customer and not plan.customer_minutes):
        return UNKNOWN
    return minutes_text(plan.customer_minutes)


def _notes(forward: Forward) -> list[str]:
    said = [_soon(forward.soon)] if forward.soon.meetings else []
    left = len(forward.plans) - ROWS
    if left > 0:
        said.append(
            tell_many("{n} later meeting is not listed.", "{n} later meetings are not listed.",
                      left)
        )  # fmt: skip
    return said


def _soon(soon: Ahead) -> str:
    return tell_many(
        "In the next three months: {part} items on {n} meeting.",
        "In the next three months: {part} items on {n} meetings.",
        soon.meetings,
        part=part(soon.customer, soon.items),
    )

"""Customer groups on the agenda: when each last came up, and which never did."""

from collections.abc import Sequence

from kundagenda.findings.agenda import AgendaPage
from kundagenda.findings.group_cover import GroupCover
from kundagenda.panels.amounts import minutes_text, part
from kundagenda.panels.headed import headed
from kundagenda.panels.quiet import quiet
from kundagenda.panels.reader import lang, tell, tell_many
from kundagenda.panels.table import table
from kundagenda.shown.reach import on_the_agenda
from kundagenda.texts.numbers import UNKNOWN, number, short_day


def groups_covered(found: AgendaPage) -> None:
    """The groups, those never discussed first; a sentence where there are none."""
    groups = found.sections.groups
    if not groups:
        quiet(tell("There are no customer groups yet, so none can be missing from the agenda."))
        return
    headed(_answer(groups), tell("A year."), on_the_agenda(found.view))
    table(_columns(groups), tell("Customer groups on the agenda"))
    quiet(" ".join(_notes(found, groups)))


def _answer(groups: Sequence[GroupCover]) -> str:
    never = sum(group.last is None for group in groups)
    silent = sum(not group.items for group in groups)
    of = number(len(groups), lang())
    if never:
        return tell_many(
            "{n} of {of} customer groups has never been discussed.",
            "{n} of {of} customer groups have never been discussed.",
            never,
            of=of,
        )
    if silent:
        return tell_many(
            "{n} of {of} customer groups has not come up in a year.",
            "{n} of {of} customer groups have not come up in a year.",
            silent,
            of=of,
        )
    return tell_many(
        "The only customer group came up in the last year.",
        "All {n} customer groups came up in the last year.",
        len(groups),
    )


def _columns(groups: Sequence[GroupCover]) -> dict[str, list[str]]:
    return {
        tell("Customer group"): [group.name for group in groups],
        tell("Items"): [number(group.items, lang()) for group in groups],
        tell("Minutes"): [_minutes(group) for group in groups],
        tell("Last time"): [_last(group) for group in groups],
        tell("Days since (wanted)"): [_days(group) for group in groups],
    }


def _minutes(group: GroupCover) -> str:
    """Known minutes; of some items only, they are the least it can have been."""
    if group.items and not group.timed:
        return UNKNOWN
    known = minutes_text(group.minutes)
    return known if group.timed == group.items else tell("at least {minutes}", minutes=known)


def _last(group: GroupCover) -> str:
    return short_day(group.last, lang()) if group.last else tell("never")


def _days(group: GroupCover) -> str:
    """Days since, and what the company wants where it has been longer."""
    days = UNKNOWN if group.days is None else number(group.days, lang())
    if not group.waits:
        return days
    return f"{days} ({number(group.cadence, lang())})"


def _notes(found: AgendaPage, groups: Sequence[GroupCover]) -> list[str]:
    """How many customer items say which group they concern: the others could be about any."""
    now = found.share.now
    every = round(now.numerator or 0) if now else 0
    named = sum(group.items for group in groups)
    return [tell("{part} customer items name a group.", part=part(named, every))]

"""The uptime test: four cells a customer group, each with the row that proves it."""

from textwrap import shorten

from kundagenda.findings.group_test import (
    AGENDA_DAYS,
    DECISION_DAYS,
    NUMBER_MONTHS,
    GroupTest,
    GroupTested,
    Proof,
)
from kundagenda.panels.amounts import part
from kundagenda.panels.headed import headed
from kundagenda.panels.quiet import quiet
from kundagenda.panels.reader import lang, tell, tell_many
from kundagenda.panels.table import table
from kundagenda.shown.reach import Choice, whatever
from kundagenda.texts.measures import written
from kundagenda.texts.numbers import month, number, short_day
from kundagenda.texts.outcome_words import cut, figure_name

LONGEST_TITLE = 60


def uptime_test(found: GroupTest) -> None:
    """The matrix of groups; a sentence where there are none."""
    if not found.groups:
        quiet(tell("There are no customer groups yet, so there is none to put to the test."))
        return
    headed(_answer(found), tell("The uptime test of each customer group."), unreached(found))
    table(_columns(found), tell("The uptime test of each customer group."))
    quiet(_rule())


def unreached(found: GroupTest) -> str:
    """Every group stands there, of every forum, as of the day of the page."""
    choices = (Choice.FORUM, Choice.GROUP, Choice.PERIOD, Choice.STEP)
    return whatever(found.view, *choices)


def _answer(found: GroupTest) -> str:
    every = len(found.groups)
    passed = sum(all(group.cells) for group in found.groups)
    return tell_many(
        "{n} of {of} customer groups has an outcome, a number, the agenda and a decision.",
        "{n} of {of} customer groups have an outcome, a number, the agenda and a decision.",
        passed,
        of=number(every, lang()),
    )


def _rule() -> str:
    return tell(
        "A number counts when it is of the last {months} whole months; the agenda within {agenda} "
        "days, or the group’s own number of days; a decision within {decided} days.",
        months=number(NUMBER_MONTHS, lang()),
        agenda=number(AGENDA_DAYS, lang()),
        decided=number(DECISION_DAYS, lang()),
    )


def _columns(found: GroupTest) -> dict[str, list[str]]:
    groups = found.groups
    return {
        tell("Customer group"): [cut(group.name) for group in groups],
        tell("Met"): [part(sum(group.cells), len(group.cells)) for group in groups],
        tell("Outcome defined"): [_outcome(group) for group in groups],
        tell("Number for the last period"): [_number(group) for group in groups],
        tell("On the agenda"): [_discussed(group) for group in groups],
        tell("Decision about it"): [_decided(group) for group in groups],
    }


def _outcome(group: GroupTested) -> str:
    if group.outcome is None:
        return tell("No: none is named")
    name = figure_name(group.outcome.metric, lang())
    return tell("Yes: {proof}", proof=name[:1].lower() + name[1:])


def _number(group: GroupTested) -> str:
    if group.outcome is None:
        return tell("No: no outcome to count")
    newest = group.newest
    if newest is None or newest.value is None:
        return tell("No: never a number")
    value = written(group.outcome.metric, newest.value, lang())
    return _met(group.cells[1], f"{value}, {month(newest.period, lang())}")


def _discussed(group: GroupTested) -> str:
    wanted = tell("within {days} days", days=number(group.within, lang()))
    if group.item is None:
        return tell("No: never ({wanted})", wanted=wanted)
    return f"{_met(group.cells[2], _proof(group.item))} ({wanted})"


def _decided(group: GroupTested) -> str:
    if group.decision is None:
        return tell("No: never decided")
    return _met(group.cells[3], _proof(group.decision))


def _met(met: bool, proof: str) -> str:
    return tell("Yes: {proof}", proof=proof) if met else tell("No: last {proof}", proof=proof)


def _proof(proof: Proof) -> str:
    """The title or the text, and its day; never that of a confidential item."""
    text = tell("Confidential item")
    if not proof.confidential:
        text = shorten(proof.text.rstrip("."), LONGEST_TITLE, placeholder="…")
    return f"{text}, {short_day(proof.day, lang())}"

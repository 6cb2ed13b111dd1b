"""What happened since the last meeting, counted: parts of sentences, without their full stop."""

from collections.abc import Iterator

from kundagenda.findings.since import Happened
from kundagenda.texts.numbers import number
from kundagenda.texts.told import lang, tell, tell_many


def dealt_with(counts: Happened) -> str:
    """The customer items dealt with, how many of them were new, and those put off."""
    said = tell_many(
        "{count} customer item dealt with, {new} new on the agenda",
        "{count} customer items dealt with, {new} new on the agenda",
        counts.dealt_with,
        count=_n(counts.dealt_with),
        new=_n(counts.new),
    )
    if not counts.dealt_with:
        said = tell("no customer item was dealt with")
    if not counts.put_off:
        return said
    return f"{said}; {tell('{count} put off', count=_n(counts.put_off))}"


def decided(counts: Happened) -> str:
    """The decisions taken, and how many of them are about customers."""
    if not counts.taken:
        return tell("no decision was taken")
    return tell_many(
        "{count} decision taken, {customer} about customers",
        "{count} decisions taken, {customer} about customers",
        counts.taken,
        count=_n(counts.taken),
        customer=_n(counts.customer),
    )


def acted(counts: Happened) -> str:
    """The actions that are new, done and newly overdue; nothing where none is."""
    if not (counts.new_actions or counts.done or counts.overdue):
        return ""
    return tell_many(
        "{count} new action, {done} done, {overdue} newly overdue",
        "{count} new actions, {done} done, {overdue} newly overdue",
        counts.new_actions,
        count=_n(counts.new_actions),
        done=_n(counts.done),
        overdue=_n(counts.overdue),
    )


def came_in(counts: Happened) -> str:
    """What was read in and corrected."""
    return ", ".join(_came_in(counts)) or tell("no data came in and none was corrected")


def _came_in(counts: Happened) -> Iterator[str]:
    parts = (
        ("{count} agenda read in", "{count} agendas read in", counts.agendas),
        ("{count} table read in", "{count} tables read in", counts.tables),
        (
            "{count} change by late or edited minutes",
            "{count} changes by late or edited minutes",
            counts.edited,
        ),
        ("{count} label corrected", "{count} labels corrected", counts.corrected),
    )
    for one, many, count in parts:
        if count:
            yield tell_many(one, many, count, count=_n(count))


def _n(count: int) -> str:
    return number(count, lang())

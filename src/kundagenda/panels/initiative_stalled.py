"""The initiatives that went quiet before they were completed, and those that came back."""

from kundagenda.findings.initiative_lines import (
    STALLED_MEETINGS,
    InitiativeLine,
    InitiativeLines,
)
from kundagenda.panels.headed import headed
from kundagenda.panels.reader import lang, tell, tell_many
from kundagenda.panels.table import table
from kundagenda.shown.initiative_words import day_text, name_of
from kundagenda.shown.life_words import unreached
from kundagenda.texts.numbers import number


def stalled_initiatives(found: InitiativeLines) -> None:
    """Those not completed that nobody has asked about, with how long and how many meetings."""
    if not found.lines:
        return
    lines = found.stalled
    if found.discussed:
        headed(_quiet(len(lines)), _what_is_quiet(found), unreached(found.life.view))
    else:
        headed(_never(len(lines)), unreached(found.life.view))
    if lines:
        table(_stalled_table(lines), tell("Initiatives that have gone quiet"))


def revived_initiatives(found: InitiativeLines) -> None:
    """Those that came back after a silence as long as the window, and when."""
    if not found.discussed:
        return
    window, back = found.life.window, found.revived
    count = len({id(line) for line, _ in back})
    headed(_back(count, window), _times(len(back), count), unreached(found.life.view))
    if back:
        columns = {
            tell("Initiative"): [name_of(line, lang()) for line, _ in back],
            tell("Quiet since"): [day_text(since, lang()) for _, (since, _) in back],
            tell("Back on"): [day_text(on, lang()) for _, (_, on) in back],
            tell("Days away"): [number((on - since).days, lang()) for _, (since, on) in back],
        }
        table(columns, tell("Initiatives that came back"))


def _quiet(count: int) -> str:
    if not count:
        return tell("No initiative has gone quiet before it was completed.")
    return tell_many(
        "{count} initiative has gone quiet before it was completed.",
        "{count} initiatives have gone quiet before they were completed.",
        count,
        count=number(count, lang()),
    )


def _never(count: int) -> str:
    """Of initiatives that were launched, where none has stood on an agenda."""
    one, many = "{n} initiative was launched.", "{n} initiatives were launched."
    return tell_many(one, many, count, n=number(count, lang()))


def _what_is_quiet(found: InitiativeLines) -> str:
    return tell(
        "Nobody has asked for {days} days or more, and {meetings} meetings or more were held.",
        days=found.life.window,
        meetings=STALLED_MEETINGS,
    )


def _stalled_table(lines: list[InitiativeLine]) -> dict[str, list[str]]:
    return {
        tell("Initiative"): [name_of(line, lang()) for line in lines],
        tell("Last discussed"): [_last(line) for line in lines],
        tell("Days since"): [number(line.silent, lang()) for line in lines],
        tell("Meetings since"): [number(line.missed, lang()) for line in lines],
        tell("Days with decisions"): [number(len(line.decided), lang()) for line in lines],
    }


def _last(line: InitiativeLine) -> str:
    if line.last_on is not None:
        return day_text(line.last_on, lang())
    return tell("never, launched {day}", day=day_text(line.launched_on, lang()))


def _times(times: int, count: int) -> str:
    """How often they came back, where one did more than once."""
    return tell("{n} times in all.", n=number(times, lang())) if times > count else ""


def _back(count: int, window: int) -> str:
    if not count:
        return tell("None has come back after {days} days of silence.", days=window)
    return tell_many(
        "{n} initiative has come back after {days} days of silence or more.",
        "{n} initiatives have come back after {days} days of silence or more.",
        count,
        n=number(count, lang()),
        days=window,
    )

"""Crowding-out: on how many meetings customer items lost time, and what ran over on them."""

from collections.abc import Mapping, Sequence

import streamlit as st

from kundagenda.findings.agenda import AgendaPage
from kundagenda.findings.crowding import Crowded, Crowding
from kundagenda.panels.amounts import minutes_text, part
from kundagenda.panels.headed import headed
from kundagenda.panels.quiet import quiet
from kundagenda.panels.reader import lang, plain, tell, tell_many
from kundagenda.panels.table import table
from kundagenda.panels.theme_words import theme_names
from kundagenda.shown.reach import on_the_agenda
from kundagenda.texts.numbers import NO_BREAK, UNKNOWN, number, short_day

MOST_THEMES = 3
# Of fewer meetings what ran over is told, and that it is no pattern yet.
PATTERN_FROM = 5


def crowding(found: AgendaPage) -> None:
    """Where customer items lost time, were put off or stood last, and what ran over there."""
    there = found.sections.crowding
    if not there.meetings:
        return
    how = tell("A year; meetings with a customer item.")
    headed(_answer(there), how, on_the_agenda(found.view))
    said = (_late(there), _over(there), _few(there), _last(there), _place_alone(there))
    quiet(" ".join(filter(None, said)))
    if there.items:
        name = tell("The items as a table")
        with st.expander(name):
            table(_table(there), name)
            quiet(_known(there))


def _answer(there: Crowding) -> str:
    """How often customer items lost time; where that cannot be known, how often they stood last."""
    if there.lost_on and there.compared:
        return tell_many(
            "Customer items lost time on {part} meeting.",
            "Customer items lost time on {part} meetings.",
            there.meetings,
            part=part(there.lost_on, there.meetings),
        )
    if there.lost_on:
        return tell_many(
            "Customer items were put off on {part} meeting.",
            "Customer items were put off on {part} meetings.",
            there.meetings,
            part=part(there.lost_on, there.meetings),
        )
    return tell("No customer item was cut or put off.") if there.compared else _stood_last(there)


def _stood_last(there: Crowding) -> str:
    return tell_many(
        "A customer item stood last on {part} meeting.",
        "A customer item stood last on {part} meetings.",
        there.meetings,
        part=part(there.last_on, there.meetings),
    )


def _late(there: Crowding) -> str:
    """Where they stood that lost time."""
    if not there.lost_on:
        return ""
    return tell(
        "They stood in the last third of the agenda on {part}.",
        part=part(there.late_on, there.lost_on),
    )


def _over(there: Crowding) -> str:
    """Which themes ran over where customer items lost time: on how many meetings, by how much."""
    if not there.lost_on:
        return ""
    if not there.over:
        return tell("No theme is known to have run over plan there.")
    over = [
        tell(
            "{theme} on {n} ({minutes})",
            theme=plain(_theme(one.theme)),
            n=number(one.meetings, lang()),
            minutes=minutes_text(one.minutes),
        )
        for one in there.over[:MOST_THEMES]
    ]
    return tell("What ran over plan there: {themes}.", themes=", ".join(over))


def _few(there: Crowding) -> str:
    return tell("So few are no pattern.") if 0 < there.lost_on < PATTERN_FROM else ""


def _last(there: Crowding) -> str:
    """How often they stood last, where that is not the answer already."""
    return _stood_last(there) if there.lost_on or there.compared else ""


def _place_alone(there: Crowding) -> str:
    """That what was cut cannot be told, where the minutes do not tell it."""
    if there.compared or not there.discussed:
        return ""
    if there.planned and not there.actual:
        return tell("Only planned minutes are recorded, so only their place can be told.")
    return tell("Planned and actual minutes are never both known, so only their place can be told.")


def _known(there: Crowding) -> str:
    """Of how many the minutes tell it; the others may have been cut as well."""
    return tell(
        "Planned and actual minutes are both known of {part} customer items.",
        part=part(there.compared, there.discussed),
    )


def _table(there: Crowding) -> Mapping[str, Sequence[str]]:
    """An item a line, the newest first, with what ran over on its meeting."""
    return {
        tell("Date"): [short_day(item.day, lang()) for item in there.items],
        tell("Forum"): [item.forum for item in there.items],
        tell("Item"): [item.title or tell("Confidential item") for item in there.items],
        tell("Place"): [_place(item) for item in there.items],
        tell("Planned"): [minutes_text(item.planned) for item in there.items],
        tell("Actual"): [_actual(item) for item in there.items],
        tell("Over plan there"): [_over_at(there, item) for item in there.items],
    }


def _place(item: Crowded) -> str:
    return part(item.place, item.among).replace(" ", NO_BREAK)


def _actual(item: Crowded) -> str:
    return tell("not taken up") if item.deferred else minutes_text(item.actual)


def _over_at(there: Crowding, item: Crowded) -> str:
    over = sorted(there.over_at.get(item.meeting, {}).items(), key=lambda one: (-one[1], one[0]))
    said = (f"{_theme(theme)} {minutes_text(minutes)}" for theme, minutes in over)
    return ", ".join(said) or UNKNOWN


def _theme(theme: str) -> str:
    return theme_names().get(theme, theme)

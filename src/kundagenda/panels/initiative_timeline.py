"""What became of every initiative: a picture of those last discussed, and a table of all."""

from datetime import date, timedelta

import streamlit as st

from kundagenda.charts.initiative_lines import initiative_chart
from kundagenda.charts.initiative_space import InitiativeDrawn
from kundagenda.charts.theme import Mode
from kundagenda.findings.initiative_lines import InitiativeLine, InitiativeLines, Standing
from kundagenda.findings.view import View
from kundagenda.panels.draw import draw
from kundagenda.panels.headed import headed
from kundagenda.panels.initiative_values import became, day_text, initiative_lines_as, name_of
from kundagenda.panels.life_words import unreached
from kundagenda.panels.once import once
from kundagenda.panels.reader import lang, mode, tell
from kundagenda.panels.table import table
from kundagenda.panels.values import Opened, Version
from kundagenda.shown.pictured import Picture, pictured
from kundagenda.texts.catalogue import say, say_many
from kundagenda.texts.numbers import number

DRAWN = 12


def initiative_timeline(data: Opened, found: InitiativeLines) -> None:
    """The picture and its table; nothing while no initiative has been discussed."""
    if not found.discussed:
        return
    view = found.life.view
    headed(tell("Initiatives."), _how(found), unreached(view))
    picture = _picture(data.version, view, mode(), lang())
    draw(picture)
    title = tell("All initiatives, as a table")
    with st.expander(title):
        table(picture.table, title)


def _how(found: InitiativeLines) -> str:
    """What the signs are, and which initiatives are drawn where not all are."""
    signs = tell("Point: on the agenda. Diamond: a decision. The line fades where nobody asks.")
    if len(found.discussed) <= DRAWN:
        return signs
    return f"{signs} {tell('Here are the {n} discussed last.', n=DRAWN)}"


@once
def _picture(named: Version, view: View, look: Mode, language: str) -> Picture:
    found = initiative_lines_as(named, view)
    chosen = _last_discussed(found)
    window = timedelta(days=found.life.window)
    drawn = [_drawn(line, window, view.as_of, language) for line in chosen]
    chart = initiative_chart(drawn, view.as_of, mode=look, lang=language)
    return pictured(chart, _in_words(chosen, found, language), _table(found, language))


def _last_discussed(found: InitiativeLines) -> list[InitiativeLine]:
    """Those with the newest last day, by their first day."""
    newest = sorted(found.discussed, key=lambda line: line.days[-1], reverse=True)[:DRAWN]
    return sorted(newest, key=lambda line: line.days[0])


def _drawn(line: InitiativeLine, window: timedelta, as_of: date, language: str) -> InitiativeDrawn:
    """A line with its stretches: whole while it is kept up, fading after a last day."""
    *before, (start, last) = line.stretches
    ends = [(day, day + window) for _, day in before]
    until, done = last, line.completed_on and min(line.completed_on, as_of)
    if line.standing is Standing.ALIVE:
        until = as_of
    elif done is not None and done - last < window:
        until = max(last, done)
    else:
        ends.append((last, min(last + window, as_of)))
    alive = line.standing is Standing.ALIVE
    return InitiativeDrawn(
        name=name_of(line, language),
        end="" if alive else became(line, language),
        days=line.days,
        decided=line.decided,
        solid=(*before, (start, until)),
        fading=tuple(ends),
        completed_on=done,
        goes_on=alive,
    )


def _in_words(chosen: list[InitiativeLine], found: InitiativeLines, language: str) -> str:
    """The picture in words: from when, and what has become of those drawn."""
    counts = {each: sum(line.standing is each for line in chosen) for each in Standing}
    return say(
        language,
        "A line for each of {n} initiatives, {first} to {last}, with a point for each day it was "
        "discussed: {alive} on the agenda, {faded} faded, {completed} completed. All {all} stand "
        "in the table below.",
        n=len(chosen),
        first=day_text(chosen[0].days[0], language),
        last=day_text(found.life.view.as_of, language),
        alive=counts[Standing.ALIVE],
        faded=counts[Standing.FADED],
        completed=counts[Standing.COMPLETED],
        all=len(found.discussed),
    )


def _table(found: InitiativeLines, language: str) -> dict[str, list[str]]:
    """Every initiative that was discussed, the newest first."""
    lines = found.discussed[::-1]
    return {
        say(language, "Initiative"): [name_of(line, language) for line in lines],
        say(language, "Launched"): [day_text(line.launched_on, language) for line in lines],
        say(language, "First discussed"): [day_text(line.days[0], language) for line in lines],
        say(language, "Last discussed"): [day_text(line.last_on, language) for line in lines],
        say(language, "Discussed on"): [
            say_many(language, "{n} day", "{n} days", len(line.days)) for line in lines
        ],
        say(language, "Days with decisions"): [
            number(len(line.decided), language) for line in lines
        ],
        say(language, "What became of it"): [became(line, language) for line in lines],
    }

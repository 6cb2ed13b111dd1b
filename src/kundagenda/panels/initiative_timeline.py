"""What became of every initiative: a picture of those last discussed, and a table of all."""

import streamlit as st

from kundagenda.charts.theme import Mode
from kundagenda.findings.initiative_lines import InitiativeLines
from kundagenda.findings.view import View
from kundagenda.panels.draw import draw
from kundagenda.panels.headed import headed
from kundagenda.panels.initiative_values import initiative_lines_as
from kundagenda.panels.once import once
from kundagenda.panels.reader import lang, mode, tell
from kundagenda.panels.table import table
from kundagenda.panels.values import Opened, Version
from kundagenda.shown.initiative_picture import (
    DRAWN,
    how_initiatives_are_read,
    initiative_picture_of,
)
from kundagenda.shown.life_words import unreached
from kundagenda.shown.pictured import Picture


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
    signs = how_initiatives_are_read()
    if len(found.discussed) <= DRAWN:
        return signs
    return f"{signs} {tell('Here are the {n} discussed last.', n=DRAWN)}"


@once
def _picture(named: Version, view: View, look: Mode, language: str) -> Picture:
    return initiative_picture_of(initiative_lines_as(named, view), look, language)

"""The last meetings as columns, item by item: where on the agenda the customer stood."""

import streamlit as st

from kundagenda.charts.theme import Mode
from kundagenda.findings.agenda import AgendaPage
from kundagenda.findings.view import View
from kundagenda.panels.draw import draw
from kundagenda.panels.key import key
from kundagenda.panels.once import once
from kundagenda.panels.quiet import quiet
from kundagenda.panels.reader import lang, mode
from kundagenda.panels.values import Opened, Version, agenda_as
from kundagenda.shown.pictured import Picture
from kundagenda.shown.reach import Choice, whatever
from kundagenda.shown.strip import (
    how_to_read,
    minutes_known,
    no_meetings,
    shows_minutes,
    strip_picture,
    strip_title,
)


def meetings_strip(data: Opened, found: AgendaPage) -> None:
    """One column a meeting, with how to read it and what is known of minutes."""
    if found.strip.empty:
        quiet(no_meetings())
        return
    in_minutes = shows_minutes(found)
    with st.container(
        horizontal=True, horizontal_alignment="distribute", vertical_alignment="bottom"
    ):
        st.markdown(
            f"**{strip_title()}** :gray[{how_to_read(in_minutes)}]",
            width="content",
        )
        key(other=True, width="content")
    draw(_picture(data.version, found.view, mode(), lang()))
    own = whatever(found.view, Choice.GROUP, Choice.PERIOD, Choice.STEP)
    quiet(f"{minutes_known(found, in_minutes)} {own}".strip())


@once
def _picture(named: Version, view: View, look: Mode, language: str) -> Picture:
    return strip_picture(agenda_as(named, view), look, language)

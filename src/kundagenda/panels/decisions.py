"""The newest customer decisions in words; the picture shows where they fell."""

import streamlit as st

from kundagenda.findings.overview import Overview
from kundagenda.panels.headed import headed
from kundagenda.panels.reader import lang, plain, tell
from kundagenda.shown.drawn import drawn_events
from kundagenda.shown.reach import on_the_agenda
from kundagenda.texts.numbers import day

SHOWN = 5


def latest_decisions(found: Overview) -> None:
    """The last few decisions on customer items, newest first; nothing where there are none."""
    events = drawn_events(found.events, lang())
    decided = [event for event in events if event.kind == "decision"][-SHOWN:]
    if not decided:
        return
    headed(tell("The latest customer decisions."), on_the_agenda(found.view))
    st.markdown(
        "  \n".join(
            f":gray[{day(event.day, lang())}.] {plain(event.label)}" for event in reversed(decided)
        )
    )

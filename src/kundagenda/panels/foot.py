"""The last rows of a page: as of when, from what, the language, and who reads."""

import streamlit as st

from kundagenda.findings.agenda import AgendaPage
from kundagenda.findings.overview import Overview
from kundagenda.findings.reading import Reading
from kundagenda.findings.satisfaction import SatisfactionPage
from kundagenda.panels.address import prepare
from kundagenda.panels.quiet import quiet
from kundagenda.panels.reader import LANGUAGE, lang, tell, tell_many
from kundagenda.panels.signed_in import signed_in
from kundagenda.panels.values import Opened
from kundagenda.shown.before_data import nothing_yet
from kundagenda.shown.sources import given_ready, is_given, sources_of
from kundagenda.texts.catalogue import LANGUAGES
from kundagenda.texts.definition_words import counted
from kundagenda.texts.numbers import day, number


def foot(text: str) -> None:
    """The sources on the left, the language on the right."""
    with st.container(
        horizontal=True, horizontal_alignment="distribute", vertical_alignment="center"
    ):
        quiet(text, width="content")
        st.segmented_control(
            tell("Language"),
            LANGUAGES,
            key=prepare(LANGUAGE, lang()),
            required=True,
            label_visibility="collapsed",
        )
    signed_in()


def overview_sources(data: Opened, found: Overview) -> str:
    """As of when, what the figures rest on, and what nobody has looked at."""
    return sources_of(found, data.background)


def agenda_sources(found: AgendaPage) -> str:
    """As of when, and how many meetings with an agenda the page rests on."""
    meetings = len(found.older) + len(found.recent)
    counted = tell_many("{count} meeting", "{count} meetings", meetings, count=_n(meetings))
    return " ".join(
        (
            tell("Figures to {day}.", day=day(found.view.as_of, lang())),
            tell("Sources: {sources}.", sources=counted),
        )
    )


def satisfaction_sources(data: Opened, found: SatisfactionPage) -> str:
    """As of when, and how many answers of the last twelve months the page rests on."""
    said = [tell("Figures to {day}.", day=day(found.view.as_of, lang()))]
    now = found.said.figure.now
    if now is not None and (now.base or is_given(now)):
        said.append(tell("The last twelve months rest on {sources}.", sources=_answers(now)))
    said += given_ready([now], data.background)
    return " ".join(said)


def _answers(now: Reading) -> str:
    if is_given(now):
        return tell("ready values")
    return tell_many(*counted(now.metric.base), now.base or 0, count=_n(now.base or 0))


def no_sources() -> str:
    """What stands there before anything was read in."""
    return nothing_yet()


def _n(count: int) -> str:
    return number(count, lang())

"""The finding on top of a page, and the sentences that carry it, each with where it comes from."""

import streamlit as st

from kundagenda.findings.headline import headline as headline_of
from kundagenda.findings.overview import Overview
from kundagenda.findings.said import Said
from kundagenda.panels.address import shared_address
from kundagenda.panels.reader import lang, plain, tell
from kundagenda.panels.scope import DEFAULTS
from kundagenda.texts.catalogue import say_in
from kundagenda.texts.numbers import NO_BREAK
from kundagenda.texts.sentences import sentence

SHORT = 24  # characters that one line of a title always holds, on a phone too
FOLDER = "../../pages"


def headline(found: Overview) -> None:
    """The title, and at most four sentences."""
    said = headline_of(found)
    st.title(_unbroken(plain(sentence(said.title, lang()))), anchor=False)
    with st.container(gap=None):
        for each in said.sentences:
            _row(each)


def _unbroken(title: str) -> str:
    """The title with its last sentence on one line, where that is as short as a promise is."""
    first, stop, last = title.rpartition(". ")
    return first + stop + last.replace(" ", NO_BREAK) if len(last) <= SHORT else title


def _row(said: Said) -> None:
    """A sentence, and to its right the page that shows it."""
    with st.container(horizontal=True, wrap=False, vertical_alignment="center", gap=None):
        st.markdown(plain(sentence(said, lang())), width="stretch")
        if said.page in (names := _page_names()):
            st.page_link(
                f"{FOLDER}/{said.page}.py",
                label=f":gray[{names[said.page]}]",
                query_params=shared_address(DEFAULTS),
            )


def _page_names() -> dict[str, str]:
    """The pages that a sentence may lead to, as the menu names them."""
    return {
        "agenda": tell("Agenda"),
        "satisfaction": say_in(lang(), "menu", "Satisfaction"),
        "retention": tell("Retention"),
        "connection": tell("Connection"),
        "data": tell("Data"),
    }

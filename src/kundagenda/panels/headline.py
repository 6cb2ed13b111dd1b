"""The finding on top of a page, and the sentences that carry it, each with where it comes from."""

import streamlit as st

from kundagenda.findings.headline import headline as headline_of
from kundagenda.findings.overview import Overview
from kundagenda.panels.leading import leading_to
from kundagenda.panels.reader import lang, plain
from kundagenda.texts.numbers import NO_BREAK
from kundagenda.texts.sentences import sentence

SHORT = 24  # characters that one line of a title always holds, on a phone too


def headline(found: Overview) -> None:
    """The title, and at most four sentences."""
    said = headline_of(found)
    st.title(_unbroken(plain(sentence(said.title, lang()))), anchor=False)
    with st.container(gap=None):
        for each in said.sentences:
            leading_to(each.page, plain(sentence(each, lang())))


def _unbroken(title: str) -> str:
    """The title with its last sentence on one line, where that is as short as a promise is."""
    first, stop, last = title.rpartition(". ")
    return first + stop + last.replace(" ", NO_BREAK) if len(last) <= SHORT else title

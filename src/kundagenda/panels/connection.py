"""Does attention come first? The verdict in words, the months to go, and what it does not mean."""

import streamlit as st

from kundagenda.findings.connection import (
    KEYS,
    Connection,
    connection_of,
    months_to_go,
)
from kundagenda.findings.view import View
from kundagenda.panels.quiet import quiet
from kundagenda.panels.reader import lang, plain, tell
from kundagenda.panels.values import Opened, measures
from kundagenda.shown.connection_answer import (
    connection_answer,
    group_sign,
    what_it_waits_for,
    whose_verdict,
)
from kundagenda.texts.connection_words import connection_sentences, not_meant
from kundagenda.texts.numbers import day, number
from kundagenda.texts.verdict_words import months_left


def connection(data: Opened, view: View) -> Connection:
    """The stored verdicts on order in time, and their series as the view has them."""
    return connection_of(measures(data, view, KEYS))


def connection_verdict(found: Connection) -> None:
    """The answer as the title, what carries it, the months still needed, what it does not mean."""
    key = found.main
    st.title(plain(connection_answer(found)), anchor=False)
    if key is None:
        st.markdown(what_it_waits_for())
        return
    lead = found.leads[key]
    quiet(whose_verdict(found.measures.view))
    st.markdown(plain(" ".join(connection_sentences(lead, key, lang()))))
    sign = group_sign(found, key)
    if sign:
        st.markdown(plain(sign))
    to_go = months_to_go(lead, months_left(lead))
    if to_go is not None:
        _progress(*to_go, asks=lead.status == "no_evidence")
    st.markdown(plain(" ".join(not_meant(lead, key, lang()))))


def _progress(there: int, needed: int, *, asks: bool) -> None:
    """How far the months have come on the way to an answer."""
    if asks:
        wait = number(needed - there, lang())
        said = tell("**About {n} more months** are needed to see a clear relation.", n=wait)
        st.markdown(said)
    counted = {"n": number(there, lang()), "needed": number(needed, lang())}
    st.progress(min(there / needed, 1.0), text=tell("{n} of {needed} months", **counted))


def connection_sources(data: Opened, found: Connection) -> str:
    """As of when, how often the question is asked, and when it was last answered."""
    said = [tell("Figures to {day}.", day=day(found.measures.view.as_of, lang()))]
    if found.leads:
        said.append(tell("The question is asked once a quarter, of whole quarters."))
    computed = data.background.refreshed_at
    if computed:
        said.append(tell("Computed {day}.", day=day(computed.date(), lang())))
    return " ".join(said)

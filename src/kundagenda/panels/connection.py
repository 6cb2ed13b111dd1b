"""Does attention come first? The verdict in words, the months to go, and what it does not mean."""

import streamlit as st

from kundagenda.findings.connection import (
    KEYS,
    Connection,
    connection_of,
    is_found,
    months_to_go,
)
from kundagenda.findings.view import View
from kundagenda.panels.quiet import quiet
from kundagenda.panels.reader import lang, plain, tell
from kundagenda.panels.values import Opened, measures
from kundagenda.shown.reach import Choice, whatever
from kundagenda.texts.connection_words import (
    connection_sentences,
    connection_title,
    inside,
    not_meant,
    panel_answer,
)
from kundagenda.texts.numbers import day, number
from kundagenda.texts.verdict_words import months_left


def connection(data: Opened, view: View) -> Connection:
    """The stored verdicts on order in time, and their series as the view has them."""
    return connection_of(measures(data, view, KEYS))


def connection_verdict(found: Connection) -> None:
    """The answer as the title, what carries it, the months still needed, what it does not mean."""
    key = found.main
    if key is None:
        _nothing_to_hold()
        return
    lead = found.leads[key]
    st.title(plain(connection_title(lead, key, lang())), anchor=False)
    _whose(found.measures.view)
    st.markdown(plain(" ".join(connection_sentences(lead, key, lang()))))
    _group_sign(found, key)
    to_go = months_to_go(lead, months_left(lead))
    if to_go is not None:
        _progress(*to_go, asks=lead.status == "no_evidence")
    st.markdown(plain(" ".join(not_meant(lead, key, lang()))))


def _group_sign(found: Connection, key: str) -> None:
    """That groups against one another show what the title does not, where they do."""
    panel = found.panels.get(key)
    if panel is not None and panel.status == "signal" and not is_found(found.leads[key]):
        answer = inside(panel_answer(panel, key, lang()))
        st.markdown(plain(tell("Group against group there is a sign: {answer}.", answer=answer)))


def _whose(view: View) -> None:
    """That a verdict is the whole company's, where the reader has narrowed anything."""
    if whatever(view, *Choice):
        quiet(
            tell(
                "The verdict is for the whole company and every month. Forum, group, period and "
                "step apply to the two series alone."
            )
        )


def _progress(there: int, needed: int, *, asks: bool) -> None:
    """How far the months have come on the way to an answer."""
    if asks:
        wait = number(needed - there, lang())
        said = tell("**About {n} more months** are needed to see a clear relation.", n=wait)
        st.markdown(said)
    counted = {"n": number(there, lang()), "needed": number(needed, lang())}
    st.progress(min(there / needed, 1.0), text=tell("{n} of {needed} months", **counted))


def _nothing_to_hold() -> None:
    """Calmly, what the question waits for."""
    st.title(tell("The question waits for figures from customers."), anchor=False)
    st.markdown(
        tell(
            "Here it will say whether the agenda moves before what customers say and do, or after. "
            "It takes answers or subscriptions beside the agendas, for 36 months."
        )
    )


def connection_sources(data: Opened, found: Connection) -> str:
    """As of when, how often the question is asked, and when it was last answered."""
    said = [tell("Figures to {day}.", day=day(found.measures.view.as_of, lang()))]
    if found.leads:
        said.append(tell("The question is asked once a quarter, of whole quarters."))
    computed = data.background.refreshed_at
    if computed:
        said.append(tell("Computed {day}.", day=day(computed.date(), lang())))
    return " ".join(said)

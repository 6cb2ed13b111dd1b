"""Whether the labels can be trusted, in two quiet lines."""

from datetime import date

import streamlit as st

from kundagenda.access.figures import figures
from kundagenda.findings.said import Said
from kundagenda.findings.said_trust import agreement_fact, retags_fact
from kundagenda.findings.trust import agreement, retags
from kundagenda.panels.quiet import quiet
from kundagenda.panels.reader import lang, plain
from kundagenda.panels.values import Opened, Version
from kundagenda.texts.sentences import sentence


def trust_lines(data: Opened) -> None:
    """How far two coders agree, and what was labelled anew before the next meeting."""
    for said in _said(data.version, date.today()):
        quiet(plain(sentence(said, lang())))


@st.cache_resource(show_spinner=False, max_entries=4)
def _said(named: Version, today: date) -> tuple[Said, ...]:
    with figures() as connection:
        facts = agreement_fact(agreement(connection)), retags_fact(retags(connection, today))
    return tuple(fact.said for fact in facts)

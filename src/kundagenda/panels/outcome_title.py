"""The finding on top of the Outcomes page: how many groups get what is aimed at."""

import streamlit as st

from kundagenda.findings.outcomes import OutcomesPage
from kundagenda.panels.data_link import data_link
from kundagenda.panels.quiet import quiet
from kundagenda.panels.reader import plain, tell
from kundagenda.shown.outcome_answer import lacking_said, outcomes_answer, what_outcomes_take


def outcomes_title(found: OutcomesPage) -> None:
    """How many groups reach their target; while there are no figures, how to begin."""
    st.title(plain(outcomes_answer(found)), anchor=False)
    if found.view.forum:
        quiet(tell("Outcomes belong to no forum: those of all customers are shown."))
    if found.own or found.others:
        return
    with st.container(horizontal=True, vertical_alignment="center"):
        st.markdown(what_outcomes_take(), width="stretch")
        data_link(tell("Lay your files on the page Data"))


def outcomes_lacking(found: OutcomesPage) -> None:
    """Which groups have no outcome, no figure of the year or no target; nothing where all have."""
    quiet(lacking_said(found, plain))

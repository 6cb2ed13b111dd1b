"""The finding on top of the Agenda page: on how many meetings the customer was."""

import streamlit as st

from kundagenda.findings.agenda import AgendaPage
from kundagenda.panels.quiet import quiet
from kundagenda.panels.reader import tell, tell_many
from kundagenda.shown.reach import not_split


def agenda_title(found: AgendaPage) -> None:
    """How many of the meetings of the last twelve whole months had the customer on the agenda."""
    st.title(_finding(found), anchor=False)
    quiet(not_split(found.view))


def _finding(found: AgendaPage) -> str:
    now = found.meeting_share.now
    of = round(now.denominator or 0) if now else 0
    count = round(now.numerator or 0) if now else 0
    if not of:
        return tell("No meeting with an agenda in the last twelve months.")
    if not count:
        return tell_many(
            "The customer was not on the agenda of the year’s only meeting.",
            "The customer was on none of the last year’s {n} meetings.",
            of,
        )
    if count == of:
        return tell_many(
            "The customer was on the agenda of the year’s only meeting.",
            "The customer was on all {n} meetings of the last year.",
            of,
        )
    return tell(
        "The customer was on {count} of {of} meetings in the last year.", count=count, of=of
    )

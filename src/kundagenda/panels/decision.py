"""The decision on top of the Overview: is customer value a declared priority?"""

import streamlit as st

from kundagenda.findings.overview import Priority
from kundagenda.panels.reader import plain, tell
from kundagenda.panels.write_link import write_link
from kundagenda.shown.decision_line import decided_what, decided_when, not_decided, promised_share


def decision_line(priority: Priority | None) -> None:
    """When it was decided, in whose words, and what was promised; asks for it when it is not."""
    if priority is None:
        _undeclared()
        return
    when, what = plain(decided_when(priority)), plain(decided_what(priority))
    st.markdown(f":gray[{when}] **{what}** {promised_share(priority)}")


def _undeclared() -> None:
    with st.container(horizontal=True, vertical_alignment="center", gap="small"):
        st.markdown(not_decided(), width="content")
        write_link(tell("Write the decision down"), "priorities")

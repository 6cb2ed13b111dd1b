"""The way out of the demo: its invented company goes, and one's own data can come."""

import streamlit as st

from kundagenda.access.figures import app_engine
from kundagenda.access.roles import Act
from kundagenda.demo.leave import leave_demo
from kundagenda.errors import ReaderError
from kundagenda.panels.complain import complain
from kundagenda.panels.doer import WHO, doer
from kundagenda.panels.reader import plain, tell
from kundagenda.panels.values import Opened
from kundagenda.panels.visit import forget, remember, remembered

LEAVING = "leaving the demo"


def own_data_instead(data: Opened) -> None:
    """That all of this is invented, and the button that makes room; it asks before it does."""
    company = plain(data.background.demo or "")
    st.markdown(
        tell(
            "{company} and all its figures are invented, so your own would mix with them. "
            "Look around as long as you like, then make room.",
            company=company,
        )
    )
    if st.button(tell("Start with our own data"), key="leave the demo"):
        remember(LEAVING, True)
    if remembered(LEAVING):
        _ask(company)


def _ask(company: str) -> None:
    said = tell("Take {company} away, with all that was tried out on it?", company=company)
    st.markdown(f"**{said}** {tell('The page is then empty and waits for your first agenda.')}")
    with st.container(horizontal=True, gap="small"):
        yes = st.button(tell("Yes, make room"), key="make room")
        no = st.button(tell("No, keep the demo"), key="keep the demo", type="tertiary")
    if not (yes or no):
        return
    forget(LEAVING)
    if yes and not _leave():
        return
    st.rerun()


def _leave() -> bool:
    try:
        with st.spinner(tell("Making room")):
            leave_demo(app_engine(Act.GOVERN), doer(WHO))
    except ReaderError as error:
        complain(error)
        return False
    return True

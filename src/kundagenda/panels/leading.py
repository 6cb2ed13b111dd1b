"""A sentence with the page that shows more of it to its right."""

import streamlit as st

from kundagenda.access.current import current
from kundagenda.access.roles import Act
from kundagenda.panels.address import shared_address
from kundagenda.panels.reader import lang, tell
from kundagenda.panels.scope import DEFAULTS
from kundagenda.texts.catalogue import say_in

FOLDER = "../../pages"


def leading_to(page: str, text: str, **more: str) -> None:
    """The text as Markdown, and a link to the page where a sentence may lead to it.

    ``more`` is what the address of that page shall hold beside the view.
    """
    with st.container(horizontal=True, wrap=False, vertical_alignment="center", gap=None):
        st.markdown(text, width="stretch")
        if page in (names := _page_names()):
            st.page_link(
                f"{FOLDER}/{page}.py",
                label=names[page],
                query_params=shared_address(DEFAULTS) | more,
            )


def _page_names() -> dict[str, str]:
    """The pages that a sentence may lead to, as the menu names them."""
    written = {"write_down": tell("Write down"), "data": tell("Data")}
    return {
        "agenda": tell("Agenda"),
        "satisfaction": say_in(lang(), "menu", "Satisfaction"),
        "retention": tell("Retention"),
        "outcomes": tell("Outcomes"),
        "connection": tell("Connection"),
        "follow_through": tell("Follow-through"),
    } | (written if current().may(Act.WRITE) else {})

"""The link to the page where data are brought in, from pages that have none of their own."""

import streamlit as st

from kundagenda.access.current import current
from kundagenda.access.roles import Act
from kundagenda.panels.reader import LANGUAGE, lang

DATA = "../../pages/data.py"


def data_link(label: str) -> None:
    """A link to the page Data, for whoever may bring something in."""
    if current().may(Act.WRITE):
        st.page_link(DATA, label=label, query_params={LANGUAGE: lang()})

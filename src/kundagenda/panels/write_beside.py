"""A quiet line with a button at its end."""

import streamlit as st

from kundagenda.panels.quiet import quiet

WIDTHS = (4, 1)


def button_beside(said: str, label: str, key: str) -> bool:
    """The line, and whether its button was pressed in this run."""
    line, button = st.columns(WIDTHS, vertical_alignment="center", gap="small")
    with line:
        quiet(said)
    with button:
        return st.button(label, key=key, type="tertiary")

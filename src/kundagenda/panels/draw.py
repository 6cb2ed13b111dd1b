"""How a picture reaches the page."""

import streamlit as st

from kundagenda.panels.quiet import quiet
from kundagenda.panels.table import short_table
from kundagenda.shown.pictured import Picture


def draw(picture: Picture) -> None:
    """A chart over the full width, with its text alternative."""
    st.vega_lite_chart(dict(picture.spec), theme=None, width="stretch", alt=picture.alt)


def table_under(title: str, picture: Picture, note: str = "") -> None:
    """The newest figures of a picture as a table that reads aloud and prints.

    ``note`` says what a reader must know of it where the picture does not stand right above.
    """
    if picture.table:
        with st.expander(title):
            short_table(picture.table)
            quiet(note)

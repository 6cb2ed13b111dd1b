"""One figure: its value large, its change and how sure that is, its base, and its definition."""

from collections.abc import Iterable

import streamlit as st

from kundagenda.panels.quiet import quiet
from kundagenda.shown.figure import FigureShown


def tile(figure: FigureShown) -> None:
    """A value with its base under it; the definition is one hover, tap or focus away."""
    with st.container(width=160, gap=None):
        st.metric(
            figure.label,
            figure.value,
            figure.pill.text,
            delta_color="red" if figure.pill.broken else "off",
            delta_arrow=figure.pill.arrow,
            delta_description=figure.pill.said,
            help=figure.definition,
        )
        quiet(figure.base)


def tiles_of(figures: Iterable[FigureShown]) -> None:
    """Figures beside each other, as many in a row as there is room for."""
    with st.container(horizontal=True, gap="small"):
        for figure in figures:
            tile(figure)

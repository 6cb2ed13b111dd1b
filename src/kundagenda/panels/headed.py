"""The heading of a section: its answer in bold, and quietly how to read what is below."""

import streamlit as st

from kundagenda.panels.quiet import Width


def headed(answer: str, *how: str, width: Width = "stretch") -> None:
    """The answer as a sentence; ``how`` says what the picture or table holds, or nothing."""
    said = " ".join(filter(None, how))
    text = f"**{answer}**" + (f" :gray[{said}]" if said else "")
    st.markdown(text, width=width)

"""Small second text: what a figure rests on, and where it comes from."""

import streamlit as st


def quiet(text: str, width: str = "stretch") -> None:
    """A line in small quiet text; no line where there is nothing to say."""
    if text:
        st.markdown(f":small[:gray[{text}]]", width=width)  # type: ignore[arg-type]

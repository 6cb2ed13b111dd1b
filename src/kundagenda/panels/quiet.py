"""Small second text: what a figure rests on, and where it comes from."""

from typing import Literal

import streamlit as st

Width = Literal["stretch", "content"]


def quiet(text: str, width: Width = "stretch") -> None:
    """A line in small quiet text; no line where there is nothing to say."""
    if text:
        st.markdown(f":small[:gray[{text}]]", width=width)

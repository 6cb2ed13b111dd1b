"""The heading of a section: its answer in bold, and quietly how to read what is below."""

import streamlit as st


def headed(answer: str, how: str = "") -> None:
    """The answer as a sentence; ``how`` says what the picture or table holds."""
    st.markdown(f"**{answer}**" + (f" :gray[{how}]" if how else ""))

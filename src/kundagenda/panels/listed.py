"""A few sentences under a heading, one a line; without boxes, and red is for broken promises."""

from collections.abc import Sequence

import streamlit as st


def listed(heading: str, sentences: Sequence[str]) -> None:
    """The heading and its sentences; nothing where there are none."""
    if sentences:
        st.markdown(f"**{heading}**\n" + "\n".join(f"- {each}" for each in sentences))

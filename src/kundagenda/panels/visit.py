"""What a visit remembers from one run of a page to the next, until the tab is closed.

What must outlive the visit stands in the address or in the database, never here.
"""

from typing import Any

import streamlit as st

VISIT = "visit: "


def remembered(name: str) -> Any:
    """What was remembered under a name in this visit; null where nothing was."""
    return st.session_state.get(VISIT + name)


def remember(name: str, value: object) -> None:
    """Remember something under a name; it takes the place of what was there."""
    st.session_state[VISIT + name] = value


def forget(*names: str) -> None:
    """Remember nothing more under these names."""
    for name in names:
        st.session_state.pop(VISIT + name, None)


def numbered(name: str) -> str:
    """The key of a control that can be emptied by `renew`."""
    return f"{name} {st.session_state.get(VISIT + name, 0)}"


def renew(name: str) -> None:
    """Let the next run draw the control of this name anew, with nothing in it."""
    st.session_state[VISIT + name] = st.session_state.get(VISIT + name, 0) + 1

"""Six buttons, one a label, each with its key from 1 to 6."""

import streamlit as st

from kundagenda.panels.reader import lang, tell
from kundagenda.shown.levels import level_names


def label_buttons(of: str) -> str | None:
    """The label that was tapped in this run, as its code; null where none was.

    Args:
        of: What is labelled: a tap that comes late must never label the next one.
    """
    names = level_names(lang()) | {
        "none": tell("Not about customers"),
        "unclear": tell("Cannot tell"),
    }
    tapped = None
    with st.container(horizontal=True, gap="small"):
        for place, (level, said) in enumerate(names.items(), 1):
            key = f"label {place} of {of}"
            if st.button(said, key=key, shortcut=str(place), help=_helps()[level]):
                tapped = level
    return tapped


def _helps() -> dict[str, str]:
    return {
        "none": tell("Nothing about customers is done or looked at."),
        "measure": tell("What customers say or do is looked at."),
        "fix": tell("Something that troubles customers is put right."),
        "improve": tell("What customers have already gets better."),
        "value": tell("Customers get something that they did not have."),
        "unclear": tell("The words do not say. It counts as not about customers."),
    }

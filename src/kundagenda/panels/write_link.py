"""The link to the page where people write down what they decide."""

import streamlit as st

from kundagenda.access.current import current
from kundagenda.access.roles import Act
from kundagenda.panels.reader import LANGUAGE, lang, tell
from kundagenda.panels.scope import ON, ROW, WHAT

WRITE_DOWN = "../../pages/write_down.py"


def write_link(label: str, form: str, row: str = "", on: str = "") -> None:
    """A link to a form, or to one row of it, for whoever may write.

    Args:
        label: What is to be done, as a person would say it.
        form: The table that the form writes into.
        row: The row as the address names it; empty for what the form opens with.
        on: The metric that a new note opens with.
    """
    if not current().may(Act.WRITE):
        return
    asked = {LANGUAGE: lang(), WHAT: form, ROW: row, ON: on}
    st.page_link(
        WRITE_DOWN,
        label=label,
        query_params={name: code for name, code in asked.items() if code},
    )


def write_initiatives() -> None:
    """From the initiatives to their form."""
    write_link(tell("Write an initiative down, or link its items"), "initiatives")


def write_decisions() -> None:
    """From what was decided to its forms."""
    with st.container(horizontal=True, gap="small"):
        write_link(tell("Write a decision down"), "decisions")
        write_link(tell("Write an action down"), "actions")


def write_note(on: str = "") -> None:
    """To the form of a note, on the figure that the page is about."""
    write_link(tell("Write a note"), "notes", on=on)


def write_groups() -> None:
    """From the customer groups to their form."""
    write_link(tell("Change the customer groups"), "target_groups")

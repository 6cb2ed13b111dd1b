"""What a page says before anything has been read in."""

from collections.abc import Sequence

import streamlit as st

from kundagenda.panels.data_link import data_link
from kundagenda.panels.example import example_strip
from kundagenda.panels.reader import tell

AGENDAS = 'kundagenda import agenda --forum "{forum}" {folder}'
DECLARE = "kundagenda import table --table priorities {file}"
ROW = "The customer is our first priority,0.2,items,2026-01-14,2026-01-14"
COLUMNS = "statement,declared_share,basis,decided_on,valid_from"
ANSWERS = "kundagenda import table --table survey_answers {file}"

# The row of a decision is the longest line to be copied.
WIDTHS = (3, 4, 3)


def start_here() -> None:
    """Three steps, each with the command that takes it, and what comes of them."""
    st.title(tell("Begin with an agenda."), anchor=False)
    with st.container(horizontal=True, vertical_alignment="center"):
        st.markdown(
            tell(
                "One agenda is enough for the first picture. With --dry-run nothing is saved: "
                "you see what would be read."
            ),
            width="stretch",
        )
        data_link(tell("Lay your files on the page Data"))
    for column, (name, what, command) in zip(
        st.columns(WIDTHS, gap="large"), _steps(), strict=True
    ):
        with column:
            st.markdown(f"**{name}**  \n:gray[{what}]")
            st.code(command, language=None, wrap_lines=True)
    example_strip()


def _steps() -> Sequence[tuple[str, str, str]]:
    """What to do, what it takes, and the command."""
    declare = DECLARE.format(file=tell("decision.csv"))
    return (
        (
            tell("1. Agendas"),
            tell("One file a meeting, or a whole folder."),
            AGENDAS.format(folder=tell("agendas/"), forum=tell("Leadership team")),
        ),
        (
            tell("2. Your decision"),
            tell("Is the customer a priority? How large a share?"),
            f"{COLUMNS}\n{tell(ROW)}\n\n{declare}",
        ),
        (
            tell("3. What customers say and do"),
            tell("Answers and subscriptions, from a file."),
            ANSWERS.format(file=tell("answers.csv")) + "\nkundagenda refresh",
        ),
    )

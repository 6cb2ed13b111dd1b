"""What a page says before anything has been read in."""

from collections.abc import Sequence

import streamlit as st

from kundagenda.demo.first_start import may_open_demo, open_demo
from kundagenda.panels.data_link import data_link
from kundagenda.panels.example import example_strip
from kundagenda.panels.reader import tell
from kundagenda.panels.write_link import write_link
from kundagenda.shown.before_data import begin, one_is_enough

AGENDAS = 'kundagenda import agenda --forum "{forum}" {folder}'
DECLARE = "kundagenda import table --table priorities {file}"
ROW = "The customer is our first priority,0.2,items,2026-01-14,2026-01-14"
COLUMNS = "statement,declared_share,basis,decided_on,valid_from"
ANSWERS = "kundagenda import table --table survey_answers {file}"
DEMO = "kundagenda demo"

# The row of a decision is the longest line to be copied.
WIDTHS = (3, 4, 3)


def start_here() -> None:
    """Three steps in words, the demo company, and one click in the commands that do the same."""
    st.title(begin(), anchor=False)
    with st.container(horizontal=True, vertical_alignment="center"):
        said = one_is_enough()
        here = may_open_demo()
        if not here:
            said += " " + tell("To look around in a demo company first: see “For IT” below.")
        st.markdown(said, width="stretch")
        if here and st.button(tell("Open the demo company"), key="open the demo"):
            open_demo()
            st.rerun()
    _in_words()
    example_strip()
    _for_it()


def _in_words() -> None:
    """What to do, what it takes, and the page where it is done."""
    agendas, decision, customers = st.columns(3, gap="large")
    with agendas:
        _step(tell("1. Agendas"), tell("One file a meeting, or a whole folder."))
        data_link(tell("Bring in your agendas"))
    with decision:
        _step(tell("2. Your decision"), tell("Is the customer a priority? How large a share?"))
        write_link(tell("Write the decision down"), "priorities")
    with customers:
        _step(tell("3. What customers say and do"), tell("Answers and subscriptions, from a file."))
        data_link(tell("Lay your files on the page Data"))


def _step(name: str, what: str) -> None:
    st.markdown(f"**{name}**  \n:gray[{what}]")


def _for_it() -> None:
    """The same from a terminal, for those who have one."""
    with st.expander(tell("For IT: the same from a terminal")):
        st.markdown(tell("With `--dry-run` nothing is saved: you see what would be read."))
        for column, (name, command) in zip(
            st.columns(WIDTHS, gap="large"), _commands(), strict=True
        ):
            with column:
                st.markdown(f"**{name}**")
                st.code(command, language=None, wrap_lines=True)
        st.markdown(f"**{tell('The demo company')}**")
        st.code(DEMO, language=None)


def _commands() -> Sequence[tuple[str, str]]:
    """Each step and its command."""
    agendas = AGENDAS.format(folder=tell("agendas/"), forum=tell("Leadership team"))
    declare = DECLARE.format(file=tell("decision.csv"))
    answers = ANSWERS.format(file=tell("answers.csv"))
    return (
        (tell("1. Agendas"), agendas),
        (tell("2. Your decision"), f"{COLUMNS}\n{tell(ROW)}\n\n{declare}"),
        (tell("3. What customers say and do"), f"{answers}\nkundagenda refresh"),
    )

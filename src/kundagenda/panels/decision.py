"""The decision on top of the Overview: is customer value a declared priority?"""

import streamlit as st

from kundagenda.findings.overview import Priority
from kundagenda.panels.reader import lang, plain, tell
from kundagenda.texts.numbers import day, percent

DECLARE = "kundagenda import table --table priorities {file}"
ROW = "The customer is our first priority,0.2,items,2026-01-14,2026-01-14"
COLUMNS = "statement,declared_share,basis,decided_on,valid_from"


def decision_line(priority: Priority | None) -> None:
    """When it was decided, in whose words, and what was promised; asks for it when it is not."""
    if priority is None:
        _undeclared()
        return
    st.markdown(
        f":gray[{_when(priority)}] **{plain(_ended(priority.statement))}** {_promise(priority)}"
    )


def _when(priority: Priority) -> str:
    when = day(priority.decided_on, lang())
    if priority.forum:
        return tell("Decided {day}, {forum}.", day=when, forum=plain(priority.forum))
    return tell("Decided {day}.", day=when)


def _promise(priority: Priority) -> str:
    if priority.declared_share is None:
        return tell("No share of the agenda was promised.")
    share = percent(priority.declared_share, lang())
    if priority.basis == "minutes":
        return tell("The customer is to get at least {share} of meeting time.", share=share)
    return tell("The customer is to get at least {share} of agenda items.", share=share)


def _ended(statement: str) -> str:
    text = statement.strip()
    return text if text.endswith((".", "!", "?")) else text + "."


def _undeclared() -> None:
    with st.container(horizontal=True, vertical_alignment="center", gap="small"):
        st.markdown(
            tell("You have not decided whether the customer is a priority."), width="content"
        )
        with st.popover(tell("Write the decision down"), type="tertiary"):
            st.markdown(
                tell(
                    "One row in a file is enough: what you decided, the share of the agenda you "
                    "promise (0.2 is 20%), whether of items or minutes, and from when."
                )
            )
            st.code(f"{COLUMNS}\n{tell(ROW)}", language=None, wrap_lines=True)
            st.code(DECLARE.format(file=tell("decision.csv")), language=None)

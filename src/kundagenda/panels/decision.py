"""The decision on top of the Overview: is customer value a declared priority?"""

import streamlit as st

from kundagenda.findings.overview import Priority
from kundagenda.panels.reader import lang, plain, tell
from kundagenda.panels.write_link import write_link
from kundagenda.texts.numbers import day, percent


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
        write_link(tell("Write the decision down"), "priorities")

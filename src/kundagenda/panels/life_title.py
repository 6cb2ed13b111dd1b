"""The headline of Follow-through: how long initiatives keep the leadership's attention."""

import streamlit as st

from kundagenda.access.figures import figures
from kundagenda.findings.life import Life, life_of
from kundagenda.findings.view import View
from kundagenda.panels.once import once
from kundagenda.panels.reader import lang, tell, tell_many
from kundagenda.panels.values import Opened, Version
from kundagenda.shown.life_answer import life_answer
from kundagenda.texts.numbers import day, number


def life(data: Opened, view: View) -> Life:
    """The initiatives, and how long they last."""
    return life_as(data.version, view)


@once
def life_as(named: Version, view: View) -> Life:
    """The same, by the name of the figures."""
    with figures() as connection:
        return life_of(connection, view)


def life_title(found: Life) -> None:
    """When half of the initiatives have faded, or why that cannot be told."""
    st.title(life_answer(found), anchor=False)


def life_sources(data: Opened, found: Life) -> str:
    """As of when the page is, and what it rests on."""
    said = [tell("Figures to {day}.", day=day(found.view.as_of, lang()))]
    count = len(found.initiatives)
    if count:
        said.append(
            tell_many("Source: {count} initiative.", "Source: {count} initiatives.", count,
                      count=number(count, lang()))
        )  # fmt: skip
    return " ".join(said)

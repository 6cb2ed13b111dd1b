"""The picture of the Outcomes page: a small line a group, or one of them large."""

import streamlit as st

from kundagenda.charts.theme import Mode
from kundagenda.findings.outcomes import Outcome, OutcomesPage
from kundagenda.findings.view import View
from kundagenda.panels.draw import draw, table_under
from kundagenda.panels.headed import headed
from kundagenda.panels.once import once
from kundagenda.panels.outcome_values import chosen_outcome, outcome_choice, outcomes_as
from kundagenda.panels.quiet import quiet
from kundagenda.panels.reader import lang, mode, plain, tell
from kundagenda.panels.values import Opened, Version
from kundagenda.shown.measured import measure_picture
from kundagenda.shown.outcome_answer import outcome_title
from kundagenda.shown.outcome_picture import (
    MOST,
    drawn_outcomes,
    how_outcomes_are_read,
    outcome_now,
    outcomes_picture_of,
)
from kundagenda.shown.pictured import Picture
from kundagenda.shown.reach import among_customers
from kundagenda.texts.numbers import number


def outcomes_picture(data: Opened, found: OutcomesPage) -> None:
    """Every group's outcome against its target, or the chosen one with what happened meanwhile."""
    if not (found.own or found.others):
        return
    one = chosen_outcome(found)
    with st.container(
        horizontal=True, horizontal_alignment="distribute", vertical_alignment="center"
    ):
        answer, how = _heading(found, one)
        headed(answer, how, among_customers(found.view), width="content")
        outcome_choice(found)
    if one is None:
        picture = _small(data.version, found.view, mode(), lang())
    else:
        picture = _large(data.version, found.view, one.code, mode(), lang())
    draw(picture)
    if one is None and len(drawn_outcomes(found)) < len(found.own):
        quiet(_left_out(found))
    table_under(tell("What customers get, as a table"), picture)


def _heading(found: OutcomesPage, one: Outcome | None) -> tuple[str, str]:
    """What is shown, and how to read it."""
    if one is not None:
        return f"{plain(outcome_title(one, lang()))}.", plain(outcome_now(one, lang()))
    return tell("What each group gets."), how_outcomes_are_read(found)


def _left_out(found: OutcomesPage) -> str:
    counts = {"n": number(MOST, lang()), "all": number(len(found.own), lang())}
    return tell("{n} of {all} are drawn, missed targets first; choose any of them above.", **counts)


@once
def _large(named: Version, view: View, code: str, look: Mode, language: str) -> Picture:
    found = outcomes_as(named, view)
    one = found.chosen(code)
    if one is None:
        raise KeyError(code)
    alt = f"{outcome_title(one, language)}. {outcome_now(one, language)}"
    return measure_picture(
        one.measured, view, found.events, mode=look, lang=language, alt=alt, height=320
    )


@once
def _small(named: Version, view: View, look: Mode, language: str) -> Picture:
    return outcomes_picture_of(outcomes_as(named, view), look, language)

"""The screens of a kept copy, one below the other, in the words and figures of then."""

import streamlit as st

from kundagenda.panels.headed import headed
from kundagenda.panels.quiet import quiet
from kundagenda.panels.reader import lang, plain, tell
from kundagenda.panels.table import table
from kundagenda.panels.tile import tiles_of
from kundagenda.shown.screen import Columns, Meeting, Numbers, Screen
from kundagenda.texts.numbers import UNKNOWN, number, percent


def screens_shown(meeting: Meeting) -> None:
    """Each screen of the meeting: its question, answer, sentences, figures and numbers."""
    quiet(plain(f"{meeting.scope}, {meeting.month}."))
    if meeting.is_empty:
        st.markdown(tell("Nothing had been read in yet."))
    for screen in meeting.screens:
        _screen(screen)
    quiet(plain(meeting.sources))
    quiet(tell("Pictures are not kept; the numbers behind them are."))


def _screen(screen: Screen) -> None:
    headed(plain(screen.question))
    st.markdown(f"### {plain(screen.title)}")
    if screen.sentences:
        st.markdown("  \n".join(plain(each) for each in screen.sentences))
    if screen.figures:
        tiles_of(screen.figures)
    if screen.table:
        table(screen.table, screen.title)
    if screen.numbers:
        with st.expander(tell("The numbers behind the picture")):
            table(numbers_table(screen.numbers), screen.title)
    quiet(plain(screen.note))


def numbers_table(numbers: Numbers) -> Columns:
    """The numbers of a chart as they are written, a row a category."""
    columns = {tell("Period"): list(numbers.categories)}
    for series in numbers.series:
        columns[series.name] = [
            _written(value, series.share, series.decimals) for value in series.values
        ]
    return columns


def _written(value: float | None, share: bool, decimals: int) -> str:
    if value is None:
        return UNKNOWN
    return percent(value, lang(), decimals) if share else number(value, lang(), decimals)

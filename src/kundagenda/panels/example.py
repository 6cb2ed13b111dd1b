"""What a page could look like: the meetings of an invented company, drawn before there are any."""

from collections.abc import Iterator
from datetime import date

import pandas as pd
import streamlit as st

from kundagenda.charts.strip import strip_chart
from kundagenda.charts.theme import Mode
from kundagenda.charts.timeline import Row
from kundagenda.panels.draw import draw
from kundagenda.panels.key import key
from kundagenda.panels.reader import lang, mode, tell
from kundagenda.shown.levels import level_names
from kundagenda.shown.pictured import Picture, pictured
from kundagenda.texts.catalogue import say
from metrics.periods import first_day, month_number

# One word a meeting, one letter an item, the first on top: other, measure, fix, improve, value.
MEETINGS = (
    "ooooooooi", "oofoooom", "ooffoooooo", "oooomooo", "ooomoomoo",
    "ooiooooo", "ooooooomo", "ofooooo", "ooooomvooo", "oooooioo",
    "ooooooo", "oooomooooo", "oooooooo", "ooooooiof", "ooooofooo",
    "oooooooo", "ooooofffo", "oooooooo", "oooooooio", "oooooooof",
)  # fmt: skip
LEVELS = {"o": "none", "m": "measure", "f": "fix", "i": "improve", "v": "value"}


def example_strip() -> None:
    """The strip of an invented company, named as such."""
    with st.container(
        horizontal=True, horizontal_alignment="distribute", vertical_alignment="bottom"
    ):
        said = tell("An invented company, {n} meetings.", n=len(MEETINGS))
        st.markdown(f"**{tell('This is how it can look.')}** :gray[{said}]", width="content")
        key(other=True, width="content")
    draw(_picture(mode(), lang(), month_number(date.today())))


@st.cache_resource(show_spinner=False, max_entries=8)
def _picture(look: Mode, language: str, newest: int) -> Picture:
    chart = strip_chart(
        pd.DataFrame(_items(language)),
        pd.DataFrame(_meetings(language, newest)),
        minutes_known=False,
        mode=look,
        lang=language,
        height=230,
    )
    alt = "Example: {n} meetings as columns of items, a few of them about customers."
    return pictured(chart, say(language, alt, n=len(MEETINGS)))


def _items(language: str) -> Iterator[Row]:
    names, title = level_names(language), say(language, "Invented item")
    for column, word in enumerate(MEETINGS):
        for position, letter in enumerate(word, 1):
            level = LEVELS[letter]
            yield {
                "meeting": column,
                "position": position,
                "title": title,
                "level": level,
                "level_label": names[level],
                "minutes": None,
            }


def _meetings(language: str, newest: int) -> Iterator[Row]:
    for column, word in enumerate(MEETINGS):
        yield {
            "meeting": column,
            "held_on": first_day(newest - len(MEETINGS) + column),
            "planned": False,
            "customer": len(word) - word.count("o"),
            "forum": say(language, "Invented company"),
        }

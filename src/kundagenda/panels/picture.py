"""The picture of the Overview, and its table: attention, satisfaction, retention."""

import pandas as pd
import streamlit as st

from kundagenda.charts.overview import overview_chart
from kundagenda.charts.theme import Mode
from kundagenda.findings.overview import Overview
from kundagenda.findings.standing import is_thin
from kundagenda.findings.view import View
from kundagenda.panels.draw import ROWS, Picture, draw, pictured, table_under
from kundagenda.panels.drawn import drawn_events, drawn_periods, drawn_promise
from kundagenda.panels.key import key
from kundagenda.panels.reader import lang, mode, tell
from kundagenda.panels.strip import meetings_strip
from kundagenda.panels.values import Opened, Version, agenda, overview_as
from kundagenda.texts.catalogue import say


def overview_picture(data: Opened, found: Overview) -> None:
    """Three bands on one axis of time, under the key of their colours and signs.

    While meetings are too few for a share, the meetings themselves stand there instead.
    """
    if is_thin(found):
        meetings_strip(data, agenda(data, found.view))
        return
    key(events={event.kind for event in drawn_events(found.events, lang())})
    draw(_picture(data.version, found.view, mode(), lang()))


def overview_table(data: Opened, found: Overview) -> None:
    """The newest periods of the picture as a table."""
    table_under(
        tell("The latest figures as a table"),
        _picture(data.version, found.view, mode(), lang()),
    )


@st.cache_resource(show_spinner=False, max_entries=64)
def _picture(named: Version, view: View, look: Mode, language: str) -> Picture:
    found = overview_as(named, view)
    periods = drawn_periods(found.periods, view.grain, language)
    chart = overview_chart(
        periods,
        pd.DataFrame(drawn_events(found.events, language), columns=["day", "kind", "label"]),
        drawn_promise(found.priority, language),
        mode=look,
        lang=language,
    )
    return pictured(chart, _alternative(periods, language), _table(periods, language))


def _table(periods: pd.DataFrame, language: str) -> dict[str, list[str]]:
    newest = periods.iloc[::-1].head(ROWS)
    return {
        say(language, "Period"): list(newest["label"]),
        say(language, "Customer share of the agenda"): list(newest["attention_text"]),
        say(language, "NPS (interval), answers"): list(newest["nps_text"]),
        say(language, "Customers kept"): list(newest["retained_text"]),
    }


def _alternative(periods: pd.DataFrame, language: str) -> str:
    """What the picture shows, in words: its span, and where each band ends."""
    ended = periods[~periods["partial"]]
    if ended.empty:
        return say(language, "The picture has no period that is over yet.")
    first, last = ended.iloc[0], ended.iloc[-1]
    return say(
        language,
        "Three bands over time, {first} to {last}. In {last}: customer share of the agenda "
        "{share}; NPS {nps}; customers kept {kept}. The same figures stand in the table below.",
        first=first["label"],
        last=last["label"],
        share=last["attention_text"],
        nps=last["nps_text"],
        kept=last["retained_text"],
    )

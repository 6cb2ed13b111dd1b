"""Attention and one outcome on one axis of time: price premium, growth, profitability, or any."""

import pandas as pd
import streamlit as st

from kundagenda.charts.beside import beside_chart
from kundagenda.charts.theme import Mode
from kundagenda.findings.outcomes import Outcome, OutcomesPage
from kundagenda.findings.view import View
from kundagenda.panels.draw import draw, table_under
from kundagenda.panels.once import once
from kundagenda.panels.outcome_values import chosen_outcome, outcomes_as
from kundagenda.panels.quiet import quiet
from kundagenda.panels.reader import lang, mode, plain, tell
from kundagenda.panels.values import Opened, Version
from kundagenda.shown.drawn import drawn_events, drawn_promise
from kundagenda.shown.measured import drawn_measure, drawn_target, scale_for
from kundagenda.shown.outcome_answer import outcome_title
from kundagenda.shown.pictured import ROWS, Picture, pictured
from kundagenda.shown.reach import among_customers, not_split
from kundagenda.texts.catalogue import say


def attention_beside(data: Opened, found: OutcomesPage) -> None:
    """The chosen outcome, or what you earn, under the customer's share of items."""
    one = chosen_outcome(found) or found.earned
    if one is None:
        return
    name = plain(outcome_title(one, lang()))
    how = tell("Side by side; which comes first is told on the page Connection.")
    st.markdown(f"**{tell('Attention above, {outcome} below.', outcome=name)}** :gray[{how}]")
    picture = _picture(data.version, found.view, one.code, mode(), lang())
    draw(picture)
    quiet(not_split(found.view))
    quiet(among_customers(found.view))
    table_under(tell("Attention and outcome as a table"), picture)


@once
def _picture(named: Version, view: View, code: str, look: Mode, language: str) -> Picture:
    found = outcomes_as(named, view)
    one = found.chosen(code)
    if one is None:
        raise KeyError(code)
    periods = _periods(found, one, view, language)
    metrics = (found.attention.metric.key, one.measured.metric.key)
    events = drawn_events(found.events, language, metrics)
    chart = beside_chart(
        periods,
        pd.DataFrame([vars(event) for event in events]),
        scale_for(one.measured, language),
        drawn_promise(found.priority, language),
        drawn_target(one.measured, language),
        mode=look,
        lang=language,
    )
    title = outcome_title(one, language)
    alt = say(
        language,
        "Two bands over time: the customer’s share of items as bars, and {outcome} as a line. "
        "The same figures stand in the table below.",
        outcome=title,
    )
    newest = periods.iloc[::-1].head(ROWS)
    table = {
        say(language, "Period"): list(newest["label"]),
        say(language, "The customer’s share of items"): list(newest["share_text"]),
        title: list(newest["text"]),
    }
    return pictured(chart, alt, table)


def _periods(found: OutcomesPage, one: Outcome, view: View, language: str) -> pd.DataFrame:
    """One row a period from the first in which either is known."""
    share = drawn_measure(found.attention, view, language).rename(
        columns={"value": "share", "text": "share_text"}
    )
    outcome = drawn_measure(one.measured, view, language)
    frame = ["start", "end", "label", "partial"]
    longer = max(share, outcome, key=len)[frame]
    attention = share[["start", "share", "share_text"]]
    told = outcome[["start", "value", "low", "high", "thin", "text"]]
    joined = longer.merge(attention, on="start", how="left").merge(told, on="start", how="left")
    texts = ["share_text", "text"]
    return joined.assign(**joined[texts].fillna(say(language, "not known")))

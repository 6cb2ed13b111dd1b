"""Attention and what is held against it as one picture with its table, made for a cache."""

from dataclasses import replace

import pandas as pd

from kundagenda.charts.measure import Scale
from kundagenda.charts.pair import pair_chart
from kundagenda.charts.theme import Mode
from kundagenda.charts.theme import Screen as Size
from kundagenda.findings.connection import ATTENTION, turned
from kundagenda.findings.measured import Measured, Measures
from kundagenda.findings.view import View
from kundagenda.shown.drawn import drawn_events
from kundagenda.shown.measured import drawn_measure, scale_for
from kundagenda.shown.pictured import ROWS, Picture, pictured
from kundagenda.texts.catalogue import say
from kundagenda.texts.numbers import UNKNOWN
from kundagenda.texts.verdict_texts import TURNED
from metrics import CATALOGUE
from metrics.periods import Grain

# Customers kept from one month to the next vary by less than those kept over a year.
_LEAST_KEPT = 0.02


def pair_picture(
    measures: Measures,
    key: str,
    *,
    mode: Mode,
    lang: str,
    screen: Size = "page",
    height: float = 300,
) -> Picture:
    """The share of the agenda over an outcome, with events, table and a text alternative."""
    share, outcome = (measures.measured(CATALOGUE[name]) for name in (ATTENTION, key))
    outcome = turned(outcome) if key in TURNED else outcome
    periods = drawn_pair(share, outcome, measures.view, lang)
    shown = drawn_events(measures.events, lang, (ATTENTION, key))
    events = pd.DataFrame([vars(event) for event in shown])
    scale = _scale(outcome, lang)
    chart = pair_chart(periods, events, scale, mode=mode, lang=lang, screen=screen, height=height)
    newest = periods.iloc[::-1].head(ROWS)
    table = {
        say(lang, "Period"): list(newest["label"]),
        say(lang, "The customer’s share of items"): list(newest["attention_text"]),
        scale.name: list(newest["text"]),
    }
    return pictured(chart, _in_words(periods, scale.name, lang), table)


def drawn_pair(share: Measured, outcome: Measured, view: View, lang: str) -> pd.DataFrame:
    """One row a period with both values, from the first in which either has anything to tell."""
    above = drawn_measure(share, view, lang).rename(
        columns={"value": "share", "text": "attention_text"}
    )
    below = drawn_measure(outcome, view, lang)
    time = ["start", "end", "label", "partial"]
    both = above[[*time, "share", "attention_text"]].merge(below, how="outer", on=time)
    both = both.sort_values("start", ignore_index=True)
    texts = ["attention_text", "text"]  # unknown where the other begins earlier
    both[texts] = both[texts].fillna(UNKNOWN)
    if view.grain is Grain.ROLLING12:  # years overlap: each is a bar at the month it ends with
        both = both.assign(start=both["end"] - pd.DateOffset(months=1))
    return both


def _scale(outcome: Measured, lang: str) -> Scale:
    scale = scale_for(outcome, lang)
    return replace(scale, least=_LEAST_KEPT) if outcome.metric.key in TURNED else scale


def _in_words(periods: pd.DataFrame, name: str, lang: str) -> str:
    """The span of the picture, and where both end."""
    last = periods[~periods["partial"]].tail(1)
    if last.empty:
        return say(lang, "The picture has no period that is over yet.")
    [row] = last.to_dict("records")
    return say(
        lang,
        "The customer’s share of items above, {name} below, {first} to {last}. "
        "In {last}: {share}; {value}.",
        name=name,
        first=periods.iloc[0]["label"],
        last=row["label"],
        share=row["attention_text"],
        value=row["text"],
    )

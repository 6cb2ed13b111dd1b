"""Attention, satisfaction and retention in one picture, its table and the same in words."""

import pandas as pd

from kundagenda.charts.overview import overview_chart
from kundagenda.charts.theme import Mode
from kundagenda.charts.theme import Screen as Size
from kundagenda.findings.overview import Overview
from kundagenda.findings.standing import is_thin
from kundagenda.shown.drawn import (
    drawn_events,
    drawn_periods,
    drawn_promise,
    overview_metrics,
)
from kundagenda.shown.pictured import ROWS, Picture, pictured
from kundagenda.texts.catalogue import say
from kundagenda.texts.sentences import metric_name
from metrics.definition import Unit
from metrics.periods import month_number


def shows_bands(found: Overview) -> bool:
    """Whether there are shares to draw, or before the first meeting anything of customers."""
    of_customers = found.periods[["satisfaction", "retained"]].notna().to_numpy().any()
    return not is_thin(found) or bool(of_customers and not found.sources.meetings)


def drawn_overview(found: Overview, language: str) -> pd.DataFrame:
    """The periods of an Overview with their days, names and texts; see `drawn_periods`."""
    view = found.view
    whole = view.last if month_number(view.as_of) == view.last else None
    return drawn_periods(found.periods, view.grain, language, whole)


def overview_picture_of(
    found: Overview,
    look: Mode,
    language: str,
    *,
    screen: Size = "page",
    height: float = 478,
    newest: int | None = None,
) -> Picture:
    """The three bands; with ``newest``, of so many periods, for a screen that has no room."""
    metric = found.satisfaction.metric
    measure = metric_name(metric.key, language)
    periods, events = drawn_overview(found, language), list(found.events)
    if newest is not None:
        periods = periods.tail(newest).reset_index(drop=True)
        events = [e for e in events if pd.Timestamp(e.day) >= periods["start"].iloc[0]]
    chart = overview_chart(
        periods,
        pd.DataFrame(
            drawn_events(events, language, overview_metrics(found)),
            columns=["day", "kind", "label"],
        ),
        drawn_promise(found.priority, language),
        mode=look,
        lang=language,
        screen=screen,
        height=height,
        satisfaction=measure,
        limits=(-100, 100) if metric.unit is Unit.POINTS else (0, 100),
    )
    alternative = _alternative(periods, measure, language)
    return pictured(chart, alternative, _table(periods, measure, language))


def _table(periods: pd.DataFrame, measure: str, language: str) -> dict[str, list[str]]:
    newest = periods.iloc[::-1].head(ROWS)
    said = say(language, "{measure} (interval), answers", measure=measure)
    return {
        say(language, "Period"): list(newest["label"]),
        say(language, "The customer’s share of items"): list(newest["attention_text"]),
        said: list(newest["satisfaction_text"]),
        say(language, "Customers kept"): list(newest["retained_text"]),
    }


def _alternative(periods: pd.DataFrame, measure: str, language: str) -> str:
    """The picture in words: its span, and where each band ends."""
    ended = periods[~periods["partial"]]
    if ended.empty:
        return say(language, "The picture has no period that is over yet.")
    first, last = ended.iloc[0], ended.iloc[-1]
    return say(
        language,
        "Three bands over time, {first} to {last}. In {last}: the customer’s share of items "
        "{share}; {measure} {said}; customers kept {kept}.",
        first=first["label"],
        last=last["label"],
        share=last["attention_text"],
        measure=measure,
        said=last["satisfaction_text"],
        kept=last["retained_text"],
    )

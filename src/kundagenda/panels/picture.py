"""The picture of the Overview, and its table: attention, satisfaction, retention."""

import pandas as pd

from kundagenda.charts.overview import overview_chart
from kundagenda.charts.theme import Mode
from kundagenda.findings.overview import Overview
from kundagenda.findings.standing import is_thin
from kundagenda.findings.view import View
from kundagenda.panels.draw import Picture, draw, pictured, table_under
from kundagenda.panels.drawn import drawn_events, drawn_periods, drawn_promise
from kundagenda.panels.key import key
from kundagenda.panels.once import once
from kundagenda.panels.quiet import quiet
from kundagenda.panels.reach import side_by_side
from kundagenda.panels.reader import lang, mode, tell
from kundagenda.panels.strip import meetings_strip
from kundagenda.panels.table import ROWS
from kundagenda.panels.values import Opened, Version, agenda, overview_as
from kundagenda.texts.catalogue import say
from kundagenda.texts.sentences import metric_name
from metrics.definition import Unit
from metrics.periods import month_number


def overview_picture(data: Opened, found: Overview) -> None:
    """Three bands on one axis of time, under the key of their colours and signs.

    While meetings are too few for a share, the meetings themselves stand there instead; before
    the first of them, whatever customers are known to say and do.
    """
    if is_thin(found) and (found.sources.meetings or not _known_of_customers(found)):
        meetings_strip(data, agenda(data, found.view))
        return
    key(events={event.kind for event in drawn_events(found.events, lang())})
    draw(_picture(data.version, found.view, mode(), lang()))
    quiet(side_by_side(found.view))


def _known_of_customers(found: Overview) -> bool:
    """Whether any period has something from customers to draw."""
    return bool(found.periods[["satisfaction", "retained"]].notna().to_numpy().any())


def overview_figures(found: Overview) -> tuple[str, ...]:
    """The metrics whose rows can be opened: those of the four figures."""
    figures = (found.share, found.meeting_share, found.satisfaction, found.churn)
    return tuple(figure.metric.key for figure in figures)


def overview_table(data: Opened, found: Overview) -> None:
    """The newest periods of the picture as a table."""
    table_under(
        tell("The latest figures as a table"),
        _picture(data.version, found.view, mode(), lang()),
        side_by_side(found.view),
    )


@once
def _picture(named: Version, view: View, look: Mode, language: str) -> Picture:
    found = overview_as(named, view)
    metric = found.satisfaction.metric
    measure = metric_name(metric.key, language)
    whole = view.last if month_number(view.as_of) == view.last else None
    periods = drawn_periods(found.periods, view.grain, language, whole)
    chart = overview_chart(
        periods,
        pd.DataFrame(drawn_events(found.events, language), columns=["day", "kind", "label"]),
        drawn_promise(found.priority, language),
        mode=look,
        lang=language,
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
        "{share}; {measure} {said}; customers kept {kept}. "
        "The same figures stand in the table below.",
        first=first["label"],
        last=last["label"],
        share=last["attention_text"],
        measure=measure,
        said=last["satisfaction_text"],
        kept=last["retained_text"],
    )

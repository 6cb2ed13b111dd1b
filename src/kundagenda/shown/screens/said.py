"""The second screen: what did customers say?"""

from functools import partial

from kundagenda.charts.theme import Mode
from kundagenda.charts.theme import Screen as Size
from kundagenda.findings.satisfaction import SatisfactionPage
from kundagenda.shown.measured import measure_picture
from kundagenda.shown.pictured import Picture
from kundagenda.shown.reach import among_customers
from kundagenda.shown.satisfaction_answer import (
    carried_by,
    how_answers_are_read,
    no_period_shown,
    satisfaction_answer,
    standing_of_periods,
    what_answers_take,
)
from kundagenda.shown.satisfaction_figures import satisfaction_figures
from kundagenda.shown.screen import Screen
from kundagenda.shown.screens.lines import line_numbers
from kundagenda.texts.sentences import metric_name
from kundagenda.texts.told import lang, tell
from metrics.periods import Grain


def said_screen(found: SatisfactionPage) -> Screen:
    """The finding of Satisfaction by the measure that leads, its figures, and its line."""
    said, known = found.said, found.said.is_known
    figures = tuple(satisfaction_figures(found)) if found.choices else ()
    name = metric_name(said.metric.key, lang())
    return Screen(
        code="said",
        question=tell("What did customers say?"),
        title=satisfaction_answer(found),
        sentences=tuple(carried_by(found).values()),
        figures=figures,
        draw=partial(_drawn, found, lang()) if known else None,
        numbers=line_numbers(name, "satisfaction", said, found.view) if known else None,
        note=_note(found),
        metrics=tuple(dict.fromkeys(figure.key for figure in figures if figure.key)),
        page="satisfaction",
    )


def _drawn(
    found: SatisfactionPage, language: str, mode: Mode, screen: Size, height: float
) -> Picture:
    return measure_picture(
        found.said,
        found.view,
        found.events,
        mode=mode,
        lang=language,
        screen=screen,
        height=height,
    )


def _note(found: SatisfactionPage) -> str:
    """How the line is read; without one, what is missing."""
    if not found.choices:
        return what_answers_take()
    if not found.said.is_known:
        return f"{no_period_shown()} {among_customers(found.view)}".strip()
    how = (
        _of_a_year(found),
        how_answers_are_read(found),
        standing_of_periods(found),
        among_customers(found.view),
    )
    return " ".join(filter(None, how))


def _of_a_year(found: SatisfactionPage) -> str:
    """That the title is of another span than the points are."""
    spans = {
        Grain.MONTH: tell("The title is of twelve months, a point of a month."),
        Grain.QUARTER: tell("The title is of twelve months, a point of a quarter."),
    }
    return spans.get(found.view.grain, "")

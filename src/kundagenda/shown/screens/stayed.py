"""The third screen: what did customers do?"""

from functools import partial

from kundagenda.charts.theme import Mode
from kundagenda.charts.theme import Screen as Size
from kundagenda.findings.measured import Measured
from kundagenda.findings.retention import Horizon, Retention
from kundagenda.shown.pictured import Picture
from kundagenda.shown.reach import among_customers
from kundagenda.shown.retention_answer import (
    hidden_loss,
    retention_answer,
    retention_sentences,
    retention_unknown,
    what_retention_takes,
)
from kundagenda.shown.retention_picture import (
    drawn_view,
    how_retention_is_read,
    lead_name,
    retention_figures_of,
    retention_picture_of,
    what_a_point_is,
)
from kundagenda.shown.screen import Screen
from kundagenda.shown.screens.lines import line_numbers
from kundagenda.texts.told import lang, tell

ASKED = Horizon.YEAR  # twelve months, until a reader of the page asks for one


def stayed_screen(found: Retention) -> Screen:
    """The finding of Retention, its figures, and its line; or what it takes to know."""
    lead = found.lead(ASKED)
    if lead is None:
        return Screen(
            code="stayed",
            question=_question(),
            title=retention_unknown(),
            note=what_retention_takes(),
            page="retention",
        )
    return _known(found, *lead)


def _question() -> str:
    return tell("What did customers do?")


def _known(found: Retention, lead: Measured, horizon: Horizon) -> Screen:
    figures = retention_figures_of(found, horizon)
    numbers = line_numbers(lead_name(lead), "retention", lead, drawn_view(found.view, horizon))
    note = how_retention_is_read(lead), what_a_point_is(found, lead, horizon)
    return Screen(
        code="stayed",
        question=_question(),
        title=retention_answer(lead, horizon),
        sentences=tuple(_sentences(found, lead, horizon)),
        figures=figures,
        draw=partial(_drawn, found, lead, horizon, lang()) if lead.is_known else None,
        numbers=numbers if lead.is_known else None,
        note=" ".join(filter(None, (*note, among_customers(found.view)))),
        metrics=tuple(dict.fromkeys(figure.key for figure in figures)),
        page="retention",
    )


def _sentences(found: Retention, lead: Measured, horizon: Horizon) -> list[str]:
    gap = found.gap(horizon)
    hidden = [hidden_loss(gap)] if gap is not None and gap.hides else []
    return [*retention_sentences(lead, horizon, ASKED), *hidden]


def _drawn(
    found: Retention,
    lead: Measured,
    horizon: Horizon,
    language: str,
    mode: Mode,
    screen: Size,
    height: float,
) -> Picture:
    return retention_picture_of(found, lead, horizon, mode, language, screen=screen, height=height)

"""The picture of the Overview, and its table: attention, satisfaction, retention."""

from dataclasses import replace

from kundagenda.charts.theme import Mode
from kundagenda.findings.overview import Overview
from kundagenda.findings.view import View
from kundagenda.panels.draw import draw, table_under
from kundagenda.panels.key import key
from kundagenda.panels.once import once
from kundagenda.panels.quiet import quiet
from kundagenda.panels.reader import lang, mode, tell
from kundagenda.panels.strip import meetings_strip
from kundagenda.panels.values import Opened, Version, agenda, overview_as
from kundagenda.shown.drawn import drawn_events, overview_metrics
from kundagenda.shown.overview_picture import overview_picture_of, shows_bands
from kundagenda.shown.pictured import Picture
from kundagenda.shown.reach import side_by_side
from kundagenda.texts.catalogue import say


def overview_picture(data: Opened, found: Overview) -> None:
    """Three bands on one axis of time, under the key of their colours and signs.

    While meetings are too few for a share, the meetings themselves stand there instead; before
    the first of them, whatever customers are known to say and do.
    """
    if not shows_bands(found):
        meetings_strip(data, agenda(data, found.view))
        return
    events = drawn_events(found.events, lang(), overview_metrics(found))
    key(events={event.kind for event in events})
    draw(_picture(data.version, found.view, mode(), lang()))
    quiet(side_by_side(found.view))


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
    drawn = overview_picture_of(overview_as(named, view), look, language)
    below = say(language, "The same figures stand in the table below.")
    return replace(drawn, alt=f"{drawn.alt} {below}")

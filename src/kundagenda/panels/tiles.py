"""The four figures of the Overview, each with its definition, base, period and change."""

from kundagenda.findings.overview import Overview
from kundagenda.panels.quiet import quiet
from kundagenda.panels.reader import lang, tell
from kundagenda.panels.tile import tiles_of
from kundagenda.shown.overview_figures import overview_figures
from kundagenda.shown.reach import not_by_forum, not_split
from kundagenda.texts.numbers import month


def tiles(values: Overview) -> None:
    """Attention in items and in meetings, what customers say, and whether they stay.

    One line says of which months all four are, and which of them a forum or group does not narrow.
    """
    to = month(values.view.last, lang())
    span_said = tell("The last twelve months, to {month}.", month=to)
    not_all = (not_split(values.view), not_by_forum(values.view))
    quiet(" ".join(filter(None, (span_said, *not_all))))
    tiles_of(overview_figures(values))

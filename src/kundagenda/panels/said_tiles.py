"""What customers said in the last twelve months as at most four figures."""

from kundagenda.findings.satisfaction import SatisfactionPage
from kundagenda.panels.quiet import quiet
from kundagenda.panels.reader import lang, tell
from kundagenda.panels.tile import tiles_of
from kundagenda.shown.reach import among_customers
from kundagenda.shown.satisfaction_figures import satisfaction_figures
from kundagenda.texts.numbers import month


def said_tiles(found: SatisfactionPage) -> None:
    """The measure, how many answer, and what stands beside it: kinds of answers, or ease."""
    to = month(found.view.last, lang())
    span_said = tell("The last twelve months, to {month}.", month=to)
    quiet(f"{span_said} {among_customers(found.view)}".strip())
    tiles_of(satisfaction_figures(found))

"""What the page Retention rests on."""

from kundagenda.findings.retention import CUSTOMERS, Horizon, Retention
from kundagenda.panels.reader import lang, tell, tell_many
from kundagenda.panels.values import Opened
from kundagenda.shown.sources import given_ready
from kundagenda.texts.numbers import day, number


def retention_sources(data: Opened, found: Retention) -> str:
    """As of when, of how many customers, and when it was computed."""
    said = [tell("Figures to {day}.", day=day(found.view.as_of, lang()))]
    now = found.measured(CUSTOMERS[Horizon.MONTH], Horizon.MONTH).figure.now
    if now is not None and now.base:
        counted = tell_many(
            "{count} customer", "{count} customers", now.base, count=number(now.base, lang())
        )
        said.append(tell("Sources: {sources}.", sources=counted))
    said += given_ready([now], data.background)
    if data.background.refreshed_at:
        computed = day(data.background.refreshed_at.date(), lang())
        said.append(tell("Computed {day}.", day=computed))
    return " ".join(said)

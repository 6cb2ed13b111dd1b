"""Says that the database is away, and of when the figures are that are shown meanwhile."""

from kundagenda.panels.quiet import quiet
from kundagenda.panels.reader import lang, tell
from kundagenda.panels.values import Opened
from kundagenda.texts.numbers import day


def last_read(data: Opened) -> None:
    """The day on which the figures were last read; nothing while the database answers."""
    if data.read_on is None:
        return
    quiet(
        tell(
            "The database does not answer right now: these are the figures as last read, {day}.",
            day=day(data.read_on, lang()),
        )
    )

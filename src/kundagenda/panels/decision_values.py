"""The decisions of a view and what they promised, read once for everybody and kept."""

from dataclasses import replace

from kundagenda.access.figures import figures
from kundagenda.findings.view import View
from kundagenda.panels.once import once
from kundagenda.panels.values import Opened, Version
from kundagenda.shown.decided import Decided, decided_of, of_decisions


def decided(data: Opened, view: View) -> Decided:
    """The decisions and promises of the view, whatever its group and step."""
    return replace(decided_as(data.version, of_decisions(view)), view=view)


@once
def decided_as(named: Version, view: View) -> Decided:
    """The same, by the name of the figures and what narrows decisions."""
    with figures() as connection:
        return decided_of(connection, view)

"""The initiatives of a page, read once for everybody."""

from kundagenda.access.figures import figures
from kundagenda.findings.initiative_lines import InitiativeLines, initiative_lines_of
from kundagenda.findings.view import View
from kundagenda.panels.life_title import life_as
from kundagenda.panels.once import once
from kundagenda.panels.values import Opened, Version


def initiative_lines(data: Opened, view: View) -> InitiativeLines:
    """Every initiative, when it was discussed and what was decided about it."""
    return initiative_lines_as(data.version, view)


@once
def initiative_lines_as(named: Version, view: View) -> InitiativeLines:
    """The same, by the name of the figures."""
    life = life_as(named, view)
    with figures() as connection:
        return initiative_lines_of(connection, life)

"""The decisions of a view and what they promised, read once for everybody and kept."""

from dataclasses import dataclass, replace

from kundagenda.access.figures import figures
from kundagenda.findings.decision_log import Decision, decisions_of
from kundagenda.findings.promises import Promise, promises_of
from kundagenda.findings.view import View
from kundagenda.panels.once import once
from kundagenda.panels.values import Opened, Version
from kundagenda.shown.reach import Choice, whatever
from metrics.periods import Grain


@dataclass(frozen=True)
class Decided:
    """The decisions taken in the period of a view, newest first, and the promises among them."""

    view: View
    decisions: tuple[Decision, ...]
    promises: tuple[Promise, ...]

    @property
    def unreached(self) -> str:
        """The choices that narrow no decision: few items name a group, and a day has no step."""
        return whatever(self.view, Choice.GROUP, Choice.STEP)


def decided(data: Opened, view: View) -> Decided:
    """The decisions and promises of the view, whatever its group and step."""
    return replace(decided_as(data.version, of_decisions(view)), view=view)


def of_decisions(view: View) -> View:
    """The part of a view that narrows decisions: neither its group nor its step does."""
    return replace(view, segment="", grain=Grain.QUARTER)


@once
def decided_as(named: Version, view: View) -> Decided:
    """The same, by the name of the figures and what narrows decisions."""
    with figures() as connection:
        taken = decisions_of(connection, view)
        return Decided(view, taken, promises_of(connection, taken, view))

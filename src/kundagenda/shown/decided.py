"""The decisions of a view, what they promised, and what narrows neither."""

from dataclasses import dataclass, replace

from sqlalchemy import Connection

from kundagenda.findings.decision_log import Decision, decisions_of
from kundagenda.findings.promises import Promise, promises_of
from kundagenda.findings.view import View
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


def of_decisions(view: View) -> View:
    """The part of a view that narrows decisions: neither its group nor its step does."""
    return replace(view, segment="", grain=Grain.QUARTER)


def decided_of(connection: Connection, view: View) -> Decided:
    """The decisions and promises of a view, in two statements at most."""
    taken = decisions_of(connection, of_decisions(view))
    return Decided(view, taken, promises_of(connection, taken, of_decisions(view)))

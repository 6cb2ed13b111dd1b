"""The target groups of Follow-through, read once for everybody who looks at the same."""

from kundagenda.access.figures import figures
from kundagenda.findings.group_test import GroupTest, group_test_of
from kundagenda.findings.view import View
from kundagenda.panels.once import once
from kundagenda.panels.values import Opened, Version


def group_test(data: Opened, view: View) -> GroupTest:
    """The uptime test of every target group, and the fix-trap of the forum in view."""
    return group_test_as(data.version, view)


@once
def group_test_as(named: Version, view: View) -> GroupTest:
    """The same, by the name of the figures."""
    with figures() as connection:
        return group_test_of(connection, view)

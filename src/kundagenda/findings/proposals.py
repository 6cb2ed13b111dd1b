"""What the next agenda should take up, by five plain rules, first what asks most for attention.

A rule falls silent as soon as what it asks for stands on an agenda to come.
"""

from collections.abc import Mapping

from sqlalchemy import Connection

from kundagenda.findings.background import priority_of
from kundagenda.findings.group_test import group_test_of
from kundagenda.findings.kpi import monthly_parts
from kundagenda.findings.life import life_of
from kundagenda.findings.minutes import MINUTES_READ, minute_reading
from kundagenda.findings.overview import Priority
from kundagenda.findings.proposal import Proposal, Proposals
from kundagenda.findings.proposal_about import (
    below_share,
    falling_silent,
    near_half_life,
    not_done,
    too_shallow,
)
from kundagenda.findings.proposal_ground import ground_of
from kundagenda.findings.proposal_rows import (
    depth_rows,
    forum_rows,
    initiative_rows,
    met_rows,
    overdue_rows,
    planned_rows,
    usual_rows,
)
from kundagenda.findings.reading import Reading
from kundagenda.findings.readings import plain_readings
from kundagenda.findings.say_do import say_do_of
from kundagenda.findings.silence import silences_of
from kundagenda.findings.together import together
from kundagenda.findings.view import View
from metrics import customer_item_share
from metrics.periods import Grain, first_day
from metrics.scope import Rows

# Of each kind, so that the list can be read aloud in a minute.
MOST = 3
# A quarter of meetings says something about depth; one meeting does not.
DEPTH_MONTHS = 3


def proposals_of(connection: Connection, view: View) -> Proposals:
    """The proposals of a view; eight statements, each of few rows.

    Its customer group and step narrow nothing: few items name a group.
    """
    rows, priority = together(connection, _parts(view)), priority_of(connection, view)
    ground, groups = ground_of(rows, view), group_test_of(connection, view).groups
    found = (
        not_done(rows["overdue"], ground),
        near_half_life(rows["initiatives"], life_of(connection, view), ground),
        falling_silent(silences_of(groups), ground),
        too_shallow(rows["depth"], ground),
        below_share(rows["forums"], priority, ground),
    )
    chosen: list[Proposal] = [each for of_kind in found for each in of_kind[:MOST]]
    return Proposals(
        view=view,
        proposals=tuple(chosen),
        more=sum(map(len, found)) - len(chosen),
        year=_year(connection, view, priority),
        since=say_do_of(connection, priority, view.as_of),
    )


def _parts(view: View) -> Mapping[str, Rows]:
    return {
        "overdue": overdue_rows(view),
        "initiatives": initiative_rows(view),
        "usual": usual_rows(view),
        "planned": planned_rows(view),
        "depth": depth_rows(view, first_day(view.last - DEPTH_MONTHS + 1)),
        "forums": forum_rows(view),
        "met": met_rows(view),
    }


def _year(connection: Connection, view: View, priority: Priority | None) -> Reading | None:
    """The customer's share of twelve months as the pages show it, in what the priority counts."""
    read = (customer_item_share, *MINUTES_READ)
    monthly = monthly_parts(connection, read, view.forums, since=view.last - 12)
    if priority is not None and priority.basis == "minutes":
        return minute_reading(monthly, view.last, Grain.ROLLING12, ended=view.last)
    parts = monthly[customer_item_share.key]
    [reading] = plain_readings(customer_item_share, parts, [view.last], Grain.ROLLING12, view.last)
    return reading

"""Since last meeting: a list at the foot of the Overview, read when somebody opens it."""

import streamlit as st

from kundagenda.access.figures import figures
from kundagenda.findings.since import Since, since_of
from kundagenda.findings.view import View
from kundagenda.panels.headed import headed
from kundagenda.panels.leading import leading_to
from kundagenda.panels.once import once
from kundagenda.panels.quiet import quiet
from kundagenda.panels.reader import plain, tell
from kundagenda.panels.table import table
from kundagenda.panels.values import Opened, Version, overview_as
from kundagenda.shown.reach import Choice, among_customers, side_by_side, whatever
from kundagenda.shown.since_words import (
    aims_table,
    since_lines,
    since_note,
    since_table,
    since_title,
)

OPEN = "since last meeting"


def since_last(data: Opened, view: View) -> None:
    """A line to open: what changed since the last meeting."""
    with st.expander(tell("Since last meeting"), key=OPEN, on_change="rerun") as box:
        if box.open:
            _changes(data, view)


def _changes(data: Opened, view: View) -> None:
    """What changed; a sentence where there was no meeting before."""
    since = _since(data.version, view)
    if since is None:
        quiet(tell("There is no earlier meeting with an agenda to tell the changes since."))
        return
    own_period = whatever(view, Choice.PERIOD, Choice.STEP)
    headed(since_title(since), plain(since_note(since)), side_by_side(view), own_period)
    with st.container(gap=None):
        for line in since_lines(since, dict(data.background.segment_names)):
            leading_to(line.page, plain(line.text))
    if since.figures:
        _figures(data, since)


def _figures(data: Opened, since: Since) -> None:
    table(since_table(since), tell("The figures since then"))
    quiet(
        tell(
            "Whole months are compared, since they share no day. The twelve months share most of "
            "theirs, so no verdict is given on them. Of figures that have not changed, one in "
            "twenty looks like a real change by chance."
        )
    )
    if since.aims:
        said = tell("Twelve months, then and now.")
        headed(tell("Outcomes against their targets."), said, among_customers(since.view))
        names = dict(data.background.segment_names)
        table(aims_table(since, names), tell("Outcomes against their targets."))


@once
def _since(named: Version, view: View) -> Since | None:
    overview = overview_as(named, view)
    with figures() as connection:
        return since_of(connection, overview)

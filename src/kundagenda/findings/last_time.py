"""What was decided last time the figures were looked at, and how it stands today."""

from dataclasses import replace
from datetime import timedelta

from sqlalchemy import Connection

from kundagenda.findings.decision_log import Decision, decisions_of
from kundagenda.findings.view import View
from metrics.periods import first_day, last_day


def decided_last_time(connection: Connection, view: View) -> tuple[Decision, ...]:
    """The decisions about customers, and those that promise a figure, of the meeting before.

    That is the view's last whole month, in which the month before it was looked at. Its last day
    belongs to the next meeting: a meeting held on it looks at the very month that ends. Newest
    first; without those whose words are confidential. One statement.
    """
    since = first_day(view.last) - timedelta(days=1)
    return tuple(
        each
        for each in decisions_of(connection, replace(view, months=2))
        if since <= each.decided_on < last_day(view.last)
        if (each.is_customer or each.is_promise) and each.text is not None
    )

"""The screens of the meeting in its order, from the findings of their pages."""

from collections.abc import Sequence

from sqlalchemy import Connection

from kundagenda.findings.background import Background
from kundagenda.findings.connection import KEYS, connection_of
from kundagenda.findings.initiative_lines import initiative_lines_of
from kundagenda.findings.last_time import decided_last_time
from kundagenda.findings.life import life_of
from kundagenda.findings.measured import Measures, measures_of
from kundagenda.findings.outcomes import outcomes_of
from kundagenda.findings.overview import Overview
from kundagenda.findings.proposals import proposals_of
from kundagenda.findings.retention import retention_of
from kundagenda.findings.satisfaction import READ, satisfaction_of
from kundagenda.findings.since import since_of
from kundagenda.findings.view import View
from kundagenda.shown.decided import decided_of
from kundagenda.shown.screen import Screen
from kundagenda.shown.screens.followed import followed_screen
from kundagenda.shown.screens.got import got_screen
from kundagenda.shown.screens.lead import lead_screen
from kundagenda.shown.screens.next import next_screen
from kundagenda.shown.screens.promise import promise_screen
from kundagenda.shown.screens.said import said_screen
from kundagenda.shown.screens.stayed import stayed_screen
from metrics import metric_of


def screens_in_order(
    connection: Connection, overview: Overview, background: Background
) -> tuple[Screen, ...]:
    """Promise, said, stayed, got, followed, lead, next: the view is that of the Overview."""
    view = overview.view
    said = satisfaction_of(
        _measures(connection, [metric.key for metric in READ], view),
        dict(background.segment_names),
    )
    lines = initiative_lines_of(connection, life_of(connection, view))
    return (
        promise_screen(
            overview, decided_last_time(connection, view), since_of(connection, overview)
        ),
        said_screen(said),
        stayed_screen(retention_of(connection, view)),
        got_screen(outcomes_of(connection, view)),
        followed_screen(decided_of(connection, view), lines),
        lead_screen(connection_of(_measures(connection, KEYS, view))),
        next_screen(proposals_of(connection, view)),
    )


def _measures(connection: Connection, keys: Sequence[str], view: View) -> Measures:
    metrics = [metric for metric in map(metric_of, keys) if metric is not None]
    return measures_of(connection, metrics, view)

"""The main picture of the page Retention, and its figures: who stays, and what they pay."""

import streamlit as st

from kundagenda.charts.theme import Mode
from kundagenda.findings.measured import Measured
from kundagenda.findings.retention import Horizon, Retention
from kundagenda.findings.view import View
from kundagenda.panels.draw import draw, table_under
from kundagenda.panels.headed import headed
from kundagenda.panels.once import once
from kundagenda.panels.quiet import quiet
from kundagenda.panels.reader import lang, mode, tell
from kundagenda.panels.retention_values import horizon_choice, retention_as
from kundagenda.panels.tile import tiles_of
from kundagenda.panels.values import Opened, Version
from kundagenda.shown.pictured import Picture
from kundagenda.shown.reach import among_customers
from kundagenda.shown.retention_picture import (
    how_retention_is_read,
    lead_name,
    retention_figures_of,
    retention_picture_of,
    what_a_point_is,
)
from metrics import logo_churn, metric_of


def retention_tiles(found: Retention, horizon: Horizon) -> None:
    """Customers and revenue kept, the same customers' revenue, and who buys again."""
    tiles_of(retention_figures_of(found, horizon))


def retention_picture(data: Opened, found: Retention, lead: Measured, horizon: Horizon) -> None:
    """The lead figure over time, with its interval, its target and what happened meanwhile."""
    with st.container(
        horizontal=True, horizontal_alignment="distribute", vertical_alignment="center"
    ):
        how = how_retention_is_read(lead)
        headed(f"{lead_name(lead)}.", how, among_customers(found.view), width="content")
        horizon_choice(horizon)
    picture = _picture(data.version, found.view, lead.metric.key, horizon, mode(), lang())
    draw(picture)
    quiet(what_a_point_is(found, lead, horizon))


def retention_table(data: Opened, found: Retention, lead: Measured, horizon: Horizon) -> None:
    """The newest figures of the picture as a table."""
    picture = _picture(data.version, found.view, lead.metric.key, horizon, mode(), lang())
    table_under(tell("The latest figures as a table"), picture, among_customers(found.view))


@once
def _picture(
    named: Version, view: View, key: str, horizon: Horizon, look: Mode, language: str
) -> Picture:
    found = retention_as(named, view)
    measured = found.measured(metric_of(key) or logo_churn, horizon)
    return retention_picture_of(found, measured, horizon, look, language)

"""The main picture of the page Retention, and its figures: who stays, and what they pay."""

import streamlit as st

from kundagenda.charts.theme import Mode
from kundagenda.findings.measured import Measured
from kundagenda.findings.retention import (
    CHURNS,
    CUSTOMERS,
    REVENUE_KEPT,
    SAME_CUSTOMERS,
    Horizon,
    Retention,
)
from kundagenda.findings.view import View
from kundagenda.panels.draw import draw, table_under
from kundagenda.panels.headed import headed
from kundagenda.panels.once import once
from kundagenda.panels.quiet import quiet
from kundagenda.panels.reader import lang, mode, tell
from kundagenda.panels.retention_values import horizon_choice, retention_as
from kundagenda.panels.tile import tiles_of
from kundagenda.panels.values import Opened, Version
from kundagenda.shown.figure_shown import figure_shown
from kundagenda.shown.measured import measure_picture
from kundagenda.shown.pictured import Picture
from kundagenda.shown.reach import among_customers
from kundagenda.texts.sentences import metric_name
from metrics import logo_churn, metric_of, repeat_rate
from metrics.periods import Grain

HEIGHT = 320


def retention_tiles(found: Retention, horizon: Horizon) -> None:
    """Customers and revenue kept, the same customers' revenue, and who buys again."""
    shown = (
        (CUSTOMERS[horizon], tell("Customers kept")),
        (REVENUE_KEPT[horizon], tell("Revenue kept")),
        (SAME_CUSTOMERS[horizon], tell("Same customers now")),
        (repeat_rate, tell("Buying again")),
    )
    measured = [(found.measured(metric, horizon), label) for metric, label in shown]
    tiles_of(
        figure_shown(each.figure, label)
        for each, label in measured
        if each.metric is not repeat_rate or each.has_rows
    )


def retention_picture(data: Opened, found: Retention, lead: Measured, horizon: Horizon) -> None:
    """The lead figure over time, with its interval, its target and what happened meanwhile."""
    with st.container(
        horizontal=True, horizontal_alignment="distribute", vertical_alignment="center"
    ):
        headed(_name(lead), _how(lead), among_customers(found.view), width="content")
        horizon_choice(horizon)
    picture = _picture(data.version, found.view, lead.metric.key, horizon, mode(), lang())
    draw(picture)
    quiet(_unsmoothed(found, lead, horizon))


def retention_table(data: Opened, found: Retention, lead: Measured, horizon: Horizon) -> None:
    """The newest figures of the picture as a table."""
    picture = _picture(data.version, found.view, lead.metric.key, horizon, mode(), lang())
    table_under(tell("The latest figures as a table"), picture, among_customers(found.view))


@once
def _picture(
    named: Version, view: View, key: str, horizon: Horizon, look: Mode, language: str
) -> Picture:
    found, metric = retention_as(named, view), metric_of(key) or logo_churn
    events = found.measures.events
    single = horizon is Horizon.MONTH
    shown = View(view.as_of, view.forum, view.segment, view.months, Grain.MONTH) if single else view
    measured = found.measured(metric, horizon)
    return measure_picture(measured, shown, events, mode=look, lang=language, height=HEIGHT)


def _name(lead: Measured) -> str:
    if lead.metric.key in [metric.key for metric in CHURNS]:
        return tell("Customers kept.")
    return f"{metric_name(lead.metric.key, lang())}."


def _how(lead: Measured) -> str:
    if lead.metric.interval.value == "none" or lead.figure.now is None:
        return ""
    return tell("The band is the 95% interval.")


def _unsmoothed(found: Retention, lead: Measured, horizon: Horizon) -> str:
    """What a point is, and that no neighbour is mixed into it."""
    if lead.metric is repeat_rate:
        return tell("Each point is the last three months against the three before, unsmoothed.")
    if horizon is Horizon.MONTH:
        return tell("Each point is one month by itself, whatever the step; nothing is smoothed.")
    if found.view.grain in (Grain.QUARTER, Grain.YEAR):
        return tell("Each point is the twelve months up to the end of its period, unsmoothed.")
    return tell("Each point is the twelve months up to it, unsmoothed.")

"""Who stays and what they pay: the picture of what leads, how to read it, and the figures."""

from dataclasses import replace

from kundagenda.charts.theme import Mode
from kundagenda.charts.theme import Screen as Size
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
from kundagenda.shown.figure import FigureShown
from kundagenda.shown.figure_shown import figure_shown
from kundagenda.shown.measured import measure_picture
from kundagenda.shown.pictured import Picture
from kundagenda.texts.sentences import metric_name
from kundagenda.texts.told import lang, tell
from metrics import repeat_rate
from metrics.periods import Grain

HEIGHT = 320


def retention_figures_of(found: Retention, horizon: Horizon) -> tuple[FigureShown, ...]:
    """Customers and revenue kept, the same customers' revenue, and who buys again."""
    shown = (
        (CUSTOMERS[horizon], tell("Customers kept")),
        (REVENUE_KEPT[horizon], tell("Revenue kept")),
        (SAME_CUSTOMERS[horizon], tell("Same customers now")),
        (repeat_rate, tell("Buying again")),
    )
    measured = [(found.measured(metric, horizon), label) for metric, label in shown]
    return tuple(
        figure_shown(each.figure, label)
        for each, label in measured
        if each.metric is not repeat_rate or each.has_rows
    )


def retention_picture_of(
    found: Retention,
    lead: Measured,
    horizon: Horizon,
    look: Mode,
    language: str,
    *,
    screen: Size = "page",
    height: float = HEIGHT,
) -> Picture:
    """The lead figure over time; of single months month by month, whatever the step."""
    return measure_picture(
        lead,
        drawn_view(found.view, horizon),
        found.measures.events,
        mode=look,
        lang=language,
        screen=screen,
        height=height,
    )


def drawn_view(view: View, horizon: Horizon) -> View:
    """The view in the steps that a horizon is drawn in."""
    if horizon is not Horizon.MONTH:
        return view
    return replace(view, grain=Grain.MONTH)


def lead_name(lead: Measured) -> str:
    """What the lead figure is called over its picture."""
    if lead.metric.key in [metric.key for metric in CHURNS]:
        return tell("Customers kept")
    return metric_name(lead.metric.key, lang())


def how_retention_is_read(lead: Measured) -> str:
    """What the band is; nothing where there is none."""
    if lead.metric.interval.value == "none" or lead.figure.now is None:
        return ""
    return tell("The band is the 95% interval.")


def what_a_point_is(found: Retention, lead: Measured, horizon: Horizon) -> str:
    """What a point is, and that no neighbour is mixed into it."""
    if lead.metric is repeat_rate:
        return tell("Each point is the last three months against the three before, unsmoothed.")
    if horizon is Horizon.MONTH:
        return tell("Each point is one month by itself, whatever the step; nothing is smoothed.")
    if found.view.grain in (Grain.QUARTER, Grain.YEAR):
        return tell("Each point is the twelve months up to the end of its period, unsmoothed.")
    return tell("Each point is the twelve months up to it, unsmoothed.")

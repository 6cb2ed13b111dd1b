"""The values of the page Retention, read once for everybody, and the choices that are its own."""

import streamlit as st

from kundagenda.access.figures import figures
from kundagenda.findings.retention import Horizon, Retention, figures_at, retention_of
from kundagenda.findings.view import View
from kundagenda.panels.address import chosen, prepare
from kundagenda.panels.once import once
from kundagenda.panels.reader import tell
from kundagenda.panels.scope import COHORT, DEFAULTS, HORIZON
from kundagenda.panels.values import Opened, Version

CUSTOMERS, REVENUE = "customers", "revenue"


def retention(data: Opened, view: View) -> Retention:
    """The values of the page."""
    return retention_as(data.version, view)


@once
def retention_as(named: Version, view: View) -> Retention:
    """The same, by the name of the figures."""
    with figures() as connection:
        return retention_of(connection, view)


def asked_horizon() -> Horizon:
    """Twelve months, unless the reader asked for a single one."""
    return Horizon(chosen(HORIZON, list(Horizon), DEFAULTS[HORIZON]))


def horizon_choice(shown: Horizon) -> None:
    """The two horizons, side by side."""
    names = {str(Horizon.YEAR): tell("Twelve months"), str(Horizon.MONTH): tell("One month")}
    st.segmented_control(
        tell("Compared with the customers of"),
        list(names),
        format_func=names.__getitem__,
        key=prepare(HORIZON, str(shown)),
        required=True,
        label_visibility="collapsed",
    )


def asked_cohort() -> str:
    """Customers, unless the reader asked for their revenue."""
    return chosen(COHORT, (CUSTOMERS, REVENUE), DEFAULTS[COHORT])


def cohort_choice(shown: str) -> None:
    """Whether customers are counted, or what they pay."""
    names = {CUSTOMERS: tell("Customers"), REVENUE: tell("Revenue")}
    st.segmented_control(
        tell("What is left"),
        list(names),
        format_func=names.__getitem__,
        key=prepare(COHORT, shown),
        required=True,
        label_visibility="collapsed",
    )


def retention_figures(horizon: Horizon) -> tuple[str, ...]:
    """The metrics whose rows can be opened."""
    return tuple(metric.key for metric in figures_at(horizon))

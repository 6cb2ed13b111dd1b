"""The values of the page on satisfaction, worked out once for everybody and kept."""

import streamlit as st

from kundagenda.findings.satisfaction import READ, SatisfactionPage, choices_of, satisfaction_of
from kundagenda.findings.view import View
from kundagenda.panels.address import KEPT, chosen
from kundagenda.panels.once import once
from kundagenda.panels.scope import MEASURE
from kundagenda.panels.values import Opened, Version, group_names, measures_as

KEYS = tuple(metric.key for metric in READ)


def satisfaction(data: Opened, view: View) -> SatisfactionPage:
    """The page by the measure that the reader chose; the company's first until they choose."""
    return satisfaction_as(data.version, view, _choice(data, view))


def _choice(data: Opened, view: View) -> str:
    """The code of the measure; that of the one that leads stays out of the address."""
    choices = [metric.key for metric in choices_of(measures_as(data.version, view, KEYS))]
    if not choices:
        return ""
    code = chosen(MEASURE, choices, choices[0])
    if code == choices[0]:
        st.session_state[KEPT + MEASURE] = ""
    return code


@once
def satisfaction_as(named: Version, view: View, choice: str) -> SatisfactionPage:
    """The page, by the name of the figures."""
    return satisfaction_of(measures_as(named, view, KEYS), group_names(named), choice)

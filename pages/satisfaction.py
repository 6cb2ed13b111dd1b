"""Satisfaction: what customers say, whether it has really changed, and who answers."""

import streamlit as st

from kundagenda import panels

data = panels.opened()
if data.is_empty:
    panels.start_here()
    panels.foot(panels.no_sources())
else:
    view = panels.scope_line(data)
    found = panels.satisfaction(data, view)

    panels.satisfaction_headline(found)
    if found.choices:
        picture, figures = st.columns([2, 1], gap="medium")
        with picture:
            panels.said_over_time(data, found)
            panels.notes_under(found.events, view, found.said.metric.key)
            panels.kinds_of_answers(data, found)
        with figures:
            panels.measure_choice(found)
            panels.said_tiles(found)

        groups, answering = st.columns(2, gap="large")
        with groups:
            panels.groups_compared(data, found)
        with answering:
            panels.response_over_time(data, found)

        panels.groups_in_numbers(found)
        panels.said_table(data, found)
        panels.what_moved(data, view, (found.said.metric.key,))
    panels.foot(panels.satisfaction_sources(data, found))

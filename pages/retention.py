"""Retention: do customers stay, and what do they pay?"""

import streamlit as st

from kundagenda import panels

data = panels.opened()
if data.is_empty:
    panels.start_here()
    panels.foot(panels.no_sources())
else:
    view = panels.scope_line(data)
    found = panels.retention(data, view)
    asked = panels.asked_horizon()
    lead = found.lead(asked)
    if lead is None:
        panels.no_retention()
    else:
        main, horizon = lead
        panels.retention_title(found, main, horizon)

        words, picture = st.columns([5, 7], gap="large")
        with words:
            panels.retention_words(found, main, horizon, asked)
            panels.retention_tiles(found, horizon)
            panels.retention_more(found, horizon)
        with picture:
            panels.retention_picture(data, found, main, horizon)
            panels.notes_under(found.measures.events, view, main.metric.key)

        moved, groups = st.columns(2, gap="large")
        with moved:
            panels.revenue_bridge(data, view)
        with groups:
            panels.groups_kept(data, found, horizon)

        panels.tenure_line(found)
        panels.cohorts_left(data, found)
        panels.retention_table(data, found, main, horizon)
        panels.what_moved(data, view, panels.retention_figures(horizon))
    panels.foot(panels.retention_sources(data, found))

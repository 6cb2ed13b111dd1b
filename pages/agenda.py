"""Agenda: where the customer stood, meeting by meeting, and where the next ones put it."""

import streamlit as st

from kundagenda import panels

data = panels.opened()
if data.is_empty:
    panels.start_here()
    panels.foot(panels.no_sources())
else:
    view = panels.scope_line(data)
    found = panels.agenda(data, view)

    panels.agenda_title(found)
    panels.meetings_strip(data, found)

    depth, themes = st.columns(2, gap="large")
    with depth:
        panels.depth_over_time(data, found)
    with themes:
        panels.themes_ranked(data, found)

    items, minutes = st.columns(2, gap="large")
    with items:
        panels.share_over_time(data, found)
    with minutes:
        panels.minutes_over_time(data, found)

    place, before = st.columns(2, gap="large")
    with place:
        panels.placement(data, found)
    with before:
        panels.older_meetings(data, found)

    groups, ahead = st.columns(2, gap="large")
    with groups:
        panels.groups_covered(found)
    with ahead:
        panels.agendas_ahead(found)

    panels.next_agenda(data, view)
    panels.forums_beside(found)
    panels.crowding(found)
    panels.dealt_with(found)
    panels.after_falls(found)
    panels.write_note("customer_item_share")
    panels.items_behind(data, found)
    panels.reading_note(found)
    panels.foot(panels.agenda_sources(found))

"""Agenda: where the customer stood, meeting by meeting."""

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

    share, before = st.columns(2, gap="large")
    with share:
        panels.share_over_time(data, found)
    with before:
        panels.older_meetings(data, found)

    panels.items_behind(data, found)
    panels.reading_note(found)
    panels.foot(panels.agenda_sources(found))

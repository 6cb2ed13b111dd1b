"""Overview: does the customer get the attention you promised, and do customers notice?"""

import streamlit as st

from kundagenda import panels

data = panels.opened()
if data.is_empty:
    panels.start_here()
    panels.foot(panels.no_sources())
else:
    view = panels.scope_line(data)
    found = panels.overview(data, view)

    with st.container(gap=None):
        panels.decision_line(found.priority)
        panels.since_decided(data, found)

    words, picture, figures = panels.picture_beside()
    with words:
        panels.headline(found)
    with picture:
        panels.overview_picture(data, found)
        panels.overview_notes(found)
    with figures:
        panels.tiles(found)

    decided, became = st.columns(2, gap="large")
    with decided:
        panels.latest_decisions(found)
    with became:
        panels.followed_through(panels.life(data, view), panels.decided(data, view))
    panels.overview_table(data, found)
    panels.what_moved(data, view, panels.overview_figures(found))
    panels.since_last(data, view)
    panels.brief_line(view)
    panels.present_link()
    panels.take_away(data, view)
    panels.keep_as_shown(data, view)
    panels.foot(panels.overview_sources(data, found))

"""Connection: does attention come first, and how sure is that?"""

import streamlit as st

from kundagenda import panels

data = panels.opened()
if data.is_empty:
    panels.start_here()
    panels.foot(panels.no_sources())
else:
    view = panels.scope_line(data)
    found = panels.connection(data, view)

    words, picture = st.columns([5, 7], gap="large")
    with words:
        panels.connection_verdict(found)
    with picture:
        panels.connection_evidence(data, found)

    pairs, series = st.columns([5, 7], gap="large")
    with pairs:
        panels.pairs_table(found)
    with series:
        panels.two_series(data, found)
        panels.connection_notes(found)

    panels.other_pairs(data, found)
    panels.group_verdicts(found)
    panels.foot(panels.connection_sources(data, found))

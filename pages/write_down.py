"""Write down: what the leadership decided, took up and promised, and whom it is for."""

import streamlit as st

from kundagenda import panels

data = panels.opened()
panels.write_title(data)
panels.last_read(data)
form = panels.which_form()

written, changes = st.columns([7, 5], gap="large")
with written:
    row = panels.write_row(data, form)
with changes:
    panels.initiative_links(data, form, row)
    panels.latest_changes(data, form)
    panels.from_a_file(form)

panels.foot(panels.write_sources())

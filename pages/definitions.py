"""Definitions: what each figure means, and where it stands."""

import streamlit as st

from kundagenda import panels
from kundagenda.panels.definitions import as_of_line, definitions, definitions_sources, title

data = panels.opened()
st.title(title(), anchor=False)
panels.last_read(data)
as_of_line(data)
definitions(data)
panels.foot(definitions_sources(data))

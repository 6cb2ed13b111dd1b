"""Words and figures to the left of a picture; on a phone the picture comes before the figures."""

import streamlit as st
from streamlit.delta_generator import DeltaGenerator

# Columns would stack the figures before the picture, which then begins below a phone's first
# screen. The class is made of the container's own key; a narrow window has it as it comes.
KEY = "ka-beside"
STYLE = f"""<style>
@media (min-width: 640px) {{
  .st-key-{KEY} {{
    display: grid; grid-template-columns: minmax(0, 9fr) minmax(0, 11fr);
    grid-template-rows: auto 1fr; column-gap: 2rem;
  }}
  .st-key-{KEY} > :nth-child(2) {{ grid-area: 1 / 2 / span 2; }}
}}
</style>"""


def picture_beside() -> tuple[DeltaGenerator, DeltaGenerator, DeltaGenerator]:
    """Places for the words, the picture and the figures, in the order of reading."""
    st.html(STYLE)
    with st.container(key=KEY):
        return st.container(), st.container(), st.container()

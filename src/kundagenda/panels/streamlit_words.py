"""Streamlit's own English words on a page in another language, said over by style.

Whoever hears the page still hears Streamlit's own words too, such as "year" and "Upload".
"""

import streamlit as st

from kundagenda.panels.reader import lang, tell
from kundagenda.panels.stacked_rows import quoted

_FILES = "[data-testid=stFileUploaderDropzone]"
_INSTEAD = {
    f"{_FILES} button p": "Upload",
    f"{_FILES} [data-testid=stFileUploaderDropzoneInstructions] span": "{size} MB per file",
    "[data-testid=stDateInput] [data-type=year][data-placeholder]": "yyyy",
    "[data-testid=stDateInput] [data-type=month][data-placeholder]": "mm",
    "[data-testid=stDateInput] [data-type=day][data-placeholder]": "dd",
}


def streamlit_words() -> str:
    """The style sheet with the reader's words; nothing in English."""
    if lang() == "en":
        return ""
    size = st.get_option("server.maxUploadSize")
    said = (_said(of, tell(text, size=size)) for of, text in _INSTEAD.items())
    return f"<style>{''.join(said)}</style>"


def _said(of: str, text: str) -> str:
    """The word takes no room, and ours stands in its place; hidden, it could not be typed over."""
    return f'{of}{{font-size:0}}{of}::after{{content:"{quoted(text)}";font-size:14px}}'

"""What a reader is told of an error that nobody foresaw: one sentence, and its log number."""

import streamlit as st

from kundagenda.access.watch import UNEXPECTED
from kundagenda.logs import note_error
from kundagenda.panels.reader import tell


def tell_unexpected(error: Exception) -> bool:
    """Say the sentence in place of Streamlit's; always true, which means that it was said."""
    number = note_error(error, "page")
    st.error(tell(UNEXPECTED, number=number))
    return True

"""The way into present mode, and whether this run is in it."""

from urllib.parse import urlsplit

import streamlit as st

from kundagenda.panels.address import shared_address
from kundagenda.panels.leading import FOLDER
from kundagenda.panels.reader import tell
from kundagenda.panels.scope import DEFAULTS

PATH = "present"


def present_link() -> None:
    """A link that presents what the reader looks at, with the same filters."""
    st.page_link(
        f"{FOLDER}/{PATH}.py", label=tell("Present"), query_params=shared_address(DEFAULTS)
    )


def is_presenting() -> bool:
    """Whether the page of this run is present mode: it has neither menu nor logo."""
    url = st.context.url
    return isinstance(url, str) and urlsplit(url).path.rstrip("/").endswith(f"/{PATH}")

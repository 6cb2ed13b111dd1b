"""What a page works out once for everybody who looks at the same, and keeps."""

from collections.abc import Callable
from typing import Any, TypeVar, cast

import streamlit as st

from kundagenda.findings.view import View

MOST_KEPT = 64
Made = TypeVar("Made", bound=Callable[..., Any])


def once(function: Made) -> Made:
    """The function, whose answers are kept as they are: nobody changes them.

    A view is told by how it is written: Streamlit's own way through its fields took a sixth of
    the time of a page.
    """
    keep = st.cache_resource(show_spinner=False, max_entries=MOST_KEPT, hash_funcs={View: repr})
    return cast(Made, keep(function))

"""The app database, opened once for every reader of this process."""

import streamlit as st
from sqlalchemy import Engine

from kundagenda.database.limits import watch_limits
from kundagenda.database.same_file import watch_file
from kundagenda.database.schema import open_database
from kundagenda.settings import settings


def app_database() -> Engine:
    """The engine, its schema moved forward; whoever uses it answers for who may.

    Raises:
        ReaderError: it cannot be reached.
    """
    return _engine(settings().database_url)


@st.cache_resource(show_spinner=False, on_release=Engine.dispose)
def _engine(address: str) -> Engine:
    return watch_file(watch_limits(open_database(address)))

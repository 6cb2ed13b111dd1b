"""The app database as pages reach it: one engine for everybody, and a name for its state."""

from collections.abc import Iterator
from contextlib import contextmanager

import streamlit as st
from sqlalchemy import Connection, Engine

from kundagenda.database.connection import (
    clear_failures,
    open_engine,
    still_there,
    wait_at_most,
)
from kundagenda.database.schema import open_database
from kundagenda.database.state import data_version
from kundagenda.settings import settings

LOOK_SECONDS = 3


@st.cache_resource(show_spinner=False)
def _engine(address: str) -> Engine:
    return open_database(address)


@contextmanager
def figures() -> Iterator[Connection]:
    """A connection to read figures through.

    Raises:
        ReaderError: the database cannot be reached, in one sentence.
    """
    engine = _engine(settings().database_url)
    still_there(engine)
    with clear_failures(engine), engine.connect() as connection:
        yield connection


def version() -> tuple[str, str]:
    """Names the figures as they stand: whatever was read under the same name is still right.

    This one statement is all that a page costs the database while nothing has changed. It waits
    for a slow database for `LOOK_SECONDS`: a reader would rather see the last figures.

    Raises:
        ReaderError: the database cannot be reached, or does not answer in that time.
    """
    address = settings().database_url
    engine = _looking(address)
    still_there(engine)
    with clear_failures(engine), engine.connect() as connection:
        wait_at_most(connection, LOOK_SECONDS)
        return address, data_version(connection)


@st.cache_resource(show_spinner=False)
def _looking(address: str) -> Engine:
    """An engine with little patience, on a database whose schema is there."""
    patient = _engine(address)
    nowhere = (None, "", ":memory:")  # a second engine would open another, empty one
    in_memory = patient.url.get_backend_name() == "sqlite" and patient.url.database in nowhere
    return patient if in_memory else open_engine(address, LOOK_SECONDS)


def app_engine() -> Engine:
    """The engine of the app database, for what a page writes; nothing is connected by asking."""
    return _engine(settings().database_url)

"""The app database as pages reach it: one engine for everybody, and a name for its state."""

from collections.abc import Iterator
from contextlib import contextmanager

import streamlit as st
from sqlalchemy import Connection, Engine

from kundagenda.access.current import current
from kundagenda.access.database import app_database
from kundagenda.access.roles import Act, refuse_unless
from kundagenda.database.connection import clear_failures, open_engine, wait_at_most
from kundagenda.database.limits import seen_by
from kundagenda.database.same_file import watch_file
from kundagenda.database.snapshot import snapshot
from kundagenda.database.state import data_version
from kundagenda.settings import settings

LOOK_SECONDS = 3


@contextmanager
def figures(act: Act = Act.READ, one_moment: bool = False) -> Iterator[Connection]:
    """A connection to read figures through: those that the reader may see.

    Args:
        act: What the figures are for.
        one_moment: Whether what is read must agree, whatever others write between two statements.

    Raises:
        ReaderError: the database cannot be reached, in one sentence.
        NotAllowed: the reader may not do what the figures are for.
    """
    reader, engine = current(), app_database()
    refuse_unless(reader, act)
    with (
        clear_failures(engine),
        snapshot(engine) if one_moment else engine.connect() as connection,
    ):
        yield seen_by(connection, reader.limits)


def version() -> tuple[str, str]:
    """Names the figures as they stand for this reader: what was read under it is still right.

    This one statement is all that a page costs the database while nothing has changed. It waits
    for a slow database for `LOOK_SECONDS`: a reader would rather see the last figures.

    Raises:
        ReaderError: the database cannot be reached, or does not answer in that time.
    """
    address, limits = settings().database_url, current().limits
    engine = _looking(address)
    with clear_failures(engine), engine.connect() as connection:
        wait_at_most(connection, LOOK_SECONDS)
        return address, data_version(connection) + limits.name


@st.cache_resource(show_spinner=False, on_release=Engine.dispose)
def _looking(address: str) -> Engine:
    """An engine with little patience, on a database whose schema is there."""
    patient = app_database()
    nowhere = (None, "", ":memory:")  # a second engine would open another, empty one
    in_memory = patient.url.get_backend_name() == "sqlite" and patient.url.database in nowhere
    return patient if in_memory else watch_file(open_engine(address, LOOK_SECONDS))


def app_engine(act: Act) -> Engine:
    """The engine of the app database, for what a page changes; nothing is connected by asking.

    Raises:
        NotAllowed: the reader's role does not let them do it.
    """
    refuse_unless(current(), act)
    return app_database()

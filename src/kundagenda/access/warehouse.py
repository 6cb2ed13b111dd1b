"""The warehouse as pages reach it: opened once, and only when rows of facts are asked for."""

from collections.abc import Iterator
from contextlib import contextmanager

import streamlit as st
from sqlalchemy import Connection, Table

from kundagenda.access.current import current
from kundagenda.database.limits import seen_by
from kundagenda.database.warehouse import Warehouse, open_warehouse
from kundagenda.settings import settings


def warehouse() -> Warehouse | None:
    """The warehouse of the settings; null where facts lie in the app database under our names.

    Raises:
        ReaderError: it cannot be reached, or a table or column of the settings is not there.
    """
    chosen = settings()
    # Kept until the settings change: looking at the tables of theirs takes a statement each.
    return _opened(chosen.model_dump_json() + chosen.warehouse_url.get_secret_value())


@st.cache_resource(show_spinner=False, max_entries=2)
def _opened(named: str) -> Warehouse | None:
    return open_warehouse(settings())


@contextmanager
def facts_in(table: Table) -> Iterator[Connection | None]:
    """A connection to where a table of facts lies; null where that is the app database.

    Raises:
        ReaderError: the warehouse cannot be reached, or gives up a statement.
    """
    found = warehouse()
    if found is None or table not in found.facts:
        yield None
        return
    with found.connect() as connection:
        yield seen_by(connection, current().limits)

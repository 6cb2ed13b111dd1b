"""Tables: a short one is written out, prints and reads aloud; a long one is a grid that scrolls."""

from collections.abc import Mapping, Sequence

import pandas as pd
import pyarrow as pa
import streamlit as st

from kundagenda.charts.timeline import rows_of
from kundagenda.panels.reader import plain
from kundagenda.texts.spreadsheet import safe_rows

ROWS = 12  # the longest table that is written out

Columns = Mapping[str, Sequence[object]]


def table(columns: Columns | pd.DataFrame, alt: str) -> None:
    """The columns under their names; ``alt`` says what a grid holds, for those who do not see it.

    A grid has a button that downloads it, so there nothing may begin like a formula.
    """
    if isinstance(columns, pd.DataFrame):
        named: Columns = {str(name): list(cells) for name, cells in columns.items()}
    else:
        named = columns
    rows = len(next(iter(named.values()), ()))
    if rows <= ROWS:
        short_table(named)
    else:
        safe = pd.DataFrame(safe_rows(rows_of(pd.DataFrame(named))))
        st.dataframe(safe, hide_index=True, alt=alt)


def short_table(columns: Columns) -> None:
    """The columns written out, every name and cell letter by letter.

    Streamlit reads both as Markdown, so that a title from a file could place a link or ask another
    host for a picture.
    """
    written = {plain(name): list(map(_written, cells)) for name, cells in columns.items()}
    # Arrow as it is: over pandas each table took some milliseconds of every showing.
    st.table(pa.table(written), border="horizontal", hide_index=True)


def _written(cell: object) -> object:
    return plain(cell) if isinstance(cell, str) else cell

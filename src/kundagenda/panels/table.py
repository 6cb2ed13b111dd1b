"""Tables: a short one is written out, prints and reads aloud; a long one is a grid that scrolls."""

from collections.abc import Mapping, Sequence

import pandas as pd
import streamlit as st

from kundagenda.charts.timeline import rows_of
from kundagenda.panels.reader import plain
from kundagenda.texts.spreadsheet import safe_rows

ROWS = 12  # the longest table that is written out

Columns = Mapping[str, Sequence[object]] | pd.DataFrame


def table(columns: Columns, alt: str) -> None:
    """The columns under their names; ``alt`` says what a grid holds, for those who do not see it.

    A grid has a button that downloads it, so there nothing may begin like a formula.
    """
    frame = pd.DataFrame(columns)
    if len(frame) <= ROWS:
        short_table(frame)
    else:
        safe = pd.DataFrame(safe_rows(rows_of(frame)))
        st.dataframe(safe, hide_index=True, alt=alt)


def short_table(columns: Columns) -> None:
    """The columns written out, every name and cell letter by letter.

    Streamlit reads both as Markdown, so that a title from a file could place a link or ask another
    host for a picture.
    """
    frame = pd.DataFrame(columns).rename(columns=_written).map(_written)
    st.table(frame, border="horizontal", hide_index=True)


def _written(cell: object) -> object:
    return plain(cell) if isinstance(cell, str) else cell

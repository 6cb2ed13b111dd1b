"""Tables: a short one is written out, prints and reads aloud; a long one is a grid that scrolls."""

from collections.abc import Mapping, Sequence
from math import isnan

import pandas as pd
import pyarrow as pa
import streamlit as st

from kundagenda.panels.paper_rows import rows_on_paper
from kundagenda.panels.reader import plain
from kundagenda.panels.stacked_rows import stacked_on_a_phone
from kundagenda.shown.pictured import ROWS
from kundagenda.texts.numbers import UNKNOWN
from kundagenda.texts.spreadsheet import safe_cell

Columns = Mapping[str, Sequence[object]]


def table(columns: Columns | pd.DataFrame, alt: str) -> None:
    """The columns under their names; ``alt`` tells those who do not see a grid what it holds."""
    if isinstance(columns, pd.DataFrame):
        columns = {str(name): list(cells) for name, cells in columns.items()}
    rows = len(next(iter(columns.values()), ()))
    if rows <= ROWS:
        short_table(columns)
    else:
        grid(columns, alt)


def grid(columns: Columns | pd.DataFrame, alt: str) -> None:
    """The columns as a grid that scrolls, and beside it for paper its first rows.

    A grid has a button that downloads it, so there nothing may begin like a formula.
    """
    safe = {
        str(safe_cell(name)): _of_one_kind([safe_cell(cell) for cell in cells])
        for name, cells in columns.items()
    }
    # Arrow as it is: over pandas each table took some milliseconds of every showing.
    st.dataframe(pa.table(safe), hide_index=True, alt=alt)
    rows_on_paper(safe)


def short_table(columns: Columns) -> None:
    """The columns written out, every name and cell letter by letter.

    Streamlit reads both as Markdown, so that a title from a file could place a link or ask another
    host for a picture.
    """
    written = {plain(name): _written(cells) for name, cells in columns.items()}
    st.table(pa.table(written), border="horizontal", hide_index=True)
    stacked_on_a_phone(columns)


def _written(cells: Sequence[object]) -> list[object]:
    """A column with the sign for what is not known, letter by letter."""
    known = _of_one_kind([UNKNOWN if _is_unknown(cell) else cell for cell in cells])
    return [plain(cell) if isinstance(cell, str) else cell for cell in known]


def _of_one_kind(cells: Sequence[object]) -> list[object]:
    """A column as Arrow takes it: a number among texts is a text too."""
    if any(isinstance(cell, str) for cell in cells):
        return [None if cell is None else str(cell) for cell in cells]
    return list(cells)


def _is_unknown(cell: object) -> bool:
    return cell is None or (isinstance(cell, float) and isnan(cell))

"""The rows of a grid on paper: a browser prints the grid itself empty, since it is a painting."""

from collections.abc import Iterable, Mapping, Sequence
from html import escape
from itertools import islice

import streamlit as st

from kundagenda.panels.reader import lang, tell_many
from kundagenda.texts.numbers import number

PRINTED = 50  # a sheet or two: whoever wants every row downloads them


def rows_on_paper(columns: Mapping[str, Sequence[object]]) -> None:
    """The first rows as a table that only paper shows, and how many more there are.

    Hidden by itself too: the style of the page may come a moment later.

    Every name and cell is text, whatever it looks like: nothing in it is read as HTML.
    """
    head = "".join(f'<th scope="col">{escape(str(name))}</th>' for name in columns)
    body = "".join(
        f"<tr>{_cells(row)}</tr>" for row in islice(zip(*columns.values(), strict=True), PRINTED)
    )
    rows = len(next(iter(columns.values()), ()))
    table = f"<table><thead><tr>{head}</tr></thead><tbody>{body}</tbody></table>"
    st.html(f'<div class="ka-print" hidden>{table}{_more(rows - PRINTED)}</div>')


def _cells(row: Iterable[object]) -> str:
    return "".join(f"<td>{escape(str(cell))}</td>" for cell in row)


def _more(left: int) -> str:
    if left <= 0:
        return ""
    said = tell_many(
        "{count} more row is not printed.",
        "{count} more rows are not printed.",
        left,
        count=number(left, lang()),
    )
    return f"<p>{escape(said)}</p>"

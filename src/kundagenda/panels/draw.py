"""How a picture reaches the page: made once for everybody who looks at the same in the same way."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import streamlit as st

from kundagenda.charts.theme import specification
from kundagenda.panels.quiet import quiet
from kundagenda.panels.table import short_table


@dataclass(frozen=True)
class Picture:
    """A chart as Streamlit takes it, the same in words, and its newest figures by column."""

    spec: Mapping[str, Any]
    alt: str
    table: Mapping[str, list[str]]


def pictured(chart: Any, alt: str, table: Mapping[str, list[str]] | None = None) -> Picture:
    """A chart made ready for many showings.

    Its data are written into the layers that draw them: Streamlit turns shared data into Arrow
    at every showing, which cost a third of the page's time.
    """
    spec = specification(chart)
    shared = spec.pop("datasets", {})
    _write_in(spec, shared)
    return Picture(spec, alt, table or {})


def _write_in(part: Any, shared: Mapping[str, Any]) -> None:
    if isinstance(part, list):
        for each in part:
            _write_in(each, shared)
    elif isinstance(part, dict):
        data = part.get("data")
        if isinstance(data, dict) and data.get("name") in shared:
            part["data"] = {"values": shared[data["name"]]}
        for name, each in part.items():
            if name != "data":
                _write_in(each, shared)


def draw(picture: Picture) -> None:
    """A chart over the full width, with its text alternative."""
    st.vega_lite_chart(dict(picture.spec), theme=None, width="stretch", alt=picture.alt)


def table_under(title: str, picture: Picture, note: str = "") -> None:
    """The newest figures of a picture as a table that reads aloud and prints.

    ``note`` says what a reader must know of it where the picture does not stand right above.
    """
    if picture.table:
        with st.expander(title):
            short_table(picture.table)
            quiet(note)

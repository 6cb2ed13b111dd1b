"""A picture with what must go with it: the same in words, and its newest figures."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from kundagenda.charts.theme import specification

ROWS = 12  # the longest table that is written out


@dataclass(frozen=True)
class Picture:
    """A chart in Vega-Lite, the same in words, and its newest figures by column."""

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

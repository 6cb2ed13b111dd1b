"""A page as one text, in its order: what a reader reads, for a person to review in the diff."""

import re
from collections.abc import Iterator
from typing import Any

from streamlit.testing.v1 import AppTest

from app_pages import tabled

ROWS = 4  # of a table: its newest rows show its words and how its numbers are written
_HIDDEN = ("popover",)  # filters and help on the demo: every page has the same


def page_text(visit: AppTest) -> str:
    """Title, sentences, figures with their base, texts of pictures, and the head of each table."""
    return "\n".join(_lines(visit.main)) + "\n"


def _lines(part: Any) -> Iterator[str]:
    for each in part.children.values():
        kind = each.type
        if kind in _HIDDEN:
            continue
        yield from _own_lines(each, kind)
        if hasattr(each, "children"):
            yield from _lines(each)


def _own_lines(each: Any, kind: str) -> Iterator[str]:
    match kind:
        case "title" | "header" | "subheader":
            yield f"# {each.value}"
        case "markdown" | "caption":
            yield _bare(each.value)
        case "metric":
            change = " ".join(filter(None, (each.delta, each.proto.delta_description)))
            yield f"[{each.label}] {each.value}" + (f" ({change})" if change else "")
        case "page_link":
            yield f"  -> {_bare(each.proto.label)}"
        case "vega_lite_chart":
            yield f"(picture) {each.proto.alt}"
        case "expander":
            yield f"+ {each.label}"
        case "arrow_table" | "arrow_data_frame" | "table" | "dataframe":
            yield from _table(tabled(each))
        case _:
            pass


def _table(frame: Any) -> Iterator[str]:
    yield " | ".join(str(name) for name in frame.columns)
    for row in frame.head(ROWS).itertuples(index=False):
        yield " | ".join(str(cell) for cell in row)


def _bare(text: str) -> str:
    """A text without the marks that colour it, and without the day of the last refresh."""
    plain = re.sub(r":(gray|small)\[((?:[^\[\]]|\\.)*)\]", r"\2", text)
    plain = re.sub(r":(gray|small)\[((?:[^\[\]]|\\.)*)\]", r"\2", plain)
    plain = re.sub(r"(Beräknat|Computed) [^.]*\.", r"\1 DAY.", plain)
    return plain.replace("\\", "").replace("**", "")

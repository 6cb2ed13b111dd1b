"""One figure: its value large, its change and how sure that is, its base, and its definition."""

from dataclasses import dataclass
from typing import Literal

import streamlit as st

from kundagenda.panels.quiet import quiet

Arrow = Literal["up", "down", "off"]


@dataclass(frozen=True)
class Pill:
    """The change under a value: its size, its direction, and against what or how sure it is."""

    text: str | None = None
    arrow: Arrow = "off"
    said: str | None = None
    broken: bool = False


def tile(label: str, value: str, base: str, definition: str, pill: Pill = Pill()) -> None:
    """A value with its base under it; the definition is one hover, tap or focus away."""
    with st.container(width=160, gap=None):
        st.metric(
            label,
            value,
            pill.text,
            delta_color="red" if pill.broken else "off",
            delta_arrow=pill.arrow,
            delta_description=pill.said,
            help=definition,
        )
        quiet(base)


def arrow_of(change: float) -> Arrow:
    """Which way a change points."""
    return "up" if change > 0 else "down" if change < 0 else "off"

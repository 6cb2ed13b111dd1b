"""One figure as it is shown: its value, its change and how sure that is, its base, its meaning."""

from dataclasses import dataclass
from typing import Literal

Arrow = Literal["up", "down", "off"]


@dataclass(frozen=True)
class Pill:
    """The change under a value: its size, its direction, and against what or how sure it is."""

    text: str | None = None
    arrow: Arrow = "off"
    said: str | None = None
    broken: bool = False


@dataclass(frozen=True)
class FigureShown:
    """A figure in words: name, value, base, definition and change, in the language told in.

    ``key`` is that of its metric; "" where it is of no single one.
    """

    label: str
    value: str
    base: str
    definition: str
    pill: Pill = Pill()
    key: str = ""


def arrow_of(change: float) -> Arrow:
    """Which way a change points."""
    return "up" if change > 0 else "down" if change < 0 else "off"

"""Charts as SVG for paper and mail, in the house's own typeface."""

import re
from collections.abc import Mapping
from functools import lru_cache
from html import escape
from pathlib import Path
from typing import Any, Protocol

import vl_convert

from kundagenda.charts.theme import FONT

STATIC = Path(__file__).resolve().parents[1] / "static"
# The width of the text on paper, in px.
PRINT_WIDTH = 690

# What every mark repeats although the picture says it once, or nobody reads it.
_REPEATED = re.compile(
    r' (?:font-family|role|class|pointer-events|aria-[a-z]+|xmlns:xlink)="[^"]*"'
    r'| (?:font-weight="400"|text-anchor="start"|opacity="1")'
)
# Guides of nothing, and marks that only a pointer would wake.
_UNSEEN = re.compile(
    r'<path d="(?:M0,0h0v0h0Z)?"(?: display="none")?/>|<(?:path|line|text)[^>]* opacity="0"[^>]*'
    r"(?:/>|>[^<]*</text>)"
)
_EMPTY = re.compile(r"<g[^>]*></g>")
_LONG_DECIMALS = re.compile(r"(\d+\.\d)\d+")


class Drawable(Protocol):
    """Whatever can describe itself in Vega-Lite; every chart can."""

    def to_dict(self, validate: bool = True) -> dict[str, Any]:
        """The chart as Vega-Lite."""


@lru_cache(maxsize=1)
def register_fonts() -> None:
    """Tells vl-convert, once, where the house's typeface lies."""
    vl_convert.register_font_directory(str(STATIC))


def svg(chart: Drawable, *, width: int = PRINT_WIDTH, alt: str = "") -> str:
    """The chart as small SVG that stands alone in a page, ``width`` px wide.

    Draw every picture at the width it is read at: a picture that is scaled down has text that
    nobody can read.

    Args:
        chart: Made for the screen ``print`` or ``phone``.
        alt: The picture in words. Without it the picture is hidden from those who listen.
    """
    return svg_of(chart.to_dict(validate=False), width=width, alt=alt)


def svg_of(specification: Mapping[str, Any], *, width: int = PRINT_WIDTH, alt: str = "") -> str:
    """The same of a chart that is already described in Vega-Lite."""
    register_fonts()
    drawn: str = vl_convert.vegalite_to_svg({**specification, "width": width})
    drawn = _LONG_DECIMALS.sub(r"\1", _REPEATED.sub("", drawn))
    drawn = _without_empty_groups(_UNSEEN.sub("", drawn))
    said = f'role="img" aria-label="{escape(alt)}"' if alt else 'aria-hidden="true"'
    return drawn.replace("<svg ", f'<svg {said} font-family="{FONT}" ', 1)


def _without_empty_groups(drawn: str) -> str:
    """The drawing without groups of nothing, and those that were left empty by it."""
    while (smaller := _EMPTY.sub("", drawn)) != drawn:
        drawn = smaller
    return drawn

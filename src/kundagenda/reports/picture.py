"""Charts as SVG for paper and mail, in the house's own typeface, and the key beside them."""

import re
from functools import lru_cache
from html import escape
from pathlib import Path
from typing import Any, Protocol

import vl_convert

from kundagenda.charts.theme import FONT, LEVELS, PALETTES
from kundagenda.texts.catalogue import say

STATIC = Path(__file__).resolve().parents[1] / "static"
# The width of the text on paper, and on a phone that reads the same brief, in px.
PRINT_WIDTH, PHONE_WIDTH = 690, 352

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

_KEY_STYLE = "display:flex;flex-wrap:wrap;gap:2px 16px;font-size:13px"
_SIGN = '<svg width="11" height="11" viewBox="0 0 12 12" aria-hidden="true">{shape}</svg>'
_DIAMOND = '<path d="M6 0 12 6 6 12 0 6Z" fill="{ink}"/>'
_RING = '<circle cx="6" cy="6" r="4.8" fill="none" stroke="{ink}" stroke-width="1.4"/>'


class Drawable(Protocol):
    """Whatever can describe itself in Vega-Lite; every chart can."""

    def to_dict(self, validate: bool = True) -> dict[str, Any]:
        """The chart as Vega-Lite."""


@lru_cache(maxsize=1)
def _register_fonts() -> None:
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
    _register_fonts()
    specification = chart.to_dict(validate=False) | {"width": width}
    drawn: str = vl_convert.vegalite_to_svg(specification)
    drawn = _LONG_DECIMALS.sub(r"\1", _REPEATED.sub("", drawn))
    drawn = _without_empty_groups(_UNSEEN.sub("", drawn))
    said = f'role="img" aria-label="{escape(alt)}"' if alt else 'aria-hidden="true"'
    return drawn.replace("<svg ", f'<svg {said} font-family="{FONT}" ', 1)


def _without_empty_groups(drawn: str) -> str:
    """The drawing without groups of nothing, and those that were left empty by it."""
    while (smaller := _EMPTY.sub("", drawn)) != drawn:
        drawn = smaller
    return drawn


def key(lang: str, *, none: bool = False, events: bool = False) -> str:
    """The key of a printed picture as HTML: levels from measure to new value, then the signs.

    The signs are drawn, since the typeface has no diamonds and rings.
    """
    colours = PALETTES["light"]
    words = {
        "none": say(lang, "Other"),
        "measure": say(lang, "Measure"),
        "fix": say(lang, "Fix"),
        "improve": say(lang, "Improve"),
        "value": say(lang, "New value"),
    }
    levels = (["none"] if none else []) + list(reversed(LEVELS))
    parts = [
        _entry(f'<rect width="12" height="12" fill="{colours[level]}"/>', words[level])
        for level in levels
    ]
    if events:
        ink = colours["ink"]
        parts.append(_entry(_DIAMOND.format(ink=ink), say(lang, "Customer decision")))
        parts.append(_entry(_RING.format(ink=ink), say(lang, "Initiative starts")))
    return f'<div style="{_KEY_STYLE};color:{colours["quiet"]}">{"".join(parts)}</div>'


def _entry(shape: str, word: str) -> str:
    """One sign and its word; the sign says nothing that the word does not."""
    return f"<span>{_SIGN.format(shape=shape)} {escape(word)}</span>"

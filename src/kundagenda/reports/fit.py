"""How much room a text needs on a slide, where no program lays it out before the reader's own does.

Measured in the house's typeface with a reserve, so that it fits in Arial too, which is wider.
"""

from collections.abc import Iterable, Sequence
from functools import lru_cache

from PIL import ImageFont

from kundagenda.reports.picture import STATIC

LINE = 1.2  # the height of a line, in sizes of its letters
RESERVE = 1.12  # how much wider Arial and its kin are
_MEASURED_AT = 100


def largest(
    texts: Sequence[str], width: float, height: float, sizes: Iterable[float], *, bold: bool = False
) -> float:
    """The first of the sizes, largest first, at which the paragraphs fit; else the last.

    Width, height and sizes are in points.
    """
    tried = list(sizes)
    fitting = (size for size in tried if height_of(texts, width, size, bold=bold) <= height)
    return next(fitting, tried[-1])


def height_of(texts: Sequence[str], width: float, size: float, *, bold: bool = False) -> float:
    """The height in points of paragraphs, a third of a line between any two."""
    lines = sum(lines_of(text, width, size, bold=bold) for text in texts)
    return size * LINE * (lines + max(0, len(texts) - 1) / 3)


def lines_of(text: str, width: float, size: float, *, bold: bool = False) -> int:
    """How many lines a text takes in so many points; a word that is too long is broken."""
    room = width * _MEASURED_AT / (size * RESERVE)
    lines, used = 1, 0.0
    for word in text.split():
        needed = _width(word + " ", bold)
        if used and used + needed > room:
            lines, used = lines + 1, 0.0
        lines += int(needed // room)
        used += needed % room
    return lines


def width_of(text: str, size: float) -> float:
    """The width of a text on one line, in points, in the wider of its two weights."""
    return _width(text, True) * size * RESERVE / _MEASURED_AT


def _width(text: str, bold: bool) -> float:
    return float(_font(bold).getlength(text))


@lru_cache(maxsize=2)
def _font(bold: bool) -> ImageFont.FreeTypeFont:
    name = "HankenGrotesk-Bold.ttf" if bold else "HankenGrotesk-Regular.ttf"
    return ImageFont.truetype(str(STATIC / name), _MEASURED_AT)

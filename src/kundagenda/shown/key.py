"""The key of a picture: the levels in order of depth, and the signs of events."""

from collections.abc import Collection

from kundagenda.charts.theme import PALETTES, Mode
from kundagenda.shown.levels import level_names
from kundagenda.texts.told import lang, tell

# Drawn by style: the typeface has neither diamonds nor rings, and Streamlit takes out SVG.
DIAMOND = '<i class="ka-diamond"></i>'
RING = '<i class="ka-ring"></i>'
STROKE = '<i class="ka-stroke"></i>'


def key_parts(look: Mode, *, other: bool = False, events: Collection[str] = ()) -> str:
    """The levels from shallow to deep; on request what is not about customers, and signs.

    Spans of HTML, each a sign (an ``i``, dressed by whoever shows it) and its name.
    """
    colours = PALETTES[look]
    names = level_names(lang())
    shown = [name for name in names if name != "none" or other]
    parts = [f'<span><i style="background:{colours[n]}"></i>{names[n]}</span>' for n in shown]
    if "decision" in events:
        parts.append(f"<span>{DIAMOND}{tell('Customer decision')}</span>")
    if "launch" in events:
        parts.append(f"<span>{RING}{tell('Initiative')}</span>")
    if "note" in events:
        parts.append(f"<span>{STROKE}{tell('Note')}</span>")
    return "".join(parts)

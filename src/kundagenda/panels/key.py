"""The key of a picture: the levels in order of depth, and the signs of events."""

from collections.abc import Collection

import streamlit as st

from kundagenda.charts.theme import PALETTES
from kundagenda.panels.reader import lang, mode, tell
from kundagenda.shown.levels import level_names

STYLE = """<style>
.ka-key{display:flex;flex-wrap:wrap;gap:2px 12px;font-size:14px;line-height:22px;
  padding-right:110px}
.ka-key span{color:light-dark(#56656E,#A3B4BC);white-space:nowrap}
.ka-key i{display:inline-block;width:12px;height:12px;margin-right:6px;vertical-align:-1px}
.ka-key .ka-diamond{width:8px;height:8px;margin:0 9px 0 2px;vertical-align:1px;
  transform:rotate(45deg);background:light-dark(#0B171D,#E9F0F2)}
.ka-key .ka-ring{width:10px;height:10px;vertical-align:0;border-radius:50%;box-sizing:border-box;
  border:1.5px solid light-dark(#0B171D,#E9F0F2)}
@media (hover: none){.ka-key{padding-right:0}}
</style>"""
# Drawn by style: the typeface has neither diamonds nor rings, and Streamlit takes out SVG.
DIAMOND = '<i class="ka-diamond"></i>'
RING = '<i class="ka-ring"></i>'


def key(*, other: bool = False, events: Collection[str] = (), width: str = "stretch") -> None:
    """The levels from shallow to deep; on request what is not about customers, and signs.

    Its right end is left free for the buttons of the chart below, which appear on hover.
    """
    colours = PALETTES[mode()]
    names = level_names(lang())
    shown = [name for name in names if name != "none" or other]
    parts = [f'<span><i style="background:{colours[n]}"></i>{names[n]}</span>' for n in shown]
    if "decision" in events:
        parts.append(f"<span>{DIAMOND}{tell('Decision')}</span>")
    if "launch" in events:
        parts.append(f"<span>{RING}{tell('Initiative')}</span>")
    st.html(f'{STYLE}<div class="ka-key">{"".join(parts)}</div>', width=width)  # type: ignore[arg-type]

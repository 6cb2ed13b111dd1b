"""The key of a picture: the levels in order of depth, and the signs of events."""

from collections.abc import Collection

import streamlit as st

from kundagenda.panels.quiet import Width
from kundagenda.panels.reader import mode
from kundagenda.shown.key import key_parts

STYLE = """<style>
.ka-key{display:flex;flex-wrap:wrap;gap:2px 12px;font-size:14px;line-height:22px;
  padding-right:110px}
.ka-key span{color:light-dark(#56656E,#A3B4BC);white-space:nowrap}
.ka-key i{display:inline-block;width:12px;height:12px;margin-right:6px;vertical-align:-1px}
.ka-key .ka-diamond{width:8px;height:8px;margin:0 9px 0 2px;vertical-align:1px;
  transform:rotate(45deg);background:light-dark(#0B171D,#E9F0F2)}
.ka-key .ka-ring{width:10px;height:10px;vertical-align:0;border-radius:50%;box-sizing:border-box;
  border:1.5px solid light-dark(#0B171D,#E9F0F2)}
.ka-key .ka-stroke{width:2px;height:9px;margin:0 11px 0 5px;vertical-align:0;
  background:light-dark(#0B171D,#E9F0F2)}
@media (hover: none){.ka-key{padding-right:0}}
</style>"""


def key(*, other: bool = False, events: Collection[str] = (), width: Width = "stretch") -> None:
    """The signs of a picture and what they are called.

    Its right end is left free for the buttons of the chart below, which appear on hover.
    """
    st.html(key_html(other=other, events=events), width=width)


def key_html(*, other: bool = False, events: Collection[str] = ()) -> str:
    """The same as HTML."""
    parts = key_parts(mode(), other=other, events=events)
    return f'{STYLE}<div class="ka-key">{parts}</div>'

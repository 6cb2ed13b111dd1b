"""A wide table on a phone: its rows stand below each other, every cell after its column's name."""

from collections.abc import Iterable, Mapping, Sequence
from hashlib import sha256

import streamlit as st

# The width of a phone's table and of what a column needs, in px: a character, the air about it.
PHONE, CHARACTER, AIR = 324, 8, 12
MARK = "ka-rows"
_TABLE = ".stElementContainer:has(+ .stElementContainer .{mark})"
_OF = _TABLE.format(mark=MARK)
STACK_STYLE = f"""<style>
.stElementContainer:has(.{MARK}){{display:none}}
@media screen and (max-width:640px){{
.stTable :is(th,td){{padding-left:4px;padding-right:4px}}
{_OF} thead{{position:absolute;width:1px;height:1px;overflow:hidden;clip-path:inset(50%)}}
{_OF} :is(table,tbody,tr){{display:block;width:100%}}
{_OF} tr{{padding:6px 0;border-bottom:1px solid light-dark(#DCE2E4,#2C3C45)}}
{_OF} td{{display:grid!important;grid-template-columns:42% 1fr;gap:10px;border:none!important;
  padding:2px 0!important;white-space:normal!important;overflow-wrap:anywhere}}
{_OF} td::before{{color:light-dark(#56656E,#A3B4BC);font-size:14px;line-height:1.6}}
{_OF} td:first-child{{display:block!important;font-weight:600}}
}}
</style>"""


def stacked_on_a_phone(columns: Mapping[str, Sequence[object]]) -> None:
    """Right after a table: its style for a phone, where its columns do not fit there."""
    if width(columns) <= PHONE:
        return
    names = [str(name) for name in columns][1:]
    own = f"{MARK}-{sha256(repr(names).encode()).hexdigest()[:8]}"
    table = _TABLE.format(mark=own)
    told = "".join(
        f'{table} td:nth-child({place})::before{{content:"{quoted(name)}"}}'
        for place, name in enumerate(names, 2)
    )
    style = f"<style>@media screen and (max-width:640px){{{told}}}</style>"
    st.html(f'{style}<i class="{MARK} {own}" hidden></i>')


def width(columns: Mapping[str, Sequence[object]]) -> float:
    """What the columns need at least, in px: the longest word of each, which does not break."""
    return sum(AIR + CHARACTER * _longest([name, *cells]) for name, cells in columns.items())


def _longest(cells: Iterable[object]) -> int:
    return max(len(word) for cell in cells for word in (str(cell).split(" ") or [""]))


def quoted(text: str) -> str:
    """A text as a string of a style sheet, whatever is in it: all but letters and digits by code.

    >>> quoted('Om "kunder"')
    'Om\\\\20 \\\\22 kunder\\\\22 '
    """
    return "".join(sign if sign.isalnum() else f"\\{ord(sign):x} " for sign in text)

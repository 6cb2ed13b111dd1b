"""How present mode looks: large enough to be read from the back of a room, and over a video call.

Nothing is under 19 px. In a larger window all of it grows alike, pictures too: a screen that is
shared comes to the others as small as ever.
"""

import streamlit as st

from kundagenda.charts.theme import FONT, PALETTES, Mode
from kundagenda.shown.screens.next import FIRST

WALL = "ka-wall"  # the key of the container that holds all of it
PICTURE = "ka-picture"  # and of the picture in it
WIDTH, HEIGHT = 1280, 720  # px of the window that everything is laid out for
PADDING = 16  # px above and under it
BELOW = 18  # px that Streamlit leaves under the last of a page
SMALL = 0.7  # how large it all is on a phone, where one person reads it in the hand
TIMES = (1.125, 1.25, 1.375, 1.5, 1.75, 2, 2.5, 3)


def present_style(mode: Mode) -> None:
    """The style sheet of the page."""
    grown = "\n".join(_grown(times) for times in TIMES)
    st.html(f"<style>{_frame()}\n{_words(mode)}\n{_controls(mode)}\n{grown}\n{_shrunk()}</style>")


def _px(size: float) -> str:
    return f"calc({size}px*var(--ka-times))"


def _font(weight: int, size: float, line: float) -> str:
    return f"font:{weight} {_px(size)}/{_px(line)} {FONT}"


def _frame() -> str:
    """Nothing around it, and a picture that grows as its own words do."""
    return f"""
:root{{--ka-times:1}}
.stMainBlockContainer{{padding:{_px(PADDING)} {_px(56)}!important}}
.stAppHeader,.st-key-{WALL} .stElementToolbar{{display:none}}
.st-key-{WALL}{{min-height:calc(100dvh - {_px(2 * PADDING + BELOW)})}}
.st-key-{WALL} > :last-child{{margin-top:auto}}
.st-key-{PICTURE}{{width:calc(100%/var(--ka-times));max-width:none}}
.st-key-{PICTURE} div{{overflow:visible!important}}
.st-key-{PICTURE} .vega-embed svg{{width:calc(100%*var(--ka-times))!important;
  height:auto!important}}"""


def _words(mode: Mode) -> str:
    wall, quiet = f".st-key-{WALL}", PALETTES[mode]["quiet"]
    return f"""
{wall} h1{{{_font(700, 44, 52)};letter-spacing:-.01em;margin:0;padding:0;text-wrap:balance}}
{wall} h1.ka-small{{{_font(700, 26, 32)}}}
{wall} .ka-how,{wall} .ka-key{{{_font(400, 20, 28)};color:{quiet};padding:0;
  text-wrap:pretty}}
{wall} .ka-key i{{width:.8em;height:.8em}}
{wall} .ka-key .ka-diamond{{width:.55em;height:.55em}}
{wall} .ka-key .ka-ring{{width:.7em;height:.7em}}
{wall} .ka-line{{display:flex;flex-wrap:wrap;gap:0 {_px(28)}}}
{wall} .ka-say{{{_font(400, 26, 38)};margin:{_px(8)} 0 0;max-width:60ch}}
{wall} .ka-figures{{display:flex;flex-wrap:wrap;gap:{_px(16)} {_px(48)};margin:{_px(20)} 0}}
{wall} .ka-figures div{{max-width:{_px(256)}}}
{wall} .ka-name{{{_font(400, 24, 32)};margin:0}}
{wall} .ka-value{{{_font(600, 72, 80)};margin:0}}
{wall} .ka-base{{{_font(400, 20, 28)};color:{quiet};margin:0}}
{wall} .ka-listed{{border-collapse:collapse;width:100%;margin:{_px(12)} 0}}
{wall} .ka-listed th,{wall} .ka-listed td{{text-align:left;vertical-align:top;
  padding:{_px(6)} {_px(24)} {_px(6)} 0;border-top:1px solid {PALETTES[mode]["line"]}}}
{wall} .ka-listed th{{{_font(600, 22, 28)};width:45%}}
{wall} .ka-listed tr:nth-child(n+{FIRST + 1}) th{{font-weight:400}}
{wall} .ka-listed td{{{_font(400, 20, 28)};color:{quiet}}}"""


def _controls(mode: Mode) -> str:
    """Buttons as high as a finger needs; of the numbers the key is their own name."""
    wall, line = f".st-key-{WALL}", PALETTES[mode]["line"]
    return f"""
{wall} button{{min-height:{_px(48)};min-width:{_px(48)};padding:{_px(4)} {_px(16)}}}
{wall} button,{wall} button *,{wall} a *,{wall} .stMarkdown *{{
  font-size:{_px(20)}!important;line-height:{_px(28)}}}
{wall} .st-key-ka-numbers button{{padding:{_px(4)} {_px(8)}}}
{wall} .st-key-ka-numbers kbd{{display:none}}
{wall} .st-key-ka-steps{{border-top:1px solid {line};padding-top:{_px(8)}}}"""


def _shrunk() -> str:
    return f"""@media (max-width:640px){{:root{{--ka-times:{SMALL}}}
.stMainBlockContainer{{padding:12px 16px!important}}
.st-key-{WALL} button *{{white-space:normal!important;overflow:visible!important}}}}"""


def _grown(times: float) -> str:
    wide, high = WIDTH * times, HEIGHT * times
    window = f"(min-width:{wide:g}px) and (min-height:{high:g}px)"
    return f"@media {window}{{:root{{--ka-times:{times:g}}}}}"

"""The way through present mode: back and on, to any screen, a larger picture, and out of it."""

import streamlit as st

from kundagenda.panels.address import KEPT, shared_address
from kundagenda.panels.leading import FOLDER
from kundagenda.panels.reader import tell
from kundagenda.panels.scope import DEFAULTS, SCREEN
from kundagenda.shown.screen import Meeting, Screen

LARGE = "present: large"
KEYS = 9  # screens that have a number key


def steps(found: Meeting, screen: Screen, large: bool) -> None:
    """One row: each control answers to a key as well."""
    codes = [each.code for each in found.screens]
    here = codes.index(screen.code)
    with st.container(
        key="ka-steps",
        horizontal=True,
        horizontal_alignment="distribute",
        vertical_alignment="center",
        gap="small",
    ):
        _step(tell("Back"), codes[max(here - 1, 0)], "Left", off=here == 0)
        _numbers(found, here)
        said = tell("{n} of {all}, {month}", n=here + 1, all=len(codes), month=found.month)
        st.html(f'<div class="ka-how">{said}</div>', width="content")
        _enlarge(screen, large)
        way_out(screen.page)
        _step(
            tell("Next"), codes[min(here + 1, len(codes) - 1)], "Right", off=here + 1 == len(codes)
        )


def _step(label: str, code: str, key: str, *, off: bool) -> None:
    st.button(label, key=f"step {key}", on_click=_go, args=(code,), shortcut=key, disabled=off)


def _numbers(found: Meeting, here: int) -> None:
    """A button a screen, named after its question; the one shown has a frame."""
    with st.container(key="ka-numbers", horizontal=True, width="content", gap=None):
        for number, screen in enumerate(found.screens[:KEYS], 1):
            st.button(
                str(number),
                key=f"screen {screen.code}",
                help=screen.question,
                type="secondary" if number == here + 1 else "tertiary",
                on_click=_go,
                args=(screen.code,),
                shortcut=str(number),
            )


def _go(code: str) -> None:
    st.session_state[SCREEN] = code
    st.session_state[LARGE] = False


def _enlarge(screen: Screen, large: bool) -> None:
    """Gives the picture the room of title and explanation, and takes it back."""
    label = tell("Smaller") if large else tell("Larger")
    off = screen.draw is None
    st.button(label, key="larger", on_click=_turn, args=(not large,), shortcut="L", disabled=off)


def _turn(large: bool) -> None:
    st.session_state[LARGE] = large


def way_out(page: str) -> None:
    """Back to the page that shows more, with the same filters."""
    if st.button(tell("To the page"), key="way out", shortcut="Escape"):
        for state in (SCREEN, KEPT + SCREEN):
            st.session_state[state] = DEFAULTS[SCREEN]
        st.session_state[LARGE] = False
        st.switch_page(f"{FOLDER}/{page}.py", query_params=shared_address(DEFAULTS))

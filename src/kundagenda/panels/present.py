"""Present mode: one screen of the meeting at a time, large, with nothing around it."""

from collections.abc import Sequence
from html import escape
from math import ceil

import streamlit as st

from kundagenda.access.current import current
from kundagenda.access.roles import Act
from kundagenda.findings.view import View
from kundagenda.panels.address import chosen, prepare
from kundagenda.panels.decide_here import decide_here
from kundagenda.panels.draw import draw
from kundagenda.panels.frozen_copies import keep_as_shown
from kundagenda.panels.key import key_html
from kundagenda.panels.meeting_values import meeting, shared_picture
from kundagenda.panels.present_steps import LARGE, steps, way_out
from kundagenda.panels.present_style import HEIGHT, PADDING, PICTURE, WALL, present_style
from kundagenda.panels.reader import lang, mode, tell
from kundagenda.panels.scope import DEFAULTS, SCREEN
from kundagenda.panels.values import Opened, overview
from kundagenda.shown.before_data import one_is_enough
from kundagenda.shown.drawn import drawn_events, overview_metrics
from kundagenda.shown.screen import Columns, Meeting, Screen

STEPS, SPARE, TITLE, SMALL_TITLE, HOW = 57, 20, 52, 32, 28
# Letters that one line holds, at 44 px and at 20.
TITLE_LETTERS, HOW_LETTERS = 55, 118
WHO = "page Present"
DECIDES = "next"  # the screen on which it is decided
KEY_LETTERS = 58  # the room that the key takes of them


def present(data: Opened, view: View) -> None:
    """The screen that the address names, and the way to the others."""
    found = meeting(data, view)
    present_style(mode())
    with st.container(key=WALL, gap=None):
        if found.is_empty:
            _title(tell("Begin with an agenda."))
            st.html(_said([one_is_enough()]))
            way_out("overview")
            return
        codes = [screen.code for screen in found.screens]
        code = chosen(SCREEN, codes, DEFAULTS[SCREEN])
        prepare(SCREEN, code)
        screen = found.screens[codes.index(code)]
        large = bool(st.session_state.get(LARGE)) and screen.draw is not None
        _title(screen.title, small=large)
        _shown(data, found, screen, large)
        steps(found, screen, large)


def _title(text: str, *, small: bool = False) -> None:
    kind = ' class="ka-small"' if small else ""
    st.html(f"<h1{kind}>{escape(text)}</h1>")


def _shown(data: Opened, found: Meeting, screen: Screen, large: bool) -> None:
    """The picture with how it is read; without one, the words and figures that there are."""
    if screen.draw is None:
        _in_words(data, found, screen)
        return
    how = "" if large else _how(data, found, screen)
    if screen.code == "promise":
        st.html(f'<div class="ka-line">{_key(data, found.view)}{_line(how)}</div>')
        beside = KEY_LETTERS + len(how) <= HOW_LETTERS  # the key and the words share a line
        lines = 1 if beside else 1 + ceil(len(how) / HOW_LETTERS)
    else:
        _html(_line(how))
        lines = ceil(len(how) / HOW_LETTERS)
    title = SMALL_TITLE if large else TITLE * ceil(len(screen.title) / TITLE_LETTERS)
    height = HEIGHT - 2 * PADDING - title - HOW * lines - STEPS - SPARE
    picture = shared_picture(data, found.view, screen, height)
    if picture is not None:
        with st.container(key=PICTURE):
            draw(picture)


def _how(data: Opened, found: Meeting, screen: Screen) -> str:
    """What was decided, how the picture is read, and of what it is."""
    return " ".join(filter(None, (screen.note, _whose(data, found))))


def _whose(data: Opened, found: Meeting) -> str:
    """What the filters leave, where they leave something out, and that a demo is one."""
    narrowed = "" if found.view == View(data.as_of, written_to=data.today) else f"{found.scope}."
    company = data.background.demo
    demo = tell("Demo: {company} is invented.", company=company) if company else ""
    return " ".join(filter(None, (narrowed, demo)))


def _line(text: str) -> str:
    return f'<div class="ka-how">{escape(text)}</div>' if text else ""


def _key(data: Opened, view: View) -> str:
    found = overview(data, view)
    events = drawn_events(found.events, lang(), overview_metrics(found))
    return key_html(events={event.kind for event in events})


def _in_words(data: Opened, found: Meeting, screen: Screen) -> None:
    """What there is to say while there is nothing to draw."""
    figures = "".join(
        f'<div><p class="ka-name">{escape(each.label)}</p>'
        f'<p class="ka-value">{escape(each.value)}</p>'
        f'<p class="ka-base">{escape(each.base)}</p></div>'
        for each in screen.figures
    )
    shown = f'<div class="ka-figures">{figures}</div>' if figures else ""
    said = [*screen.sentences, *([screen.note] if screen.note else [])]
    table = _table(screen.table) if screen.table else ""
    _html(f"{_said(said)}{shown}{table}{_line(_whose(data, found))}")
    if screen.code == DECIDES and current().may(Act.KEEP):
        with st.container(horizontal=True, gap="small", vertical_alignment="center"):
            with st.popover(tell("Decide here"), type="primary"):
                decide_here(data, found.view)
            keep_as_shown(data, found.view, WHO)


def _table(columns: Columns) -> str:
    """The rows of a screen, the first cell of each large and its reason after it."""
    rows = "".join(
        f"<tr><th scope='row'>{escape(first)}</th><td>{escape(second)}</td></tr>"
        for first, second, *_ in zip(*columns.values(), strict=True)
    )
    return f'<table class="ka-listed">{rows}</table>'


def _html(text: str) -> None:
    if text:  # Streamlit refuses to show nothing
        st.html(text)


def _said(sentences: Sequence[str]) -> str:
    return "".join(f'<p class="ka-say">{escape(text)}</p>' for text in sentences)

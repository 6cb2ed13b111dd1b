"""Bringing data in: files, their forum, a look at what was read, and the button that stores it."""

from collections.abc import Sequence
from typing import Any

import streamlit as st

from kundagenda.panels.brought import tell_brought
from kundagenda.panels.file_kinds import agendas_and_tables
from kundagenda.panels.laid_files import laid_files
from kundagenda.panels.preview_agendas import preview_agendas
from kundagenda.panels.preview_table import preview_table
from kundagenda.panels.quiet import quiet
from kundagenda.panels.reader import tell
from kundagenda.panels.values import Opened
from kundagenda.panels.visit import remember, remembered

FORUM, NEW_FORUM = "forum of the files", "new forum"


def bring_in(data: Opened) -> None:
    """The files and their forum above, what would become of them below."""
    tell_brought()
    files, forum = st.columns([5, 3], gap="large")
    with forum:
        name = _forum(data)
    with files:
        uploaded = _files()
    if not uploaded:
        return
    agendas, tables = agendas_and_tables(uploaded)
    if agendas:
        preview_agendas(data, agendas, name, alone=not tables)
    for table in tables:
        preview_table(data, table, alone=len(uploaded) == 1)


def _files() -> Sequence[Any]:
    """The files that lie on the page."""
    laid = laid_files()
    if not laid:
        quiet(
            tell(
                "Calendar (.ics), Word, Excel, CSV, PDF, Markdown, text or e-mail. "
                "You see what was read before anything is stored."
            )
        )
    return laid


def _forum(data: Opened) -> str:
    """Whose meetings they are: a forum that is known, or a new one by its name."""
    known = list(data.background.forums)
    new = ""
    chosen = new
    if known:
        names = {name: name for name in known} | {new: tell("A new forum")}
        _begin(FORUM, remembered(FORUM) if remembered(FORUM) in names else known[0])
        chosen = st.selectbox(
            tell("Whose meetings are they?"), list(names), format_func=names.__getitem__, key=FORUM
        )
        remember(FORUM, chosen)
    if chosen:
        return str(chosen)
    usual = "" if known else tell("Leadership team")
    _begin(NEW_FORUM, remembered(NEW_FORUM) or usual)
    named = st.text_input(tell("What is the forum called?"), key=NEW_FORUM)
    if named != usual:
        remember(NEW_FORUM, named)
    return " ".join(named.split())


def _begin(control: str, value: str) -> None:
    """Let a control that was out of sight come back as it was left, beside the files it is for."""
    st.session_state.setdefault(control, value)

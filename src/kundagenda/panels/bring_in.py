"""Bringing data in: files, their forum, a look at what was read, and the button that stores it."""

from collections.abc import Sequence
from typing import Any

import streamlit as st

from kundagenda.panels.brought import tell_brought
from kundagenda.panels.file_kinds import agendas_and_tables
from kundagenda.panels.preview_agendas import preview_agendas
from kundagenda.panels.preview_table import preview_table
from kundagenda.panels.quiet import quiet
from kundagenda.panels.reader import tell
from kundagenda.panels.values import Opened
from kundagenda.panels.visit import numbered
from kundagenda.settings import settings

UPLOAD, FORUM, NEW_FORUM = "upload", "forum of the files", "new forum"


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
    uploaded = st.file_uploader(
        tell("Agendas, minutes, answers, subscriptions: any number of files"),
        accept_multiple_files=True,
        max_upload_size=settings().max_file_mb,
        key=numbered(UPLOAD),
    )
    if not uploaded:
        quiet(
            tell(
                "Calendar (.ics), Word, Excel, CSV, PDF, Markdown, text or e-mail. "
                "You see what was read before anything is stored."
            )
        )
    return uploaded or ()


def _forum(data: Opened) -> str:
    """Whose meetings they are: a forum that is known, or a new one by its name."""
    known = list(data.background.forums)
    new = ""
    chosen = new
    if known:
        names = {name: name for name in known} | {new: tell("A new forum")}
        chosen = st.selectbox(
            tell("Whose meetings are they?"), list(names), format_func=names.__getitem__, key=FORUM
        )
    if chosen:
        return str(chosen)
    said = tell("What is the forum called?")
    named = st.text_input(said, value="" if known else tell("Leadership team"), key=NEW_FORUM)
    return " ".join(named.split())

"""Files that lie on page Data: they stay while a person looks at something else."""

from collections.abc import Sequence
from typing import Any

import streamlit as st

from kundagenda.panels.reader import plain, tell
from kundagenda.panels.uploads import shown_name
from kundagenda.panels.visit import forget, numbered, remember, remembered, renew
from kundagenda.settings import settings

UPLOAD, LAID = "upload", "files that were laid"


def laid_files() -> Sequence[Any]:
    """The files on the page: those of the control, else those that lay there before.

    A control that was out of sight comes back empty, while what was read of its files is known.
    They go when they are brought in, put away, or replaced by others.
    """
    uploaded = st.file_uploader(
        tell("Agendas, minutes, answers, subscriptions: any number of files"),
        accept_multiple_files=True,
        max_upload_size=settings().max_file_mb,
        key=numbered(UPLOAD),
        # Called when a person lays files or takes them away, not when the control comes back.
        on_change=forget,
        args=(LAID,),
    )
    if uploaded:
        remember(LAID, list(uploaded))
        return uploaded
    kept: Sequence[Any] = remembered(LAID) or ()
    if kept and _put_away(kept):
        put_away()
        st.rerun()
    return kept


def put_away() -> None:
    """Leave the page empty, with nothing to come back to."""
    forget(LAID)
    renew(UPLOAD)


def _put_away(kept: Sequence[Any]) -> bool:
    """Which files lie there still, as the control no longer tells, and whether they shall go."""
    names = ", ".join(plain(shown_name(file.name)) for file in kept)
    with st.container(horizontal=True, vertical_alignment="center", gap="medium"):
        st.markdown(tell("Still here: {files}", files=names), width="content")
        return bool(st.button(tell("Put away"), key="put files away", type="tertiary"))

"""The button that keeps what is shown as a copy, and the way to the copies kept before."""

from datetime import date

import streamlit as st

from kundagenda.access.current import current
from kundagenda.access.figures import app_engine, figures
from kundagenda.access.roles import Act
from kundagenda.edits.copies import Kept, keep
from kundagenda.errors import ReaderError
from kundagenda.findings.view import View
from kundagenda.panels.complain import complain
from kundagenda.panels.doer import doer
from kundagenda.panels.quiet import quiet
from kundagenda.panels.reader import LANGUAGE, lang, tell
from kundagenda.panels.scope import FROZEN
from kundagenda.panels.values import Opened
from kundagenda.panels.visit import forget, remember, remembered
from kundagenda.shown.frozen import freeze

PAGE = "../../pages/frozen.py"
WHO = "page Overview"
_DONE = "copy just kept"


def keep_as_shown(data: Opened, view: View, who: str = WHO) -> None:
    """A button that keeps the meeting of the view as it is shown today, and a link to the copies.

    What was kept a moment ago is said beside it, once; ``who`` is the page, for the audit.
    """
    if not current().may(Act.KEEP):
        return
    with st.container(horizontal=True, gap="small", vertical_alignment="center"):
        pressed = st.button(tell("Keep a copy as shown today"), key="keep as shown")
        link_to_copy(tell("Copies kept"))
        _tell_kept()
    if pressed and data.read_on is None:
        _keep(view, who)
    elif pressed:
        quiet(tell("The database does not answer right now, so nothing can be kept."))


def link_to_copy(label: str, number: int | None = None) -> None:
    """A link to a kept copy, or to the newest where none is named."""
    asked = {LANGUAGE: lang()} | ({} if number is None else {FROZEN: str(number)})
    st.page_link(PAGE, label=label, query_params=asked)


def _keep(view: View, who: str) -> None:
    try:
        with st.spinner(tell("Keeping")):
            with figures(one_moment=True) as connection:
                content = freeze(connection, view)
            kept = keep(app_engine(Act.KEEP), date.today(), content, doer(who))
    except ReaderError as error:
        complain(error)
        return
    remember(_DONE, kept)
    st.rerun()


def _tell_kept() -> None:
    kept: Kept | None = remembered(_DONE)
    if kept is None:
        return
    forget(_DONE)
    said = tell("The same is kept already.") if kept.again else tell("Kept.")
    quiet(said, width="content")
    link_to_copy(tell("Open the copy"), kept.id)

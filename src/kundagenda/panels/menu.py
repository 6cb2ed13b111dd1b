"""Who is let in, and the pages that they find."""

from pathlib import Path

import streamlit as st

from kundagenda.access.current import NotSignedIn, look_again
from kundagenda.access.roles import Act, Reader
from kundagenda.errors import ReaderError
from kundagenda.panels.reader import lang, plain, tell
from kundagenda.texts.catalogue import say_error, say_in

PAGES = Path(__file__).resolve().parents[3] / "pages"


def the_reader() -> Reader:
    """Whoever reads; the run ends with one sentence where they are not known, or have no role."""
    try:
        reader = look_again()
    except NotSignedIn as error:
        st.info(plain(say_error(lang(), error)))
        st.stop()
    except ReaderError as error:
        st.error(plain(say_error(lang(), error)))
        st.stop()
    if reader.role is None:
        said = "{email} has no access to Kundagenda. Ask whoever administers it for a role."
        st.info(plain(tell(said, email=reader.email or "?")))
        st.stop()
    return reader


def pages_for(reader: Reader) -> list[st.Page]:
    """The menu, and the pages that only links lead to."""
    return [
        _page("overview", tell("Overview"), default=True),
        _page("agenda", tell("Agenda")),
        _page("satisfaction", say_in(lang(), "menu", "Satisfaction")),
        _page("retention", tell("Retention")),
        _page("outcomes", tell("Outcomes")),
        _page("connection", tell("Connection")),
        _page("follow-through", tell("Follow-through")),
        *_written(reader),
        _page("definitions", tell("Definitions")),
        _page("present", tell("Present"), hidden=True),
        _page("frozen", tell("As shown"), hidden=True),
    ]


def _written(reader: Reader) -> list[st.Page]:
    """The pages of those who bring in and write down."""
    if not reader.may(Act.WRITE):
        return []
    return [_page("write-down", tell("Write down")), _page("data", tell("Data"))]


def _page(path: str, title: str, *, default: bool = False, hidden: bool = False) -> st.Page:
    return st.Page(
        PAGES / f"{path.replace('-', '_')}.py",
        title=title,
        url_path=path,
        default=default,
        visibility="hidden" if hidden else "visible",
    )

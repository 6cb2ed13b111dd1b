"""What this organisation calls its customers: a short list to add to and take from."""

import streamlit as st

from kundagenda.access.figures import app_engine, figures
from kundagenda.access.roles import Act
from kundagenda.errors import ReaderError
from kundagenda.intake.own_words import change_words, words_of
from kundagenda.panels.complain import complain
from kundagenda.panels.doer import WHO, doer
from kundagenda.panels.reader import plain, tell, tell_many
from kundagenda.panels.values import Opened, Version
from kundagenda.panels.visit import forget, remember, remembered

JUDGED = "judged anew"


def customer_words(data: Opened) -> None:
    """The words, each with a way to take it away, and a line for a new one."""
    said = tell("Such as members, residents, pupils. It takes effect at once.")
    st.markdown(f"**{tell('What you call your customers.')}** :gray[{said}]")
    _tell_judged()
    words = _words(data.version)
    if words:
        with st.container(horizontal=True, gap="small"):
            for word in words:
                if st.button(
                    tell("{word} ×", word=plain(word)),
                    key=f"word {word}",
                    help=tell("Take the word away"),
                ):
                    _change(remove=(word,))
    _new_word()


def _new_word() -> None:
    """A line for one more word."""
    with (
        st.form("new word", clear_on_submit=True, border=False),
        st.container(horizontal=True, vertical_alignment="bottom", gap="small"),
    ):
        word = st.text_input(tell("A word for customers"), key="word to add", width=260)
        pressed = st.form_submit_button(tell("Add"))
    if pressed and word.strip():
        _change(add=(word,))


@st.cache_resource(show_spinner=False, max_entries=4)
def _words(named: Version) -> tuple[str, ...]:
    with figures() as connection:
        return words_of(connection)


def _change(add: tuple[str, ...] = (), remove: tuple[str, ...] = ()) -> None:
    try:
        with st.spinner(tell("Reading all items anew")):
            done = change_words(app_engine(Act.WRITE), add, remove, doer(WHO))
    except ReaderError as error:
        complain(error)
        return
    remember(JUDGED, done.rejudged.changed)
    st.rerun()


def _tell_judged() -> None:
    changed: int | None = remembered(JUDGED)
    if changed is None:
        return
    forget(JUDGED)
    one, many = "{n} item is judged otherwise now.", "{n} items are judged otherwise now."
    st.markdown(tell_many(one, many, changed))

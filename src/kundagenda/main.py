"""The program behind every page: language, menu, and the one place where errors meet a reader."""

from pathlib import Path

import streamlit as st

from kundagenda.demo.first_start import filling
from kundagenda.errors import ReaderError
from kundagenda.panels.address import SETTLE_ADDRESS, keep_address
from kundagenda.panels.first_start import wait_for_demo
from kundagenda.panels.focus_style import FOCUS_STYLE
from kundagenda.panels.link_style import link_style
from kundagenda.panels.present_link import is_presenting
from kundagenda.panels.print_style import print_style
from kundagenda.panels.reader import choose_language, lang, mode, plain, tell
from kundagenda.panels.scope import DEFAULTS
from kundagenda.panels.stacked_rows import STACK_STYLE
from kundagenda.panels.streamlit_words import streamlit_words
from kundagenda.panels.values import answers_no_more
from kundagenda.texts.catalogue import say_error, say_in

PAGES = Path(__file__).resolve().parents[2] / "pages"
STATIC = Path(__file__).resolve().parent / "static"

choose_language()
st.set_page_config(page_title="Kundagenda", page_icon=str(STATIC / "favicon.png"), layout="wide")
presenting = is_presenting()
if not presenting:
    st.logo(str(STATIC / ("logo-dark.svg" if mode() == "dark" else "logo.svg")), size="large")
page = st.navigation(
    [
        st.Page(PAGES / "overview.py", title=tell("Overview"), url_path="overview", default=True),
        st.Page(PAGES / "agenda.py", title=tell("Agenda"), url_path="agenda"),
        st.Page(
            PAGES / "satisfaction.py",
            title=say_in(lang(), "menu", "Satisfaction"),
            url_path="satisfaction",
        ),
        st.Page(PAGES / "retention.py", title=tell("Retention"), url_path="retention"),
        st.Page(PAGES / "outcomes.py", title=tell("Outcomes"), url_path="outcomes"),
        st.Page(PAGES / "connection.py", title=tell("Connection"), url_path="connection"),
        st.Page(
            PAGES / "follow_through.py", title=tell("Follow-through"), url_path="follow-through"
        ),
        st.Page(PAGES / "write_down.py", title=tell("Write down"), url_path="write-down"),
        st.Page(PAGES / "data.py", title=tell("Data"), url_path="data"),
        st.Page(PAGES / "definitions.py", title=tell("Definitions"), url_path="definitions"),
        st.Page(
            PAGES / "present.py", title=tell("Present"), url_path="present", visibility="hidden"
        ),
        st.Page(
            PAGES / "frozen.py", title=tell("As shown"), url_path="frozen", visibility="hidden"
        ),
    ],
    position="hidden" if presenting else "top",
)
st.html(FOCUS_STYLE + STACK_STYLE + link_style(mode()) + streamlit_words() + print_style(mode()))
try:
    demo = filling()
    if demo:
        wait_for_demo(demo)
    else:
        page.run()
except ReaderError as error:
    if answers_no_more():
        st.info(
            tell(
                "The database does not answer right now, and this view has not been read before. "
                "Others may still be open."
            )
        )
    else:
        st.error(plain(say_error(lang(), error)))
# The text is one of two fixed codes; a screen reader picks its voice by it.
st.html(
    f"<script>document.documentElement.lang = '{lang()}'\n{SETTLE_ADDRESS}</script>",
    unsafe_allow_javascript=True,
)
keep_address(DEFAULTS)

"""The program behind every page: language, menu, and the one place where errors meet a reader."""

from pathlib import Path
from time import perf_counter

import streamlit as st

from kundagenda.access.roles import Act
from kundagenda.demo.first_start import filling
from kundagenda.errors import ReaderError, without_place
from kundagenda.logs import note_slow
from kundagenda.page_scripts import EVERY_PAGE
from kundagenda.panels.address import keep_address
from kundagenda.panels.first_start import wait_for_demo
from kundagenda.panels.focus_style import FOCUS_STYLE
from kundagenda.panels.link_style import link_style
from kundagenda.panels.menu import pages_for, the_reader
from kundagenda.panels.present_link import is_presenting
from kundagenda.panels.print_style import print_style
from kundagenda.panels.reader import choose_language, lang, mode, plain, tell
from kundagenda.panels.scope import DEFAULTS
from kundagenda.panels.stacked_rows import STACK_STYLE
from kundagenda.panels.streamlit_words import streamlit_words
from kundagenda.panels.values import answers_no_more
from kundagenda.texts.catalogue import say_error

STATIC = Path(__file__).resolve().parent / "static"

begun = perf_counter()
choose_language()
st.set_page_config(page_title="Kundagenda", page_icon=str(STATIC / "favicon.png"), layout="wide")
reader = the_reader()  # nothing of the app is told before it is known who reads
presenting = is_presenting()
if not presenting:
    st.logo(str(STATIC / ("logo-dark.svg" if mode() == "dark" else "logo.svg")), size="large")
page = st.navigation(pages_for(reader), position="hidden" if presenting else "top")
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
        told = error if reader.may(Act.GOVERN) else without_place(error)
        st.error(plain(say_error(lang(), told)))
st.html(f"<script>{EVERY_PAGE[lang()]}</script>", unsafe_allow_javascript=True)
keep_address(DEFAULTS)
note_slow("run", perf_counter() - begun, page=page.url_path or "overview")

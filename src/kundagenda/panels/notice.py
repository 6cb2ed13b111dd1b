"""Says that the figures are a demo, and how to see one's own."""

import streamlit as st

from kundagenda.panels.data_link import data_link
from kundagenda.panels.reader import plain, tell
from kundagenda.panels.values import Opened
from kundagenda.shown.sources import invented

OWN_DATA = """\
export KUNDAGENDA_DATABASE_URL=sqlite:///data/company.db
kundagenda import agenda {agendas} --forum "{forum}"
kundagenda import table {answers} --table survey_answers
kundagenda refresh
streamlit run app.py"""


def demo_notice(data: Opened) -> None:
    """One line on top of every page of the demo; nothing for a company's own figures."""
    company = data.background.demo
    if not company:
        return
    named = {"company": plain(company)}
    said = tell("**Demo.** {company} is invented. See your own figures", **named)
    with st.popover(said, type="tertiary", wrap=True):
        st.markdown(invented(plain(company)))
        data_link(tell("Start with our own data"))
        _own_data()


def _own_data() -> None:
    """The commands that bring in a company's own agendas and answers."""
    st.markdown(
        tell(
            "Or keep the demo and give your own data a database beside it: stop the app, run "
            "this, and open the page again."
        )
    )
    commands = OWN_DATA.format(
        agendas=tell("agendas/"), forum=tell("Leadership team"), answers=tell("answers.csv")
    )
    st.code(commands, language=None, wrap_lines=True)
    st.markdown(
        tell(
            "On Windows, write `set` instead of `export`. Add `--dry-run` to an import to "
            "see what would be read before anything is saved."
        )
    )

"""What a reader sees while the demo company is being made."""

from typing import Protocol

import streamlit as st

from kundagenda.panels.reader import plain, tell


class Making(Protocol):
    """The demo company in the making: the share done of 0..1, whether it is over, and failed."""

    @property
    def share(self) -> float:
        """How much of it is done, 0..1."""

    @property
    def over(self) -> bool:
        """Whether it has ended, well or not."""

    @property
    def failure(self) -> str | None:
        """What went wrong, if it did."""


def wait_for_demo(demo: Making) -> None:
    """Show how far the demo company is; the page turns into the Overview by itself."""
    st.title(tell("Kundagenda is making a company to show you."), anchor=False)
    st.markdown(
        tell(
            "It makes up five years of agendas, answers and customers for an invented company, "
            "so that every page has something to show. This happens once and takes a few seconds."
        )
    )
    _progress(demo)


@st.fragment(run_every="1s")
def _progress(demo: Making) -> None:
    if demo.failure:
        st.error(tell("The demo company could not be made: {why}", why=plain(demo.failure)))
    elif demo.over:
        st.rerun()
    else:
        st.progress(demo.share, tell("{percent} done", percent=f"{demo.share:.0%}"))

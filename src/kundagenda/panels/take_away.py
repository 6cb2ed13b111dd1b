"""The meeting to take away: the same view as PDF, PowerPoint or one web page."""

from functools import partial

import streamlit as st

from kundagenda.access.figures import figures
from kundagenda.findings.view import View
from kundagenda.panels.export import export
from kundagenda.panels.once import once
from kundagenda.panels.quiet import quiet
from kundagenda.panels.reader import lang, tell
from kundagenda.panels.values import Opened, Version
from kundagenda.reports.formats import MIME, Format, written
from kundagenda.reports.pack import pack_of
from kundagenda.settings import settings
from kundagenda.texts.told import telling_in
from metrics.periods import Grain, period_text

PAGE = "page Overview"


def take_away(data: Opened, view: View) -> None:
    """A button that opens the choice of formats; what is taken is made when it is asked for."""
    with (
        st.container(key="take-away"),  # what is pressed does not print
        st.popover(tell("Take away"), type="tertiary", icon=":material/download:"),
    ):
        quiet(tell("The meeting of this view, with what its figures mean."))
        for wanted, label in _labels().items():
            name = file_name(view, wanted)
            st.download_button(
                label,
                # Runs apart from the page, which stands meanwhile; the button shows that it works.
                export(PAGE, name, partial(made, data.version, view, lang(), wanted)),
                file_name=name,
                mime=MIME[wanted],
                on_click="ignore",
                key=f"take-{wanted}",
                width="stretch",
            )


def _labels() -> dict[Format, str]:
    return {
        Format.PDF: tell("PDF to print"),
        Format.SLIDES: tell("PowerPoint to edit"),
        Format.PAGE: tell("Web page that opens offline"),
    }


def file_name(view: View, wanted: Format) -> str:
    """The month and the language in the name, so that two packs never replace each other."""
    return f"kundagenda-{period_text(view.last, Grain.MONTH)}-{lang()}.{wanted}"


@once
def made(named: Version, view: View, language: str, wanted: Format) -> bytes:
    """The pack in a format, by the name of the figures."""
    chosen = settings()
    with telling_in(language):
        with figures(one_moment=True) as connection:
            pack = pack_of(connection, view, chosen.company)
        return written(pack, wanted, template=chosen.template)

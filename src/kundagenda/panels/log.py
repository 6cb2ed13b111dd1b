"""The log: who did what and when, to look through and to take away."""

from datetime import date
from functools import partial

import streamlit as st

from kundagenda.access.figures import figures
from kundagenda.access.roles import Act
from kundagenda.findings.log import Entry, Log, log_of
from kundagenda.panels.behind_columns import spreadsheet
from kundagenda.panels.doer import WHO
from kundagenda.panels.export import export
from kundagenda.panels.log_words import action_name
from kundagenda.panels.quiet import quiet
from kundagenda.panels.reader import lang, tell, tell_many
from kundagenda.panels.table import Columns, grid
from kundagenda.settings import settings
from kundagenda.texts.numbers import UNKNOWN, moment, number
from kundagenda.texts.told import telling_in

SHOWN, TAKEN = 200, 100_000


def log_title() -> str:
    """How much has been done of late."""
    count = _log("", 0).week
    if not count:
        return tell("Nothing was done in the last seven days.")
    one, many = "{n} entry in the last seven days.", "{n} entries in the last seven days."
    return tell_many(one, many, count)


def log() -> None:
    """The newest entries, those with some words where asked for, and all of them as a file."""
    words = st.text_input(tell("Words"), key="log words", width=260)
    found = _log(words, SHOWN)
    counted = number(found.count, lang())
    quiet(
        " ".join(
            (
                tell_many("{count} entry.", "{count} entries.", found.count, count=counted),
                tell("The newest first."),
                tell("They are kept for {n} days.", n=settings().audit_days),
            )
        )
    )
    if found.entries:
        grid(_columns(found.entries, file=False), tell("Who did what and when"))
        name = f"log_{date.today().isoformat()}.csv"
        st.download_button(
            tell("Download as CSV"),
            export(WHO, name, partial(_file, words, lang())),
            file_name=name,
            mime="text/csv",
            on_click="ignore",
        )


def _log(words: str, most: int) -> Log:
    with figures(Act.GOVERN) as connection:
        return log_of(connection, words, most)


def _file(words: str, language: str) -> bytes:
    """The entries, made in a thread that is not the page's, so that it says in which language."""
    with telling_in(language):
        columns = _columns(_log(words, TAKEN).entries, file=True)
    return spreadsheet(columns, language)


def _columns(entries: tuple[Entry, ...], *, file: bool) -> Columns:
    def when(entry: Entry) -> str:
        return entry.at.isoformat(" ", "seconds") if file else moment(entry.at, lang())

    return {
        tell("When"): [when(each) for each in entries],
        tell("What"): [each.action if file else action_name(each.action) for each in entries],
        tell("Who"): [each.who for each in entries],
        tell("Table"): [each.table or UNKNOWN for each in entries],
        tell("Row"): [each.row or UNKNOWN for each in entries],
        tell("Before"): [each.before or UNKNOWN for each in entries],
        tell("After"): [each.after or UNKNOWN for each in entries],
    }

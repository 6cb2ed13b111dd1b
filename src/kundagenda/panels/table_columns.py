"""Which column of a file is which of ours, as a row of choices; and what the file leaves open."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import replace
from datetime import date

import streamlit as st

from kundagenda.errors import ReaderError
from kundagenda.intake.guess_given import needs_for
from kundagenda.intake.known_names import TABLES
from kundagenda.intake.table_choice import Choice
from kundagenda.intake.table_guess import chosen
from kundagenda.intake.table_preview import TablePreview
from kundagenda.panels.reader import plain, tell
from kundagenda.panels.table_words import column_name
from metrics import CATALOGUE

PER_ROW = 4
LEFT_OUT = ""
FIRST_YEAR = 1990
_KEY = re.compile(r"\b([a-z_]+)=")
QUESTIONS = ("nps", "csat", "ces", "nki_1", "nki_2", "nki_3")


def understood(preview: TablePreview, table: str, file_id: str) -> Choice:
    """How the file is understood: as it was guessed or kept, with what the reader changed.

    Raises:
        ReaderError: two columns are taken for the same one of ours.
    """
    before = preview.choice or Choice(table, {}, {})
    columns = _columns(preview, before, file_id)
    choice = chosen(preview.guess.source, table, columns, before.given)
    return replace(choice, given=dict(choice.given) | _said(preview, choice, file_id))


def _columns(preview: TablePreview, before: Choice, file_id: str) -> dict[str, str]:
    """Our column to theirs, by a choice under each of theirs."""
    taken = {theirs: ours for ours, theirs in before.columns.items()}
    options = _options(before)
    found: dict[str, str] = {}
    names = preview.guess.source.names
    for start in range(0, len(names), PER_ROW):
        for place, theirs in zip(st.columns(PER_ROW), names[start : start + PER_ROW], strict=False):
            with place:
                ours = _one(theirs, taken.get(theirs, LEFT_OUT), options, file_id)
            if ours and ours in found:
                raise ReaderError(
                    "Two columns, '{one}' and '{other}', are taken for '{ours}'. Leave one out.",
                    one=found[ours],
                    other=theirs,
                    ours=column_name(ours),
                )
            if ours:
                found[ours] = theirs
    return found


def _one(theirs: str, taken: str, options: list[str], file_id: str) -> str:
    every = options if taken in options else [*options, taken]
    names = {code: column_name(code) if code else tell("left out") for code in every}
    return str(
        st.selectbox(
            plain(theirs),
            every,
            index=every.index(taken),
            format_func=names.__getitem__,
            key=f"column {theirs} of {file_id}",
        )
    )


def _options(before: Choice) -> list[str]:
    names = [*TABLES.get(before.table, {})]
    more = [key for key in CATALOGUE if key not in names] if before.table == "kpi_monthly" else []
    return [LEFT_OUT, *names, *more]


def _said(preview: TablePreview, choice: Choice, file_id: str) -> dict[str, str]:
    """What the file leaves open and the reader says for all its rows."""
    needs = needs_for(preview.guess.source, choice)
    keys = dict.fromkeys(key for need in needs for key in _KEY.findall(str(need)))
    return dict(_answers(keys, file_id))


def _answers(keys: Mapping[str, None], file_id: str) -> Iterator[tuple[str, str]]:
    for key in keys:
        answer = _ask(key, f"{key} of {file_id}")
        if answer:
            yield key, answer


def _ask(key: str, widget: str) -> str:
    """The answer to one question, as text; empty while there is none."""
    match key:
        case "answered_on":
            return _day(tell("On which day was it answered?"), widget)
        case "drawn_on":
            return _day(tell("On which day was the list drawn?"), widget)
        case "instrument":
            names = {code: column_name(code) for code in QUESTIONS}
            said = tell("Which question do the marks answer?")
            return _choice(said, names, widget)
        case "day_first":
            names = {"yes": tell("3 April"), "no": tell("4 March")}
            return _choice(tell("What does 3/4 mean?"), names, widget)
        case "year":
            said = tell("Of which year are the months?")
            last = date.today().year + 1
            year = st.number_input(said, FIRST_YEAR, last, None, key=widget, width=260)
            return "" if year is None else str(int(year))
    return ""


def _day(said: str, widget: str) -> str:
    day = st.date_input(said, value=None, format="YYYY-MM-DD", key=widget, width=260)
    return day.isoformat() if isinstance(day, date) else ""


def _choice(said: str, names: Mapping[str, str], widget: str) -> str:
    found = st.selectbox(
        said, list(names), index=None, format_func=names.__getitem__, key=widget, width=320,
        placeholder=tell("Choose"),
    )  # fmt: skip
    return found or ""

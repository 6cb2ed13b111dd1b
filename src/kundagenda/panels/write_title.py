"""The headline and the foot of the page Write down, and the way in for a whole file."""

import streamlit as st

from kundagenda.edits.forms import FORMS, Form
from kundagenda.edits.rows import Values
from kundagenda.panels.data_link import data_link
from kundagenda.panels.quiet import quiet
from kundagenda.panels.reader import lang, tell
from kundagenda.panels.values import Opened
from kundagenda.panels.write_options import rows
from kundagenda.texts.numbers import day, percent


def write_title(data: Opened) -> None:
    """Whether the customer is a declared priority, and since when."""
    st.title(_headline(data), anchor=False)


def _headline(data: Opened) -> str:
    standing = [row for row in rows(data, FORMS["priorities"]) if _holds(row, data)]
    if not standing:
        return tell("You have not decided whether the customer is a priority.")
    decided = day(standing[0]["decided_on"], lang())
    share = standing[0]["declared_share"]
    if share is None:
        return tell("You decided {day} that the customer is a priority.", day=decided)
    return tell(
        "You decided {day} that the customer gets {share}.",
        day=decided,
        share=percent(share, lang()),
    )


def _holds(row: Values, data: Opened) -> bool:
    until = row["valid_to"]
    return bool(row["valid_from"] <= data.as_of and (until is None or until >= data.as_of))


def from_a_file(form: Form) -> None:
    """How many rows at once are brought in."""
    columns = ", ".join(f"`{field.name}`" for field in form.fields)
    quiet(tell("Many at once: bring in a CSV or Excel file with the columns {columns}.",
               columns=columns))  # fmt: skip
    data_link(tell("Bring in a file"))


def write_sources() -> str:
    """The foot: what becomes of what is written."""
    return tell(
        "What you save counts at once on every page. Every change is kept with its time, and can "
        "be taken back."
    )

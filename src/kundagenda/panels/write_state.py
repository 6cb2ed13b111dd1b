"""The page Write down: which kind of row, which of them, and how it stood when it was opened."""

from collections.abc import Mapping
from typing import Any

import streamlit as st

from kundagenda.edits.forms import FORMS, Form
from kundagenda.edits.rows import Values, key_of
from kundagenda.panels.address import chosen, prepare
from kundagenda.panels.reader import tell
from kundagenda.panels.scope import ROW, WHAT
from kundagenda.panels.values import Opened
from kundagenda.panels.visit import forget, numbered, remember, remembered, renew
from kundagenda.panels.write_options import choices, row_name, rows
from kundagenda.panels.write_words import form_names, new_names

NEW = "new"
OPENED, FIELDS = "row as opened", "fields of the row"


def asked_form() -> Form:
    """The kind of row that is shown."""
    return FORMS[chosen(WHAT, FORMS, next(iter(FORMS)))]


def which_form() -> Form:
    """The kind of row, by its control."""
    names = form_names()
    key = prepare(WHAT, asked_form().name)
    what = st.segmented_control(
        tell("What"),
        list(FORMS),
        format_func=names.__getitem__,
        key=key,
        required=True,
        label_visibility="collapsed",
    )
    return FORMS[str(what)]


def which_row(data: Opened, form: Form) -> Values | None:
    """The row that is changed, by its list; null for a new one."""
    there = {code_of(form, row): row for row in rows(data, form)}
    names = {NEW: new_names()[form.name]}
    names |= {code: row_name(form, row, choices(data, form)) for code, row in there.items()}
    # What holds is what most come for; whoever declares another says so.
    usual = next(iter(there), NEW) if form.name == "priorities" else NEW
    asked = chosen(ROW, names, usual)
    if not there:
        return None
    code = st.selectbox(
        form_names()[form.name],
        list(names),
        format_func=lambda code: names.get(code, ""),
        key=prepare(ROW, asked),
        label_visibility="collapsed",
    )
    return there.get(str(code))


def code_of(form: Form, row: Mapping[str, Any] | None) -> str:
    """A row as the address names it: form and key; the form alone for a new one."""
    if row is None:
        return form.name
    return ":".join((form.name, *(str(part) for part in key_of(form.table, row).values())))


def go_to(form: Form, row: Mapping[str, Any] | None) -> None:
    """Show this row of the form in the next run, or a new one."""
    st.query_params[ROW] = code_of(form, row) if row else NEW


def as_opened(form: Form, row: Values | None) -> Values | None:
    """The row as it stood when the person opened it, however often it has been saved since.

    What others save meanwhile must not slip under a form that is being filled in.
    """
    code = code_of(form, row)
    kept: tuple[str, str, Values | None] | None = remembered(OPENED)
    if kept and kept[:2] == (code, numbered(FIELDS)) and _is_drawn(code):
        return kept[2]
    remember(OPENED, (code, numbered(FIELDS), row))
    return row


def field_key(form: Form, row: Values | None, field: str) -> str:
    """The key of a field's control."""
    code = code_of(form, row)
    return f"{numbered(FIELDS)} {code} {field}"


def open_anew() -> None:
    """Let the next run draw the form with the row as it stands then."""
    renew(FIELDS)
    forget(OPENED)


def _is_drawn(code: str) -> bool:
    """Whether the controls of this form still hold what was written; they go with the page."""
    begins = f"{numbered(FIELDS)} {code} "
    return any(str(key).startswith(begins) for key in st.session_state)

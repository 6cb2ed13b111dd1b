"""The latest changes made by hand: when, what and by whom, each with its way back."""

from textwrap import shorten

import streamlit as st

from kundagenda.access.figures import figures
from kundagenda.edits.changes import Change, changes_of
from kundagenda.edits.forms import FORMS, Form
from kundagenda.edits.rows import Values
from kundagenda.panels.headed import headed
from kundagenda.panels.quiet import quiet
from kundagenda.panels.reader import lang, plain, tell
from kundagenda.panels.values import Opened, Version
from kundagenda.panels.write_beside import button_beside
from kundagenda.panels.write_options import choices, row_name
from kundagenda.panels.write_row import undo
from kundagenda.panels.write_words import field_name
from kundagenda.texts.numbers import moment

LONGEST = 60


def latest_changes(data: Opened, form: Form) -> None:
    """The last ten changes of the form's rows, newest first; a sentence where there are none."""
    made = _changes(data.version, form.name)
    if not made:
        quiet(tell("Nothing here has been changed by hand yet."))
        return
    headed(tell("The latest changes."), tell("Each can be taken back while nothing came after."))
    latest = _latest(form, made)
    for change in made:
        said = _line(data, form, change)
        if change.id not in latest:
            quiet(said)
        elif button_beside(said, tell("Undo"), f"take back {change.id}"):
            undo(form, change.id)


def _line(data: Opened, form: Form, change: Change) -> str:
    """When and by whom, which row, and what became of it."""
    row = change.after or change.before or {}
    shown = plain(shorten(row_name(form, row, choices(data, form)), LONGEST, placeholder="…"))
    when = moment(change.made_at, lang())
    return f"{when}, {plain(_by(change.who))}. **{shown}** {_what(form, change)}"


def _by(who: str) -> str:
    return tell("on this page") if who.startswith("page ") else who


def _what(form: Form, change: Change) -> str:
    if change.before is None:
        return tell("Written down.")
    if change.after is None:
        return tell("Removed.")
    moved = _moved(form, change.before, change.after)
    return tell("Changed: {fields}.", fields=", ".join(moved)) if moved else tell("Saved.")


def _moved(form: Form, before: Values, after: Values) -> list[str]:
    names = [field.name for field in form.fields if before.get(field.name) != after[field.name]]
    return [plain(field_name(form.name, name).lower()) for name in names]


def _latest(form: Form, made: tuple[Change, ...]) -> set[int]:
    """The newest change of each row: only that one can be taken back."""
    newest: dict[tuple[object, ...], int] = {}
    for change in made:
        row = change.after or change.before or {}
        newest.setdefault(tuple(row[name] for name in form.key), change.id)
    return set(newest.values())


@st.cache_resource(show_spinner=False, max_entries=12)
def _changes(named: Version, form: str) -> tuple[Change, ...]:
    with figures() as connection:
        return changes_of(connection, FORMS[form])

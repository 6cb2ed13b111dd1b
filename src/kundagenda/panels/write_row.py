"""One row on a calm form: what it says, what is wrong with it, and the way back."""

from collections.abc import Callable
from datetime import date

import streamlit as st

from kundagenda.access.figures import app_engine
from kundagenda.access.roles import Act
from kundagenda.edits.changes import take_back
from kundagenda.edits.forms import Form
from kundagenda.edits.rows import VERSION, Values, key_of
from kundagenda.edits.save import ChangedMeanwhile, Faulty, Saved, remove, save
from kundagenda.errors import ReaderError
from kundagenda.panels.complain import complain
from kundagenda.panels.doer import WRITER, doer
from kundagenda.panels.headed import headed
from kundagenda.panels.quiet import quiet
from kundagenda.panels.reader import lang, plain, tell
from kundagenda.panels.table_words import table_names
from kundagenda.panels.values import Opened
from kundagenda.panels.visit import forget, numbered, remember, remembered
from kundagenda.panels.write_apart import apart
from kundagenda.panels.write_fields import first_fields, other_fields
from kundagenda.panels.write_state import FIELDS, as_opened, code_of, go_to, open_anew, which_row
from kundagenda.panels.write_words import field_name, questions
from kundagenda.texts.numbers import short_day
from kundagenda.texts.said_again import refusal

DONE, APART = "what was written last", "changed meanwhile"


def write_row(data: Opened, form: Form) -> Values | None:
    """The row that is chosen, on its form; null where it is a new one."""
    headed(questions()[form.name])
    chosen = which_row(data, form)
    _tell_done(form, chosen)
    row = as_opened(form, chosen)
    first = first_fields(data, form, row)
    with st.form(f"{numbered(FIELDS)} {code_of(form, row)}", border=False, enter_to_submit=False):
        written = other_fields(data, form, row, first)
        wrong = st.container()  # above the button, where the person looks who has pressed it
        pressed = st.form_submit_button(tell("Save"))
    if pressed:
        with wrong:
            _save(form, row, written)
    _settle(data, form, row, written)
    if row is not None:
        _remove_button(form, row)
    return row


def _save(form: Form, row: Values | None, written: Values, seen: int | None = None) -> None:
    key = key_of(form.table, row) if row else None
    version = seen if seen is not None else (row[VERSION] if row else None)
    _do(form, row, lambda: save(app_engine(Act.WRITE), form, written, doer(WRITER), key, version))


def _remove_button(form: Form, row: Values) -> None:
    if st.button(tell("Remove this"), key=f"take away {form.name}", type="tertiary"):
        key, seen = key_of(form.table, row), row[VERSION]
        _do(form, row, lambda: remove(app_engine(Act.WRITE), form, key, seen, doer(WRITER)))


def undo(form: Form, change: int) -> None:
    """Take a change back, and show the form anew."""
    _do(form, None, lambda: take_back(app_engine(Act.WRITE), change, doer(WRITER)))


def _do(form: Form, row: Values | None, act: Callable[[], Saved]) -> None:
    """Do it and show the row anew, or say what is wrong and leave everything as it is."""
    try:
        done = act()
    except Faulty as error:
        list_faults(form, error)
        return
    except ChangedMeanwhile as error:
        remember(APART, (code_of(form, row), error.now))
        return
    except ReaderError as error:
        complain(_named(error))
        return
    there = done.key if done.version is not None else None
    remember(DONE, (code_of(form, there), done.version is None, done.change))
    forget(APART)
    open_anew()
    go_to(form, there)
    st.rerun()


def _named(error: ReaderError) -> ReaderError:
    """The error with the table that it names as a reader calls it."""
    names = table_names() | {"agenda_items": tell("Items on agendas")}
    table = str(error.values.get("table"))
    values = dict(error.values) | ({"table": f"“{names[table]}”"} if table in names else {})
    return ReaderError(error.text, **values)


def list_faults(form: Form, error: Faulty) -> None:
    """Every fault at once, each with the field that it is in."""
    lines = []
    for fault in error.faults:
        values = {name: _in_words(form, value) for name, value in fault.said.values.items()}
        sentence = refusal(lang(), ReaderError(fault.said.text, **values))
        lines.append(f"**{field_name(form.name, fault.field)}.** {plain(sentence)}")
    st.error("  \n".join(lines))


def _in_words(form: Form, value: object) -> object:
    """A day, or the name of a field, as the reader knows it; anything else as it is."""
    if isinstance(value, date):
        return short_day(value, lang())
    named = any(value == field.name for field in form.fields)
    return f"“{field_name(form.name, str(value))}”" if named else value


def _settle(data: Opened, form: Form, row: Values | None, written: Values) -> None:
    """Where somebody else was first: both versions side by side, and the choice."""
    kept: tuple[str, Values | None] | None = remembered(APART)
    if kept is None or row is None or kept[0] != code_of(form, row):
        return
    now = kept[1]
    complain(ChangedMeanwhile(now))
    if now is not None:
        apart(data, form, written, now)
    with st.container(horizontal=True, gap="small"):
        mine = st.button(tell("Save mine"), key="save mine")
        theirs = st.button(tell("Show theirs"), key="show theirs") if now else False
    if mine and now is not None:
        _save(form, row, written, seen=now[VERSION])
    elif mine:
        _save(form, None, written)
    if theirs:
        forget(APART)
        open_anew()
        st.rerun()


def _tell_done(form: Form, row: Values | None) -> None:
    """What was done last with the row that is shown, and its undo."""
    done: tuple[str, bool, int] | None = remembered(DONE)
    if done is None or done[0] != code_of(form, row):
        return
    with st.container(horizontal=True, vertical_alignment="center", gap="small"):
        quiet(tell("Removed.") if done[1] else tell("Saved."), width="content")
        if st.button(tell("Undo"), key="undo what was written", type="tertiary"):
            undo(form, done[2])

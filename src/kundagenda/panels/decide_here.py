"""A decision written down in the room: what, who, by when, and what it should move."""

from datetime import date
from typing import Any

import streamlit as st

from kundagenda.access.current import current
from kundagenda.access.figures import app_engine
from kundagenda.access.roles import Act
from kundagenda.edits.decide import DECISION, decide, take_decision_back
from kundagenda.edits.listed import Choices, Meeting
from kundagenda.edits.rows import Values
from kundagenda.edits.save import Faulty
from kundagenda.errors import ReaderError
from kundagenda.findings.view import View
from kundagenda.panels.complain import complain
from kundagenda.panels.doer import WRITER, doer
from kundagenda.panels.quiet import quiet
from kundagenda.panels.reader import lang, plain, tell
from kundagenda.panels.values import Opened
from kundagenda.panels.visit import forget, numbered, remember, remembered, renew
from kundagenda.panels.write_fields import EARLIEST, LATEST, LONGEST_LIST, WIDTH
from kundagenda.panels.write_options import Options, choices, items, options
from kundagenda.panels.write_row import list_faults
from kundagenda.panels.write_words import field_helps, field_name
from kundagenda.texts.numbers import UNKNOWN, short_day

FIELD = {field.name: field for field in DECISION.fields}
FIELDS, DONE = "fields of what is decided here", "what was decided here"


def decide_here(data: Opened, view: View) -> None:
    """A short form on an item of the latest meeting; what is saved is in the ledger at once.

    It is decided today, whenever the item was discussed: the next meeting asks what was decided
    at this one.
    """
    _tell_done()
    known = choices(data, DECISION)
    meetings = _held(known, view, data.today)
    if not meetings:
        quiet(tell("There is no meeting yet: bring in an agenda on the page Data."))
        return
    meeting = _meeting(meetings)
    with st.form(numbered(FIELDS), border=False, enter_to_submit=False):
        written = _fields(data, known, meeting) | {"decided_on": data.today}
        wrong = st.container()  # above the button, where the person looks who has pressed it
        pressed = st.form_submit_button(tell("Save the decision"))
    if pressed:
        with wrong:
            _save(written, data.today)


def decide_below(data: Opened, view: View) -> None:
    """The same form where it is asked for, on a page that is read more often than written on."""
    if current().may(Act.KEEP) and st.toggle(tell("Decide here"), key="decide here"):
        decide_here(data, view)


def _held(known: Choices, view: View, today: date) -> list[Meeting]:
    """The meetings up to today, the newest first, of the forum in view."""
    held = [each for each in known.meetings if each.held_on <= today]
    return [each for each in held if view.forum in ("", each.forum)]


def _meeting(meetings: list[Meeting]) -> Meeting:
    """The meeting at which it is decided: the latest, unless another is chosen."""
    by_id = {each.id: each for each in meetings}
    names = {id_: f"{short_day(each.held_on, lang())}, {each.forum}" for id_, each in by_id.items()}
    chosen = st.selectbox(
        tell("Meeting"),
        list(names),
        format_func=lambda id_: names.get(id_, UNKNOWN),
        key=f"{numbered(FIELDS)} meeting",
        width=LONGEST_LIST,
    )
    return by_id[chosen]


def _fields(data: Opened, known: Choices, meeting: Meeting) -> Values:
    """What the form holds, long texts over the whole width."""
    at = options(FIELD["agenda_item_id"], known, items(data, meeting.id), ())
    written: Values = {"agenda_item_id": _list("agenda_item_id", at, f"{meeting.id}", wide=True)}
    written["text"] = st.text_area(_needed("text"), key=_key("text"), height=80)
    with st.container(horizontal=True, gap="small", vertical_alignment="bottom"):
        label, help = field_name("actions", "owner_role"), field_helps()["owner_role"]
        written["owner_role"] = st.text_input(label, key=_key("owner_role"), help=help, width=WIDTH)
        written["due_on"] = _day(field_name("actions", "due_on"), "due_on")
    with st.container(horizontal=True, gap="small", vertical_alignment="bottom"):
        for name in ("expected_metric", "expected_direction"):
            written[name] = _list(name, options(FIELD[name], known, (), ()))
        written["expected_by"] = _day(field_name("decisions", "expected_by"), "expected_by")
    return written


def _list(name: str, names: Options, of: str = "", *, wide: bool = False) -> Any:
    label = _needed(name) if name == "agenda_item_id" else field_name("decisions", name)
    return st.selectbox(
        label,
        list(names),
        index=None,
        format_func=lambda value: names.get(value, UNKNOWN),
        placeholder=tell("Choose"),
        key=f"{_key(name)} {of}",
        help=field_helps().get(name),
        width="stretch" if wide else WIDTH,
    )


def _day(label: str, name: str) -> date | None:
    return st.date_input(
        label, None, EARLIEST, LATEST, key=_key(name), format="YYYY-MM-DD", width=WIDTH
    )


def _needed(name: str) -> str:
    return f"{field_name('decisions', name)} ({tell('needed')})"


def _key(name: str) -> str:
    return f"{numbered(FIELDS)} {name}"


def _save(written: Values, today: date) -> None:
    try:
        changes = decide(app_engine(Act.KEEP), written, doer(WRITER), today)
    except Faulty as error:
        list_faults(DECISION, error)
        return
    except ReaderError as error:
        complain(error)
        return
    remember(DONE, (changes, str(written["text"]).strip()))
    renew(FIELDS)
    st.rerun()


def _tell_done() -> None:
    """What was decided last in this visit, and its undo."""
    done: tuple[tuple[int, ...], str] | None = remembered(DONE)
    if done is None:
        return
    changes, text = done
    with st.container(horizontal=True, vertical_alignment="center", gap="small"):
        quiet(tell("Decided: {words}", words=plain(text)), width="content")
        if st.button(tell("Undo"), key="undo what was decided here", type="tertiary"):
            _undo(changes)


def _undo(changes: tuple[int, ...]) -> None:
    try:
        take_decision_back(app_engine(Act.KEEP), changes, doer(WRITER))
    except ReaderError as error:
        complain(error)
        return
    forget(DONE)
    st.rerun()

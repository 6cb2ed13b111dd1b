"""A second person labels a sample without seeing the first label: how far the labels hold."""

from collections.abc import Sequence
from datetime import date

import streamlit as st

from kundagenda.access.figures import app_engine, figures
from kundagenda.access.roles import Act
from kundagenda.errors import ReaderError
from kundagenda.intake.second_coding import ToCode, code_second, coding_sample
from kundagenda.panels.complain import complain
from kundagenda.panels.doer import WHO, doer
from kundagenda.panels.label_buttons import label_buttons
from kundagenda.panels.quiet import quiet
from kundagenda.panels.reader import lang, plain, tell
from kundagenda.panels.review import large
from kundagenda.panels.values import Opened, Version
from kundagenda.texts.numbers import day, number

SECOND, ROLE = "second coder", "role of the second coder"


def codes_second() -> bool:
    """Whether a second person labels the sample, as the switch below stands."""
    return bool(st.session_state.get(SECOND))


def second_switch() -> None:
    """The switch between the review and the sample of a second person."""
    st.toggle(
        tell("Label a sample as a second person"),
        key=SECOND,
        help=tell("Two persons who label the same items apart show how far the labels hold."),
    )


def second_coder(data: Opened) -> None:
    """The next item of the sample that this role has not labelled."""
    role = " ".join(
        st.text_input(
            tell("Your role, not your name"), value=tell("customer insight"), key=ROLE, width=320
        ).split()
    )
    sample = _sample(data.version, date.today())
    left = [item for item in sample if role not in item.coded_by]
    done = number(len(sample) - len(left), lang())
    quiet(tell("{done} of {of} labelled.", done=done, of=number(len(sample), lang())))
    if not left:
        large(tell("The sample is done.") if sample else tell("There is nothing to label yet."))
        return
    _item(left[0], role)


def _item(item: ToCode, role: str) -> None:
    large(tell("Confidential item") if item.confidential else item.title)
    st.markdown(f":gray[{plain(item.forum)}, {day(item.held_on, lang())}]")
    if item.detail and not item.confidential:
        st.markdown(plain(item.detail))
    level = label_buttons(f"sample {item.item_id} {role}")
    if level is None:
        return
    try:
        code_second(app_engine(Act.WRITE), item.item_id, level, role, who=doer(WHO))
    except ReaderError as error:
        complain(error)
        return
    st.rerun()


@st.cache_resource(show_spinner=False, max_entries=2)
def _sample(named: Version, today: date) -> Sequence[ToCode]:
    with figures() as connection:
        return coding_sample(connection, today=today)

"""A kept copy: exactly what was shown then, and beside it today's figures for the same period."""

from dataclasses import dataclass

import streamlit as st

from kundagenda.access.figures import figures
from kundagenda.edits.copies import Copy, content_of, copies_of
from kundagenda.findings.after_copy import secret_words
from kundagenda.panels.address import asked_in_vain, chosen, prepare
from kundagenda.panels.frozen_screens import screens_shown
from kundagenda.panels.headed import headed
from kundagenda.panels.notice import demo_notice
from kundagenda.panels.once import once
from kundagenda.panels.quiet import quiet
from kundagenda.panels.reader import lang, plain, tell
from kundagenda.panels.scope import FROZEN
from kundagenda.panels.table import table
from kundagenda.panels.values import Opened, Version
from kundagenda.shown.frozen import Frozen, thaw
from kundagenda.shown.frozen_beside import (
    Beside,
    beside_of,
    beside_reasons,
    beside_table,
    beside_title,
    late_rows,
)
from kundagenda.texts.numbers import day, moment, short_day


@dataclass(frozen=True)
class _Opened:
    """A copy with what it holds and how today's figures compare."""

    copy: Copy
    frozen: Frozen
    beside: Beside


def frozen_page(data: Opened) -> None:
    """The copy that the address names, the newest at first; how to keep one where there is none."""
    demo_notice(data)
    copies = _copies(data.version)
    if not copies:
        st.title(tell("No copy has been kept yet."), anchor=False)
        st.markdown(
            tell(
                "“Keep a copy as shown today” at the foot of the Overview and on the meeting’s "
                "last screen keeps the first."
            )
        )
        return
    if asked_in_vain(FROZEN, [str(copy.id) for copy in copies]):
        quiet(tell("There is no copy of that number; the newest is shown."))
    shown = _chosen(copies)
    st.title(tell("As shown on {day}.", day=day(shown.shown_on, lang())), anchor=False)
    _choice(copies, shown)
    found = _open(data.version, shown)
    then, now = st.columns([7, 5], gap="large")
    with then:
        screens_shown(found.frozen.told[lang()])
    with now:
        _today(found.beside)


def _chosen(copies: tuple[Copy, ...]) -> Copy:
    by_number = {str(copy.id): copy for copy in copies}
    return by_number[chosen(FROZEN, by_number, "") or str(copies[0].id)]


def _choice(copies: tuple[Copy, ...], shown: Copy) -> None:
    names = {
        str(copy.id): tell(
            "{day}, kept {moment}",
            day=short_day(copy.shown_on, lang()),
            moment=moment(copy.created_at, lang()),
        )
        for copy in copies
    }
    if len(copies) == 1:
        quiet(tell("Kept {moment}. It never changes.", moment=moment(shown.created_at, lang())))
        return
    st.selectbox(
        tell("Copy"),
        list(names),
        format_func=names.__getitem__,
        key=prepare(FROZEN, str(shown.id)),
        width=360,
    )


def _today(beside: Beside) -> None:
    """Today's figures for the same period, what is recorded since, and which minutes came late."""
    headed(tell("Today, for the same period."), tell("The figures as they are now."))
    st.markdown(f"**{plain(beside_title(beside))}**")
    for reason in beside_reasons(beside):
        st.markdown(plain(reason))
    table(beside_table(beside), tell("Today, for the same period."))
    if beside.differing and beside.after.late:
        headed(tell("Late or edited minutes."))
        days = [short_day(held_on, lang()) for _, held_on in beside.after.late]
        table(late_rows(beside, days), tell("Late or edited minutes."))


@once
def _copies(named: Version) -> tuple[Copy, ...]:
    with figures() as connection:
        return copies_of(connection)


@st.cache_resource(show_spinner=False, max_entries=8, hash_funcs={Copy: repr})
def _open(named: Version, copy: Copy) -> _Opened:
    with figures() as connection:
        content = content_of(connection, copy.id)
        assert content is not None, "copies are never taken away"
        frozen = thaw(content, secret_words(connection))
        return _Opened(copy, frozen, beside_of(connection, frozen, copy.created_at))

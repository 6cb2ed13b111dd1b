"""The items of an initiative: those that belong to it, each with a way out."""

from collections.abc import Callable

import streamlit as st

from kundagenda.access.figures import app_engine, figures
from kundagenda.edits.links import Linked, LinkedItem, link, linked_items, take_link_back, unlink
from kundagenda.errors import ReaderError
from kundagenda.panels.complain import complain
from kundagenda.panels.doer import WRITER
from kundagenda.panels.headed import headed
from kundagenda.panels.quiet import quiet
from kundagenda.panels.reader import lang, tell, tell_many
from kundagenda.panels.table import table
from kundagenda.panels.values import Opened, Version
from kundagenda.panels.visit import remember, remembered
from kundagenda.texts.numbers import short_day

DONE = "linked last"
LONGEST = 420


def linked_to(data: Opened, initiative: int) -> None:
    """The items of an initiative, the latest first, each with a way out."""
    found = _linked(data.version, initiative)
    _tell_done(initiative)
    if not found:
        headed(tell("No item on an agenda belongs to it yet."))
        return
    one, many = "{n} item on an agenda belongs to it.", "{n} items on agendas belong to it."
    headed(tell_many(one, many, len(found)), tell("The latest first."))
    table(
        {
            tell("Day"): [short_day(item.held_on, lang()) for item in found],
            tell("Item"): [title_of(item) for item in found],
        },
        tell("The items of the initiative"),
    )
    _let_go(initiative, found)


def title_of(item: LinkedItem) -> str:
    """An item's title, never that of a confidential one."""
    return tell("Confidential item") if item.confidential else item.title


def linking(initiative: int, items: tuple[int, ...]) -> None:
    """Let items belong to the initiative, and show it anew."""
    _do(initiative, lambda: link(app_engine(), initiative, items, WRITER))


def _let_go(initiative: int, found: tuple[LinkedItem, ...]) -> None:
    names = {i.id: f"{short_day(i.held_on, lang())}, {title_of(i)}" for i in found}
    with st.container(horizontal=True, vertical_alignment="bottom", gap="small"):
        chosen = st.selectbox(
            tell("Take an item out"),
            list(names),
            index=None,
            format_func=lambda id_: names.get(id_, ""),
            placeholder=tell("Choose"),
            key=f"item to let go {initiative}",
            width=LONGEST,
        )
        pressed = st.button(tell("Take out"), key="let the item go")
    if pressed and chosen is not None:
        _do(initiative, lambda: unlink(app_engine(), initiative, (chosen,), WRITER))


def _do(initiative: int, act: Callable[[], Linked]) -> None:
    try:
        done = act()
    except ReaderError as error:
        complain(error)
        return
    remember(DONE, (initiative, done.items, done.change))
    st.rerun()


def _tell_done(initiative: int) -> None:
    """How many items moved last, and the way back."""
    done: tuple[int, int, int] | None = remembered(DONE)
    if done is None or done[0] != initiative:
        return
    with st.container(horizontal=True, vertical_alignment="center", gap="small"):
        quiet(tell_many("{n} item moved.", "{n} items moved.", done[1]), width="content")
        if st.button(tell("Undo"), key="take the link back", type="tertiary"):
            _do(initiative, lambda: take_link_back(app_engine(), done[2], WRITER))


@st.cache_resource(show_spinner=False, max_entries=64)
def _linked(named: Version, initiative: int) -> tuple[LinkedItem, ...]:
    with figures() as connection:
        return linked_items(connection, initiative)

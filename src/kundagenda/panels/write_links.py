"""The items of an initiative: those that belong to it, each with a way out."""

from collections.abc import Callable

import streamlit as st

from kundagenda.access.figures import app_engine, figures
from kundagenda.access.roles import Act
from kundagenda.edits.links import (
    Linked,
    LinkedItem,
    LinkMade,
    latest_link,
    link,
    linked_items,
    take_link_back,
    unlink,
)
from kundagenda.errors import ReaderError
from kundagenda.panels.complain import complain
from kundagenda.panels.doer import WRITER, doer
from kundagenda.panels.headed import headed
from kundagenda.panels.once import once
from kundagenda.panels.reader import lang, tell, tell_many
from kundagenda.panels.table import table
from kundagenda.panels.values import Opened, Version
from kundagenda.panels.write_beside import button_beside
from kundagenda.texts.numbers import moment, short_day

LONGEST = 420
_MOVED = {
    True: ("{moment}: {n} item linked.", "{moment}: {n} items linked."),
    False: ("{moment}: {n} item taken out.", "{moment}: {n} items taken out."),
}


def linked_to(data: Opened, initiative: int) -> None:
    """The items of an initiative, the latest first, each with a way out."""
    found = _linked(data.version, initiative)
    if not found:
        headed(tell("No item on an agenda belongs to it yet."))
        _last_link(data, initiative)
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
    _last_link(data, initiative)


def title_of(item: LinkedItem) -> str:
    """An item's title, never that of a confidential one."""
    return item.title or tell("Confidential item")


def linking(initiative: int, items: tuple[int, ...]) -> None:
    """Let items belong to the initiative, and show it anew."""
    _do(lambda: link(app_engine(Act.WRITE), initiative, items, doer(WRITER)))


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
        _do(lambda: unlink(app_engine(Act.WRITE), initiative, (chosen,), doer(WRITER)))


def _do(act: Callable[[], Linked]) -> None:
    try:
        act()
    except ReaderError as error:
        complain(error)
        return
    st.rerun()


def _last_link(data: Opened, initiative: int) -> None:
    """How many items moved last, when, and the way back."""
    made = _latest(data.version, initiative)
    if made is None or not made.items:
        return
    one, many = _MOVED[made.into]
    said = tell_many(one, many, made.items, moment=moment(made.made_at, lang()))
    if button_beside(said, tell("Undo"), "take the link back"):
        _do(lambda: take_link_back(app_engine(Act.WRITE), made.change, doer(WRITER)))


@once
def _latest(named: Version, initiative: int) -> LinkMade | None:
    with figures() as connection:
        return latest_link(connection, initiative)


@once
def _linked(named: Version, initiative: int) -> tuple[LinkedItem, ...]:
    with figures() as connection:
        return linked_items(connection, initiative)

"""Suggestions that take one click: items that may belong to an initiative, and new initiatives."""

from collections.abc import Mapping
from datetime import date
from textwrap import shorten
from typing import Any

import streamlit as st

from kundagenda.access.figures import app_engine, figures
from kundagenda.access.roles import Act
from kundagenda.edits.forms import FORMS
from kundagenda.edits.links import FoundTitle, find_titles
from kundagenda.edits.new_initiative import write_with_items
from kundagenda.errors import ReaderError
from kundagenda.intake.link_suggestions import LinkSuggestion, link_suggestions
from kundagenda.intake.new_initiatives import NewInitiative, new_initiatives
from kundagenda.panels.complain import complain
from kundagenda.panels.doer import WRITER, doer
from kundagenda.panels.headed import headed
from kundagenda.panels.quiet import quiet
from kundagenda.panels.reader import lang, plain, tell, tell_many
from kundagenda.panels.values import Opened, Version
from kundagenda.panels.write_beside import button_beside
from kundagenda.panels.write_links import linking
from kundagenda.panels.write_state import go_to, open_anew
from kundagenda.texts.numbers import short_day

MOST, LOOKED_AT, LONGEST = 8, 40, 70


def suggested_items(data: Opened, initiative: Mapping[str, Any]) -> None:
    """Topics on agendas that may belong to the initiative, the surest first, each with its why.

    What is confidential is never among them: a suggestion alone tells what it is about.
    """
    number, launched = initiative["id"], initiative["launched_on"]
    found = [each for each in _suggested(data.version, number) if not each.confidential]
    if found:
        headed(
            tell("These may belong to it too."), tell("One click links every item of the topic.")
        )
    else:
        quiet(tell("No other item on the agendas looks as if it belongs to it."))
    for each in found[:MOST]:
        said = f"**{plain(_short(each.title))}** {_seen(each, launched)} {_why(each)}"
        if button_beside(said, tell("Link"), f"link {number} {each.topic}"):
            linking(number, tuple(item.id for item in each.items))
    _search(data, number)


def _search(data: Opened, initiative: int) -> None:
    """Any other title on the agendas, by its words."""
    words = st.text_input(
        tell("Find other items on the agendas"),
        key=f"words of items {initiative}",
        placeholder=tell("Words of the title"),
    )
    if not words.strip():
        return
    found = _found(data.version, words.strip())
    if not found:
        quiet(tell("No title without an initiative has these words."))
    for each in found:
        said = f"**{plain(_short(each.title))}** {_times(len(each.items), each.last_on)}"
        if button_beside(said, tell("Link"), f"link found {initiative} {each.title}"):
            linking(initiative, each.items)


def suggested_initiatives(data: Opened) -> None:
    """Names that come back on agendas and belong to no initiative; nothing where there are none."""
    found = [each for each in _named(data.version) if not each.confidential]
    if not found:
        return
    headed(
        tell("These come back on your agendas and belong to no initiative."),
        tell("One click makes each an initiative, with its items."),
    )
    for each in found[:MOST]:
        said = f"**{plain(_short(each.name))}** {_since(each)}"
        if button_beside(said, tell("Write down"), f"new initiative {each.name}"):
            _make(each)


def _make(named: NewInitiative) -> None:
    """An initiative of that name, launched when it first came up, and its items linked to it."""
    values = {"name": named.name, "segment": named.segment, "launched_on": named.first_on}
    try:
        items = [item.id for item in named.items]
        made = write_with_items(app_engine(Act.WRITE), values, items, doer(WRITER))
    except ReaderError as error:
        complain(error)
        return
    open_anew()
    go_to(FORMS["initiatives"], made.key)
    st.rerun()


def _seen(suggestion: LinkSuggestion, launched: date | None) -> str:
    """How often it came up, when last, and how much of that was before the launch."""
    said = _times(len(suggestion.items), suggestion.items[0].day)
    if not suggestion.before_launch or launched is None:
        return said
    every = all(item.day < launched for item in suggestion.items)
    return f"{said} {tell('All before the launch.') if every else tell('Some before the launch.')}"


def _times(count: int, last_on: date) -> str:
    newest = short_day(last_on, lang())
    return tell_many("Once, {day}.", "{n} times, last {day}.", count, day=newest)


def _why(suggestion: LinkSuggestion) -> str:
    """What a person can check by eye: a topic that is linked already, words, the same group."""
    if suggestion.linked and not suggestion.linked_confidential:
        return tell("Like “{title}”, which is linked.", title=plain(_short(suggestion.linked)))
    said = []
    if suggestion.words:
        said.append(tell("In common: {words}.", words=plain(", ".join(suggestion.words))))
    if suggestion.same_group:
        said.append(tell("The same customer group."))
    return " ".join(said)


def _since(named: NewInitiative) -> str:
    return tell_many(
        "On {n} day since {first}.",
        "On {n} days since {first}, last {last}.",
        named.days,
        first=short_day(named.first_on, lang()),
        last=short_day(named.last_on, lang()),
    )


def _short(text: str) -> str:
    return shorten(text, LONGEST, placeholder="…")


@st.cache_resource(show_spinner=False, max_entries=32)
def _suggested(named: Version, initiative: int) -> tuple[LinkSuggestion, ...]:
    with figures() as connection:
        return link_suggestions(connection, initiative, LOOKED_AT)


@st.cache_resource(show_spinner=False, max_entries=2)
def _named(named: Version) -> tuple[NewInitiative, ...]:
    with figures() as connection:
        return new_initiatives(connection)


@st.cache_resource(show_spinner=False, max_entries=32)
def _found(named: Version, words: str) -> tuple[FoundTitle, ...]:
    with figures() as connection:
        return find_titles(connection, words, MOST)

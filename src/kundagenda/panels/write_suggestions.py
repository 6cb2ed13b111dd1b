"""Suggestions that take one click: items that may belong to an initiative, and new initiatives."""

from textwrap import shorten

import streamlit as st

from kundagenda.access.figures import app_engine, figures
from kundagenda.edits.forms import FORMS
from kundagenda.edits.links import link
from kundagenda.edits.save import save
from kundagenda.errors import ReaderError
from kundagenda.intake.link_suggestions import LinkSuggestion, link_suggestions
from kundagenda.intake.new_initiatives import NewInitiative, new_initiatives
from kundagenda.panels.complain import complain
from kundagenda.panels.doer import WRITER
from kundagenda.panels.headed import headed
from kundagenda.panels.quiet import quiet
from kundagenda.panels.reader import lang, plain, tell, tell_many
from kundagenda.panels.values import Opened, Version
from kundagenda.panels.write_beside import button_beside
from kundagenda.panels.write_links import linking
from kundagenda.panels.write_state import go_to, open_anew
from kundagenda.texts.numbers import short_day

MOST, LONGEST = 8, 70


def suggested_items(data: Opened, initiative: int) -> None:
    """Topics on agendas that may belong to the initiative, the surest first, each with its why."""
    found = _suggested(data.version, initiative)
    if not found:
        quiet(tell("No other item on the agendas looks as if it belongs to it."))
        return
    headed(tell("These may belong to it too."), tell("One click links every item of the topic."))
    for each in found[:MOST]:
        said = f"**{_title(each)}** {_seen(each)} {_why(each)}"
        if button_beside(said, tell("Link"), f"link {initiative} {each.topic}"):
            linking(initiative, tuple(item.id for item in each.items))


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
    form = FORMS["initiatives"]
    values = {"name": named.name, "segment": named.segment, "launched_on": named.first_on}
    try:
        made = save(app_engine(), form, values, WRITER)
        link(app_engine(), made.key["id"], [item.id for item in named.items], WRITER)
    except ReaderError as error:
        complain(error)
        return
    open_anew()
    go_to(form, made.key)
    st.rerun()


def _title(suggestion: LinkSuggestion) -> str:
    if suggestion.confidential:
        return tell("Confidential item")
    return plain(_short(suggestion.title))


def _seen(suggestion: LinkSuggestion) -> str:
    """How often it came up, and when last."""
    newest = short_day(suggestion.items[0].day, lang())
    said = tell_many("Once, {day}.", "{n} times, last {day}.", len(suggestion.items), day=newest)
    return f"{said} {tell('Some before the launch.')}" if suggestion.before_launch else said


def _why(suggestion: LinkSuggestion) -> str:
    """What a person can check by eye: a topic that is linked already, words, the same group."""
    if suggestion.linked and not suggestion.linked_confidential:
        return tell("Like “{title}”, which is linked.", title=plain(_short(suggestion.linked)))
    said = []
    if suggestion.words and not suggestion.confidential:
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
        return link_suggestions(connection, initiative, MOST)


@st.cache_resource(show_spinner=False, max_entries=2)
def _named(named: Version) -> tuple[NewInitiative, ...]:
    with figures() as connection:
        return new_initiatives(connection)

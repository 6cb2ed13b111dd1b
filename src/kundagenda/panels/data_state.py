"""The page Data: how it opens, and which of its three views is shown."""

from datetime import date

import streamlit as st

from kundagenda.access.figures import figures
from kundagenda.findings.data_in import DataIn, data_in
from kundagenda.intake.review import Queue, review_queue
from kundagenda.panels.address import chosen, prepare
from kundagenda.panels.health import health_title
from kundagenda.panels.reader import lang, plain, tell, tell_many
from kundagenda.panels.scope import VIEW
from kundagenda.panels.their_database import database_title
from kundagenda.panels.values import Opened, Version
from kundagenda.texts.numbers import NO_BREAK, day

IN, REVIEW, IMPORTS, DATABASE, HEALTH = "in", "review", "imports", "database", "health"
VIEWS = (IN, REVIEW, IMPORTS, DATABASE, HEALTH)


def data_title(data: Opened) -> None:
    """The headline of the view: what is in and waits, where figures are read, how it stands."""
    view = chosen(VIEW, VIEWS, IN)
    if view == DATABASE:
        title = database_title()
    else:
        title = health_title(data) if view == HEALTH else _headline(data)
    st.title(title, anchor=False)


def data_view() -> str:
    """Which view is shown, by its control."""
    names = {
        IN: tell("Bring in"),
        REVIEW: tell("Review"),
        IMPORTS: tell("Imports"),
        DATABASE: tell("Database"),
        HEALTH: tell("Health"),
    }
    key = prepare(VIEW, chosen(VIEW, VIEWS, IN))
    view = st.segmented_control(
        tell("View"),
        VIEWS,
        format_func=names.__getitem__,
        key=key,
        required=True,
        label_visibility="collapsed",
    )
    return str(view)


def data_sources(data: Opened) -> str:
    """The foot: as of when, and that nothing leaves the machine."""
    stays = tell("Files are read on this computer and are not kept; only what they say is stored.")
    if data.background.refreshed_at is None:
        return stays
    computed = day(data.background.refreshed_at.date(), lang())
    return f"{tell('Computed {day}.', day=computed)} {stays}"


def queue_of(data: Opened) -> Queue:
    """What waits for a person, read anew whenever the figures have changed."""
    return _queue(data.version)


@st.cache_resource(show_spinner=False, max_entries=2)
def _queue(named: Version) -> Queue:
    with figures() as connection:
        return review_queue(connection)


def _headline(data: Opened) -> str:
    found = _data_in(data.version)
    if not found.agendas:
        return tell("Begin with an agenda.")
    if data.background.demo:
        return tell("This is the invented company {company}.", company=plain(data.background.demo))
    return f"{_in(found)} {_waiting(queue_of(data).topics)}"


def _in(found: DataIn) -> str:
    values = {"day": _day(found.latest)}
    if found.latest is None:
        one, many = "{n} agenda is in, not held yet.", "{n} agendas are in, none held yet."
        return tell_many(one, many, found.agendas, **values)
    one, many = "One agenda is in, of {day}.", "{n} agendas are in, the latest {day}."
    return tell_many(one, many, found.agendas, **values)


def _day(latest: date | None) -> str:
    """A day in words; the year only where it is another than this one."""
    if latest is None:
        return ""
    said = day(latest, lang())
    if latest.year == date.today().year:
        said = said.removesuffix(f" {latest.year}")
    return said.replace(" ", NO_BREAK)


def _waiting(topics: int) -> str:
    if not topics:
        return tell("No topic waits for a look.")
    one, many = "One topic waits for a look.", "{n} topics wait for a look."
    return tell_many(one, many, topics)


@st.cache_resource(show_spinner=False, max_entries=4)
def _data_in(named: Version) -> DataIn:
    with figures() as connection:
        return data_in(connection)

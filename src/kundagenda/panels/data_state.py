"""The page Data: how it opens, and which of its three views is shown."""

from collections.abc import Callable
from datetime import date
from functools import partial

import streamlit as st

from kundagenda.access.current import current
from kundagenda.access.figures import figures
from kundagenda.access.roles import Act
from kundagenda.errors import ReaderError
from kundagenda.findings.data_in import DataIn, data_in
from kundagenda.intake.review import Queue, review_queue
from kundagenda.panels.access_list import access_title
from kundagenda.panels.address import chosen, prepare
from kundagenda.panels.complain import complain
from kundagenda.panels.health import health_title
from kundagenda.panels.log import log_title
from kundagenda.panels.reader import lang, plain, tell, tell_many
from kundagenda.panels.scope import VIEW
from kundagenda.panels.their_database import database_title
from kundagenda.panels.values import Opened, Version
from kundagenda.settings import settings_anew
from kundagenda.texts.numbers import NO_BREAK, day

IN, REVIEW, IMPORTS, DATABASE, HEALTH = "in", "review", "imports", "database", "health"
ACCESS, LOG = "access", "log"
VIEWS = {
    IN: Act.WRITE, REVIEW: Act.WRITE, IMPORTS: Act.WRITE,
    DATABASE: Act.GOVERN, HEALTH: Act.GOVERN, ACCESS: Act.GOVERN, LOG: Act.GOVERN,
}  # fmt: skip
"""The views, by what a reader must be allowed to do to see them."""


def data_title(data: Opened) -> None:
    """The headline of the view: what is in and waits, where figures are read, how it stands."""
    _tables_anew()
    titles: dict[str, Callable[[], str]] = {
        DATABASE: database_title,
        HEALTH: partial(health_title, data),
        ACCESS: access_title,
        LOG: log_title,
    }
    title = titles.get(chosen(VIEW, _seen(), IN), partial(_headline, data))
    st.title(title(), anchor=False)


def _tables_anew() -> None:
    """What may be brought in hangs on what is read elsewhere, and another process may save that."""
    try:
        settings_anew()
    except ReaderError as error:  # half-written by hand, say: those of before hold on
        if current().may(Act.GOVERN):
            complain(error)


def data_view() -> str:
    """Which view is shown, by its control."""
    names = {
        IN: tell("Bring in"),
        REVIEW: tell("Review"),
        IMPORTS: tell("Imports"),
        DATABASE: tell("Database"),
        HEALTH: tell("Health"),
        ACCESS: tell("Access"),
        LOG: tell("Log"),
    }
    key = prepare(VIEW, chosen(VIEW, _seen(), IN))
    view = st.segmented_control(
        tell("View"),
        _seen(),
        format_func=names.__getitem__,
        key=key,
        required=True,
        label_visibility="collapsed",
    )
    return str(view)


def _seen() -> list[str]:
    """The views that the reader may have."""
    return [view for view, act in VIEWS.items() if current().may(act)]


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

"""The brief in words, figures and pictures: what one sheet says of a month."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import partial
from textwrap import shorten

from sqlalchemy import Connection

from kundagenda.charts.theme import Mode
from kundagenda.charts.theme import Screen as Size
from kundagenda.findings.agenda import AgendaPage, agenda_of
from kundagenda.findings.background import Background
from kundagenda.findings.decision_log import decisions_of
from kundagenda.findings.gather import overview_of
from kundagenda.findings.overview import Overview, Priority
from kundagenda.findings.promises import Promise, promises_of
from kundagenda.findings.since import Since, since_of
from kundagenda.findings.view import View
from kundagenda.shown.before_data import begin, nothing_yet, one_is_enough
from kundagenda.shown.decision_line import decided_what, decided_when, not_decided, promised_share
from kundagenda.shown.drawn import drawn_events, overview_metrics
from kundagenda.shown.meeting import scope_of
from kundagenda.shown.pictured import Picture
from kundagenda.shown.promise_words import kept_answer, ledger
from kundagenda.shown.screen import Columns, Draw, Screen
from kundagenda.shown.screens.promise import promise_screen
from kundagenda.shown.since_words import since_changes, since_title
from kundagenda.shown.sources import invented, sources_of
from kundagenda.shown.strip import (
    how_to_read,
    minutes_known,
    no_meetings,
    shows_minutes,
    strip_picture,
    strip_title,
)
from kundagenda.texts.numbers import month as month_name
from kundagenda.texts.told import lang, tell, tell_many

# What one sheet has room for.
PROMISES = 2
LONGEST_DECISION = 220
STRIP_ON_PHONE = 12


@dataclass(frozen=True)
class Part:
    """A part below the bands: its answer, how to read it, its picture or table, and a note."""

    answer: str
    how: str = ""
    draw: Draw | None = None
    columns: Columns | None = None
    note: str = ""


@dataclass(frozen=True)
class Brief:
    """One sheet in the language told in.

    Attributes:
        month: The month it is of.
        scope: What the filters leave, in words.
        screen: The title, sentences, figures and bands, as the meeting's first screen has them.
        sources: What all of it rests on.
        decided: When the priority was decided, in whose words, what was promised.
        events: The kinds of signs over the bands.
        parts: What changed since the last meeting, the meetings, what became of promises.
    """

    month: str
    scope: str
    screen: Screen
    sources: str
    decided: tuple[str, str, str] = ("", "", "")
    events: frozenset[str] = frozenset()
    parts: tuple[Part, ...] = ()


def brief_of(connection: Connection, view: View, background: Background) -> Brief:
    """The brief of a view; where nothing was read in, what to do first."""
    names = dict(background.segment_names)
    month, scope = month_name(view.last, lang()), scope_of(view, names)
    if background.last_data_day is None:
        first = Screen("promise", "", begin(), (one_is_enough(),))
        return Brief(month, scope, first, nothing_yet())
    found = overview_of(connection, view, background)
    agenda = agenda_of(connection, view, background)
    promises = promises_of(connection, decisions_of(connection, view), view)
    events = drawn_events(found.events, lang(), overview_metrics(found))
    return Brief(
        month=month,
        scope=scope,
        screen=promise_screen(found),
        sources=_sources(found, background),
        decided=_decided(found.priority),
        events=frozenset(event.kind for event in events),
        parts=(*_since(since_of(connection, found)), _strip(agenda), *_promises(promises)),
    )


def _sources(found: Overview, background: Background) -> str:
    return f"{invented(background.demo)} {sources_of(found, background)}".strip()


def _decided(priority: Priority | None) -> tuple[str, str, str]:
    if priority is None:
        return not_decided(), "", ""
    what = shorten(decided_what(priority), LONGEST_DECISION, placeholder="…")
    return decided_when(priority), what, promised_share(priority)


def _since(since: Since | None) -> Iterator[Part]:
    if since is not None:
        yield Part(since_title(since), since_changes(since))


def _strip(found: AgendaPage) -> Part:
    if found.strip.empty:
        return Part(no_meetings())
    in_minutes = shows_minutes(found)
    return Part(
        strip_title(),
        how_to_read(in_minutes),
        partial(_drawn, found, lang()),
        note=minutes_known(found, in_minutes),
    )


def _drawn(found: AgendaPage, language: str, mode: Mode, screen: Size, height: float) -> Picture:
    newest = STRIP_ON_PHONE if screen == "phone" else None
    return strip_picture(found, mode, language, screen=screen, height=height, newest=newest)


def _promises(promises: Sequence[Promise]) -> Iterator[Part]:
    """The newest that came due, then those to come, as many as there is room for."""
    if not promises:
        return
    more, how = len(promises) - PROMISES, kept_answer(promises)
    if more > 0:
        one = "{n} promise more is on the page Follow-through."
        many = "{n} promises more are on the page Follow-through."
        how = f"{how} {tell_many(one, many, more)}"
    columns = ledger(promises[:PROMISES], lang())
    yield Part(tell("What became of promises."), how, columns=columns)

"""The notes that a picture marks, in words below it, and the way to write another."""

from collections.abc import Sequence

import streamlit as st

from kundagenda.findings.connection import ATTENTION, Connection
from kundagenda.findings.outcomes import OutcomesPage
from kundagenda.findings.overview import Event, Overview
from kundagenda.findings.view import View
from kundagenda.panels.headed import headed
from kundagenda.panels.outcome_values import chosen_outcome
from kundagenda.panels.quiet import quiet
from kundagenda.panels.reader import lang, plain, tell, tell_many
from kundagenda.panels.write_link import write_note
from kundagenda.shown.drawn import drawn_events, overview_metrics
from kundagenda.texts.numbers import day
from metrics.periods import month_number

SHOWN = 5


def notes_under(events: Sequence[Event], view: View, *metrics: str) -> None:
    """The notes of the period in view, newest first, and a link to write one on the first metric.

    Args:
        events: What the page's pictures mark.
        view: What the reader looks at.
        metrics: The keys of what the picture above shows, that which it is about first.
    """
    noted = [
        event
        for event in drawn_events(events, lang(), metrics)
        if event.kind == "note" and month_number(event.day) >= view.first
    ]
    if noted:
        headed(tell("Notes."), tell("Upright strokes in the picture."))
        st.markdown("  \n".join(map(_line, reversed(noted[-SHOWN:]))))
    if len(noted) > SHOWN:
        quiet(
            tell_many(
                "{n} earlier note stands under Write down.",
                "{n} earlier notes stand under Write down.",
                len(noted) - SHOWN,
            )
        )
    write_note(next(iter(metrics), ""))


def _line(note: Event) -> str:
    by = f" :gray[{plain(note.author)}]" if note.author else ""
    return f":gray[{day(note.day, lang())}.] {plain(note.label)}{by}"


def overview_notes(found: Overview) -> None:
    """Under the three bands."""
    notes_under(found.events, found.view, *overview_metrics(found))


def outcome_notes(found: OutcomesPage) -> None:
    """Under the outcome that stands beside attention, or large on its own."""
    one = chosen_outcome(found) or found.earned
    keys = (one.measured.metric.key, ATTENTION) if one else ()
    notes_under(found.events, found.view, *keys)


def connection_notes(found: Connection) -> None:
    """Under the two series."""
    keys = (ATTENTION, found.main) if found.main else (ATTENTION,)
    notes_under(found.measures.events, found.measures.view, *keys)

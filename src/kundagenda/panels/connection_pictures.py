"""The evidence on order in time: every shift inside what chance gives, and the two series."""

import streamlit as st

from kundagenda.charts.theme import Mode
from kundagenda.findings.connection import (
    KEYS,
    Connection,
    answers_behind,
    connection_of,
    is_found,
)
from kundagenda.findings.view import View
from kundagenda.panels.draw import draw, table_under
from kundagenda.panels.headed import headed
from kundagenda.panels.once import once
from kundagenda.panels.print_style import ANSWERS
from kundagenda.panels.quiet import quiet
from kundagenda.panels.reader import lang, mode, plain, tell
from kundagenda.panels.values import Opened, Version, measures_as
from kundagenda.shown.pair_picture import pair_picture
from kundagenda.shown.pictured import Picture
from kundagenda.shown.reach import Choice, side_by_side, whatever
from kundagenda.shown.shifts_picture import how_shifts_are_read, shifts_picture_of
from kundagenda.texts.connection_words import (
    connection_sentences,
    connection_title,
    not_meant,
    outcome_name,
)
from kundagenda.texts.verdict_words import Counted, lead_small_print
from metrics import CATALOGUE


def connection_evidence(data: Opened, found: Connection) -> None:
    """Every shift of the main pair; before one can be tested, the two series themselves."""
    key = found.main
    if key is None:
        return
    if found.leads[key].shifts:
        _evidence(data, found, key)
    else:
        _series_of(data, found, key)
        if found.leads[key].status != "not_enough_data":
            quiet(tell("Each shift is shown once the verdict is computed anew."))
        _rests_on(found, key)


def two_series(data: Opened, found: Connection) -> None:
    """The two series with what happened meanwhile, where the shifts took the first place."""
    key = found.main
    if key is not None and found.leads[key].shifts:
        _series_of(data, found, key)


def other_pairs(data: Opened, found: Connection) -> None:
    """The same page in small for the other outcomes, one click in."""
    for key in found.others:
        lead = found.leads[key]
        title = plain(connection_title(lead, key, lang()))
        answer = f"{outcome_name(key, lang())}. {title}"
        with st.container(key=f"{ANSWERS} {key}"), st.expander(answer):
            quiet(whatever(found.measures.view, *Choice))
            said = (*connection_sentences(lead, key, lang()), *not_meant(lead, key, lang()))
            st.markdown(plain(" ".join(said)))
            if lead.shifts:
                _evidence(data, found, key, table=False)
            else:
                _small_print(found, key)


def _evidence(data: Opened, found: Connection, key: str, *, table: bool = True) -> None:
    """The picture of every shift, how to read it, what it rests on, and its table."""
    view = found.measures.view
    headed(tell("Do they move together?"), how_shifts_are_read(), whatever(view, *Choice))
    picture = _shifts(data.version, view, key, mode(), lang())
    draw(picture)
    if not table:
        _small_print(found, key)
    else:
        _rests_on(found, key)
        table_under(tell("Every shift as a table"), picture)


def _series_of(data: Opened, found: Connection, key: str) -> None:
    view = found.measures.view
    picture = _pair(data.version, view, key, mode(), lang())
    how = tell("The signs are decisions and initiatives.")
    headed(tell("The two series."), how, side_by_side(view))
    draw(picture)
    table_under(tell("The two series as a table"), picture)


def _rests_on(found: Connection, key: str) -> None:
    """The small print, one click in."""
    if found.leads[key].status != "not_enough_data":
        with st.expander(tell("What the answer rests on")):
            _small_print(found, key)


def _small_print(found: Connection, key: str) -> None:
    """What the verdict rests on, once the question could be asked: months, answers, strength."""
    if found.leads[key].status == "not_enough_data":
        return
    total, base = answers_behind(found, key), CATALOGUE[key].base
    counted = None if total is None else Counted(base, total)
    said = lead_small_print(found.leads[key], lang(), counted)
    # Of what was found nobody asks how many months it would take to see.
    quiet(plain(" ".join(said[:-1] if is_found(found.leads[key]) else said)))


@once
def _shifts(named: Version, view: View, key: str, look: Mode, language: str) -> Picture:
    found = connection_of(measures_as(named, view, KEYS))
    return shifts_picture_of(found, key, look, language)


@once
def _pair(named: Version, view: View, key: str, look: Mode, language: str) -> Picture:
    return pair_picture(measures_as(named, view, KEYS), key, mode=look, lang=language)

"""The agenda items behind a month, one by one, with their level and the reason for it."""

from collections.abc import Iterator, Sequence

import pandas as pd
import streamlit as st

from kundagenda.charts.timeline import Row, rows_of
from kundagenda.findings.agenda import AgendaPage
from kundagenda.findings.standing import SHARE_FROM_MEETINGS
from kundagenda.findings.view import View
from kundagenda.panels.address import chosen, prepare
from kundagenda.panels.confidential import what_is_confidential
from kundagenda.panels.headed import headed
from kundagenda.panels.once import once
from kundagenda.panels.quiet import quiet
from kundagenda.panels.reader import lang, tell, tell_many
from kundagenda.panels.scope import MONTH
from kundagenda.panels.table import Columns, grid
from kundagenda.panels.values import Opened, Version, month_items
from kundagenda.shown.item_words import shown_level, shown_title
from kundagenda.shown.reach import on_the_agenda
from kundagenda.shown.sources import unreviewed
from kundagenda.texts.catalogue import say
from kundagenda.texts.numbers import UNKNOWN, month, number, percent, short_day
from metrics.periods import month_number, month_text
from metrics.quotient import quotient


def items_behind(data: Opened, found: AgendaPage) -> None:
    """A month to choose, every item discussed in it, and what the confidential ones are about."""
    months = _months(found)
    if not months:
        return
    headed(
        tell("Item by item."),
        tell("Everything discussed in a month, formalities left out."),
        on_the_agenda(found.view),
    )
    shown = _chosen_month(months)
    grid(
        _columns(data.version, found.view, shown, lang()),
        tell("Agenda items of {month}", month=month(shown, lang())),
    )
    what_is_confidential(data.version, found.view, shown)


def _chosen_month(months: Sequence[int]) -> int:
    """The month asked for. The newest has no code, so that an address without one follows along."""
    by_code = {"" if each == months[0] else month_text(each): each for each in months}
    names = {code: month(each, lang()) for code, each in by_code.items()}
    code = chosen(MONTH, names, "")
    key = prepare(MONTH, code)
    st.selectbox(tell("Month"), list(names), format_func=names.__getitem__, key=key, width=220)
    return by_code[code]


def _months(found: AgendaPage) -> Sequence[int]:
    """The months with items, newest first."""
    held = {month_number(meeting.held_on) for meeting in (*found.older, *found.recent)}
    return sorted(held, reverse=True)


@once
def _columns(named: Version, view: View, of_month: int, language: str) -> Columns:
    """The items of a month, written in a language; made once for everybody."""
    rows = rows_of(month_items(named, view, of_month))
    return {
        say(language, "Date"): [short_day(row["held_on"], language) for row in rows],
        say(language, "No"): [row["position"] for row in rows],
        say(language, "Item"): [shown_title(row, language) for row in rows],
        say(language, "Level"): [shown_level(row, language) for row in rows],
        say(language, "Because of"): [_because(row) for row in rows],
        say(language, "How sure"): [_how_sure(row, language) for row in rows],
        say(language, "Minutes"): [_minutes(row["minutes"], language) for row in rows],
        say(language, "Forum"): [row["forum"] for row in rows],
    }


def _because(row: Row) -> str:
    if row["confidential"] or pd.isna(row["because"]) or not row["because"]:
        return UNKNOWN
    return str(row["because"])


def _how_sure(row: Row, language: str) -> str:
    """A person's word needs no percentage; the program says how sure it is."""
    if row["level_by"] == "person":
        return say(language, "a person")
    return UNKNOWN if pd.isna(row["confidence"]) else percent(row["confidence"], language)


def _minutes(minutes: float, language: str) -> str:
    return UNKNOWN if pd.isna(minutes) else number(minutes, language, 0 if minutes % 1 == 0 else 1)


def reading_note(found: AgendaPage) -> None:
    """How many items nobody has looked at, and what the share would be on the clear ones alone."""
    said = [*unreviewed(found.unreviewed, found.items), *_unclear(found)]
    if said:
        quiet(" ".join(said))


def _unclear(found: AgendaPage) -> Iterator[str]:
    if not found.unclear:
        return
    yield tell_many(
        "{count} is unclear (marked ?) and counted by the likeliest level.",
        "{count} are unclear (marked ?) and counted by the likeliest level.",
        found.unclear,
        count=number(found.unclear, lang()),
    )
    if len(found.older) + len(found.recent) < SHARE_FROM_MEETINGS:
        yield tell(
            "{count} of them all are about the customer; without the unclear ones {alone}.",
            count=number(found.customer_items, lang()),
            alone=number(found.customer_by_level_alone, lang()),
        )
    else:
        yield tell(
            "The customer’s share of them all is {share}; without the unclear ones {alone}.",
            share=percent(quotient(found.customer_items, found.items), lang(), 1),
            alone=percent(quotient(found.customer_by_level_alone, found.items), lang(), 1),
        )

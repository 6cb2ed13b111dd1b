"""Attention over time on the Agenda page: older meetings at a glance, and the share by period."""

from collections.abc import Sequence

import pandas as pd

from kundagenda.charts.heat import heat_chart
from kundagenda.charts.share import share_chart
from kundagenda.charts.theme import Mode
from kundagenda.findings.agenda import AgendaPage
from kundagenda.findings.rhythm import Meeting
from kundagenda.findings.standing import SHARE_FROM_MEETINGS
from kundagenda.findings.view import View
from kundagenda.panels.draw import draw, table_under
from kundagenda.panels.headed import headed
from kundagenda.panels.once import once
from kundagenda.panels.quiet import quiet
from kundagenda.panels.reader import lang, mode, tell
from kundagenda.panels.values import Opened, Version, agenda_as
from kundagenda.shown.drawn import drawn_periods, drawn_promise
from kundagenda.shown.pictured import ROWS, Picture, pictured
from kundagenda.shown.reach import Choice, on_the_agenda, whatever
from kundagenda.texts.catalogue import say, say_many
from kundagenda.texts.numbers import percent, short_day
from metrics.periods import Grain
from metrics.quotient import quotient


def older_meetings(data: Opened, found: AgendaPage) -> None:
    """One cell a meeting before those in the strip; nothing while the strip holds them all."""
    if not found.older:
        return
    headed(
        tell("The meetings before."),
        tell("A cell is a meeting; stronger colour, more customer."),
        whatever(found.view, Choice.GROUP, Choice.PERIOD, Choice.STEP),
    )
    draw(_heat(data.version, found.view, mode(), lang()))


@once
def _heat(named: Version, view: View, look: Mode, language: str) -> Picture:
    older = agenda_as(named, view).older
    rows = [
        {
            "held_on": meeting.held_on,
            "forum": meeting.forum,
            "customer": meeting.customer,
            "items": meeting.items,
            "share": quotient(meeting.customer, meeting.items),
        }
        for meeting in older
    ]
    chart = heat_chart(pd.DataFrame(rows), mode=look, lang=language)
    return pictured(chart, _heat_in_words(older, language))


def _heat_in_words(older: Sequence[Meeting], language: str) -> str:
    return say_many(
        language,
        "One earlier meeting, {first}; {with_customer} with the customer on it.",
        "{n} earlier meetings, {first} to {last}; {with_customer} with the customer on.",
        len(older),
        first=short_day(older[0].held_on, language),
        last=short_day(older[-1].held_on, language),
        with_customer=sum(1 for meeting in older if meeting.customer),
    )


def share_over_time(data: Opened, found: AgendaPage) -> None:
    """The customer's share of agenda items by period, against the promise, and as a table.

    A share of fewer than twelve meetings would say less than their count.
    """
    if len(found.older) + len(found.recent) < SHARE_FROM_MEETINGS:
        quiet(tell("The share over time is shown from {n} meetings.", n=SHARE_FROM_MEETINGS))
        return
    headed(
        tell("The customer’s share of items."),
        tell("Formalities left out."),
        on_the_agenda(found.view),
    )
    picture = _share(data.version, found.view, mode(), lang())
    draw(picture)
    table_under(tell("The share as a table"), picture)


@once
def _share(named: Version, view: View, look: Mode, language: str) -> Picture:
    found = agenda_as(named, view)
    periods = drawn_periods(found.periods, view.grain, language).rename(
        columns={"attention_text": "text", "share_low": "low", "share_high": "high"}
    )
    chart = share_chart(
        periods,
        drawn_promise(found.priority, language),
        rolling=view.grain is Grain.ROLLING12,
        mode=look,
        lang=language,
    )
    newest = periods.iloc[::-1].head(ROWS)
    table = {
        say(language, "Period"): list(newest["label"]),
        say(language, "The customer’s share of items"): list(newest["text"]),
    }
    return pictured(chart, _share_in_words(found, language), table)


def _share_in_words(found: AgendaPage, language: str) -> str:
    now = found.share.now
    return say(
        language,
        "The customer’s share of items by period. The last twelve months: {share}.",
        share=percent(now.value if now else None, language),
    )

"""The monthly meeting as values: its screens in the language told in, and what stands on each."""

from dataclasses import replace
from datetime import date, timedelta

from sqlalchemy import Connection

from kundagenda.findings.background import Background, background_of
from kundagenda.findings.gather import newest_day, overview_of
from kundagenda.findings.view import View
from kundagenda.shown.screen import Meeting
from kundagenda.shown.screens.in_order import screens_in_order
from kundagenda.shown.sources import sources_of
from kundagenda.texts.numbers import month as month_name
from kundagenda.texts.sentences import cut
from kundagenda.texts.told import lang, tell, tell_many
from metrics.periods import first_day, month_number


def meeting_of(connection: Connection, view: View) -> Meeting:
    """The screens of a view, all figures as of its day."""
    background = background_of(connection)
    if background.last_data_day is None:
        return _before_data(view)
    found = overview_of(connection, view, background)
    return Meeting(
        view=view,
        month=month_name(view.last, lang()),
        as_of=view.as_of,
        scope=scope_of(view, dict(background.segment_names)),
        sources=sources_of(found, background),
        screens=screens_in_order(connection, found, background),
    )


def _before_data(view: View) -> Meeting:
    scope = scope_of(view, {})
    return Meeting(view, month_name(view.last, lang()), view.as_of, scope, "", (), is_empty=True)


def view_of_month(view: View, month: int, background: Background, today: date) -> View:
    """The view as it was when the month ended, or as it is where the month still runs.

    What people wrote down counts to the same day: a later decision was not known then.
    """
    ended = first_day(month + 1) - timedelta(days=1)
    newest = newest_day(background, today)
    if ended >= newest:
        return replace(view, as_of=newest)
    return replace(view, as_of=ended, written_to=ended)


def newest_month(background: Background, today: date) -> int:
    """The month that data reach: the meeting that a link without a month is about."""
    return month_number(newest_day(background, today))


def scope_of(view: View, names: dict[str, str]) -> str:
    """What the filters leave, in words: forum, customer group, how far back."""
    forum = cut(view.forum) if view.forum else tell("All forums")
    group = cut(names.get(view.segment, view.segment)) if view.segment else tell("all groups")
    length = tell_many("{n} year", "{n} years", view.months // 12)
    return f"{forum}, {group}, {length}"

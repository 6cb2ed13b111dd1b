"""Boards and teams beside each other on how often the customer comes up."""

from collections.abc import Sequence

from kundagenda.findings.agenda import AgendaPage
from kundagenda.findings.forum_compare import ForumFigures
from kundagenda.findings.standing import SHARE_FROM_MEETINGS
from kundagenda.panels.amounts import part
from kundagenda.panels.headed import headed
from kundagenda.panels.reader import lang, plain, tell, tell_many
from kundagenda.panels.table import table
from kundagenda.shown.reach import on_the_agenda
from kundagenda.texts.numbers import UNKNOWN, number, percent


def forums_beside(found: AgendaPage) -> None:
    """Every forum with its share of items and meetings, longest gap and days since the last."""
    forums = found.sections.forums
    if len(forums) < 2:
        return
    headed(_answer(forums), tell("A year, every forum."), on_the_agenda(found.view))
    table(_columns(forums), tell("All forums"))


def _answer(forums: Sequence[ForumFigures]) -> str:
    """Which forum has gone longest without the customer."""
    never = [forum for forum in forums if forum.recency_days is None]
    if len(never) > 1:
        return tell("{n} forums have never had the customer on the agenda.", n=len(never))
    if never:
        name = plain(never[0].forum)
        return tell("{forum} has never had the customer on the agenda.", forum=name)
    longest = max(forums, key=lambda forum: forum.recency_days or 0)
    return tell_many(
        "{forum} has gone longest without the customer: {n} day.",
        "{forum} has gone longest without the customer: {n} days.",
        longest.recency_days or 0,
        forum=plain(longest.forum),
    )


def _columns(forums: Sequence[ForumFigures]) -> dict[str, list[str]]:
    return {
        tell("Forum"): [forum.forum for forum in forums],
        tell("Share of items"): [_share(f, f.share, f.customer, f.items) for f in forums],
        tell("Meetings with the customer"): [
            _share(f, f.meeting_share, f.with_customer, f.meetings) for f in forums
        ],
        tell("Longest gap, days"): [_gap(forum) for forum in forums],
        tell("Days since last"): [
            tell("never") if f.recency_days is None else number(f.recency_days, lang())
            for f in forums
        ],
    }


def _share(forum: ForumFigures, share: float | None, count: int, whole: int) -> str:
    """A share with its counts; counts alone where the forum has met too few times."""
    if not whole:
        return UNKNOWN
    counted = part(count, whole)
    enough = forum.meetings >= SHARE_FROM_MEETINGS
    return f"{percent(share, lang())} ({counted})" if enough else counted


def _gap(forum: ForumFigures) -> str:
    """Days; at least so many where the year's edge cut the gap."""
    if forum.gap is None:
        return UNKNOWN
    days = number(forum.gap.days, lang())
    return tell("at least {days}", days=days) if forum.gap.at_least else days

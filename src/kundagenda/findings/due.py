"""What is due, as values without words: silence, promises, targets, levels, actions, old data.

Each has a reason that stays the same as long as it lasts, so that nobody is told of it twice.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from hashlib import sha256

from sqlalchemy import Connection

from kundagenda.findings.aims import Aim
from kundagenda.findings.background import background_of
from kundagenda.findings.decision_log import decisions_of
from kundagenda.findings.facts import level_fact
from kundagenda.findings.gather import newest_day, overview_of, written_until
from kundagenda.findings.group_test import GroupTested, group_test_of
from kundagenda.findings.outcomes import Aimed, outcomes_of
from kundagenda.findings.overview import Overview
from kundagenda.findings.promises import Outcome, Promise, promises_of
from kundagenda.findings.said import Said
from kundagenda.findings.said_levels import SUBJECTS, verdict_of
from kundagenda.findings.said_say_do import say_do_facts
from kundagenda.findings.say_do import SayDo, say_do_of
from kundagenda.findings.undone import Undone, undone_of
from kundagenda.findings.view import View

RECENT = 365  # days after which a promise that came due is no news any more
LONGEST_REASON = 200  # what the table of sent reminders has room for


@dataclass(frozen=True)
class Limits:
    """After how many days silence about customers, and data without anything newer, are due."""

    gap_days: int
    stale_days: int


@dataclass(frozen=True)
class Silent:
    """Customers, or one group by its name, have not been on an agenda for too long.

    ``days`` since ``last``, both null for never; ``within`` is how often it was wanted.
    """

    group: str
    days: int | None
    last: date | None
    within: int


@dataclass(frozen=True)
class Moved:
    """A figure has a new level, and what is said of it."""

    metric: str
    said: Said


@dataclass(frozen=True)
class Stale:
    """Nothing newer than ``last`` has been read in, for so many days."""

    last: date
    days: int


@dataclass(frozen=True)
class Due:
    """One thing that is due: why, by a key; the page that shows it; and what is to be said."""

    reason: str
    page: str
    what: Silent | Undone | Promise | Said | Moved | Aimed | Stale


def due_of(connection: Connection, limits: Limits, today: date) -> tuple[Due, ...]:
    """Everything that is due on a day, the whole leadership's first; nothing before any data."""
    background = background_of(connection)
    if background.last_data_day is None:
        return ()
    view = View(newest_day(background, today), written_to=written_until(background, today))
    found = overview_of(connection, view, background)
    return (
        *_silence(found, limits),
        *_promise(say_do_of(connection, found.priority, view.as_of)),
        *_levels(found),
        *_targets(outcomes_of(connection, view).aimed),
        *_groups(group_test_of(connection, view).groups),
        *_promised(promises_of(connection, decisions_of(connection, view), view), view.as_of),
        *(_undone(each) for each in undone_of(connection, view.today)),
        *_stale(background.last_data_day, view.today, limits),
    )


def _silence(found: Overview, limits: Limits) -> Iterator[Due]:
    rhythm, within = found.rhythm, limits.gap_days
    days = rhythm.recency_days
    # Of a company that has never had a customer item, silence is as long as its meetings are.
    silent = days if days is not None else rhythm.gap.days if rhythm.gap else 0
    if silent > within:
        last = rhythm.last_customer_day
        yield Due(_reason("silent", last), "agenda", Silent("", days, last, within))


def _promise(since: SayDo | None) -> Iterator[Due]:
    """The share since the decision lies below the declared one, and chance does not explain it."""
    low = since.gap_interval[0] if since else None
    if since is None or low is None or low <= 0:
        return
    gap = next(fact for fact in say_do_facts(since) if fact.key == "say_do_gap")
    of = since.priority
    yield Due(_reason("share", of.forum, of.decided_on), gap.said.page, gap.said)


def _levels(found: Overview) -> Iterator[Due]:
    """Figures that really changed: which way is part of the reason, since when may still move."""
    for metric in SUBJECTS:
        verdict = verdict_of(found, "level", metric)
        if verdict is None or verdict.status != "changed":
            continue
        fact = level_fact(verdict)
        way = "" if not fact.value else "up" if fact.value > 0 else "down"
        yield Due(_reason("level", metric, way), fact.said.page, Moved(metric, fact.said))


def _targets(aimed: Sequence[Aimed]) -> Iterator[Due]:
    for each in aimed:
        if each.aim is Aim.MISSED:
            of = each.target
            reason = _reason("target", of.metric, of.segment, of.valid_from, of.value)
            yield Due(reason, "outcomes", each)


def _groups(groups: Sequence[GroupTested]) -> Iterator[Due]:
    """The groups that the company has said how often it wants to talk about, and has not."""
    for group in groups:
        days, within = group.days, group.cadence
        if within is not None and (days is None or days > within):
            last = group.item.day if group.item else None
            what = Silent(group.name, days, last, within)
            yield Due(_reason("silent", group.code, last), "follow_through", what)


def _promised(promises: Sequence[Promise], as_of: date) -> Iterator[Due]:
    """What decisions were to move by a day that has passed, the oldest first, kept or not."""
    for each in reversed(promises):
        if each.outcome is not Outcome.NOT_DUE and (as_of - each.due_on).days <= RECENT:
            reason = _reason("promise", each.decision.id, each.due_on)
            yield Due(reason, "follow_through", each)


def _undone(action: Undone) -> Due:
    reason = _reason("action", action.id, "overdue", action.due_on)
    return Due(reason, "follow_through", action)


def _stale(last: date, today: date, limits: Limits) -> Iterator[Due]:
    days = (today - last).days
    if days > limits.stale_days:
        yield Due(_reason("stale", last), "data", Stale(last, days))


def _reason(*parts: object) -> str:
    """A key that two runs write alike; one too long for its column goes by its hash."""
    text = ":".join("never" if part is None else str(part) for part in parts)
    return text if len(text) <= LONGEST_REASON else sha256(text.encode()).hexdigest()

"""Where the figures that do not add up over months stand on the last day of a month."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Any

from sqlalchemy import Connection

from kundagenda.findings.background import verdicts_of
from kundagenda.findings.life import window_of
from kundagenda.findings.overview import Verdict
from kundagenda.findings.rhythm import Meeting, meetings_of, rhythm_of
from kundagenda.findings.view import View
from metrics.cohorts import CUSTOMER_TENURE
from metrics.follow_through import (
    ACTION_COMPLETION,
    ACTION_ON_TIME,
    FOLLOW_THROUGH_90,
    Completion,
    FollowThrough,
    action_completion,
    follow_through,
)
from metrics.initiative_figures import ATTENTION_HALF_LIFE, COMPLETED_BY_180, FADED_BY_180
from metrics.initiatives import (
    AttentionLife,
    Share,
    appearances,
    attention_life,
    initiatives_of,
)
from metrics.periods import last_day
from metrics.rhythm import LONGEST_GAP, RECENCY, STREAK
from metrics.uncertainty import wilson


class Lack(StrEnum):
    """Why a figure has no value."""

    NOTHING_COUNTED = "nothing counted"
    NEVER = "never"
    TOO_FEW = "too few"
    NOT_HALF = "not half"


@dataclass(frozen=True)
class Standing:
    """Where a figure stands on a day.

    ``value`` and bounds are in the figure's unit; without a value, ``lack`` says why. An upper
    bound alone is null where it is not reached. ``at_least``: the figure may be greater.
    ``longest`` is the longest streak, or the longest that anything was watched.
    """

    as_of: date
    base: int
    value: float | None = None
    low: float | None = None
    high: float | None = None
    lack: Lack | None = None
    at_least: bool = False
    longest: float | None = None


Standings = Mapping[str, Standing | None]


def latest_figures(connection: Connection, last: int) -> dict[str, Standing | None]:
    """The standing of each figure at the end of a month, by key; null where nothing is known."""
    view = View(last_day(last))
    held = meetings_of(connection, view)
    return {
        **_rhythm(held, view),
        **_done(connection, view.as_of),
        **_followed(connection, view.as_of),
        **_attention(connection, held, view.as_of),
        **_tenure(connection, view),
    }


def _rhythm(held: Sequence[Meeting], view: View) -> Standings:
    meetings = sum(meeting.items > 0 for meeting in held)
    if not meetings:
        return dict.fromkeys((RECENCY.key, LONGEST_GAP.key, STREAK.key))
    found = rhythm_of(held, (), view)
    days, gap = found.recency_days, found.gap
    none = None if found.meetings else Lack.NOTHING_COUNTED
    return {
        RECENCY.key: Standing(
            view.as_of, meetings, days, lack=Lack.NEVER if days is None else None
        ),
        LONGEST_GAP.key: Standing(view.as_of, found.meetings, gap.days, at_least=gap.at_least)
        if gap
        else None,
        STREAK.key: Standing(
            view.as_of, found.meetings, None if none else found.streak.current, lack=none,
            longest=found.streak.longest,
        ),
    }  # fmt: skip


def _done(connection: Connection, as_of: date) -> Standings:
    rows = connection.execute(action_completion(as_of)).all()
    found = Completion.pooled(rows)
    return {
        figure.key: _share(done, found.denominator, as_of) if rows else None
        for figure, done in ((ACTION_COMPLETION, found.completed), (ACTION_ON_TIME, found.on_time))
    }


def _followed(connection: Connection, as_of: date) -> Standings:
    rows = connection.execute(follow_through(as_of)).all()
    found = FollowThrough.pooled(rows)
    share = _share(found.numerator, found.denominator, as_of) if rows else None
    return {FOLLOW_THROUGH_90.key: share}


def _share(part: int, whole: int, as_of: date) -> Standing:
    if not whole:
        return Standing(as_of, 0, lack=Lack.NOTHING_COUNTED)
    return Standing(as_of, whole, part / whole, *wilson(part, whole))


def _attention(connection: Connection, held: Sequence[Meeting], as_of: date) -> Standings:
    found = initiatives_of(connection.execute(appearances(as_of)))
    if not found:
        keys = (ATTENTION_HALF_LIFE.key, FADED_BY_180.key, COMPLETED_BY_180.key)
        return dict.fromkeys(keys)
    life = attention_life(found, as_of, window_of((m.forum, m.held_on) for m in held))
    return {
        ATTENTION_HALF_LIFE.key: _half_life(life, as_of),
        FADED_BY_180.key: _reached(life, life.faded_by_180, as_of),
        COMPLETED_BY_180.key: _reached(life, life.completed_by_180, as_of),
    }


def _half_life(life: AttentionLife, as_of: date) -> Standing:
    if not life.enough:
        return Standing(as_of, life.n, lack=Lack.TOO_FEW)
    if life.half_life is None:
        return Standing(as_of, life.n, lack=Lack.NOT_HALF, longest=life.longest)
    return Standing(as_of, life.n, life.half_life, *life.half_life_interval)


def _reached(life: AttentionLife, share: Share | None, as_of: date) -> Standing:
    if share is None or not life.enough:
        return Standing(as_of, life.n, lack=Lack.TOO_FEW)
    return Standing(as_of, life.n, share.value, *(share.interval or (None, None)))


def _tenure(connection: Connection, view: View) -> Standings:
    """The verdict of the newest refresh: a page never reads the warehouse."""
    return {CUSTOMER_TENURE.key: tenure_of(verdicts_of(connection, view))}


def tenure_of(verdicts: Sequence[Verdict]) -> Standing | None:
    """How long customers stay, of the newest verdicts; null while nothing was computed."""
    told = next((v for v in verdicts if v.metric == CUSTOMER_TENURE.key), None)
    return _stayed(told.status, told.detail) if told else None


def _stayed(status: str, detail: Mapping[str, Any]) -> Standing:
    as_of, customers = last_day(detail["last"]), detail["n"]
    if status != "ok":
        return Standing(as_of, customers, lack=Lack.TOO_FEW)
    if detail["median"] is None:
        return Standing(as_of, customers, lack=Lack.NOT_HALF, longest=detail["longest"])
    return Standing(as_of, customers, *(detail[name] for name in ("median", "low", "high")))

"""What the leadership gave the customer at each meeting, against the share that it declared."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from math import sqrt
from statistics import NormalDist

import numpy as np
from numpy.typing import NDArray
from sqlalchemy import Subquery, func, select

from metrics.agenda_rows import discussed
from metrics.quotient import quotient
from metrics.scope import Rows
from metrics.student import student_quantile
from metrics.tables import agenda_items, forums, meetings
from metrics.themes import known_minutes, theme_of

ENOUGH_MEETINGS = 12
DRAWS, AT_A_TIME, SEED = 2_000, 100, 20260114
_ALMOST_ALL = 0.975  # the upper end of 95 %


@dataclass(frozen=True)
class Given:
    """What one meeting gave the customer, of all that it gave: both items, or both minutes."""

    customer: float
    total: float


def given_between(since: date, until: date) -> Rows:
    """One row per held meeting and theme that was discussed there, both days included.

    Columns ``meeting_id, forum, theme``; ``items`` that were discussed, ``timed`` of them with
    known minutes, adding up to ``minutes``. What the customer got is the theme `CUSTOMER`.
    """
    rows = _items_between(since, until)
    keys = (rows.c.meeting_id, rows.c.forum, rows.c.theme)
    return select(
        *keys,
        func.count().label("items"),
        func.count(rows.c.minutes).label("timed"),
        func.coalesce(func.sum(rows.c.minutes), 0.0).label("minutes"),
    ).group_by(*keys)


def _items_between(since: date, until: date) -> Subquery:
    """One row per discussed item; grouped by name, since its theme is a CASE with constants."""
    item = agenda_items.c
    actual, planned = known_minutes(item.actual_minutes), known_minutes(item.planned_minutes)
    return (
        select(
            meetings.c.id.label("meeting_id"),
            forums.c.name.label("forum"),
            theme_of().label("theme"),
            func.coalesce(actual, planned).label("minutes"),
        )
        .join_from(meetings, forums, forums.c.id == meetings.c.forum_id)
        .join(agenda_items, item.meeting_id == meetings.c.id)
        .where(discussed(), meetings.c.held_on >= since, meetings.c.held_on <= until)
        .subquery("given")
    )


def share_given(given: Sequence[Given]) -> float | None:
    """The customer's share of all that the meetings gave, pooled; null where they gave nothing."""
    return quotient(sum(each.customer for each in given), sum(each.total for each in given))


def share_interval(given: Sequence[Given]) -> tuple[float, float] | None:
    """The range in which the pooled share plausibly lies (95 %), 0..1.

    Items of one meeting are alike, so that it is meetings that are drawn anew, with replacement,
    and their pooled share counted each time. A meeting that gave nothing takes no part. The same
    meetings give the same ends, in any order.

    Returns:
        Null for fewer than two meetings, and where all have the same share: what never varied
        cannot be drawn anew, which is no proof that it never will.

    Source:
        Efron (1979), Annals of Statistics 7; percentiles widened for few meetings as in
        Hesterberg (2015), The American Statistician 69.
    """
    there = sorted((each.customer, each.total) for each in given if each.total > 0)
    if len({customer / total for customer, total in there}) < 2:
        return None
    customer, total = np.array(there, dtype=float).T
    shares = np.concatenate(list(_drawn_anew(customer, total)))
    low, high = np.quantile(shares, _ends(len(there)))
    return float(low), float(high)


def _drawn_anew(
    customer: NDArray[np.float64], total: NDArray[np.float64]
) -> Iterator[NDArray[np.float64]]:
    """The pooled shares of `DRAWS` drawings, some at a time so that they never fill the memory."""
    random, meetings_drawn = np.random.default_rng(SEED), len(total)
    for _ in range(DRAWS // AT_A_TIME):
        drawn = random.integers(meetings_drawn, size=(AT_A_TIME, meetings_drawn))
        yield customer[drawn].sum(axis=1) / total[drawn].sum(axis=1)


def _ends(count: int) -> tuple[float, float]:
    """Which quantiles are the ends: wider than 2.5 % and 97.5 % where meetings are few."""
    widened = sqrt(count / (count - 1)) * student_quantile(_ALMOST_ALL, count - 1)
    low = NormalDist().cdf(-widened)
    return low, 1 - low


def attention_debt(declared: float, given: Sequence[Given]) -> float:
    """How much less the customer has got than was declared, in items or minutes; never below 0.

    >>> attention_debt(0.2, [Given(1, 10), Given(0, 5)])
    2.0
    """
    return max(0.0, sum(declared * each.total - each.customer for each in given))

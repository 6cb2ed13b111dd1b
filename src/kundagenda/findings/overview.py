"""Everything the Overview says, as values without words."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime

import pandas as pd

from kundagenda.findings.reading import Reading
from kundagenda.findings.view import View
from metrics.definition import Metric
from metrics.rhythm import Gap, Streak


@dataclass(frozen=True)
class Change:
    """How a figure differs from the year before, in its unit, with a 95 % interval if it has one.

    ``real`` says whether the interval excludes no difference; null without an interval.
    """

    difference: float
    low: float | None
    high: float | None

    @property
    def real(self) -> bool | None:
        """Whether the change is more than chance explains."""
        return None if self.low is None or self.high is None else self.low > 0 or self.high < 0


@dataclass(frozen=True)
class Figure:
    """The last twelve months of a metric and the twelve before; ``now`` is null without data."""

    metric: Metric
    now: Reading | None
    before: Reading | None
    change: Change | None


@dataclass(frozen=True)
class Priority:
    """What the leadership decided about the customer, as it holds on the day of the view."""

    statement: str
    declared_share: float | None
    basis: str
    decided_on: date
    valid_from: date
    forum: str


@dataclass(frozen=True)
class Event:
    """Something on a day that a picture marks: decision, launch, priority or note.

    A note has its author, empty where nobody is named, and the metric that it is about: it stands
    on pictures of that one alone, where it is empty on all.
    """

    day: date
    kind: str
    label: str
    metric: str = ""
    author: str = ""


@dataclass(frozen=True)
class Rhythm:
    """How evenly customers came up in the last twelve months (A4 to A6), over meetings held."""

    recency_days: int | None
    last_customer_day: date | None
    last_decision_day: date | None
    gap: Gap | None
    streak: Streak
    meetings: int
    meetings_without_agenda: int
    last_meeting_day: date | None


@dataclass(frozen=True)
class Sources:
    """What the figures rest on."""

    meetings: int
    items: int
    unreviewed: int
    unclear: int
    answers: int
    customers: int
    forums: tuple[str, ...]
    segments: tuple[str, ...]
    segment_names: tuple[tuple[str, str], ...]
    refreshed_at: datetime | None


@dataclass(frozen=True)
class Verdict:
    """A stored verdict: level of a metric (against is empty) or lead of one over another."""

    kind: str
    metric: str
    against: str
    status: str
    detail: Mapping[str, object]


@dataclass(frozen=True)
class Overview:
    """The values of the Overview page.

    ``periods`` has one row per period in view, oldest first: ``period`` (int), ``first`` and
    ``last`` (months), ``partial`` (bool), then ``items, customer, meetings, share, measure, fix,
    improve, value`` (counts, and shares of all items 0..1, null without items),
    ``satisfaction, satisfaction_low, satisfaction_high, satisfaction_base,
    satisfaction_status`` (by the measure of `satisfaction`) and ``retained, retained_base``
    (0..1, null when undefined).
    """

    view: View
    demo: str | None
    priority: Priority | None
    share: Figure
    meeting_share: Figure
    satisfaction: Figure
    churn: Figure
    response_rate: Figure
    levels: Mapping[str, Figure]
    rhythm: Rhythm
    sources: Sources
    verdicts: tuple[Verdict, ...]
    events: tuple[Event, ...]
    periods: pd.DataFrame
    promise_kept: bool | None
    latest: Mapping[str, Reading]

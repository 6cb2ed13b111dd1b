"""What decisions were expected to move, and whether it moved: the ledger of promises.

The figure's last period that had ended before the decision is held against the last one that had
ended at the due date, by the 95 % interval of their difference. Survey figures are read at the
grain the company is published in, a figure over twelve months by the month, others by quarter.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from enum import StrEnum

from sqlalchemy import Connection

from kundagenda.findings.changes import figure_of
from kundagenda.findings.decision_log import Decision
from kundagenda.findings.kpi import Monthly, monthly_and_segment_parts
from kundagenda.findings.overview import Change
from kundagenda.findings.rates import as_rate
from kundagenda.findings.reading import Reading, Status
from kundagenda.findings.readings import plain_readings, survey_readings
from kundagenda.findings.view import View
from kundagenda.findings.withholding import WHOLE, Published
from metrics import metric_of
from metrics.definition import Family, Metric
from metrics.minutes import customer_minute_share
from metrics.periods import Grain, month_number, months_of, period_of
from metrics.uncertainty import wilson

BEFORE = 24  # months before the first decision: a whole year that ended before it


class Outcome(StrEnum):
    """What became of a promise; the first three are those that can be judged."""

    MET = "met"
    NOT_MET = "not met"
    NOISE = "inside noise"
    CANNOT_TELL = "cannot tell"
    WITHHELD = "withheld"
    NO_DATA = "no data"
    NOT_DUE = "not due"


JUDGED = (Outcome.MET, Outcome.NOT_MET, Outcome.NOISE)


@dataclass(frozen=True)
class Promise:
    """A decision with the figure it should move (null: none of ours), and what became of it."""

    decision: Decision
    metric: Metric | None
    outcome: Outcome
    change: Change | None = None

    @property
    def due_on(self) -> date:
        """The day by which the figure should have moved."""
        assert self.decision.expected_by is not None, "a promise has a date"
        return self.decision.expected_by


@dataclass(frozen=True)
class HitRate:
    """Promises met, of those due that can be judged, with Wilson's interval, 0..1."""

    met: int
    judged: int
    low: float
    high: float


def promises_of(
    connection: Connection, decisions: Iterable[Decision], view: View
) -> tuple[Promise, ...]:
    """The promises: those due first, newest first, then those to come; one statement at most."""
    stated = [each for each in decisions if each.is_promise]
    metrics = {key: metric_of(key) for each in stated if (key := each.expected_metric)}
    figures = _figures(connection, [m for m in metrics.values() if m], stated, view.last)
    found = [
        _judged(each, metrics[each.expected_metric or ""], figures, view.as_of) for each in stated
    ]
    coming = [each for each in found if each.outcome is Outcome.NOT_DUE]
    due = [each for each in found if each.outcome is not Outcome.NOT_DUE]
    by_day = sorted(due, key=lambda each: each.due_on, reverse=True)
    return *by_day, *sorted(coming, key=lambda each: each.due_on)


def hit_rate(promises: Iterable[Promise]) -> HitRate | None:
    """How many promises were kept; null while none that is due can be judged."""
    judged = [each.outcome for each in promises if each.outcome in JUDGED]
    met = judged.count(Outcome.MET)
    return HitRate(met, len(judged), *wilson(met, len(judged))) if judged else None


@dataclass(frozen=True)
class _Figures:
    """The parts of the promised metrics, and the last month that is over."""

    plain: Mapping[str, Monthly]
    said: Mapping[str, Published]
    ended: int

    def compared(self, metric: Metric, decided_on: date, due_on: date) -> tuple[Reading, ...]:
        """Before the decision and at the due date; nothing where no period ended between."""
        grain = self._grain(metric)
        before, after = ended_by(decided_on - timedelta(days=1), grain), ended_by(due_on, grain)
        if after <= before:
            return ()
        periods = [before, after]
        if metric.family is Family.SURVEY:
            said = self.said[metric.key]
            return tuple(survey_readings(metric, said, periods, grain, self.ended))
        return tuple(plain_readings(metric, self.plain[metric.key], periods, grain, self.ended))

    def _grain(self, metric: Metric) -> Grain:
        if metric.family is Family.SURVEY:
            return self.said[metric.key].grains.get(WHOLE) or Grain.QUARTER
        return Grain.QUARTER if metric.pooled else Grain.MONTH


def _figures(
    connection: Connection, metrics: Sequence[Metric], stated: Sequence[Decision], ended: int
) -> _Figures:
    if not metrics:
        return _Figures({}, {}, ended)
    since = month_number(min(each.decided_on for each in stated)) - BEFORE
    asked = [metric for metric in metrics if metric.family is Family.SURVEY]
    others = [metric for metric in metrics if metric.family is not Family.SURVEY]
    plain, groups = monthly_and_segment_parts(connection, others, (), asked, since)
    return _Figures(plain, {key: Published(parts) for key, parts in groups.items()}, ended)


def ended_by(day: date, grain: Grain) -> int:
    """The last period that is over on the evening of a day."""
    month = month_number(day + timedelta(days=1)) - 1
    period = period_of(month, grain)
    months = months_of(period, grain)
    return period if months[-1] <= month else period - len(months)


def _judged(decision: Decision, metric: Metric | None, figures: _Figures, as_of: date) -> Promise:
    shown = as_rate(metric, {"": figures.plain.get(metric.key, {})}, ()) if metric else None
    promise = Promise(decision, shown, Outcome.NOT_DUE)
    if promise.due_on > as_of:
        return promise
    if metric is None:
        return replace(promise, outcome=Outcome.NO_DATA)
    # A share of minutes has bounds rather than an interval, so no difference can be judged.
    if metric is customer_minute_share:
        return replace(promise, outcome=Outcome.CANNOT_TELL)
    compared = figures.compared(metric, decision.decided_on, promise.due_on)
    if not compared:
        return replace(promise, outcome=Outcome.CANNOT_TELL)
    before, after = compared
    change = figure_of(metric, after, before).change
    if change is None:
        hidden = Status.WITHHELD in (before.status, after.status)
        return replace(promise, outcome=Outcome.WITHHELD if hidden else Outcome.NO_DATA)
    outcome = outcome_of(change, decision.expected_direction)
    return replace(promise, outcome=outcome, change=change)


def outcome_of(change: Change, direction: str | None) -> Outcome:
    """Met when chance does not explain a change in the promised direction.

    Without an interval it cannot be told, however large the change.
    """
    if change.real is None:
        return Outcome.CANNOT_TELL
    if not change.real:
        return Outcome.NOISE
    return Outcome.MET if (change.difference > 0) == (direction == "up") else Outcome.NOT_MET

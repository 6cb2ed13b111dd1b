"""What changed between the last meeting and now: figures, levels, targets, items and data.

A figure's newest whole month is held against the last whole month before the meeting: the years of
the Overview share most of their months, and no test may take them for two.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, fields
from datetime import date
from enum import StrEnum
from typing import Any

from sqlalchemy import Connection

from kundagenda.findings.background import newest_verdicts
from kundagenda.findings.changes import figure_of
from kundagenda.findings.kpi import aimed_query, parts_queries
from kundagenda.findings.overview import Figure, Overview, Verdict
from kundagenda.findings.reading import Reading, Sums
from kundagenda.findings.readings import plain_readings, survey_readings
from kundagenda.findings.said_levels import SUBJECTS
from kundagenda.findings.since_aims import AimMoved, aims_moved, by_segment
from kundagenda.findings.since_rows import happened_parts
from kundagenda.findings.together import together
from kundagenda.findings.view import View
from kundagenda.findings.withholding import Published
from metrics import customer_item_share, customer_meeting_share, logo_churn
from metrics.definition import Family, Metric
from metrics.periods import Grain, month_number, period_of
from metrics.retention import logo_churn_month

YEAR = 12
Row = tuple[Any, ...]


class Told(StrEnum):
    """What can be said of a figure's two months."""

    REAL = "real"
    ORDINARY = "ordinary"
    UNTOLD = "untold"
    MISSING = "missing"


@dataclass(frozen=True)
class Moved:
    """A figure of the Overview: two months that share no day, and its twelve months at each.

    ``metric`` is the Overview's; ``month`` is of the metric that counts a single month.
    ``year`` has no test: its years share months.
    """

    metric: Metric
    month: Figure
    year: tuple[Reading, Reading]

    @property
    def told(self) -> Told:
        """Whether the difference of the months is more than chance explains."""
        change = self.month.change
        if change is None:
            return Told.MISSING
        if change.real is None:
            return Told.UNTOLD
        return Told.REAL if change.real else Told.ORDINARY


@dataclass(frozen=True)
class Happened:
    """Counts from the day of the last meeting on, that day included.

    ``new`` of the customer items dealt with had not been on an agenda before; ``overdue`` actions
    were not yet due when the meeting began; ``edited`` counts what late or edited minutes changed.
    """

    dealt_with: int = 0
    new: int = 0
    put_off: int = 0
    taken: int = 0
    customer: int = 0
    done: int = 0
    overdue: int = 0
    new_actions: int = 0
    agendas: int = 0
    tables: int = 0
    edited: int = 0
    corrected: int = 0


@dataclass(frozen=True)
class Since:
    """What changed since the meeting of a day, of a forum, between two whole months.

    ``figures`` is empty where no month has ended since. ``levels`` are the stored verdicts that
    say something else now, each before (null: none then) and now.
    """

    view: View
    met_on: date
    forum: str
    before: int
    now: int
    figures: tuple[Moved, ...]
    levels: tuple[tuple[Verdict | None, Verdict], ...]
    aims: tuple[AimMoved, ...]
    happened: Happened


def since_of(connection: Connection, overview: Overview) -> Since | None:
    """What changed since the last meeting, in one statement; null where there was none before."""
    view = overview.view
    metrics = _metrics(overview)
    plain = [each for each in metrics if each.family is not Family.SURVEY]
    survey = [each for each in metrics if each.family is Family.SURVEY]
    since = view.known_from
    whole, groups = parts_queries(plain, view.forums, view.segments, survey, since)
    parts = {**happened_parts(view), "whole": whole, "groups": groups, "aimed": aimed_query(since)}
    found = together(connection, parts)
    if not found["previous"]:
        return None
    [(met_on, forum)] = found["previous"]
    before = month_number(met_on) - 1
    told = before < view.last
    return Since(
        view=view,
        met_on=met_on,
        forum=forum,
        before=before,
        now=view.last,
        figures=tuple(_figures(overview, found, before)) if told else (),
        levels=tuple(_levels(found["levels"], view, before)) if told else (),
        aims=tuple(aims_moved(found["targets"], found["aimed"], view, before)) if told else (),
        happened=_happened(found),
    )


def _metrics(overview: Overview) -> list[Metric]:
    return [
        customer_item_share,
        customer_meeting_share,
        overview.satisfaction.metric,
        logo_churn,
        logo_churn_month,
    ]


def _happened(found: Mapping[str, Sequence[Row]]) -> Happened:
    counts = ("items", "decided", "acted", "imported", "edited", "corrected")
    found_counts = [int(count or 0) for name in counts for count in found[name][0]]
    names = [each.name for each in fields(Happened)]
    return Happened(**dict(zip(names, found_counts, strict=True)))


def _figures(
    overview: Overview, found: Mapping[str, Sequence[Row]], before: int
) -> Iterator[Moved]:
    """The four figures of the Overview, in its order."""
    monthly = _by_metric(found["whole"])
    said = overview.satisfaction.metric
    published = Published(by_segment(found["groups"]).get(said.key, {}))
    pair = [before, overview.view.last]

    def read(metric: Metric, grain: Grain) -> list[Reading]:
        last, segment = overview.view.last, overview.view.segment
        if metric.family is Family.SURVEY:
            return survey_readings(metric, published, pair, grain, last, segment)
        return plain_readings(metric, monthly.get(metric.key, {}), pair, grain, last)

    for metric in _metrics(overview)[:-1]:
        single = logo_churn_month if metric is logo_churn else metric
        then, now = read(single, Grain.MONTH)
        year_then, year_now = read(metric, Grain.ROLLING12)
        yield Moved(metric, figure_of(single, now, then), (year_then, year_now))


def _by_metric(rows: Iterable[Row]) -> dict[str, dict[int, Sums]]:
    found: dict[str, dict[int, Sums]] = {}
    for key, month, *parts in rows:
        found.setdefault(key, {})[month] = Sums(*parts)
    return found


def _levels(
    rows: Sequence[Row], view: View, before: int
) -> Iterator[tuple[Verdict | None, Verdict]]:
    """The verdicts on the whole company whose status is another; none of a forum or a group."""
    quarter = period_of(before, Grain.QUARTER)
    then = {each.metric: each for each in newest_verdicts(r for r in rows if r[-1] <= quarter)}
    for now in newest_verdicts(rows):
        narrowed = view.segment or (view.forum and now.metric == customer_item_share.key)
        was = then.get(now.metric)
        if now.metric in SUBJECTS and not narrowed and (was is None or was.status != now.status):
            yield was, now

"""The calm sections of the Agenda page, below its picture, as values without words."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from kundagenda.findings.after_falls import AfterFallsFound, after_falls_of
from kundagenda.findings.background import Background
from kundagenda.findings.counted_rows import Counts, Row
from kundagenda.findings.crowding import Crowding, crowding_of
from kundagenda.findings.customer_items import (
    Added,
    Evidence,
    Kinds,
    added_of,
    evidence_of,
    kinds_of,
)
from kundagenda.findings.fix_trap import FixTrap, fix_trap_of
from kundagenda.findings.forum_compare import ForumFigures, forums_compared
from kundagenda.findings.forward import Forward, forward_of
from kundagenda.findings.gather import plain_figure
from kundagenda.findings.group_cover import GroupCover, group_cover
from kundagenda.findings.kpi import BySegment, Monthly
from kundagenda.findings.ladder import DepthOverTime, depth_over_time
from kundagenda.findings.minutes import minute_reading
from kundagenda.findings.overview import Figure, Priority
from kundagenda.findings.periods import periods_of
from kundagenda.findings.placement import Placement, placement_of
from kundagenda.findings.reading import Reading
from kundagenda.findings.readings import sum_of
from kundagenda.findings.rhythm import Meeting
from kundagenda.findings.themes import ThemeRanking, ranking_of
from kundagenda.findings.time_given import TimeGiven, time_given
from kundagenda.findings.view import View
from metrics.attention import position_index
from metrics.minutes import minutes_coverage
from metrics.periods import Grain
from metrics.quotient import quotient


@dataclass(frozen=True)
class MinuteShares:
    """The customer's share of minutes, with the least and the greatest it can be.

    ``readings`` has one reading per period in view, oldest first, ``year`` the last twelve months;
    ``coverage`` is the year's items with minutes as a share of its items.
    """

    readings: tuple[Reading, ...]
    year: Reading
    coverage: float | None

    @property
    def is_known(self) -> bool:
        """Whether any period has a share to show."""
        return any(reading.value is not None for reading in self.readings)


@dataclass(frozen=True)
class AgendaSections:
    """The values of every section; of the last twelve months where it does not say otherwise."""

    depth: DepthOverTime
    fix_trap: FixTrap
    themes: ThemeRanking
    crowding: Crowding
    placement: Placement
    position: Figure
    minutes: MinuteShares
    time: Mapping[str, TimeGiven]
    kinds: Kinds
    evidence: Evidence
    added: Mapping[str, Added]
    groups: tuple[GroupCover, ...]
    forward: Forward
    forums: tuple[ForumFigures, ...]
    after_falls: AfterFallsFound | None


def sections_of(
    counts: Counts,
    monthly: Mapping[str, Monthly],
    survey: Mapping[str, BySegment],
    held: Sequence[Meeting],
    view: View,
    priority: Priority | None,
    background: Background,
) -> AgendaSections:
    """The sections from counted rows, the KPI table, answers, and the meetings of every forum."""

    def of(kind: str) -> Sequence[Row]:
        return counts.get(kind, ())

    themes = [(row.name, row.forum, *(n or 0 for n in row.numbers)) for row in of("theme")]
    groups = (background.segments, background.segment_names, view.as_of)
    in_forum = [meeting for meeting in held if view.forum in ("", meeting.forum)]
    return AgendaSections(
        depth=depth_over_time(of("level"), view),
        fix_trap=fix_trap_of(counts, view),
        themes=ranking_of(themes, view.forum),
        crowding=crowding_of(counts),
        placement=placement_of(of("place")),
        position=plain_figure(position_index, monthly, view),
        minutes=_minutes(monthly, view),
        time=time_given(of("time")),
        kinds=kinds_of(of("kind")),
        evidence=evidence_of(of("evidence")),
        added=added_of(of("added")),
        groups=group_cover(of("segment"), of("group"), *groups),
        forward=forward_of(of("plan"), view, priority),
        forums=forums_compared(held, view),
        after_falls=after_falls_of(survey, in_forum, view),
    )


def _minutes(monthly: Mapping[str, Monthly], view: View) -> MinuteShares:
    year = minute_reading(monthly, view.last, Grain.ROLLING12, ended=view.last)
    known = sum_of(minutes_coverage, monthly[minutes_coverage.key], view.last, Grain.ROLLING12)
    return MinuteShares(
        readings=tuple(
            minute_reading(monthly, period, view.grain, ended=view.last)
            for period in periods_of(view)
        ),
        year=year,
        coverage=quotient(known.numerator, known.denominator) if known else None,
    )

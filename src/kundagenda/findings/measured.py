"""A metric as a page of its own shows it: its periods, its last year, and what was aimed at."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from sqlalchemy import Connection

from kundagenda.findings.background import events_of, priority_of, verdicts_of
from kundagenda.findings.changes import figure_of
from kundagenda.findings.definitions import grain_of
from kundagenda.findings.kpi import BySegment, Monthly, monthly_parts, segment_parts
from kundagenda.findings.overview import Event, Figure, Priority, Verdict
from kundagenda.findings.periods import periods_of
from kundagenda.findings.reading import Reading, Status
from kundagenda.findings.readings import plain_readings, survey_readings
from kundagenda.findings.targets import Target, Targets, targets_of
from kundagenda.findings.view import View
from kundagenda.findings.withholding import Published
from metrics.definition import Family, Metric
from metrics.periods import month_number

YEAR = 12


@dataclass(frozen=True)
class Measured:
    """A metric for one group, or for all.

    ``readings`` has one reading per period in view, oldest first, unknown ones too; ``figure``
    the last twelve months and the twelve before (a month and the month a year before, of what
    compares single months).
    """

    metric: Metric
    segment: str
    figure: Figure
    readings: tuple[Reading, ...]
    target: Target | None

    @property
    def is_known(self) -> bool:
        """Whether any period has a value to show."""
        return any(reading.value is not None for reading in self.readings)

    @property
    def has_rows(self) -> bool:
        """Whether anything was ever counted or given, shown or withheld."""
        return any(r.base or r.status is not Status.UNDEFINED for r in self.readings)


@dataclass(frozen=True)
class Measures:
    """Some metrics as one view needs them, and what happened meanwhile.

    ``verdicts`` are the stored verdicts of every metric, for the whole company.
    """

    view: View
    plain: Mapping[str, Monthly]
    segments: Mapping[str, BySegment]
    targets: Targets
    priority: Priority | None
    events: tuple[Event, ...]
    verdicts: tuple[Verdict, ...]
    _published: dict[str, Published] = field(default_factory=dict, compare=False)

    def measured(self, metric: Metric, segment: str | None = None) -> Measured:
        """The metric for the group of the view, or for another one that is named."""
        unit = self.view.segment if segment is None else segment
        before, now = self._readings(metric, [self.view.last - YEAR, self.view.last], unit, True)
        readings = self._readings(metric, periods_of(self.view), unit, False)
        target = self.targets.get((metric.key, unit))
        return Measured(metric, unit, figure_of(metric, now, before), tuple(readings), target)

    def groups(self, metric: Metric) -> tuple[str, ...]:
        """The groups that have rows of the metric, in order of their codes."""
        return tuple(sorted(code for code in self.segments[metric.key] if code))

    def published(self, metric: Metric) -> Published:
        """What of a survey metric may be shown, of every group: worked out once for them all."""
        if metric.key not in self._published:
            self._published[metric.key] = Published(self.segments[metric.key])
        return self._published[metric.key]

    def _readings(
        self, metric: Metric, periods: Sequence[int], segment: str, of_year: bool
    ) -> list[Reading]:
        grain = grain_of(metric) if of_year else self.view.grain
        by_segment = self.segments[metric.key]
        if metric.family is Family.SURVEY:
            said = self.published(metric)
            return survey_readings(metric, said, periods, grain, self.view.last, segment)
        whole = segment == self.view.segment
        monthly = self.plain[metric.key] if whole else by_segment.get(segment, {})
        return plain_readings(metric, monthly, periods, grain, self.view.last)


def measures_of(
    connection: Connection,
    metrics: Sequence[Metric],
    view: View,
    *,
    aimed: Sequence[str] = (),
    with_verdicts: bool = True,
) -> Measures:
    """The metrics for a view; at most six statements, none on a fact table.

    ``aimed`` are keys of further figures whose targets are wanted, without their readings.
    """
    keys = [metric.key for metric in metrics]
    plain = [metric for metric in metrics if metric.family is not Family.SURVEY]
    priority = priority_of(connection, view)
    events, since = events_of(connection, view, priority), view.known_from
    return Measures(
        view=view,
        plain=monthly_parts(connection, plain, view.forums, view.segments, since) if plain else {},
        segments=segment_parts(connection, metrics, since),
        targets=targets_of(connection, [*keys, *aimed], view),
        priority=priority,
        events=tuple(event for event in events if month_number(event.day) >= view.first),
        verdicts=verdicts_of(connection, view) if with_verdicts else (),
    )

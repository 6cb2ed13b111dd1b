"""The latest value of every metric for the whole company, as a list of definitions shows it."""

from collections.abc import Mapping, Sequence

from sqlalchemy import Connection

from kundagenda.findings.kpi import BySegment, Monthly, monthly_parts, segment_parts
from kundagenda.findings.reading import Reading
from kundagenda.findings.readings import plain_readings, survey_readings
from metrics.definition import Family, Metric
from metrics.periods import Grain

OVER_A_YEAR = (0, 12)  # horizons of figures that are told of twelve months


def latest_values(
    connection: Connection, metrics: Sequence[Metric], last: int
) -> dict[str, Reading | None]:
    """The reading of each metric up to the last month that ended, by key, in two statements.

    Null where nothing was ever computed or given; a survey figure is withheld as everywhere.
    """
    said = [metric for metric in metrics if metric.family is Family.SURVEY]
    plain = [metric for metric in metrics if metric.family is not Family.SURVEY]
    monthly, segments = monthly_parts(connection, plain), segment_parts(connection, said)
    return {
        metric.key: _said(metric, segments[metric.key], last)
        if metric.family is Family.SURVEY
        else _counted(metric, monthly[metric.key], last)
        for metric in metrics
    }


def grain_of(metric: Metric) -> Grain:
    """Twelve months, but one for a figure that compares a month with one or a few before.

    Twelve of those would count every customer twelve times.
    """
    return Grain.ROLLING12 if metric.horizon in OVER_A_YEAR else Grain.MONTH


def _counted(metric: Metric, monthly: Monthly, last: int) -> Reading | None:
    if not monthly:
        return None
    [reading] = plain_readings(metric, monthly, [last], grain_of(metric), last)
    return reading


def _said(metric: Metric, segments: BySegment, last: int) -> Reading | None:
    if not any(segments.values()):
        return None
    [reading] = survey_readings(metric, segments, [last], grain_of(metric), last)
    return reading


Latest = Mapping[str, Reading | None]

"""The latest value of every figure for the whole company, as a list of definitions shows it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from sqlalchemy import Connection, select

from kundagenda.findings.kpi import BySegment, Monthly, monthly_parts, segment_parts
from kundagenda.findings.latest_figures import Standing, latest_figures
from kundagenda.findings.minutes import MINUTES_READ, minute_reading, told_by
from kundagenda.findings.rates import as_rate
from kundagenda.findings.reading import Reading
from kundagenda.findings.readings import plain_readings, survey_readings
from kundagenda.findings.withholding import Published
from metrics import CATALOGUE, FIGURES, Definition, Metric, customer_minute_share
from metrics.definition import Family
from metrics.outcomes import PREFIX, outcome
from metrics.periods import Grain
from metrics.tables import kpi_monthly, targets

OVER_A_YEAR = (0, 12)  # horizons of figures that are told of twelve months

Latest = Mapping[str, Reading | Standing | None]


@dataclass(frozen=True)
class Listed:
    """Every definition of a company, its own outcomes too, and the latest of each by key."""

    definitions: tuple[Definition, ...]
    latest: Latest


def listed(connection: Connection, last: int) -> Listed:
    """Every definition, and where its figure stands at the end of a month."""
    metrics = _every_metric(connection)
    values = latest_values(connection, metrics, last)
    return Listed((*metrics, *FIGURES), {**values, **latest_figures(connection, last)})


def every_definition(connection: Connection) -> tuple[Definition, ...]:
    """Every definition of a company, its own outcomes too, in the order of the page."""
    return (*_every_metric(connection), *FIGURES)


def _every_metric(connection: Connection) -> tuple[Metric, ...]:
    return (*CATALOGUE.values(), *_in_percent(connection, company_outcomes(connection)))


def company_outcomes(connection: Connection) -> list[Metric]:
    """The metrics of the company's own outcomes that have figures, in order."""
    key = kpi_monthly.c.metric
    named = select(key).distinct().where(key.startswith(PREFIX, autoescape=True)).order_by(key)
    names = (found.removeprefix(PREFIX) for found in connection.execute(named).scalars())
    return [outcome(name) for name in names if name.strip()]


def _in_percent(connection: Connection, own: Sequence[Metric]) -> list[Metric]:
    """The outcomes, those that are parts of a whole as shares, as the page Outcomes writes them."""
    if not own:
        return []
    aimed: dict[str, list[float]] = {metric.key: [] for metric in own}
    wanted = select(targets.c.metric, targets.c.value).where(targets.c.metric.in_(aimed))
    for key, value in connection.execute(wanted):
        aimed[key].append(value)
    segments = segment_parts(connection, own)
    return [as_rate(metric, segments[metric.key], aimed[metric.key]) for metric in own]


def latest_values(
    connection: Connection, metrics: Sequence[Metric], last: int
) -> dict[str, Reading | None]:
    """The reading of each metric up to the last month that ended, by key, in two statements.

    Null where nothing was ever computed or given; a survey figure is withheld as everywhere.
    """
    said = [metric for metric in metrics if metric.family is Family.SURVEY]
    plain = {metric.key: metric for metric in metrics if metric.family is not Family.SURVEY}
    if customer_minute_share.key in plain:
        plain |= {metric.key: metric for metric in MINUTES_READ}
    monthly = monthly_parts(connection, list(plain.values()))
    segments = segment_parts(connection, said)
    return {
        metric.key: _said(metric, segments[metric.key], last)
        if metric.family is Family.SURVEY
        else _counted(metric, monthly, last)
        for metric in metrics
    }


def grain_of(metric: Metric) -> Grain:
    """Twelve months, but one for a figure that compares a month with one or a few before.

    Twelve of those would count every customer twelve times.
    """
    return Grain.ROLLING12 if metric.horizon in OVER_A_YEAR else Grain.MONTH


def _counted(metric: Metric, monthly: Mapping[str, Monthly], last: int) -> Reading | None:
    if metric is customer_minute_share:
        there = monthly[told_by(monthly).key]
        return minute_reading(monthly, last, grain_of(metric), ended=last) if there else None
    if not monthly[metric.key]:
        return None
    [reading] = plain_readings(metric, monthly[metric.key], [last], grain_of(metric), last)
    return reading


def _said(metric: Metric, segments: BySegment, last: int) -> Reading | None:
    if not any(segments.values()):
        return None
    [reading] = survey_readings(metric, Published(segments), [last], grain_of(metric), last)
    return reading

"""Fills the KPI table: one aggregate statement a metric, run where the rows lie."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import nullcontext
from dataclasses import dataclass
from datetime import UTC, date, datetime
from time import perf_counter
from typing import Any

from sqlalchemy import Connection, Engine, Table, delete, insert, inspect, select, text

from kundagenda.database.cohorts import refresh_cohorts
from kundagenda.database.connection import clear_failures, take_turn
from kundagenda.database.spans import Spans
from kundagenda.database.state import bump_version
from metrics import METRICS, Metric, logo_churn, repeat_rate
from metrics.definition import PARTS, Family
from metrics.outcomes import outcome, outcome_names
from metrics.scope import Scope
from metrics.tables import kpi_monthly, outcome_values, purchases

GIVEN = "given"
# Touched months no further apart than this are recomputed as one span.
BRIDGED = 12


@dataclass(frozen=True)
class Refreshed:
    """What one metric's refresh did; ``kept`` when ready values stand in some of its months."""

    metric: str
    rows: int
    seconds: float
    kept: bool = False


def refresh(
    engine: Engine,
    since: int | None = None,
    today: date | None = None,
    warehouse: Engine | None = None,
    progress: Callable[[Sequence[Metric]], Iterable[Metric]] = iter,
) -> list[Refreshed]:
    """Recompute the KPI table, and then the verdicts, in one transaction.

    Args:
        engine: The app database.
        since: The first month to recompute; all months when null.
        today: The day that decides which months have ended.
        warehouse: Where answers and subscriptions lie; the app database when null.
        progress: Wraps the metrics, for a bar on a terminal.

    Returns:
        One record per metric, in the order of the catalogue.
    """
    on = today or date.today()
    with clear_failures(engine), engine.begin() as connection:
        take_turn(connection)
        outside = clear_failures(warehouse) if warehouse else nullcontext()
        with outside, warehouse.connect() if warehouse else nullcontext(connection) as source:
            return refresh_within(connection, source, since, on, progress)


def refresh_within(
    connection: Connection,
    source: Connection,
    since: int | None,
    on: date,
    progress: Callable[[Sequence[Metric]], Iterable[Metric]] = iter,
) -> list[Refreshed]:
    """Refresh in the caller's transaction; answers and subscriptions are read over ``source``."""
    from kundagenda.database.verdicts import store_verdicts  # statistics load slowly

    if connection.dialect.name == "postgresql":
        # After many new rows it would plan the statements badly: 10 s where 2 s are enough.
        connection.execute(text("ANALYZE"))
    outcomes, spans = _outcomes(source), Spans(on)
    _forget_outcomes(connection, outcomes)
    asked = [metric for metric in METRICS if metric is not repeat_rate or _has(source, purchases)]
    lines = [
        _refresh_metric(connection, _source(metric, connection, source), metric, since, spans)
        for metric in progress([*asked, *outcomes])
    ]
    refresh_cohorts(connection, source, spans.whole(source, logo_churn, since), since)
    store_verdicts(connection, source, on, book=spans.watched(source))
    bump_version(connection)
    return lines


def _has(source: Connection, table: Table) -> bool:
    """Whether a warehouse keeps such a table: not every company has purchases or outcomes."""
    return inspect(source).has_table(table.name)


def _outcomes(source: Connection) -> list[Metric]:
    """A metric for every outcome that the company follows."""
    if not _has(source, outcome_values):
        return []
    return [outcome(row.name) for row in source.execute(outcome_names())]


def _forget_outcomes(connection: Connection, named: Sequence[Metric]) -> None:
    """Drop the computed figures of outcomes whose values are gone."""
    keys = [metric.key for metric in named]
    gone = (kpi_monthly.c.source == Family.OUTCOME) & kpi_monthly.c.metric.not_in(keys)
    connection.execute(delete(kpi_monthly).where(gone))


def refresh_agenda(connection: Connection, months: Iterable[int]) -> None:
    """Recompute the agenda metrics of the touched months, in the caller's transaction."""
    touched = sorted(set(months))
    agenda = [metric for metric in METRICS if metric.family is Family.AGENDA]
    for first, last in _runs(touched):
        for metric in agenda:
            _recompute(connection, connection, metric, Scope(first, last))


def _source(metric: Metric, app: Connection, warehouse: Connection) -> Connection:
    return app if metric.family is Family.AGENDA else warehouse


def _refresh_metric(
    connection: Connection, source: Connection, metric: Metric, since: int | None, spans: Spans
) -> Refreshed:
    begun = perf_counter()
    scope = spans.whole(source, metric, since)
    _forget(connection, metric, since)
    rows = _recompute(connection, source, metric, scope) if scope else 0
    kept = bool(_given_months(connection, metric))
    return Refreshed(metric.key, rows, perf_counter() - begun, kept)


def _recompute(connection: Connection, source: Connection, metric: Metric, scope: Scope) -> int:
    """Replace a metric's computed rows in a scope; the number of rows written.

    A month with ready values is left to them: figures of two origins never stand side by side.
    """
    inside = kpi_monthly.c.month.between(scope.first, scope.last)
    _delete_computed(connection, metric, inside)
    now, given = datetime.now(UTC).replace(tzinfo=None), _given_months(connection, metric)
    rows = [
        dict(zip(PARTS, row, strict=True))
        | {"metric": metric.key, "source": str(metric.family), "refreshed_at": now}
        for row in source.execute(metric(scope))
        if row.month not in given
    ]
    if rows:
        connection.execute(insert(kpi_monthly), rows)
    return len(rows)


def _forget(connection: Connection, metric: Metric, since: int | None) -> None:
    """Drop computed months, so that a month whose rows are gone does not linger."""
    _delete_computed(connection, metric, kpi_monthly.c.month >= (since if since else 0))


def _delete_computed(connection: Connection, metric: Metric, which: Any) -> None:
    connection.execute(
        delete(kpi_monthly).where(
            kpi_monthly.c.metric == metric.key, kpi_monthly.c.source != GIVEN, which
        )
    )


def _given_months(connection: Connection, metric: Metric) -> set[int]:
    given = select(kpi_monthly.c.month).where(
        kpi_monthly.c.metric == metric.key, kpi_monthly.c.source == GIVEN
    )
    return set(connection.execute(given).scalars())


def _runs(months: Sequence[int]) -> Iterator[tuple[int, int]]:
    """Months as spans (first, last), few statements for many months.

    A gap of up to a year is recomputed too: a topic comes back every few months, and a span more
    costs a statement a metric, while the months between cost next to nothing.
    """
    start = previous = None
    for month in months:
        if start is None or previous is None or month > previous + BRIDGED:
            if start is not None and previous is not None:
                yield start, previous
            start = month
        previous = month
    if start is not None and previous is not None:
        yield start, previous

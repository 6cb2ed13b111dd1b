"""Fills the KPI table: one aggregate statement a metric, run where the rows lie."""

from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from time import perf_counter

from sqlalchemy import Connection, Engine, Table, delete, text

from kundagenda.database.audit import clear_audit
from kundagenda.database.cohorts import cohort_rows, refresh_cohorts
from kundagenda.database.connection import clear_failures, take_turn
from kundagenda.database.facts import (
    Answered,
    Asking,
    Facts,
    InPlace,
    Looking,
    Sources,
    forget_answers,
)
from kundagenda.database.kpi_rows import forget_rows, given_months, store_rows
from kundagenda.database.one_refresh import failure_kept, forget_failure, only_refresh
from kundagenda.database.ready import forget_ready, ready_rows, store_ready
from kundagenda.database.spans import Spans
from kundagenda.database.state import bump_version, refuse_demo
from kundagenda.database.tables_read import refuse_missing, remember_read
from kundagenda.database.warehouse import Warehouse
from kundagenda.logs import note
from kundagenda.settings import settings
from metrics import METRICS, Metric, logo_churn, repeat_rate
from metrics.definition import Family
from metrics.outcomes import outcome, outcome_names
from metrics.scope import Scope
from metrics.tables import kpi_monthly, outcome_values, purchases, subscriptions, survey_answers

Progress = Callable[[Sequence[Metric]], Iterable[Metric]]
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
    warehouse: Warehouse | None = None,
    progress: Progress = iter,
    without: Collection[str] = (),
) -> list[Refreshed]:
    """Recompute the KPI table, and then the verdicts, in one transaction.

    A warehouse is asked before that transaction begins, and each answer is kept as it comes: no
    edit waits for it, and a refresh that was stopped goes on where it was.

    Args:
        engine: The app database.
        since: The first month to recompute; all months when null.
        today: The day that decides which months have ended.
        warehouse: Where answers and subscriptions lie; the app database when null.
        progress: Wraps the metrics, for a bar on a terminal.
        without: Tables of the warehouse that are gone for good.

    Returns:
        One record per metric, in the order of the catalogue.

    Raises:
        ReaderError: a database cannot be reached or refuses, or another refresh is running; the
            figures stand as they were.
    """
    on = today or date.today()
    with only_refresh(engine) as still_alone, failure_kept(engine):
        begun = perf_counter()
        note("refresh begun", since=since)
        if warehouse is not None:
            with clear_failures(engine), engine.connect() as app:
                refuse_demo(app)
                refuse_missing(app, warehouse, without)
            _ask_ahead(engine, warehouse, since, on, progress)
            progress = iter
        with clear_failures(engine), engine.begin() as connection:
            take_turn(connection)
            still_alone()
            lines = refresh_within(connection, since, on, warehouse, progress)
            clear_audit(connection, settings().audit_days)
        note("refresh ended", seconds=round(perf_counter() - begun, 3), metrics=len(lines))
        return lines


def refresh_within(
    connection: Connection,
    since: int | None,
    on: date,
    warehouse: Warehouse | None = None,
    progress: Progress = iter,
) -> list[Refreshed]:
    """Refresh in the caller's transaction, with what the warehouse has answered if there is one."""
    from kundagenda.database.verdicts import store_verdicts  # statistics load slowly

    if connection.dialect.name == "postgresql":
        # After many new rows it would plan the statements badly: 10 s where 2 s are enough.
        connection.execute(text("ANALYZE"))
    answered = Answered(connection, warehouse) if warehouse else None
    sources = Sources(InPlace(connection), answered)
    spans = Spans(on, sources)
    outcomes = _outcomes(sources)
    _forget_outcomes(connection, outcomes)
    forget_ready(connection, since)
    if answered and warehouse:
        store_ready(connection, answered, warehouse, since)
        remember_read(connection, warehouse)
    for metric in METRICS:
        if not sources.together(*_tables(metric)):
            forget_rows(connection, metric, None)
    lines = [
        _refresh_metric(connection, _asked_of(metric, sources), metric, since, spans)
        for metric in progress([*_asked(sources), *outcomes])
    ]
    refresh_cohorts(connection, sources.of(subscriptions), spans.whole(logo_churn, since), since)
    store_verdicts(connection, sources, on, book=spans.watched())
    forget_answers(connection)
    forget_failure(connection)
    bump_version(connection)
    return lines


def _ask_ahead(
    engine: Engine, warehouse: Warehouse, since: int | None, on: date, progress: Progress
) -> None:
    """Ask the warehouse everything that a refresh will need of it, and keep the answers."""
    from kundagenda.database.verdicts import respondents_of, tenure_rows

    apart = Asking(engine, warehouse)
    sources = Sources(Looking(engine), apart)
    spans = Spans(on, sources)
    for _ in ready_rows(apart, warehouse):
        pass
    for metric in progress([*_asked(sources), *_outcomes(sources)]):
        scope = spans.whole(metric, since)
        facts = _asked_of(metric, sources)
        if scope and facts is apart:
            facts.rows(metric.key, metric(scope))
    book, whole = spans.watched(), spans.whole(logo_churn, since)
    if whole and sources.of(subscriptions) is apart:
        cohort_rows(apart, whole)
    if book and sources.of(subscriptions) is apart:
        tenure_rows(sources, book)
    if sources.of(survey_answers) is apart:
        respondents_of(sources, on)


def _has(sources: Sources, table: Table) -> bool:
    """Whether such a table is kept: not every company has purchases or outcomes."""
    return sources.of(table).holds(table)


def _asked(sources: Sources) -> list[Metric]:
    """The metrics of the catalogue that there are tables for, in one database."""
    return [
        metric
        for metric in METRICS
        if sources.together(*_tables(metric))
        and (metric is not repeat_rate or _has(sources, purchases))
    ]


def _tables(metric: Metric) -> list[Table]:
    return [*{column.table.name: column.table for column in metric.dated_by}.values()]


def _outcomes(sources: Sources) -> list[Metric]:
    """A metric for every outcome that the company follows."""
    if not _has(sources, outcome_values):
        return []
    rows = sources.of(outcome_values).rows("names of outcomes", outcome_names())
    return [outcome(row.name) for row in rows]


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
            scope = Scope(first, last)
            store_rows(connection, metric, scope, connection.execute(metric(scope)).all())


def _asked_of(metric: Metric, sources: Sources) -> Facts:
    """Who answers for a metric: agendas lie in the app database, always."""
    if metric.family is Family.AGENDA:
        return sources.own
    return sources.of(*_tables(metric))


def _refresh_metric(
    connection: Connection, facts: Facts, metric: Metric, since: int | None, spans: Spans
) -> Refreshed:
    begun = perf_counter()
    scope = spans.whole(metric, since)
    forget_rows(connection, metric, since)
    found = facts.rows(metric.key, metric(scope)) if scope else ()
    rows = store_rows(connection, metric, scope, found) if scope else 0
    kept = bool(given_months(connection, metric))
    return Refreshed(metric.key, rows, perf_counter() - begun, kept)


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

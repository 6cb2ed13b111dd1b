"""Ready monthly figures of a company's own, as rows of the KPI table."""

from collections.abc import Iterator, Mapping, Sequence
from math import isfinite
from typing import Any

from sqlalchemy import Connection, delete, insert, select

from kundagenda.database.facts import Facts
from kundagenda.database.tables import now
from kundagenda.database.warehouse import Warehouse
from kundagenda.errors import ReaderError
from metrics import PREFIX, Metric, metric_of
from metrics.periods import month_text
from metrics.scope import Rows
from metrics.tables import kpi_monthly

GIVEN, READY = "given", "ready"
AS_GIVEN = (GIVEN, READY)
"""Where figures come from that nobody here computed: typed in or loaded, and read ready-made."""


def ready_rows(facts: Facts, warehouse: Warehouse) -> Iterator[tuple[str, Any]]:
    """The rows of every table of ready figures, each with the name that the settings give it."""
    for name, source in warehouse.ready.items():
        for row in facts.rows(f"ready {name}", _asked(source)):
            yield name, row


def _asked(source: Any) -> Rows:
    asked: Rows = select(*source.columns).order_by(source.c.metric, source.c.month)
    return asked


def forget_ready(connection: Connection, since: int | None) -> None:
    """Take away the ready figures of months from one on (all where null).

    What no setting names any more must not stand for ever.
    """
    gone = delete(kpi_monthly).where(kpi_monthly.c.source == READY)
    connection.execute(gone if since is None else gone.where(kpi_monthly.c.month >= since))


def store_ready(
    connection: Connection, facts: Facts, warehouse: Warehouse, since: int | None
) -> None:
    """Store the ready figures that the warehouse has now, in the place of those forgotten.

    Months with values that somebody typed in are left to them, and months before ``since``.

    Raises:
        ReaderError: a metric is unknown, a month is none, two rows say the same, or a whole stands
            beside its groups.
    """
    rows: dict[tuple[str, int, str], dict[str, Any]] = {}
    for name, row in ready_rows(facts, warehouse):
        if row.value is None or not isfinite(row.value):  # NaN, as some engines have it
            continue
        parts = _parts(name, row)
        key = parts["metric"], parts["month"], parts["segment"]
        if key in rows:
            raise ReaderError(
                "ready.{name} has two values of {metric} for one month and segment "
                "({month}, '{segment}'); have it give one.",
                name=name,
                metric=key[0],
                month=key[1],
                segment=key[2],
            )
        rows[key] = parts
    _refuse_sums(rows)
    kept = _typed_in(connection, {metric for metric, _, _ in rows})
    wanted = [
        parts
        for (key, month, _), parts in rows.items()
        if (key, month) not in kept and (since is None or month >= since)
    ]
    _make_room(connection, wanted)
    if wanted:
        connection.execute(insert(kpi_monthly), wanted)


def _refuse_sums(rows: Mapping[tuple[str, int, str], Mapping[str, Any]]) -> None:
    """Refuse a whole beside its groups, which would be counted twice where both are counted.

    Without a group is a part like any, as in answers and contracts; of an outcome it is the whole.
    """
    counted = {key for key, parts in rows.items() if parts["denominator"] is not None}
    wholes = {(metric, month) for metric, month, segment in counted if segment == ""}
    for metric, month, segment in sorted(counted):
        if segment and (metric, month) in wholes and not metric.startswith(PREFIX):
            raise ReaderError(
                "The ready figures have {metric} for {month} both without a segment and for "
                "'{segment}', each with how many it rests on. Added up, they would count customers "
                "twice: leave out the rows of the whole, or those of the segments.",
                metric=metric,
                month=month_text(month),
                segment=segment,
            )


def _parts(name: str, row: Any) -> dict[str, Any]:
    """A ready value as parts: with what stands behind it where that is known, so that it pools."""
    metric = _metric(name, row.metric)
    if row.month is None or not 1900 * 12 <= row.month < 2200 * 12:
        raise ReaderError(
            "ready.{name} has the month {month}, which is none; say how months are written "
            "there, as in columns.month = {{column = 'Period', written = 'YYYYMM'}}.",
            name=name,
            month=row.month,
        )
    n = row.n if row.n and row.n > 0 else None
    return {
        "metric": metric.key,
        "month": int(row.month),
        "forum": "",
        "segment": row.segment or "",
        "numerator": row.value if n is None else row.value * n / metric.scale,
        "denominator": n,
        "squares": None,
        "base": None if n is None else round(n),
        "source": READY,
        "refreshed_at": now(),
        "error": row.error,
    }


def _metric(name: str, key: Any) -> Metric:
    found = metric_of(str(key))
    if found is None:
        raise ReaderError(
            "ready.{name} has values of the metric '{key}', which there is not. Name one of "
            "docs/metrics.md, or outcome:NAME for a figure of your own.",
            name=name,
            key=key,
        )
    return found


def _typed_in(connection: Connection, keys: set[str]) -> set[tuple[str, int]]:
    """The metrics and months of which somebody typed values in."""
    typed = select(kpi_monthly.c.metric, kpi_monthly.c.month).where(
        kpi_monthly.c.metric.in_(keys), kpi_monthly.c.source == GIVEN
    )
    return {(key, month) for key, month in connection.execute(typed)}


def _make_room(connection: Connection, wanted: Sequence[dict[str, Any]]) -> None:
    """Take away computed figures of months that have ready ones: origins never stand mixed."""
    for key in {parts["metric"] for parts in wanted}:
        months = {parts["month"] for parts in wanted if parts["metric"] == key}
        computed = kpi_monthly.c.source.not_in(AS_GIVEN)
        connection.execute(
            delete(kpi_monthly).where(
                kpi_monthly.c.metric == key, kpi_monthly.c.month.in_(months), computed
            )
        )

"""The rows behind a figure's period: items, answers, accounts that moved, or months' values."""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Any, NamedTuple

import pandas as pd
from sqlalchemy import ColumnElement, Connection, Double, case, cast, func, literal, or_, select

from kundagenda.findings.agenda import items_between
from kundagenda.findings.kpi import parts_of, segment_parts
from kundagenda.findings.listing import Listing, listing_of
from kundagenda.findings.view import View
from kundagenda.findings.withholding import WHOLE
from metrics import grr, nrr
from metrics.definition import Family, Metric
from metrics.movements import KINDS, movers
from metrics.nki import nki, responses_counted
from metrics.outcomes import PREFIX, values_given
from metrics.periods import Grain, inline, month_number, months_of
from metrics.retention import cohort
from metrics.satisfaction import ANSWERED, answers_counted
from metrics.scope import Rows, Scope

ANSWERS = ("period", "segment", "instrument", "score")
ACCOUNTS = ("month", "account_id", "segment", "kind", "before", "after")
HUNDREDTH = 0.01
VALUES = ("month", "segment", "value", "base")
_SIZES = {Grain.MONTH: 1, Grain.QUARTER: 3, Grain.YEAR: 12}


class Kind(StrEnum):
    """What the rows behind a figure are."""

    ITEMS = "items"
    ANSWERS = "answers"
    ACCOUNTS = "accounts"
    COHORT = "cohort"
    VALUES = "values"


class Why(StrEnum):
    """Why there are no rows to show, or not all."""

    NONE = "none"
    WITHHELD = "withheld"
    ANOTHER_SOURCE = "another source"


@dataclass(frozen=True)
class Behind:
    """Rows, newest first, at most as many as were asked for; ``total`` counts them all.

    ``rows`` has `ITEM_COLUMNS`, `ANSWERS` (``period`` of the grain ``own``, ``segment`` null where
    it is not told), `ACCOUNTS` (of a cohort too) or `VALUES`, by the kind. ``why`` tells why it is
    empty, ``compared`` of a cohort between which months.
    """

    kind: Kind
    rows: pd.DataFrame
    total: int
    why: Why | None = None
    own: Grain = Grain.MONTH
    compared: tuple[int, int] | None = None


def kind_of(metric: Metric) -> Kind | None:
    """What rows a metric has behind it; null for one that only counts what others show."""
    match metric.family:
        case Family.AGENDA:
            return Kind.ITEMS
        case Family.SURVEY if metric.key == nki.key or metric.key in ANSWERED:
            return Kind.ANSWERS
        # Whether customers buy again is no matter of subscriptions.
        case Family.RETENTION if metric.key != "repeat_rate":
            return Kind.COHORT if metric.horizon > 1 else Kind.ACCOUNTS
        case Family.OUTCOME:
            return Kind.VALUES
        case _:
            return None


class _Asked(NamedTuple):
    """Where figures are read, and where the facts that they add up lie."""

    app: Connection
    facts: Connection


def behind_of(
    connection: Connection, view: View, metric: Metric, period: int, most: int,
    facts: Connection | None = None,
) -> Behind:  # fmt: skip
    """The rows behind a metric's period in a view: three statements for answers, at most.

    Args:
        connection: The app database.
        view: Forum narrows items; segment everything else.
        metric: One that `kind_of` knows.
        period: As `months_of` names it at the view's grain.
        most: The most rows to read.
        facts: Where answers, subscriptions and outcomes lie; the app database when null.
    """
    asked = _Asked(connection, facts or connection)
    months = months_of(period, view.grain)
    scope = Scope(months[0], min(months[-1], max(month_number(view.as_of), months[0])))
    match kind_of(metric):
        case Kind.ITEMS:
            rows, total = items_between(connection, view, scope.first, scope.last, most)
            return Behind(Kind.ITEMS, rows, total, None if total else Why.NONE)
        case Kind.ANSWERS:
            return _answers_behind(asked, view, metric, period, most)
        case Kind.COHORT:
            return _cohort_behind(asked, view, metric, months, most)
        case Kind.ACCOUNTS:
            kind = metric.key.removeprefix("mrr_")
            moved = movers(scope, [kind] if kind in KINDS else KINDS, view.segment)
            return _read(asked.facts, Kind.ACCOUNTS, moved, ACCOUNTS, most)
        case Kind.VALUES:
            query = values_given(metric.key.removeprefix(PREFIX), scope, view.segment)
            return _read(asked.facts, Kind.VALUES, query, VALUES, most)
    raise ValueError(f"{metric.key} has no rows behind it")


def _cohort_behind(
    asked: _Asked, view: View, metric: Metric, months: Sequence[int], most: int
) -> Behind:
    """The customers of a horizon ago and what became of them by the last month that has a figure.

    Shown only while they still add up to that figure.
    """
    parts = parts_of(asked.app, metric, segment=view.segment)
    there = [month for month in months if month in parts]
    if not there:
        return _nothing(Why.NONE, Kind.COHORT)
    month, sums = there[-1], parts[there[-1]]
    rows = cohort(month, metric.horizon, view.segment).subquery("behind")
    parts_of_row = (_counts_in(metric, rows.c), _whole(metric, rows.c))
    totals = [func.sum(part).over() for part in parts_of_row]
    moved = func.abs(rows.c.after - rows.c.before)
    query = select(rows, *totals, func.count().over()).order_by(moved.desc(), rows.c.account_id)
    found = asked.facts.execute(query.limit(most)).all()
    added = tuple(found[0][-3:-1]) if found else (None, None)
    if not sums.poolable or not _adds_up(added, (sums.numerator, sums.denominator)):
        return _nothing(Why.ANOTHER_SOURCE, Kind.COHORT)
    frame = pd.DataFrame([tuple(row[:-3]) for row in found], columns=list(ACCOUNTS))
    compared = (month - metric.horizon, month)
    return Behind(Kind.COHORT, frame, found[0][-1], compared=compared)


def _counts_in(metric: Metric, row: Any) -> ColumnElement[Any]:
    """What an account adds to the numerator: itself once it has left, or what it pays."""
    match metric.key:
        case grr.key:
            return case((row.after < row.before, row.after), else_=row.before)
        case nrr.key:
            return cast(row.after, Double)
        case _:
            return case((row.after == 0, inline(1)), else_=inline(0))


def _whole(metric: Metric, row: Any) -> ColumnElement[Any]:
    """What it adds to the denominator: itself, or what it paid."""
    return cast(row.before, Double) if metric.key in (grr.key, nrr.key) else inline(1)


def _adds_up(added: tuple[Any, ...], figure: tuple[float | None, float | None]) -> bool:
    """Whether sums are those of the figure, to the hundredth that amounts are kept in."""
    return all(
        one is not None and other is not None and abs(float(one) - other) < HUNDREDTH / 2
        for one, other in zip(added, figure, strict=True)
    )


def _read(
    connection: Connection, kind: Kind, query: Rows, columns: tuple[str, ...], most: int
) -> Behind:
    """Newest first; accounts by how much they moved, all else by segment."""
    rows = query.subquery("behind")
    order: list[ColumnElement[Any]] = [rows.c.month.desc()]
    if kind is Kind.ACCOUNTS:
        moved = rows.c.after - func.coalesce(rows.c.before, 0)
        order += [func.abs(moved).desc(), rows.c.account_id]
    else:
        order.append(rows.c.segment)
    return _framed(connection, kind, select(rows).order_by(*order), columns, most)


def _framed(
    connection: Connection, kind: Kind, query: Rows, columns: tuple[str, ...], most: int
) -> Behind:
    counted = query.add_columns(func.count().over()).limit(most)
    rows = [tuple(row) for row in connection.execute(counted)]
    frame = pd.DataFrame([row[:-1] for row in rows], columns=list(columns))
    total = rows[0][-1] if rows else 0
    return Behind(kind, frame, total, None if total else Why.NONE)


def _answers(metric: Metric, scope: Scope) -> Rows:
    if metric.key == nki.key:
        return responses_counted(scope)
    return answers_counted(metric.key, scope)


def _answers_behind(asked: _Asked, view: View, metric: Metric, period: int, most: int) -> Behind:
    """The answers that may be listed, where they are still those that the figures count."""
    segments = segment_parts(asked.app, [metric])[metric.key]
    months = months_of(period, view.grain)
    parts = {(s, m): sums for s, by in segments.items() for m, sums in by.items() if m in months}
    if not any(sums.base or sums.numerator is not None for sums in parts.values()):
        return _nothing(Why.NONE, Kind.ANSWERS)
    if not all(sums.poolable for sums in parts.values()):
        return _nothing(Why.ANOTHER_SOURCE, Kind.ANSWERS)
    listing = listing_of(segments, view.segment or WHOLE, view.grain, period)
    if listing is None:
        return _nothing(Why.WITHHELD, Kind.ANSWERS)
    scope = Scope(months[0], months[-1])
    counted = {(row.segment, row.month): row.base for row in asked.facts.execute(metric(scope))}
    if counted != {key: sums.base for key, sums in parts.items()}:
        return _nothing(Why.ANOTHER_SOURCE, Kind.ANSWERS)
    return _listed(asked.facts, metric, scope, listing, most)


def _nothing(why: Why, kind: Kind) -> Behind:
    columns = ANSWERS if kind is Kind.ANSWERS else ACCOUNTS
    return Behind(kind, pd.DataFrame(columns=list(columns)), 0, why)


def _listed(
    connection: Connection, metric: Metric, scope: Scope, listing: Listing, most: int
) -> Behind:
    """The rows of a listing. Nothing finer than what it tells decides their order."""
    rows = _answers(metric, scope).subquery("answers")
    block = (rows.c.month - rows.c.month % inline(_SIZES[listing.own])).label("period")
    named = [
        ((block == first) & rows.c.segment.in_(sorted(told)), rows.c.segment)
        for first, told in listing.blocks.items()
        if told
    ]
    segment = (case(*named) if named else literal(None)).label("segment")
    inside = or_(*(block == first for first in listing.blocks))
    if listing.unit is not WHOLE:
        inside &= rows.c.segment == listing.unit
    listed = (
        select(block, segment, rows.c.instrument, rows.c.score).where(inside).subquery("listed")
    )
    order = (listed.c.period.desc(), func.coalesce(listed.c.segment, ""), listed.c.score.desc())
    found = _framed(connection, Kind.ANSWERS, select(listed).order_by(*order), ANSWERS, most)
    return Behind(found.kind, found.rows, found.total, found.why, listing.own)

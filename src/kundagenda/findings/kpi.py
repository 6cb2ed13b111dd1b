"""Reads the KPI table: sums of parts by month, never a fact table."""

from collections.abc import Mapping, Sequence
from typing import Any

from sqlalchemy import (
    BigInteger,
    ColumnElement,
    Connection,
    String,
    Subquery,
    case,
    cast,
    exists,
    func,
    literal,
    not_,
    or_,
    select,
    union_all,
)

from kundagenda.findings.reading import Sums
from metrics.definition import Family, Metric
from metrics.outcomes import PREFIX
from metrics.periods import inline
from metrics.scope import Rows
from metrics.tables import kpi_monthly, targets

Monthly = Mapping[int, Sums]
BySegment = Mapping[str, Monthly]


def monthly_parts(
    connection: Connection,
    metrics: Sequence[Metric],
    forums: Sequence[str] = (),
    segments: Sequence[str] = (),
    since: int = 0,
) -> dict[str, dict[int, Sums]]:
    """Parts by metric key and month, summed over the forums and segments asked for (all if none).

    Months before ``since`` are left out. A forum narrows agenda metrics only, a segment every
    other, since answers and subscriptions have no forum and most agenda items no segment. A month
    of an outcome that has a value of the whole company is that value alone.
    """
    found: dict[str, dict[int, Sums]] = {metric.key: {} for metric in metrics}
    for key, month, *parts in connection.execute(_monthly(metrics, forums, segments, since)):
        found[key][month] = Sums(*parts)
    return found


def _monthly(
    metrics: Sequence[Metric], forums: Sequence[str], segments: Sequence[str], since: int
) -> Rows:
    agenda = [metric.key for metric in metrics if metric.family is Family.AGENDA]
    others = [metric.key for metric in metrics if metric.family is not Family.AGENDA]
    in_forums = kpi_monthly.c.forum.in_(forums) if forums else kpi_monthly.c.metric.in_(agenda)
    in_segments = kpi_monthly.c.segment.in_(segments) if segments else _parts_of_the_whole()
    return (
        select(kpi_monthly.c.metric, kpi_monthly.c.month, *_sums(_unsplit(forums, segments)))
        .where(
            (kpi_monthly.c.metric.in_(agenda) & in_forums)
            | (kpi_monthly.c.metric.in_(others) & in_segments),
            kpi_monthly.c.month >= since,
        )
        .group_by(kpi_monthly.c.metric, kpi_monthly.c.month)
    )


def parts_of(
    connection: Connection, metric: Metric, forum: str = "", segment: str = ""
) -> dict[int, Sums]:
    """One metric's parts by month, narrowed to the forum and the segment if they are named."""
    query: Rows = (
        select(kpi_monthly.c.month, *_sums(_unsplit([forum], [segment])))
        .where(kpi_monthly.c.metric == metric.key)
        .group_by(kpi_monthly.c.month)
    )
    if forum:
        query = query.where(kpi_monthly.c.forum == forum)
    in_segment = kpi_monthly.c.segment == segment if segment else _parts_of_the_whole()
    query = query.where(in_segment)
    return {month: Sums(*parts) for month, *parts in connection.execute(query)}


def segment_parts(
    connection: Connection, metrics: Sequence[Metric], since: int = 0
) -> dict[str, dict[str, dict[int, Sums]]]:
    """Parts by metric key, segment and month: what withholding must know, whatever is shown.

    Calendar years that end before ``since`` are left out, save the last two and the running one
    of each metric: they say at which grain a segment may be shown, in every view the same.
    """
    found: dict[str, dict[str, dict[int, Sums]]] = {metric.key: {} for metric in metrics}
    for key, segment, month, *parts in connection.execute(_by_segment(metrics, since)):
        found[key].setdefault(segment, {})[month] = Sums(*parts)
    return found


def _by_segment(metrics: Sequence[Metric], since: int) -> Rows:
    newest, month = _newest([metric.key for metric in metrics]), kpi_monthly.c.month
    return (
        _parted()
        .join(newest, newest.c.metric == kpi_monthly.c.metric)
        .where(or_(month >= since - since % 12, month >= newest.c.judged_from))
    )


def _parted() -> Rows:
    """A row a metric, segment and month."""
    by = (kpi_monthly.c.metric, kpi_monthly.c.segment, kpi_monthly.c.month)
    return select(*by, *_sums(_unsplit([], [kpi_monthly.c.segment]))).group_by(*by)


def monthly_and_segment_parts(
    connection: Connection,
    metrics: Sequence[Metric],
    forums: Sequence[str],
    grouped: Sequence[Metric],
    since: int = 0,
    segments: Sequence[str] = (),
) -> tuple[dict[str, dict[int, Sums]], dict[str, dict[str, dict[int, Sums]]]]:
    """`monthly_parts` of some metrics and `segment_parts` of others, in one statement."""
    whole, by_group = _monthly(metrics, forums, segments, since), _by_segment(grouped, since)
    return _both(connection, (metrics, whole), (grouped, by_group))


def parts_queries(
    metrics: Sequence[Metric], forums: Sequence[str], segments: Sequence[str],
    grouped: Sequence[Metric], since: int,
) -> tuple[Rows, Rows]:  # fmt: skip
    """The statements of `monthly_parts` and of `segment_parts`, for `findings.together`."""
    return _monthly(metrics, forums, segments, since), _by_segment(grouped, since)


def aimed_query(since: int) -> Rows:
    """A row a metric, segment and month of the company's own outcomes that have a target."""
    key = kpi_monthly.c.metric
    aimed = key.in_(select(targets.c.metric)) & key.startswith(PREFIX, autoescape=True)
    return _parted().where(aimed, kpi_monthly.c.month >= since)


def _newest(keys: Sequence[str]) -> Subquery:
    """By metric, the January two years before the year of its newest month with parts to add."""
    adds_up = kpi_monthly.c.denominator.is_not(None)
    month = func.max(case((adds_up, kpi_monthly.c.month)))
    return (
        select(kpi_monthly.c.metric, (month - month % inline(12) - inline(24)).label("judged_from"))
        .where(kpi_monthly.c.metric.in_(keys))
        .group_by(kpi_monthly.c.metric)
        .subquery("newest")
    )


def whole_and_group_parts(
    connection: Connection,
    metrics: Sequence[Metric],
    segments: Sequence[str],
    grouped: Sequence[Metric],
    months: Sequence[int],
) -> tuple[dict[str, dict[int, Sums]], dict[str, dict[str, dict[int, Sums]]]]:
    """`monthly_parts` of metrics without a forum, and `segment_parts` of a few months, in one.

    A page that ranks its groups needs every group at the end alone: of 300 groups over twenty
    years all months would be a hundred times as many rows.
    """
    few = [metric.key for metric in grouped]
    by_group = _parted().where(kpi_monthly.c.metric.in_(few), kpi_monthly.c.month.in_(months))
    whole = _monthly(metrics, (), segments, 0)
    return _both(connection, (metrics, whole), (grouped, by_group))


def _both(
    connection: Connection,
    whole: tuple[Sequence[Metric], Rows],
    grouped: tuple[Sequence[Metric], Rows],
) -> tuple[dict[str, dict[int, Sums]], dict[str, dict[str, dict[int, Sums]]]]:
    """Two queries as one: the company's rows go without a segment, which no row of a group does."""
    of = whole[1].subquery("whole").c
    unparted = select(of[0], literal(None, String).label("segment"), *list(of)[1:])
    monthly: dict[str, dict[int, Sums]] = {metric.key: {} for metric in whole[0]}
    groups: dict[str, dict[str, dict[int, Sums]]] = {metric.key: {} for metric in grouped[0]}
    for key, group, month, *parts in connection.execute(union_all(unparted, grouped[1])):
        found = monthly[key] if group is None else groups[key].setdefault(group, {})
        found[month] = Sums(*parts)
    return monthly, groups


def _parts_of_the_whole() -> ColumnElement[bool]:
    """The rows that make the whole company: an outcome given for all of it stands for its groups.

    An empty segment of an outcome is all customers, so that adding the groups to it would count
    them twice. Of answers and subscriptions it is the customers without a group: a part like any.
    """
    whole = kpi_monthly.alias("whole")
    is_given = exists().where(
        whole.c.metric == kpi_monthly.c.metric,
        whole.c.month == kpi_monthly.c.month,
        # No outcome has a forum; said, the key finds the row at once among hundreds of groups.
        whole.c.forum == "",
        whole.c.segment == "",
    )
    own = kpi_monthly.c.metric.startswith(PREFIX, autoescape=True)
    return not_(own) | (kpi_monthly.c.segment == "") | not_(is_given)


def _unsplit(forums: Sequence[Any], segments: Sequence[Any]) -> ColumnElement[bool]:
    """Whether a row is about all that was asked for, not about a part of it."""
    return kpi_monthly.c.forum.in_(["", *forums]) & kpi_monthly.c.segment.in_(["", *segments])


def _sums(unsplit: ColumnElement[bool]) -> tuple[ColumnElement[Any], ...]:
    """Sums of the parts, or a value as it was given.

    As soon as one row has no denominator (a given value) nothing adds up: there is no sum of
    denominators, and the numerator is the value given for all that was asked for, if any.
    """
    adds_up = func.count() == func.count(kpi_monthly.c.denominator)
    squared = func.count() == func.count(kpi_monthly.c.squares)
    based = func.count() == func.count(kpi_monthly.c.base)
    alone = unsplit & kpi_monthly.c.denominator.is_(None)
    given = case((alone, kpi_monthly.c.numerator))
    told = func.count() == func.count(kpi_monthly.c.error)
    weighed, own = (
        kpi_monthly.c.error * kpi_monthly.c.denominator,
        case((alone, kpi_monthly.c.error)),
    )
    return (
        case((adds_up, func.sum(kpi_monthly.c.numerator)), else_=func.max(given)),
        case((adds_up, func.sum(kpi_monthly.c.denominator))),
        case((squared, func.sum(kpi_monthly.c.squares))),
        cast(case((based, func.sum(kpi_monthly.c.base))), BigInteger),
        case((told & adds_up, func.sum(weighed * weighed)), else_=func.max(own * own)),
    )

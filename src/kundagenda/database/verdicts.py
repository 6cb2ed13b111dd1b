"""Computes the verdicts at refresh and keeps them, so that no page runs a test."""

import json
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import asdict
from datetime import UTC, date, datetime
from typing import Any, NamedTuple

import pandas as pd
from sqlalchemy import Connection, case, delete, func, insert, select

from kundagenda.database.facts import Sources
from kundagenda.database.segments_by_month import outcome_by_segment, tagged_by_segment
from metrics import CATALOGUE, customer_item_share
from metrics.change import LevelChange, level_change
from metrics.cohorts import CUSTOMER_TENURE, Tenure, customer_tenure, tenures
from metrics.definition import Family, Metric
from metrics.lead import LeadVerdict, lead_verdict
from metrics.levels import Scale
from metrics.panel import PanelVerdict, panel_verdict
from metrics.periods import Grain, month_number, month_of, month_text, period_of
from metrics.respondents import MixShift, mix_shift, respondents
from metrics.scope import Scope
from metrics.sharing import judged_together
from metrics.tables import kpi_monthly, meetings, subscriptions, survey_answers, verdicts

# Figures with monthly observations of their own; a trailing one would pass for a change.
LEVELS = (
    "customer_item_share", "deep_share", "nps", "csat_5", "csat_7", "csat_10", "ces", "nki",
    "response_rate", "logo_churn_month", "grr_month", "nrr_month",
)  # fmt: skip
# Two questions, what customers say and what they do: every further one costs the power of both.
SAY = ("nps", "csat_7", "csat_5", "csat_10", "ces", "nki")
DO = "logo_churn_month"
SEGMENT_OUTCOMES = ("nps", "logo_churn_month")
TOLD = ("signal", "no_evidence")

Found = LevelChange | LeadVerdict | PanelVerdict | MixShift | Tenure


class Asked(NamedTuple):
    """What a verdict is about: its kind, its metric, and the outcome that it is held against."""

    kind: str
    metric: str
    against: str = ""


MIX = Asked("mix", "response_rate")
TENURE = Asked("survival", CUSTOMER_TENURE.key)


def store_verdicts(
    connection: Connection, sources: Sources, on: date, book: Scope | None = None
) -> None:
    """Replace this quarter's verdicts with those that the KPI table gives on a day.

    Who answered, and how long customers stayed as seen in the months of ``book`` (null: there are
    none), is asked of ``sources``.

    A change of level looks at every month that has ended. Whether attention comes first is
    asked of whole quarters only and its answer stays for the quarter, so that neither a new
    month nor a corrected figure fishes for a first hit; see `_may_change`.
    """
    last = month_number(on) - 1
    quarter_end = period_of(last + 1, Grain.QUARTER) - 1
    _forget_what_has_no_rows(connection, book)
    for found, month in ((_levels, last), (_orders_in_time, quarter_end)):
        _store(connection, dict(found(connection, month)), period_of(month, Grain.QUARTER))
    counted: dict[Asked, Found] = {MIX: mix_shift(*respondents_of(sources, on))}
    if book:
        counted[TENURE] = customer_tenure(tenure_rows(sources, book), book.last)
    _store(connection, counted, period_of(last, Grain.QUARTER))


def respondents_of(sources: Sources, on: date) -> tuple[dict[str, int], dict[str, int]]:
    """Who answered by segment in the last year and the one before; who has none is left out."""
    last, facts = month_number(on) - 1, sources.of(survey_answers)
    years = {"now": Scope(last - 11, last), "before": Scope(last - 23, last - 12)}
    now, before = (
        _by_segment(facts.rows(f"respondents {name}", respondents(year)))
        for name, year in years.items()
    )
    return now, before


def _by_segment(rows: Sequence[Any]) -> dict[str, int]:
    counted: Counter[str] = Counter()
    for row in rows:
        if row.segment:
            counted[row.segment] += row.respondents
    return dict(counted)


def tenure_rows(sources: Sources, book: Scope) -> Sequence[Any]:
    """How long customers stayed as seen in the months of a book."""
    return sources.of(subscriptions).rows("how long customers stay", tenures(book))


def _levels(connection: Connection, last: int) -> Iterator[tuple[Asked, Found]]:
    for metric in (CATALOGUE[key] for key in LEVELS):
        series = monthly_series(connection, metric, last)
        if len(series):
            scale: Scale = "share" if metric.family is Family.AGENDA else "plain"
            yield Asked("level", metric.key), level_change(series, scale)


def _orders_in_time(connection: Connection, last: int) -> Iterator[tuple[Asked, Found]]:
    """The company's and the segments' verdicts on each outcome, which share one chance of error."""
    attention = monthly_series(connection, customer_item_share, last)
    say = {key: monthly_series(connection, CATALOGUE[key], last) for key in SAY}
    said = next(((key, series) for key, series in say.items() if len(series)), None)
    did = monthly_series(connection, CATALOGUE[DO], last)
    outcomes = dict([said] if said else []) | ({DO: did} if len(did) else {})
    leads = {key: lead_verdict(attention, outcome) for key, outcome in outcomes.items()}
    panels = {key: _panel(connection, key, last) for key in outcomes if key in SEGMENT_OUTCOMES}
    leads, compared = judged_together(leads, {k: v for k, v in panels.items() if v is not None})
    for kind, found in (("panel", compared), ("lead", leads)):
        for key, verdict in found.items():
            yield Asked(kind, customer_item_share.key, key), verdict


def _panel(connection: Connection, outcome: str, last: int) -> PanelVerdict | None:
    """Null where there are too few segments to compare: that will not change by waiting."""
    attention = tagged_by_segment(connection, customer_item_share, last)
    found = panel_verdict(attention, outcome_by_segment(connection, CATALOGUE[outcome], last))
    return None if found.reason == "too_few_segments" else found


def monthly_series(connection: Connection, metric: Metric, last: int) -> "pd.Series[float]":
    """A metric of the whole company by month, up to and including ``last``; PeriodIndex.

    A month with a value given without its base does not add up, and is unknown.

    An agenda month without a held meeting, between the first and the last with one, has
    attention 0: a Swedish July is not a gap in the data. Where meetings were held and nothing
    on them counts, attention is unknown.
    """
    adds_up = func.count() == func.count(kpi_monthly.c.denominator)
    parts = (
        select(
            kpi_monthly.c.month,
            func.sum(kpi_monthly.c.numerator),
            case((adds_up, func.sum(kpi_monthly.c.denominator))),
        )
        .where(kpi_monthly.c.metric == metric.key, kpi_monthly.c.month <= last)
        .group_by(kpi_monthly.c.month)
        .order_by(kpi_monthly.c.month)
    )
    values = {row[0]: metric.value(row[1], row[2]) for row in connection.execute(parts)}
    if not values:
        return pd.Series(dtype=float, index=pd.PeriodIndex([], freq="M"))
    if metric is customer_item_share:
        values = _quiet_months(connection, last) | values
    months = range(min(values), max(values) + 1)
    index = pd.PeriodIndex([month_text(month) for month in months], freq="M")
    return pd.Series([values.get(month) for month in months], index=index, dtype=float)


def _quiet_months(connection: Connection, last: int) -> dict[int, float | None]:
    """Attention 0 in the months without a held meeting, from the first held one to the last."""
    month = month_of(meetings.c.held_on)
    query = select(month).where(meetings.c.status == "held", month <= last).distinct()
    held = set(connection.scalars(query))
    every = range(min(held), max(held) + 1) if held else ()
    return {month: 0.0 for month in every if month not in held}


def _forget_what_has_no_rows(connection: Connection, book: Scope | None) -> None:
    """A verdict on figures that are gone, such as a corrected import's, is no longer anyone's."""
    there = select(kpi_monthly.c.metric).distinct()
    gone = verdicts.c.metric.not_in(there) | (
        (verdicts.c.against != "") & verdicts.c.against.not_in(there)
    )
    if book:  # how long customers stay rests on the book alone
        gone &= verdicts.c.kind != TENURE.kind
    connection.execute(delete(verdicts).where(gone))


def _store(connection: Connection, found: Mapping[Asked, Found], quarter: int) -> None:
    """Write the verdicts of a quarter, except those that were told and stay."""
    stored = _stored(connection, quarter)
    now = datetime.now(UTC).replace(tzinfo=None)
    for asked, verdict in found.items():
        if asked in stored and not _may_change(asked, *stored[asked], verdict):
            continue
        told_of = {"forum": "", "segment": "", "quarter": quarter, **asked._asdict()}
        same = [verdicts.c[name] == value for name, value in told_of.items()]
        connection.execute(delete(verdicts).where(*same))
        detail = _detail(verdict)
        row = {**told_of, "status": verdict.status, "detail": detail, "computed_at": now}
        connection.execute(insert(verdicts).values(row))


def _detail(verdict: Found) -> str:
    """Every figure of a verdict, of a lead also what was found at each lag; JSON."""
    return json.dumps(asdict(verdict), default=str)


def _stored(connection: Connection, quarter: int) -> dict[Asked, tuple[str, Mapping[str, object]]]:
    """Status and detail of every verdict on the whole company in a quarter."""
    rows = connection.execute(
        select(
            verdicts.c.kind, verdicts.c.metric, verdicts.c.against, verdicts.c.status,
            verdicts.c.detail,
        ).where(verdicts.c.quarter == quarter, verdicts.c.forum == "", verdicts.c.segment == "")
    )  # fmt: skip
    return {Asked(*row[:3]): (row.status, json.loads(row.detail)) for row in rows}


def _may_change(asked: Asked, status: str, detail: Mapping[str, object], new: Found) -> bool:
    """Whether a stored verdict gives way to a new one.

    A level is asked about every month, and "too early" is no answer. Order in time is answered
    once a quarter: only another history (months read in, or taken away) is another question.
    """
    if asked.kind in ("level", "mix") or status not in TOLD:
        return True
    counted = ("n", "missing", "segments")
    if any(detail.get(name) != getattr(new, name, None) for name in counted):
        return True
    return _is_part_of(detail, json.loads(_detail(new)))


def _is_part_of(known: object, more: object) -> bool:
    """Whether one says all that the other does and no other: then it is the same answer.

    So a verdict of an earlier version gets what is stored of verdicts since.
    """
    if isinstance(known, Mapping) and isinstance(more, Mapping):
        return all(name in more and _is_part_of(known[name], more[name]) for name in known)
    return known == more

"""Findings as charts want them: whole days, and one text a period for the cursor."""

from collections.abc import Collection, Sequence
from dataclasses import replace

import pandas as pd

from kundagenda.charts.stacks import Promise
from kundagenda.charts.timeline import Row, rows_of
from kundagenda.findings.overview import Event, Overview, Priority
from kundagenda.findings.reading import SHOWN_FROM, Status
from kundagenda.texts.catalogue import say, say_many
from kundagenda.texts.numbers import SHORT_MONTHS, number, percent, period, span
from metrics import customer_item_share, logo_churn
from metrics.periods import Grain, first_day

MOST_LAUNCHES = 8
FAINT = (Status.THIN, Status.PARTIAL)


def drawn_periods(
    periods: pd.DataFrame, grain: Grain, lang: str, until: int | None = None
) -> pd.DataFrame:
    """The periods with days, names and texts; rolling ones stand at the month they end with.

    ``until`` is the last month with figures where it is over; null where one still runs.
    """
    periods = _without_empty_start(periods)
    months = periods["last"] if grain is Grain.ROLLING12 else periods["first"]
    rows = rows_of(periods)
    return periods.assign(
        start=[pd.Timestamp(first_day(month)) for month in months],
        end=[pd.Timestamp(first_day(month + 1)) for month in periods["last"]],
        label=[period_name(row, grain, lang) for row in rows],
        attention_text=[attention_text(row, lang) for row in rows],
        satisfaction_thin=[row.get("satisfaction_status") in FAINT for row in rows],
        satisfaction_text=[answers_text(row, lang) for row in rows],
        satisfaction_span=[_in_period(row, grain, lang) for row in rows],
        retained_span=pd.Series(
            [_to_month(row, until, lang) for row in rows], index=periods.index, dtype=object
        ),
        retained_text=[retained_text(row, lang) for row in rows],
    )


def _in_period(row: Row, grain: Grain, lang: str) -> str:
    """The period that a written value is of, without its year; nothing where years overlap."""
    if grain is Grain.ROLLING12:
        return ""
    name = period(int(row["period"]), grain, lang)
    short = name if grain is Grain.YEAR else name.rpartition(" ")[0]
    return say(lang, "in {period}", period=short)


def _to_month(row: Row, until: int | None, lang: str) -> str | None:
    """The month that the twelve months of customers kept end with; null where it is not over."""
    last = int(row["last"])
    if row["partial"]:
        if until is None:
            return None
        last = min(last, until)
    return say(lang, "to {month}", month=SHORT_MONTHS[lang][last % 12])


def _without_empty_start(periods: pd.DataFrame) -> pd.DataFrame:
    """The periods from the first in which anything is known: no empty axis before it."""
    known = periods["items"].gt(0)
    for column in ("satisfaction", "retained"):
        if column in periods:
            known |= periods[column].notna()
    return periods.loc[known.idxmax() :] if known.any() else periods.tail(1)


def drawn_events(events: Sequence[Event], lang: str, metrics: Collection[str] = ()) -> list[Event]:
    """The events that the picture has room for; one without words is confidential.

    Launches are left out where there are too many: customer decisions must stay readable. A note
    on one metric is shown where the picture is of it: ``metrics`` are the keys of what it shows.
    """
    crowded = sum(event.kind == "launch" for event in events) > MOST_LAUNCHES
    about = {"", *metrics}
    shown = (
        event
        for event in events
        if event.metric in about and not (crowded and event.kind == "launch")
    )
    secret = say(lang, "Confidential item")
    return [event if event.label else replace(event, label=secret) for event in shown]


def overview_metrics(found: Overview) -> tuple[str, ...]:
    """What the three bands of the Overview show, as `drawn_events` asks for it."""
    return customer_item_share.key, found.satisfaction.metric.key, logo_churn.key


def drawn_promise(priority: Priority | None, lang: str) -> Promise | None:
    """The promised share as a line, where it is one of items: the picture shows items."""
    if priority is None or priority.declared_share is None or priority.basis != "items":
        return None
    text = say(lang, "Promised {share}", share=percent(priority.declared_share, lang))
    return Promise(priority.declared_share, pd.Timestamp(priority.valid_from), text)


def period_name(row: Row, grain: Grain, lang: str) -> str:
    """The name of a period; a running one says so."""
    name = period(int(row["period"]), grain, lang)
    if grain is Grain.ROLLING12:
        name = say(lang, "12 months to {month}", month=name)
    return say(lang, "{period}, not over", period=name) if row["partial"] else name


def attention_text(row: Row, lang: str) -> str:
    """How many items were about customers, of how many, on how many meetings."""
    if not row["items"]:
        return say(lang, "no meetings")
    counts = say_many(
        lang,
        "{customer} of {items} item",
        "{customer} of {items} items",
        int(row["items"]),
        customer=number(row["customer"], lang),
        items=number(row["items"], lang),
    )
    return f"{percent(row['share'], lang)} ({counts})"


def answers_text(row: Row, lang: str) -> str:
    """The score with its interval and answers, or why there is none."""
    base = int(row.get("satisfaction_base") or 0)
    counted = say_many(lang, "{count} answer", "{count} answers", base, count=number(base, lang))
    value = row.get("satisfaction")
    if value is None or pd.isna(value):
        return _no_score(base, counted, lang)
    if pd.isna(row["satisfaction_low"]):
        return number(value, lang)
    around = span(row["satisfaction_low"], row["satisfaction_high"], lang)
    return f"{number(value, lang)} ({around}), {counted}"


def _no_score(base: int, counted: str, lang: str) -> str:
    if not base:
        return say(lang, "no answers")
    return say(lang, "{answers}, shown from {least}", answers=counted, least=SHOWN_FROM)


def retained_text(row: Row, lang: str) -> str:
    """The share of customers kept, and of how many."""
    value, base = row.get("retained"), int(row.get("retained_base") or 0)
    if value is None or pd.isna(value):
        return say(lang, "not known")
    counted = say_many(
        lang, "{count} customer", "{count} customers", base, count=number(base, lang)
    )
    return f"{percent(value, lang, 1)} ({counted})" if base else percent(value, lang, 1)

"""Overviews built by hand: an ordinary company, and one change at a time."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from typing import Any

import pandas as pd

from kundagenda.findings.overview import (
    Change,
    Figure,
    Overview,
    Priority,
    Rhythm,
    Sources,
    Verdict,
)
from kundagenda.findings.reading import Reading, Status
from kundagenda.findings.view import View
from metrics import CATALOGUE
from metrics.periods import month_number
from metrics.rhythm import Gap, Streak

AS_OF = date(2026, 9, 30)
LAST = month_number(AS_OF)
PROMISE = Priority(
    statement="Kundens drifttid är vår första prioritet.",
    declared_share=0.2,
    basis="items",
    decided_on=date(2025, 1, 14),
    valid_from=date(2025, 1, 14),
    forum="",
)
RHYTHM = Rhythm(
    recency_days=15,
    last_customer_day=date(2026, 9, 15),
    last_decision_day=date(2026, 9, 15),
    gap=Gap(48, "internal"),
    streak=Streak(3, 5),
    meetings=22,
    meetings_without_agenda=0,
    last_meeting_day=date(2026, 9, 15),
)
SOURCES = Sources(110, 1200, 0, 0, 512, 470, ("Ledningsgrupp", "Styrelse"), (), (), None)


def reading(
    key: str,
    value: float | None,
    base: int = 0,
    status: Status = Status.OK,
    numerator: float | None = None,
    low: float | None = None,
    high: float | None = None,
    period: int = LAST,
) -> Reading:
    """A reading of a metric; its numerator follows from value and base when not given."""
    metric = CATALOGUE[key]
    if numerator is None and value is not None:
        numerator = value / metric.scale * base
    squares = None
    return Reading(metric, period, value, low, high, base, numerator, base, squares, status)


def figure(now: Reading, before: float | None = None, real: bool | None = False) -> Figure:
    """A figure and the year before it; ``real`` is whether chance fails to explain the change."""
    if before is None or now.value is None:
        return Figure(now.metric, now, None, None)
    difference = now.value - before
    margin = {True: abs(difference) / 2, False: 2 * abs(difference) + 1, None: None}[real]
    low, high = (None, None) if margin is None else (difference - margin, difference + margin)
    earlier = reading(now.metric.key, before, now.base, period=LAST - 12)
    return Figure(now.metric, now, earlier, Change(difference, low, high))


def nothing(key: str) -> Figure:
    """A figure of a metric without any data."""
    return Figure(CATALOGUE[key], reading(key, None, 0, Status.UNDEFINED), None, None)


def share(customer: int, items: int, before: float | None = None, real: bool = False) -> Figure:
    """The customer's share of items."""
    value = customer / items if items else None
    now = reading("customer_item_share", value, items, numerator=customer)
    return figure(now, before, real)


def meetings(customer: int, held: int) -> Figure:
    """Meetings with a customer item, of those held in a year."""
    value = customer / held if held else None
    return figure(reading("customer_meeting_share", value, held, numerator=customer))


def nps(
    value: float, answers: int = 512, before: float | None = None, real: bool = False
) -> Figure:
    """NPS on so many answers."""
    status = Status.OK if answers >= 30 else Status.THIN
    now = reading("nps", value, answers, status, low=value - 6, high=value + 6)
    return figure(now, before, real)


def marks(value: float, before: float | None = None, real: bool = False) -> Figure:
    """Answers with one of the two best marks of seven, in a company that does not ask for NPS."""
    return figure(reading("csat_7", value, 512, low=value - 4, high=value + 4), before, real)


def churn(lost: int, customers: int, before: float | None = None, real: bool = False) -> Figure:
    """Customers lost over a year, of those a year ago."""
    status = Status.OK if customers >= 30 else Status.THIN
    now = reading("logo_churn", lost / customers, customers, status, numerator=lost)
    return figure(now, before, real)


def levels(measure: int, fix: int, improve: int, value: int) -> dict[str, Figure]:
    """Customer items of a year by level."""
    counts = {"measure": measure, "fix": fix, "improve": improve, "value": value}
    every = sum(counts.values())
    return {
        level: figure(
            reading(f"level_{level}", count / every if every else None, every, numerator=count)
        )
        for level, count in counts.items()
    }


def periods(first: int = LAST - 59, answers: int = 128) -> pd.DataFrame:
    """Quarters from a month on, with four meetings each; the last may be cut short."""
    starts = list(range(first, LAST + 1, 3))
    return pd.DataFrame(
        {
            "period": starts,
            "first": starts,
            "last": [start + 2 for start in starts],
            "meetings": [4] * len(starts),
            "satisfaction_base": [answers] * len(starts),
        }
    )


def ordinary(**changed: Any) -> Overview:
    """A company that promised 20 % of items and gives 8 %, with nothing else to remark on."""
    parts: dict[str, Any] = {
        "view": View(AS_OF),
        "demo": None,
        "priority": PROMISE,
        "share": share(20, 250, before=0.09),
        "meeting_share": meetings(15, 22),
        "satisfaction": nps(28, before=21),
        "churn": churn(35, 470, before=0.082),
        "response_rate": nothing("response_rate"),
        "levels": levels(6, 5, 5, 4),
        "rhythm": RHYTHM,
        "sources": SOURCES,
        "verdicts": (),
        "events": (),
        "periods": periods(),
        "promise_kept": None,
    } | changed
    figures = [
        parts[name] for name in ("share", "meeting_share", "satisfaction", "churn", "response_rate")
    ]
    every = [*figures, *parts["levels"].values()]
    parts.setdefault("latest", {one.metric.key: one.now for one in every if one.now})
    return Overview(**parts)


def rhythm(**changed: Any) -> Rhythm:
    """The ordinary rhythm with something changed."""
    return replace(RHYTHM, **changed)


def sources(**changed: Any) -> Sources:
    """The ordinary sources with something changed."""
    return replace(SOURCES, **changed)


def promise(**changed: Any) -> Priority:
    """The ordinary promise with something changed."""
    return replace(PROMISE, **changed)


def level(
    metric: str, status: str, last: float, before: float, since: str | None = None
) -> Verdict:
    """A verdict on the level of a metric, its detail as it comes out of JSON."""
    detail = {"n": 60, "missing": 0, "mean_last": last, "mean_before": before, "since": since}
    return Verdict("level", metric, "", status, detail)


def lead(outcome: str, status: str, **detail: Any) -> Verdict:
    """A verdict on whether an outcome follows the agenda."""
    return Verdict("lead", "customer_item_share", outcome, status, {"n": 60, "missing": 0} | detail)


def signal(r: float = 0.46) -> Mapping[str, Any]:
    """What a signal three months later has in its detail."""
    return {"r": r, "lag": 3, "lag_range": [2, 4], "reverse": {"status": "no_evidence"}}

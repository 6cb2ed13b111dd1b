"""Overviews with random values, possible and hardly possible alike."""

from datetime import date, timedelta
from typing import Any

import pandas as pd
from hypothesis import strategies as st

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
from metrics.definition import Unit
from metrics.periods import month_number
from metrics.rhythm import Gap, Streak

AS_OF = date(2026, 9, 12)
DAYS = st.integers(0, 2000).map(lambda days: AS_OF - timedelta(days=days))
COUNTS = st.one_of(st.integers(0, 12), st.integers(0, 5000))
LEVEL_METRICS = ("customer_item_share", "nps", "logo_churn_month")
FIGURES = {
    "share": "customer_item_share",
    "meeting_share": "customer_meeting_share",
    "satisfaction": "nps",
    "churn": "logo_churn",
    "response_rate": "response_rate",
}


@st.composite
def readings(draw: st.DrawFn, key: str) -> Reading:
    """A reading whose parts fit together, or one without a value, or a ready value."""
    metric, base = CATALOGUE[key], draw(COUNTS)
    period = month_number(AS_OF) - 1
    kind = draw(
        st.sampled_from(["counted", "counted", "counted", "given", "undefined", "withheld"])
    )
    lowest = -base if metric.unit is Unit.POINTS else 0
    numerator = draw(st.integers(lowest, base))
    if kind == "withheld":
        return Reading(metric, period, *[None] * 3, base, *[None] * 3, Status.WITHHELD)
    if kind == "undefined" or base == 0:
        return Reading(metric, period, *[None] * 3, 0, *[None] * 3, Status.UNDEFINED)
    value = numerator / base * metric.scale
    if kind == "given":
        return Reading(metric, period, value, None, None, 0, value, None, None, Status.OK)
    low, high = draw(st.sampled_from([(None, None), (value - 0.1, value + 0.1)]))
    status = draw(st.sampled_from([Status.OK, Status.THIN, Status.PARTIAL]))
    return Reading(metric, period, value, low, high, base, numerator, base, None, status)


@st.composite
def figures(draw: st.DrawFn, key: str) -> Figure:
    """A figure; its change is there only when both years are."""
    now, before = draw(st.none() | readings(key)), draw(st.none() | readings(key))
    if now is None or before is None or now.value is None or before.value is None:
        return Figure(CATALOGUE[key], now, before, None)
    difference = now.value - before.value
    margin = draw(st.sampled_from([None, abs(difference) / 2, 2 * abs(difference)]))
    bounds = (None, None) if margin is None else (difference - margin, difference + margin)
    return Figure(CATALOGUE[key], now, before, Change(difference, *bounds))


NUMBERS = st.none() | st.floats(-1, 1) | st.just(float("nan"))


@st.composite
def level_verdicts(draw: st.DrawFn, metric: str) -> Verdict:
    """A stored verdict on a level."""
    status = draw(st.sampled_from(["changed", "may_be_changing", "no_change", "not_enough_data"]))
    detail = {
        "n": draw(st.integers(0, 90)),
        "mean_last": draw(NUMBERS),
        "mean_before": draw(NUMBERS),
        "since": draw(st.none() | st.sampled_from(["2019-01", "2024-09"])),
    }
    return Verdict("level", metric, "", status, detail)


@st.composite
def lead_verdicts(draw: st.DrawFn, outcome: str) -> Verdict:
    """A stored verdict on order in time."""
    statuses = st.sampled_from(["signal", "no_evidence", "not_enough_data"])
    lags = st.none() | st.sampled_from([[1, 2], [2, 4], [3, 6]])
    detail: dict[str, Any] = {
        "n": draw(st.integers(0, 90)),
        "r": draw(NUMBERS),
        "lag": draw(st.none() | st.integers(1, 6)),
        "lag_range": draw(lags),
        "reverse": draw(st.none() | st.fixed_dictionaries({"status": statuses, "lag_range": lags})),
    }
    return Verdict("lead", "customer_item_share", outcome, draw(statuses), detail)


@st.composite
def rhythms(draw: st.DrawFn) -> Rhythm:
    """A rhythm in which a customer day comes with its recency."""
    last = draw(st.none() | DAYS)
    kinds = st.sampled_from(["internal", "left_edge", "right_edge", "no_customer_item"])
    return Rhythm(
        recency_days=(AS_OF - last).days if last else None,
        last_customer_day=last,
        last_decision_day=draw(st.none() | DAYS),
        gap=draw(st.none() | st.builds(Gap, st.integers(0, 400), kinds)),
        streak=draw(st.builds(Streak, COUNTS, COUNTS)),
        meetings=draw(COUNTS),
        meetings_without_agenda=draw(st.integers(0, 5)),
        last_meeting_day=draw(st.none() | DAYS),
    )


PRIORITIES = st.builds(
    Priority,
    statement=st.just("Kunden först"),
    declared_share=st.none() | st.floats(0, 1),
    basis=st.sampled_from(["items", "minutes"]),
    decided_on=DAYS,
    valid_from=DAYS,
    forum=st.sampled_from(["", "Styrelse"]),
)
NAMES = st.sampled_from([(), ("Styrelse",), ("Styrelse", "A forum whose name is much too long")])
SOURCES = st.builds(
    Sources, COUNTS, COUNTS, COUNTS, COUNTS, COUNTS, COUNTS, NAMES, st.just(()), st.none()
)
VIEWS = st.builds(
    View,
    st.just(AS_OF),
    forum=st.sampled_from(["", "", "Styrelse"]),
    segment=st.sampled_from(["", "", "Handel"]),
)


@st.composite
def frames(draw: st.DrawFn) -> pd.DataFrame:
    """Periods: none at all, or some with unknown counts."""
    counts = draw(st.lists(st.none() | st.integers(0, 40), max_size=8))
    if not counts:
        return pd.DataFrame()
    last = month_number(AS_OF)
    first = range(last - 3 * len(counts) + 3, last + 1, 3)
    columns = {"first": list(first), "meetings": counts, "satisfaction_base": counts}
    return pd.DataFrame(columns).astype({"meetings": "float", "satisfaction_base": "float"})


@st.composite
def overviews(draw: st.DrawFn) -> Overview:
    """An Overview of random values."""
    found = {name: draw(figures(key)) for name, key in FIGURES.items()}
    levels = {
        name: draw(figures(f"level_{name}")) for name in ("measure", "fix", "improve", "value")
    }
    verdicts = [draw(st.none() | level_verdicts(metric)) for metric in LEVEL_METRICS]
    verdicts += [draw(st.none() | lead_verdicts(key)) for key in ("nps", "logo_churn_month")]
    latest = {key: draw(readings(key)) for key in CATALOGUE if draw(st.booleans())}
    return Overview(
        view=draw(VIEWS),
        demo=draw(st.sampled_from([None, "Nordlog AB"])),
        priority=draw(st.none() | PRIORITIES),
        **found,
        levels=levels,
        rhythm=draw(rhythms()),
        sources=draw(SOURCES),
        verdicts=tuple(verdict for verdict in verdicts if verdict),
        events=(),
        periods=draw(frames()),
        promise_kept=draw(st.sampled_from([None, True, False])),
        latest=latest,
    )

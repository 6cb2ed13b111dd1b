"""What was promised and decided stands in the main picture, and a lot of it is bundled."""

from typing import Any

import pandas as pd
import pytest

from drawn_charts import drawn, events, layers, periods, rows, texts
from kundagenda.charts import Promise
from kundagenda.charts.events import BUNDLE_OVER, BUNDLES

PROMISE = Promise(0.2, pd.Timestamp(2025, 4, 14), "Utlovat 20\u00a0%")


def test_the_promise_is_a_dashed_line_from_its_day() -> None:
    spec = drawn(periods(), events(), PROMISE)
    (line,) = layers(spec, "rule", x="from", x2="to")
    assert rows(spec, line) == [{"from": "2025-04-14", "to": "2026-04-01"}]
    assert line["mark"]["strokeDash"]
    assert PROMISE.label in texts(spec)


def test_a_promise_from_before_the_view_starts_at_its_edge() -> None:
    spec = drawn(periods(), events(), Promise(0.2, pd.Timestamp(2019, 1, 1), "x"))
    (line,) = layers(spec, "rule", x="from", x2="to")
    assert rows(spec, line)[0]["from"] == "2025-01-01"


def test_events_outside_the_view_are_left_out_and_the_priority_is_named() -> None:
    given = events(
        ("2019-05-01", "decision", "too early"),
        ("2025-04-14", "priority", "The customer first"),
        ("2025-06-01", "launch", "Field service"),
    )
    spec = drawn(periods(), given)
    (signs,) = layers(spec, "point", shape="kind")
    assert [row["tip"] for row in rows(spec, signs)] == [
        "14 apr 2025: The customer first",
        "1 juni 2025: Field service",
    ]
    assert "Kunden blir prioritet" in texts(spec)


@pytest.mark.parametrize(
    ("decisions", "counts"),
    [(BUNDLE_OVER, {"1"}), (BUNDLE_OVER + 1, {"8"})],
)
def test_more_than_fifteen_decisions_are_bundled_without_lines(
    decisions: int, counts: set[str]
) -> None:
    half = ["2025-02-01", "2025-08-01"]
    given = [(half[i % 2], "decision", f"Decision {i}") for i in range(decisions)]
    spec = drawn(periods(), events(*given), lang="en")
    found = rows(spec, layers(spec, "point", shape="kind")[0])
    assert {row["count"] for row in found} == counts
    assert sum(int(row["count"]) for row in found) == decisions
    (lines,) = [rule for rule in layers(spec, "rule", x="day") if rule["mark"].get("opacity")]
    assert bool(rows(spec, lines)) is (decisions <= BUNDLE_OVER)
    if decisions > BUNDLE_OVER:
        assert all(row["tip"].endswith("and 5 more") for row in found)


def test_bundles_stand_evenly_apart_however_many_events_there_are() -> None:
    days = pd.date_range("2025-01-01", "2026-03-31", periods=200)
    given = [(str(day.date()), "decision", "Decision") for day in days]
    spec = drawn(periods(), events(*given))
    found = rows(spec, layers(spec, "point", shape="kind")[0])
    assert len(found) == BUNDLES
    assert sum(int(row["count"]) for row in found) == 200
    apart = pd.to_datetime(pd.Series([row["day"] for row in found])).diff().dropna().dt.days
    assert apart.max() - apart.min() <= 1


def test_a_promise_that_starts_after_the_view_is_not_drawn() -> None:
    spec = drawn(periods(), events(), Promise(0.2, pd.Timestamp(2026, 4, 1), "Utlovat"))
    assert not layers(spec, "rule", x="from", x2="to")
    assert "Utlovat" not in texts(spec)


def test_the_promise_is_named_beside_the_title_where_bars_reach_above_it() -> None:
    low = drawn(periods(), events(), Promise(0.2, pd.Timestamp(2025, 1, 1), "Utlovat"))
    high = drawn(periods(), events(), Promise(0.05, pd.Timestamp(2025, 1, 1), "Utlovat"))
    assert _height(low, "Utlovat") > _height(low, "Kundens andel av punkterna")
    assert _height(high, "Utlovat") == _height(high, "Kundens andel av punkterna")


def _height(spec: dict[str, Any], text: str) -> float:
    """How far down a text stands."""
    for layer in layers(spec, "text"):
        encoding = layer["encoding"]
        if encoding["text"].get("value") == text:
            return float(encoding["y"]["value"])
        for row in rows(spec, layer):
            if row.get("text") == text and encoding["y"].get("field") == "y":
                return float(row["y"])
    raise AssertionError(f"no text {text!r}")

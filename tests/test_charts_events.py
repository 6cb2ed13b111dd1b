"""What was promised and decided stands in the main picture, and a lot of it is bundled."""

from typing import Any

import pandas as pd
import pytest

from drawn_charts import drawn, events, layers, periods, rows, texts
from kundagenda.charts import Promise
from kundagenda.charts.signs import BUNDLE_OVER, BUNDLES, bundle_months, event_frame, signs
from kundagenda.charts.timeline import Timeline

PROMISE = Promise(0.2, pd.Timestamp(2025, 4, 14), "Utlovat 20\u00a0%")


def test_the_promise_is_a_dashed_line_from_its_day() -> None:
    spec = drawn(periods(), events(), PROMISE)
    line = promised(spec)
    assert rows(spec, line) == [{"from": "2025-04-14", "to": "2026-04-01"}]
    assert line["mark"]["strokeDash"]
    assert PROMISE.label in texts(spec)


def test_a_promise_from_before_the_view_starts_at_its_edge() -> None:
    spec = drawn(periods(), events(), Promise(0.2, pd.Timestamp(2019, 1, 1), "x"))
    line = promised(spec)
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
    (lines,) = [rule for rule in layers(spec, "rule", y="over") if rule["mark"].get("opacity")]
    assert bool(rows(spec, lines)) is (decisions <= BUNDLE_OVER)
    if decisions > BUNDLE_OVER:
        assert all(row["tip"].endswith("and 5 more") for row in found)
    told = "Customer decisions per quarter" in texts(spec)
    assert told is (decisions > BUNDLE_OVER), "a number is never left without its meaning"


def test_the_words_on_numbers_name_every_kind_that_has_them() -> None:
    given = [(f"2025-0{1 + i % 9}-01", "launch", "Start") for i in range(BUNDLE_OVER + 1)]
    assert "Initiativ per kvartal" in texts(drawn(periods(), events(*given)))
    given += [(day, "decision", label) for day, _, label in given]
    assert "Kundbeslut per kvartal, initiativ i ringar" in texts(drawn(periods(), events(*given)))
    notes = [(day, "note", label) for day, _, label in given]
    assert not [text for text in texts(drawn(periods(), events(*notes))) if " per " in text]


def counted(first: str, last: str) -> dict[tuple[int, int], int]:
    """The numbers of a picture from one day to another, by year and half, of a decision a week."""
    days = pd.date_range("2019-01-03", "2027-12-30", freq="7D")
    told = pd.DataFrame({"day": days, "kind": "decision", "label": "Decision"})
    found = signs(event_frame(told), Timeline(pd.Timestamp(first), pd.Timestamp(last)), "en")
    return {(sign.day.year, (sign.day.month - 1) // 6): sign.count for sign in found}


def test_pages_of_other_spans_tell_the_same_number_of_the_same_half_year() -> None:
    whole, later = counted("2021-10-01", "2027-01-01"), counted("2022-03-01", "2026-12-01")
    shared = (whole.keys() & later.keys()) - {(2026, 1)}
    assert len(shared) == 8, "2022 H2 to 2026 H1"
    assert {half: whole[half] for half in shared} == {half: later[half] for half in shared}
    # Thursdays from 6 July to 28 December 2023: (28 - 6 + 31 * 3 + 30 + 31) // 7 + 1 = 26.
    assert whole[2023, 1] == 26


def test_a_half_year_that_began_before_the_picture_has_no_number() -> None:
    assert min(counted("2021-10-01", "2027-01-01")) == (2022, 0)
    assert max(counted("2021-10-01", "2026-12-01")) == (2026, 1), "the one that runs has"


@pytest.mark.parametrize(
    ("months", "step"), [(3, 1), (11, 1), (12, 3), (33, 3), (36, 6), (62, 6), (72, 12), (240, 24)]
)
def test_few_enough_whole_periods_are_counted_to_stand_apart(months: int, step: int) -> None:
    last = pd.Timestamp("2026-12-01")
    timeline = Timeline(last - pd.DateOffset(months=months), last)
    assert bundle_months(timeline) == step
    assert months / step <= BUNDLES + 1


def test_decisions_of_a_period_cut_off_are_told_where_there_are_no_others() -> None:
    days = pd.date_range("2025-02-01", periods=BUNDLE_OVER + 1)
    told = pd.DataFrame({"day": days, "kind": "decision", "label": "Decision"})
    year = Timeline(pd.Timestamp("2025-02-01"), pd.Timestamp("2026-02-01"))
    assert [sign.count for sign in signs(event_frame(told), year, "en")] == [BUNDLE_OVER + 1]


def test_a_promise_that_starts_after_the_view_is_not_drawn() -> None:
    spec = drawn(periods(), events(), Promise(0.2, pd.Timestamp(2026, 4, 1), "Utlovat"))
    assert not [rule for rule in layers(spec, "rule", x="from", x2="to") if rows(spec, rule)]
    assert "Utlovat" not in texts(spec)


@pytest.mark.parametrize(("share", "ends"), [(0.2, "2026-04-01"), (0.05, "2025-10-01")])
def test_the_promise_is_named_on_its_line_where_no_bar_reaches_above_it(
    share: float, ends: str
) -> None:
    # Bars of .15, 0, unknown, .08 and .08: above 5 % in the first quarter and the last two.
    spec = drawn(periods(), events(), Promise(share, pd.Timestamp(2025, 1, 1), "Lovat"))
    line, name = promised(spec), _text(spec, "Lovat")
    assert line["encoding"]["y"]["value"] - name["encoding"]["y"]["value"] == 6
    assert rows(spec, name)[0]["day"] == ends


def test_with_bars_above_it_everywhere_the_promise_is_named_at_its_end() -> None:
    frame = periods().assign(share=0.4)
    spec = drawn(frame, events(), Promise(0.05, pd.Timestamp(2025, 1, 1), "Lovat"))
    assert rows(spec, _text(spec, "Lovat"))[0]["day"] == "2026-04-01"


@pytest.mark.parametrize("kind", ["priority", "decision"])
def test_no_line_runs_through_the_title_of_a_band(kind: str) -> None:
    spec = drawn(periods(), events(("2025-04-14", kind, "The customer first")))
    (titles,) = [t for t in layers(spec, "text", text="text") if "color" in t["encoding"]][-1:]
    heights = [row["y"] for row in rows(spec, titles)]
    assert len(heights) == 3
    lines = [row for rule in layers(spec, "rule", y="over") for row in rows(spec, rule)]
    assert len(lines) == 3 + (kind == "priority")
    for line in lines:
        assert not [y for y in heights if line["over"] < y and line["under"] > y - 12]


def promised(spec: dict[str, Any]) -> dict[str, Any]:
    """The line of the promise."""
    (line,) = [
        r for r in layers(spec, "rule", x="from", x2="to") if r["mark"]["strokeWidth"] != 1.5
    ]
    return line


def _text(spec: dict[str, Any], words: str) -> dict[str, Any]:
    """The layer that writes these words."""
    return next(t for t in layers(spec, "text") if t["encoding"]["text"].get("value") == words)


def test_a_note_stands_at_the_foot_of_the_lane_where_no_number_hides_it() -> None:
    many = [(f"2025-0{1 + i % 9}-01", "decision", "Beslut") for i in range(BUNDLE_OVER + 1)]
    spec = drawn(periods(), events(*many, ("2025-05-15", "note", "Prishöjning")))
    found = rows(spec, layers(spec, "point", shape="kind")[0])
    [note] = [row for row in found if row["kind"] == "note"]
    bundles = [row for row in found if row["kind"] == "decision"]
    assert bundles
    # A diamond reaches half of its size's root down.
    assert all(note["down"] >= row["down"] + row["size"] ** 0.5 / 2 for row in bundles)

"""The pictures of what customers say: what they hold, leave open, tint and name."""

from typing import Any

import altair as alt
import pandas as pd

from drawn_charts import encodings, layers, rows, texts
from kundagenda.charts.answers import answers_chart
from kundagenda.charts.group_rows import Small, group_rows_chart
from kundagenda.charts.measure import Scale, measure_chart

# start month, value, low, high, thin, withheld, running; a dash is unknown
PERIODS = """
2025-01  20 10 30  no  no  no
2025-04   -  -  -  no  yes no
2025-07   -  -  -  no  yes no
2025-10   -  -  -  no  no  no
2026-01  28 18 38  yes no  no
2026-04  31 11 51  no  no  yes
"""
# promoters, passives, detractors in the same periods
KINDS = """
.5 .3 .2
-  -  -
-  -  -
-  -  -
.6 .4 0
.5 .25 .25
"""
POINTS = Scale("NPS", "satisfaction", lambda value: f"{value:.0f} p", 30, (-100, 100))


def frame(table: str = PERIODS) -> pd.DataFrame:
    """The table as the charts want it."""
    names = ["start", "value", "low", "high", "thin", "withheld", "partial"]
    found = pd.DataFrame([line.split() for line in table.strip().splitlines()], columns=names)
    found = found.replace({"-": None, "yes": True, "no": False})
    start = pd.to_datetime(found["start"])
    numbers = {name: pd.to_numeric(found[name]) for name in ("value", "low", "high")}
    texts = [f"text {n}" for n in found.index]
    return found.assign(
        **numbers, start=start, end=start + pd.DateOffset(months=3), label=texts, text=texts
    )


def answers() -> pd.DataFrame:
    """The periods with the three kinds of answers."""
    kinds = [line.replace("-", "nan").split() for line in KINDS.strip().splitlines()]
    names = ["promoters", "passives", "detractors"]
    return frame().join(pd.DataFrame(kinds, columns=names).astype(float))


def specified(chart: alt.LayerChart) -> dict[str, Any]:
    """The validated specification of a chart."""
    spec: dict[str, Any] = chart.to_dict()
    return spec


def tinted(spec: dict[str, Any]) -> list[tuple[str, str]]:
    """From when to when the ground is tinted."""
    return [
        (row["from"], row["to"])
        for layer in layers(spec, "rect", x="from")
        if layer["mark"].get("color") == "#E3E8EA"
        for row in rows(spec, layer)
    ]


def test_withheld_periods_stand_on_a_tint_and_missing_ones_on_the_bare_ground() -> None:
    spec = specified(measure_chart(frame(), pd.DataFrame(), POINTS, lang="en"))
    assert tinted(spec) == [("2025-04-01", "2025-10-01")]
    [line] = layers(spec, "line", y="value")
    assert {row["mid"][:7] for row in rows(spec, line)} == {"2026-02", "2026-05"}


def test_without_withheld_periods_nothing_is_tinted() -> None:
    shown = frame().assign(withheld=False)
    assert not tinted(specified(measure_chart(shown, pd.DataFrame(), POINTS)))


def test_the_bounds_of_an_index_have_lines_and_names_inside_the_picture() -> None:
    index = Scale(
        "NKI", "satisfaction", str, 10, (0, 100), bounds=((60, "Weak under 60"), (75, "Strong"))
    )
    # Two marks in the middle: the scale must reach out to both bounds.
    high = frame().assign(value=[68, None, None, None, 69, 70], low=None, high=None)
    spec = specified(measure_chart(high, pd.DataFrame(), index))
    assert {"Weak under 60", "Strong"} <= texts(spec)
    [bounds] = layers(spec, "line", y="y")
    height = spec["height"]
    assert all(0 < row["y"] < height for row in rows(spec, bounds))
    assert not texts(specified(measure_chart(frame(), pd.DataFrame(), POINTS))) & {"Strong"}


def test_kinds_of_answers_fill_the_height_from_promoters_up() -> None:
    spec = specified(answers_chart(answers(), lang="en"))
    whole, running = layers(spec, "bar")
    blocks = [(r["level"], r["under"], r["over"]) for r in rows(spec, whole)]
    assert blocks == [
        ("promoters", 0, 0.5),
        ("passives", 0.5, 0.8),
        ("detractors", 0.8, 1.0),
        ("promoters", 0, 0.6),
        ("passives", 0.6, 1.0),  # no detractor: no block
    ]
    assert [r["level"] for r in rows(spec, running)] == ["promoters", "passives", "detractors"]
    assert tinted(spec) == [("2025-04-01", "2025-10-01")]


def test_groups_share_one_scale_and_stand_under_their_names() -> None:
    high = frame().assign(value=80, low=70, high=90)
    spec = specified(group_rows_chart([Small("A", frame()), Small("B", high)], POINTS, 25.0))
    assert {"A", "B", "28 p", "80 p"} <= texts(spec)
    domains = {
        tuple(encoding["y"]["scale"]["domain"])
        for encoding in encodings(spec)
        if "domain" in (encoding.get("y", {}).get("scale") or {})
    }
    assert len(domains) == 1
    [(low, high_end)] = domains
    assert low <= 10
    assert high_end >= 90


def test_a_running_period_is_left_out_of_the_small_rows() -> None:
    spec = specified(group_rows_chart([Small("A", frame())], POINTS))
    assert not [text for text in texts(spec) if "31" in text]


def test_a_group_that_is_withheld_says_so_in_place_of_a_line() -> None:
    none = frame().assign(value=None, low=None, high=None, withheld=True)
    spec = specified(group_rows_chart([Small("A", frame()), Small("B", none, "6 svar")], POINTS))
    assert "6 svar" in texts(spec)
    assert len(layers(spec, "line", y="value")) == 1
    alone = specified(group_rows_chart([Small("B", none, "6 svar")], POINTS))
    assert "6 svar" in texts(alone)
    assert not tinted(alone)


def test_a_group_of_one_period_is_a_point() -> None:
    one = frame().head(1)
    spec = specified(group_rows_chart([Small("A", one)], POINTS, lang="en", mode="dark"))
    [points] = layers(spec, "point", y="value")
    assert [row["value"] for row in rows(spec, points)] == [20]

"""Pictures of rows: the ladder shares a whole bar out, ranked bars are measured by a line."""

from typing import Any

import altair as alt
import pandas as pd
import pytest

from drawn_charts import layers, rows, texts
from kundagenda.charts.ladder import RUNG_COLUMNS, ladder_chart
from kundagenda.charts.ranked import RANKED_COLUMNS, Measure, ranked_chart

NAMES = {"measure": "Mäta", "fix": "Laga", "improve": "Förbättra", "value": "Nytt värde"}
RUNGS = pd.DataFrame(
    [("2026", 5, 3, 0, 2, "10 punkter", False), ("2025", 1, 0, 0, 0, "1 punkt", True)],
    columns=list(RUNG_COLUMNS),
)
THEMES = pd.DataFrame(
    [("1 Ekonomi", 0.24, "24 %", False), ("2 Kunden", 0.08, "8 %", True)],
    columns=list(RANKED_COLUMNS),
)


def specified(chart: alt.LayerChart) -> dict[str, Any]:
    """The validated specification."""
    spec: dict[str, Any] = chart.to_dict()
    return spec


def test_a_bar_is_shared_out_from_measure_to_value() -> None:
    spec = specified(ladder_chart(RUNGS, NAMES))
    [blocks] = layers(spec, "rect")
    assert [(r["label"], r["level"], r["left"], r["right"]) for r in rows(spec, blocks)] == [
        ("2026", "measure", 0, 0.5),
        ("2026", "fix", 0.5, 0.8),
        ("2026", "value", 0.8, 1.0),
        ("2025", "measure", 0, 1.0),
    ]


def test_shares_are_written_and_few_items_are_counted() -> None:
    said = texts(specified(ladder_chart(RUNGS, NAMES)))
    assert said == {"50\u00a0%", "30\u00a0%", "20\u00a0%", "1", "10 punkter", "1 punkt"}


def test_a_narrow_block_has_no_share_in_it() -> None:
    narrow = RUNGS.assign(measure=[92, 1], fix=[8, 0], value=0)
    said = texts(specified(ladder_chart(narrow, NAMES)))
    assert "92\u00a0%" in said
    assert "8\u00a0%" not in said


@pytest.mark.parametrize("mode", ["light", "dark"])
def test_only_the_customer_has_the_customers_colour(mode: Any) -> None:
    spec = specified(ranked_chart(THEMES, mode=mode))
    [bars] = layers(spec, "rect")
    fills = [row["fill"] for row in rows(spec, bars)]
    assert fills[1] == {"light": "#17606E", "dark": "#6BCBD1"}[mode]
    assert fills[0] != fills[1]
    assert not layers(spec, "rule")


def test_the_promise_is_a_dashed_line_with_its_words() -> None:
    spec = specified(ranked_chart(THEMES, Measure(0.3, "Utlovat 30 %")))
    [line] = layers(spec, "rule")
    assert line["mark"]["strokeDash"]
    assert [row["share"] for row in rows(spec, line)] == [0.3]
    assert "Utlovat 30 %" in texts(spec)
    scales = [layer["encoding"]["x"].get("scale") for layer in spec["layer"]]
    assert {tuple(scale["domain"]) for scale in scales} == {(0, 0.3)}, "the line is inside"


def test_no_rows_can_be_drawn() -> None:
    assert not rows(specified(ladder_chart(pd.DataFrame(), NAMES)), {"data": {"values": []}})
    spec = specified(ranked_chart(pd.DataFrame()))
    assert not rows(spec, layers(spec, "rect")[0])

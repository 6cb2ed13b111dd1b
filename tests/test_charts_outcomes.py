"""Small lines side by side, and attention above an outcome: what is drawn, and where."""

from typing import Any

import pandas as pd
import pytest

from drawn_charts import events, layers, rows, texts
from kundagenda.charts.beside import beside_chart
from kundagenda.charts.measure import Scale
from kundagenda.charts.multiples import Panel, multiples_chart, multiples_height
from kundagenda.charts.scales import Ladder
from kundagenda.charts.stacks import Promise

# start month, value (a dash: unknown), thin, running
LINE = """
2025-01 .96 no  no
2025-04 .97 no  no
2025-07 -   no  no
2025-10 .98 no  no
2026-01 .97 yes no
2026-04 .96 no  yes
"""


def periods(table: str = LINE) -> pd.DataFrame:
    cells = [line.split() for line in table.strip().splitlines()]
    start = pd.to_datetime([row[0] for row in cells])
    return pd.DataFrame(
        {
            "start": start,
            "end": start + pd.DateOffset(months=3),
            "label": [row[0] for row in cells],
            "value": [None if row[1] == "-" else float(row[1]) for row in cells],
            "thin": [row[2] == "yes" for row in cells],
            "partial": [row[3] == "yes" for row in cells],
            "text": [f"value {n}" for n in range(len(cells))],
        }
    )


def panel(name: str = "Handel", reached: bool | None = False, **more: Any) -> Panel:
    told = {
        "name": name, "what": "Drifttid", "value": "97 %", "aim": "mål 98 %, inte nått",
        "aim_short": "mål 98 %", "reached": reached, "periods": periods(),
        "target": (0.98, pd.Timestamp(2025, 7, 1)), "ladder": Ladder(0.95, 0.99, ()),
    }  # fmt: skip
    return Panel(**(told | more))


def drawn(*panels: Panel, **look: Any) -> dict[str, Any]:
    spec: dict[str, Any] = multiples_chart(panels, **look).to_dict()
    return spec


@pytest.mark.parametrize("mode", ["light", "dark"])
@pytest.mark.parametrize("screen", ["page", "phone", "shared", "print"])
def test_small_lines_are_valid_on_every_screen(mode: str, screen: str) -> None:
    assert drawn(panel(), panel("Industri", True), mode=mode, screen=screen)["layer"]


def test_a_panel_says_group_outcome_value_and_target() -> None:
    assert {"Handel", "Drifttid", "97 %", "mål 98 %, inte nått"} <= texts(drawn(panel()))


def test_panels_stand_in_two_columns_read_along_the_rows() -> None:
    spec = drawn(panel("a"), panel("b"), panel("c"))
    names = {
        r["text"]: (r["x"], r["y"]) for layer in layers(spec, "text") for r in rows(spec, layer)
    }
    assert names["a"][1] == names["b"][1] < names["c"][1]
    assert names["a"][0] == names["c"][0] < names["b"][0]
    assert multiples_height(3) > multiples_height(2) == multiples_height(1)


def test_a_gap_breaks_the_line_and_unsure_stretches_are_dotted() -> None:
    spec = drawn(panel())
    [line] = layers(spec, "line")
    pieces: dict[str, list[bool]] = {}
    for row in rows(spec, line):
        pieces.setdefault(row["piece"], []).append(row["sure"])
    # January to April; October to January and on to April rest on few, or still run.
    assert list(pieces.values()) == [[True, True], [False, False, False]]


def test_a_year_has_a_tick_or_a_cross_that_is_no_dot_of_a_period() -> None:
    spec = drawn(panel("a", True), panel("b", False), panel("c", None))
    signs = [
        row["sign"]
        for layer in layers(spec, "point")
        if "xOffset" in layer["mark"]
        for row in rows(spec, layer)
    ]
    tick, cross = signs
    assert (tick.count("M"), cross.count("M")) == (1, 2), "one stroke, and two that cross"


def test_the_target_begins_on_its_day_and_lies_at_its_value() -> None:
    spec = drawn(panel())
    [dashed] = [layer for layer in layers(spec, "rule") if "strokeDash" in layer["mark"]]
    [row] = rows(spec, dashed)
    # Half a year of one and a half is a third of the column's 0.47 of the width.
    assert row["x"] == pytest.approx(0.47 * 181 / 546, abs=0.001)
    assert row["x2"] == pytest.approx(0.47)
    peak = min(r["y"] for r in rows(spec, layers(spec, "line")[0]))
    assert row["y"] == peak, "the highest value is as high as the target"


def test_no_panel_has_a_target_line_without_a_target() -> None:
    spec = drawn(panel(target=None))
    [dashed] = [layer for layer in layers(spec, "rule") if "strokeDash" in layer["mark"]]
    assert rows(spec, dashed) == []


def test_one_period_is_a_point() -> None:
    spec = drawn(panel(periods=periods("2026-01 .97 no no")))
    assert rows(spec, layers(spec, "line")[0]) == []
    assert sum(len(rows(spec, layer)) for layer in layers(spec, "point")) == 1 + 1


def test_paper_has_nothing_that_answers_a_pointer() -> None:
    assert layers(drawn(panel()), "rect")
    assert not layers(drawn(panel(), screen="print"), "rect")


SCALE = Scale("Drifttid", "improve", lambda value: f"{100 * value:.1f}", 0.03, (0, 1), 0.01)


def beside(**look: Any) -> dict[str, Any]:
    frame = periods().assign(low=None, high=None, share=[0.1, 0.2, 0, None, 0.1, 0.1])
    told = frame.assign(share_text="share")
    spec: dict[str, Any] = beside_chart(
        told,
        events(("2025-02-01", "decision", "Egen kundchef")),
        SCALE,
        Promise(0.2, pd.Timestamp(2025, 1, 1), "Utlovat 20 %"),
        Promise(0.98, pd.Timestamp(2025, 7, 1), "Mål 98 %"),
        **look,
    ).to_dict()
    return spec


@pytest.mark.parametrize("screen", ["page", "print"])
def test_attention_stands_above_the_outcome_on_one_axis_of_time(screen: str) -> None:
    spec = beside(screen=screen)
    assert layers(spec, "bar")
    assert layers(spec, "line")
    assert {"Kundens andel av punkterna", "Utlovat 20 %", "Drifttid, mål 98 % streckat"} <= texts(
        spec
    )
    scales = [layer["encoding"].get("y", {}).get("scale") or {} for layer in spec["layer"]]
    ranges = {tuple(scale["range"]) for scale in scales if "range" in scale}
    (upper, lower) = sorted(ranges, key=max)
    assert max(upper) < min(lower), "the bands do not share their height"


def test_one_cursor_tells_both() -> None:
    spec = beside()
    [area] = [layer for layer in layers(spec, "rect") if "tooltip" in layer["encoding"]]
    assert [tip["title"] for tip in area["encoding"]["tooltip"]] == [
        *("Period", "Kundens andel", "Drifttid"),
    ]


def test_an_outcome_without_agendas_keeps_the_title_of_attention() -> None:
    frame = periods().assign(low=None, high=None, share=None, share_text=None)
    spec: dict[str, Any] = beside_chart(frame, events(), SCALE).to_dict()
    assert not layers(spec, "bar")
    assert "Kundens andel av punkterna, inga dagordningar ännu" in texts(spec)

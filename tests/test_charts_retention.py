"""The bridge, the ranked points and the triangle: what they hold, and what they leave open."""

from typing import Any

import pandas as pd
import pytest

from drawn_charts import encodings, events, layers, rows, texts
from kundagenda.charts.bridge import bridge_chart
from kundagenda.charts.cohorts import WEIGHTS, cohort_chart
from kundagenda.charts.dots import dots_chart
from kundagenda.charts.measure import Scale, measure_chart
from kundagenda.charts.stacks import Promise
from kundagenda.charts.theme import PALETTES
from kundagenda.texts.numbers import percent

MODES = pytest.mark.parametrize("mode", ["light", "dark"])


def steps(*changes: float | None) -> pd.DataFrame:
    """Steps named by letters."""
    return pd.DataFrame(
        [
            {"name": chr(97 + n), "change": change, "text": f"t{n}", "told": f"told {n}"}
            for n, change in enumerate(changes)
        ]
    )


def test_each_step_begins_where_the_one_before_ended() -> None:
    spec = bridge_chart(steps(None, 0.2, -0.05, None)).to_dict()
    [bars] = layers(spec, "bar")
    drawn = [(row["from"], row["to"]) for row in rows(spec, bars)]
    assert drawn == [(1.0, 1.2), (1.2, 1.2 - 0.05)]
    ends = next(x for x in layers(spec, "rule", x="to") if x["mark"].get("strokeWidth"))
    assert [row["to"] for row in rows(spec, ends)] == [1.0, 1.2 - 0.05]


def test_what_came_and_what_went_differ_in_more_than_colour() -> None:
    spec = bridge_chart(steps(None, 0.2, -0.05, None)).to_dict()
    [bars] = layers(spec, "bar")
    palette = PALETTES["light"]
    assert [row["fill"] for row in rows(spec, bars)] == [palette["retention"], palette["mark"]]
    assert {"t1", "t2"} <= texts(spec), "the sign is written"


def test_a_bridge_of_no_movement_is_drawn() -> None:
    spec = bridge_chart(steps(None, 0.0, 0.0, None)).to_dict()
    scale = encodings(spec)[1]["x"]["scale"]["domain"]
    assert scale[0] < 1 < scale[1]


def groups(count: int = 3, **more: Any) -> pd.DataFrame:
    """Groups that keep a little more each."""
    return pd.DataFrame(
        [
            {
                "name": f"Group {n}", "value": 0.8 + n / 100, "low": 0.7, "high": 0.9,
                "thin": n == 1, "chosen": n == 2, "text": f"text {n}", **more,
            }
            for n in range(count)
        ]
    )  # fmt: skip


def dots(frame: pd.DataFrame, target: tuple[float, str] | None = None, **look: Any) -> Any:
    """The validated specification of the points."""
    return dots_chart(frame, lambda v: percent(v, "sv"), target, **look).to_dict()


@MODES
def test_a_point_of_few_is_hollow_and_the_chosen_group_is_bold(mode: str) -> None:
    spec = dots(groups(), mode=mode)
    [points] = layers(spec, "point")
    ground, colour = PALETTES[mode]["bg"], PALETTES[mode]["retention"]  # type: ignore[index]
    assert [row["fill"] for row in rows(spec, points)] == [colour, ground, colour]
    bold = [x for x in layers(spec, "text") if x["mark"].get("fontWeight") == 600]
    assert [row["text"] for layer in bold for row in rows(spec, layer)] == ["Group 2"]


def test_groups_stand_in_the_order_given_and_on_one_scale() -> None:
    spec = dots(groups(12))
    [points] = layers(spec, "point")
    places = [row["point"] for row in rows(spec, points)]
    assert places == sorted(places)
    assert len(set(places)) == 12
    domains = {
        tuple(e["x"]["scale"]["domain"]) for e in encodings(spec) if "scale" in e.get("x", {})
    }
    assert len(domains) == 1
    low, high = domains.pop()
    assert low <= 0.7
    assert high >= 0.91


def test_a_target_is_on_the_scale_and_named() -> None:
    spec = dots(groups(), (0.99, "Mål 99 %"))
    domain = layers(spec, "point")[0]["encoding"]["x"]["scale"]["domain"]
    assert domain[1] >= 0.99
    assert "Mål 99 %" in texts(spec)


def test_a_long_name_is_cut_and_whole_in_the_tooltip() -> None:
    name = "Kommuner och regioner i norra delen av landet"
    spec = dots(groups(1, name=name))
    written = next(text for text in texts(spec) if text.startswith("Kommuner"))
    assert len(written) <= 32
    assert written.endswith("…")
    assert rows(spec, layers(spec, "point")[0])[0]["name"] == name


def test_a_value_without_interval_has_no_line() -> None:
    spec = dots(groups(1, low=None, high=None))
    assert rows(spec, layers(spec, "rule")[0]) == []


CELLS = pd.DataFrame(
    [
        {"cohort": 1, "step": 1, "share": 0.9, "whole": True, "text": "a"},
        {"cohort": 1, "step": 2, "share": 1.2, "whole": True, "text": "b"},
        {"cohort": 2, "step": 1, "share": 0.5, "whole": False, "text": "c"},
        {"cohort": 2, "step": 2, "share": None, "whole": True, "text": "d"},
    ]
)


def triangle(**look: Any) -> Any:
    """The validated specification of the triangle."""
    names, heads = {1: 'A "quoted" one (9)', 2: "2024 (8)"}, {1: "1 år", 2: "2 år"}
    return cohort_chart(CELLS, names, heads, **look).to_dict()


def test_every_known_share_is_written_and_an_unknown_one_is_left_out() -> None:
    spec = triangle()
    assert {"90", "120", "50", "1 år", "2 år"} == texts(spec)


def test_a_cell_whose_time_has_not_passed_is_an_outline() -> None:
    spec = triangle()
    shaded, outlined = layers(spec, "rect")
    assert [row["told"] for row in rows(spec, shaded)] == ["a", "b"]
    assert [row["told"] for row in rows(spec, outlined)] == ["c"]
    assert outlined["mark"]["strokeDash"]
    assert outlined["mark"]["fillOpacity"] == 0


def test_more_than_all_is_as_strong_as_all() -> None:
    spec = triangle()
    weights = [row["weight"] for row in rows(spec, layers(spec, "rect")[0])]
    least, most = WEIGHTS["light"]
    assert weights == [round(least + 0.9 * (most - least), 3), most]


def luminance(colour: tuple[float, float, float]) -> float:
    """Relative luminance by WCAG, of red, green and blue of 0..1."""
    parts = [c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in colour]
    return 0.2126 * parts[0] + 0.7152 * parts[1] + 0.0722 * parts[2]


def rgb(code: str) -> tuple[float, ...]:
    return tuple(int(code[place : place + 2], 16) / 255 for place in (1, 3, 5))


@MODES
def test_ink_is_read_on_the_strongest_cell(mode: str) -> None:
    palette = PALETTES[mode]  # type: ignore[index]
    most = WEIGHTS[mode][1]
    ground, fill = rgb(palette["bg"]), rgb(palette["retention"])
    mixed = tuple(most * f + (1 - most) * g for f, g in zip(fill, ground, strict=True))
    one, other = sorted((luminance(mixed), luminance(rgb(palette["ink"]))))  # type: ignore[arg-type]
    assert (other + 0.05) / (one + 0.05) >= 4.5


def written_at(spec: Any, text: str) -> float:
    """How far down a word of the picture stands."""
    found = [x for x in layers(spec, "text") if x["encoding"]["text"].get("value") == text]
    return float(found[-1]["encoding"]["y"]["value"])


@pytest.mark.parametrize("aim", [n / 400 for n in range(360, 400)])
def test_the_last_value_never_stands_on_the_target_or_a_gridline(aim: float) -> None:
    spec, size = measured("2024-02-01", aim), 15
    place = written_at(spec, "90%")
    [target] = [
        layer["encoding"]["y"]["value"] for layer in layers(spec, "rule", x="from", x2="to")
    ]
    scale = next(e["y"]["scale"] for e in encodings(spec) if e.get("y", {}).get("axis"))
    steps = next(e["y"]["axis"]["values"] for e in encodings(spec) if e.get("y", {}).get("axis"))
    (low, high), (bottom, top) = scale["domain"], scale["range"]
    lines = [bottom - (step - low) / (high - low) * (bottom - top) for step in steps]
    for line in (target, *lines):
        assert not place - 0.85 * size < line < place + 0.25 * size, (place, line)


def measured(starts: str, aim: float = 0.92) -> Any:
    """Two years by quarter with a target from a day on."""
    days = pd.date_range("2024-01-01", periods=8, freq="QS")
    frame = pd.DataFrame(
        {
            "start": days, "end": days + pd.DateOffset(months=3), "label": "q", "partial": False,
            "value": 0.9, "low": 0.85, "high": 0.95, "thin": False, "text": "t",
        }
    )  # fmt: skip
    scale = Scale("Kept", "retention", lambda v: f"{v:.0%}", 0.06, (0, 1), 0.01)
    target = Promise(aim, pd.Timestamp(starts), "Target 92%")
    return measure_chart(frame, events(), scale, target).to_dict()


@pytest.mark.parametrize(("starts", "align"), [("2024-02-01", "left"), ("2025-09-01", "right")])
def test_a_target_is_named_where_it_begins_and_never_on_the_last_value(
    starts: str, align: str
) -> None:
    spec = measured(starts)
    named = [
        x for x in layers(spec, "text", text="text") if rows(spec, x)[0]["text"] == "Target 92%"
    ]
    assert {layer["mark"]["align"] for layer in named} == {align}
    assert all(layer["encoding"]["x"]["field"] == "from" for layer in named)

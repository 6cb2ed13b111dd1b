"""The main picture says what the data say, whatever they lack; read from its specification."""

import pandas as pd
import pytest

from drawn_charts import drawn, encodings, events, layers, periods, rows, texts
from kundagenda.charts import Promise

PROMISE = Promise(0.2, pd.Timestamp(2025, 4, 14), "Utlovat 20\u00a0%")


def test_every_level_stands_on_the_deeper_ones() -> None:
    spec = drawn(periods(), events(), PROMISE)
    whole, running = layers(spec, "bar")
    first = [row for row in rows(spec, whole) if row["from"] < "2025-03"]
    assert [(r["level"], r["under"], r["over"]) for r in first] == [
        ("fix", 0.0, 0.05),
        ("measure", 0.05, round(0.05 + 0.10, 5)),
    ]
    assert whole["encoding"]["fill"]["scale"]["domain"][0] == "value"
    assert {row["level"] for row in rows(spec, running)} == {"value", "measure"}


def test_a_running_period_is_an_outline() -> None:
    spec = drawn(periods(), events())
    whole, running = layers(spec, "bar")
    assert running["mark"]["fillOpacity"] == 0
    assert all(row["from"] > "2026" for row in rows(spec, running))
    assert all(row["to"] < "2026-01-01" for row in rows(spec, whole))


def test_a_share_of_zero_is_written_and_an_unknown_one_is_not() -> None:
    spec = drawn(periods(), events())
    (zero,) = [z for z in layers(spec, "text") if z["encoding"]["text"].get("value") == "0"]
    assert [row["mid"][:7] for row in rows(spec, zero)] == ["2025-05"]


@pytest.mark.parametrize(("promise", "red"), [(PROMISE, True), (None, False)])
def test_a_zero_is_red_only_where_something_was_promised(
    promise: Promise | None, red: bool
) -> None:
    spec = drawn(periods(), events(), promise)
    (zero,) = [z for z in layers(spec, "text") if z["encoding"]["text"].get("value") == "0"]
    assert (rows(spec, zero)[0]["ink"] == "#9E1030") is red


def test_lines_break_where_nothing_is_known() -> None:
    spec = drawn(periods(), events())
    nps, retained = layers(spec, "line")
    for line in (nps, retained):
        pieces = pd.DataFrame(rows(spec, line)).groupby("piece").mid.agg(["min", "max"])
        assert [f"{a[:7]} {b[:7]}" for a, b in pieces.to_numpy()] == [
            "2025-02 2025-05",
            "2025-11 2026-02",
        ]


def test_a_line_over_few_answers_is_dotted_and_its_point_hollow() -> None:
    spec = drawn(periods(), events())
    nps = layers(spec, "line")[0]
    assert {row["piece"]: row["thin"] for row in rows(spec, nps)} == {1: False, 2: True}
    points = rows(spec, layers(spec, "point", fill="fill")[0])
    assert [(row["mid"][:7], row["fill"]) for row in points] == [
        ("2025-11", "#FFFFFF"),
        ("2026-02", "#FFFFFF"),
    ]


def test_the_line_into_a_running_period_is_dotted_and_ends_hollow() -> None:
    frame = periods().assign(satisfaction_thin=False, satisfaction=[20, 22, 24, 25, 28])
    spec = drawn(frame, events())
    stretches = pd.DataFrame(rows(spec, layers(spec, "line")[0])).groupby("piece")
    assert [(list(p.mid.str[:7]), p.thin.any()) for _, p in stretches] == [
        (["2025-02", "2025-05", "2025-08", "2025-11"], False),
        (["2025-11", "2026-02"], True),
    ]
    points = rows(spec, layers(spec, "point", fill="fill")[0])
    assert [(row["mid"][:7], row["fill"]) for row in points] == [
        ("2025-11", "#7047C8"),
        ("2026-02", "#FFFFFF"),
    ]


def test_a_running_zero_is_written_in_quiet_on_a_dashed_ground() -> None:
    nothing = dict.fromkeys(("measure", "fix", "improve", "value", "share"), 0.0)
    frame = periods()
    frame.loc[4, list(nothing)] = 0.0
    spec = drawn(frame, events(), PROMISE)
    (zero,) = [z for z in layers(spec, "text") if z["encoding"]["text"].get("value") == "0"]
    assert [(row["mid"][:7], row["ink"]) for row in rows(spec, zero)] == [
        ("2025-05", "#9E1030"),
        ("2026-02", "#56656E"),
    ]
    ground = next(r for r in layers(spec, "rule", x="from", x2="to") if len(rows(spec, r)))
    assert ground["mark"]["strokeDash"]
    assert [row["from"][:4] for row in rows(spec, ground)] == ["2026"]
    assert "hittills" in texts(spec)


def test_without_agendas_the_rest_is_drawn_and_the_band_says_why() -> None:
    unknown = dict.fromkeys(("measure", "fix", "improve", "value", "share"))
    spec = drawn(periods().assign(**unknown), events(), PROMISE)
    assert "Kundens andel av punkterna, inga dagordningar ännu" in texts(spec)
    assert len(layers(spec, "line")) == 2
    assert not layers(spec, "bar")
    assert "hittills" not in texts(spec)


def test_values_without_an_interval_are_not_said_to_have_one() -> None:
    given = periods().assign(satisfaction_low=None, satisfaction_high=None)
    assert "NPS" in texts(drawn(given, events()))
    assert "NPS, med osäkerhet" not in texts(drawn(given, events()))


def test_a_lone_value_is_a_point_with_a_standing_interval() -> None:
    frame = periods()
    frame.loc[[0, 3], ["satisfaction", "satisfaction_low", "satisfaction_high"]] = None
    spec = drawn(frame, events())
    points = rows(spec, layers(spec, "point", fill="fill")[0])
    assert [row["mid"][:7] for row in points] == ["2025-05", "2026-02"]
    (interval,) = layers(spec, "rule", y="low")
    assert [(row["low"], row["high"]) for row in rows(spec, interval)] == [(12, 32), (18, 38)]


@pytest.mark.parametrize(
    ("lang", "words"),
    [
        (
            "sv",
            {
                "Kundens andel av punkterna",
                "NPS, med osäkerhet",
                "Kunder kvar efter 12 månader",
                "92,5\u00a0%",
                "92,6\u00a0% hittills",
                "25",
                "28 hittills",
                "hittills",
            },
        ),
        (
            "en",
            {
                "The customer’s share of items",
                "NPS, with uncertainty",
                "Customers kept after 12 months",
                "92.5%",
                "92.6% so far",
                "25",
                "28 so far",
                "so far",
            },
        ),
    ],
)
def test_each_band_is_titled_and_ends_with_its_last_finished_value_and_the_running_one(
    lang: str, words: set[str]
) -> None:
    assert words <= texts(drawn(periods(), events(), lang=lang))


def test_a_written_value_says_its_span_and_a_year_that_is_over_does_not_run() -> None:
    frame = periods().assign(satisfaction_span="in Q4", retained_span="to Feb")
    said = texts(drawn(frame, events(), lang="en"))
    assert {"25 in Q4", "28 so far"} <= said
    last = f"{100 * frame.retained.iloc[-1]:.1f}% to Feb"
    assert last in said, "twelve months to February are whole, whatever their quarter"
    assert not [text for text in said if "%" in text and "so far" in text]


def test_a_band_without_any_value_says_so_and_draws_no_axis() -> None:
    unknown = dict.fromkeys(("satisfaction", "satisfaction_low", "satisfaction_high", "retained"))
    frame = periods().assign(**unknown)
    spec = drawn(frame, events())
    assert {"NPS, inga svar ännu", "Kunder kvar efter 12 månader, inga siffror ännu"} <= texts(spec)
    assert not layers(spec, "line")
    axes = [e["y"]["axis"] for e in encodings(spec) if (e.get("y") or {}).get("axis")]
    assert len(axes) == 1


@pytest.mark.parametrize("lang", ["sv", "en"])
def test_no_periods_at_all_is_a_picture_of_titles(lang: str) -> None:
    spec = drawn(pd.DataFrame(), pd.DataFrame(), PROMISE, lang=lang)
    assert not layers(spec, "line")
    assert len([text for text in texts(spec) if text]) == 3


@pytest.mark.parametrize("kept", [1, 2])
def test_one_or_two_periods_are_enough(kept: int) -> None:
    spec = drawn(periods().tail(kept), events(), PROMISE, lang="en")
    assert "28 so far" in texts(spec)
    assert ("25" in texts(spec)) is (kept == 2)
    assert "28" not in texts(spec), "a quarter that runs is never written as what it is now"


def test_one_cursor_tells_all_three_bands_and_paper_has_none() -> None:
    spec = drawn(periods(), events())
    (area,) = layers(spec, "rect", x="from", x2="to")
    told = [tip["field"] for tip in area["encoding"]["tooltip"]]
    assert told == ["label", "attention_text", "satisfaction_text", "retained_text"]
    assert [param["name"] for param in spec["params"]] == ["cursor"]
    printed = drawn(periods(), events(), screen="print")
    assert "params" not in printed
    assert not layers(printed, "rect")


def test_a_flat_series_fills_little_of_its_band() -> None:
    spec = drawn(periods().assign(retained=[0.92, 0.921, 0.92, 0.919, 0.92]), events())
    scales = [(code.get("y") or {}).get("scale") for code in encodings(spec)]
    narrow = [scale["domain"] for scale in scales if scale and 0.5 < scale["domain"][0] < 1]
    assert narrow
    assert all(high - low >= 0.06 - 1e-9 for low, high in narrow)


def test_the_language_of_the_reader_is_in_the_chart_itself() -> None:
    assert drawn(periods(), events())["config"]["locale"]["number"]["decimal"] == ","
    english = drawn(periods(), events(), lang="en")["config"]["locale"]
    assert english["number"]["decimal"] == "."
    assert english["time"]["days"][0] == "Sunday"


@pytest.mark.parametrize("height", range(250, 420, 10))
def test_in_no_height_does_what_is_so_far_stand_in_the_written_value(height: int) -> None:
    spec = drawn(periods(), events(), lang="en", screen="print", height=height)
    placed = {
        layer["encoding"]["text"]["value"]: (layer["encoding"]["y"]["value"], layer["mark"])
        for layer in layers(spec, "text")
        if "value" in layer["encoding"]["text"]
    }
    value, figure = placed["25"]
    title = min(row["y"] for layer in layers(spec, "text") for row in rows(spec, layer)
                if row.get("text") == "NPS, with uncertainty")  # fmt: skip
    if "28 so far" in placed:  # where there is no room for it, the hollow point must do
        running, _ = placed["28 so far"]
        assert abs(value - running) >= 0.9 * figure["fontSize"]
        assert running >= title, "never in the band above"
    assert height < 330 or "28 so far" in placed

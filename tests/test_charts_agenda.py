"""The strip, the older meetings and the share alone: what they hold, and what they leave open."""

from typing import Any

import altair as alt
import pandas as pd
import pytest

from drawn_charts import encodings, layers, periods, rows, texts
from kundagenda.charts import Promise, heat_chart, share_chart, strip_chart

# meeting, position, level, minutes; a dash is unknown
ITEMS = """
0 1 none    30
0 2 fix     15
1 1 value   20
1 2 none    -
2 1 none    40
2 2 improve 20
"""
# meeting, day, planned, customer minutes
MEETINGS = """
0 2025-12-09 no  15
1 2026-01-13 no  0
2 2026-02-10 yes 20
"""


def items() -> pd.DataFrame:
    """The table of items as the strip wants it."""
    names = ["meeting", "position", "level", "minutes"]
    frame = pd.DataFrame([line.split() for line in ITEMS.strip().splitlines()], columns=names)
    return frame.assign(
        meeting=frame.meeting.astype(int),
        position=frame.position.astype(int),
        minutes=pd.to_numeric(frame.minutes.replace("-", None)),
        title=[f"Item {i}" for i in frame.index],
        level_label=frame.level.str.title(),
    )


def meetings(table: str = MEETINGS) -> pd.DataFrame:
    """The table of meetings as the strip wants it."""
    names = ["meeting", "held_on", "planned", "customer"]
    frame = pd.DataFrame([line.split() for line in table.strip().splitlines()], columns=names)
    return frame.assign(
        meeting=frame.meeting.astype(int),
        planned=frame.planned == "yes",
        customer=pd.to_numeric(frame.customer.replace("-", None)),
        forum="Board",
    )


def strip(minutes_known: bool = True, **look: Any) -> dict[str, Any]:
    """The validated specification of the strip."""
    chart = strip_chart(items(), meetings(), minutes_known=minutes_known, **look)
    return specified(chart)


def specified(chart: alt.LayerChart) -> dict[str, Any]:
    """The validated specification of a chart."""
    spec: dict[str, Any] = chart.to_dict()
    return spec


def test_items_lie_in_agenda_order_as_high_as_they_are_long() -> None:
    spec = strip()
    held, _ = layers(spec, "rect", fill="level")
    blocks = [(r["item"], r["over"], r["under"]) for r in rows(spec, held)]
    usual = sorted([30, 15, 20, 40, 20])[2]  # the median of the known minutes
    assert blocks == [
        ("Item 0", 0, 30),
        ("Item 1", 30, 45),
        ("Item 2", 0, 20),
        ("Item 3", 20, 20 + usual),
    ]


def test_what_is_planned_is_dashed_and_a_quarter_full() -> None:
    spec = strip()
    _, waiting = layers(spec, "rect", fill="level")
    assert [row["item"] for row in rows(spec, waiting)] == ["Item 4", "Item 5"]
    assert waiting["mark"]["fillOpacity"] == 0.25
    assert waiting["mark"]["strokeDash"]


def test_unknown_lengths_and_planned_meetings_have_a_dashed_outline() -> None:
    spec = strip()
    outlines = [layer for layer in layers(spec, "rect") if "fill" not in layer["encoding"]]
    assert all(layer["mark"]["strokeDash"] for layer in outlines)
    unsure, planned = (rows(spec, layer) for layer in outlines)
    assert [row["item"] for row in unsure] == ["Item 3"]
    assert [(row["over"], row["under"]) for row in planned] == [(0, 40 + 20)]


def test_the_count_is_red_where_the_customer_was_on_nothing() -> None:
    spec = strip()
    counts = rows(spec, layers(spec, "text", text="text", color="ink")[0])
    assert [(row["text"], row["ink"]) for row in counts] == [
        ("15", "#0B171D"),
        ("0", "#9E1030"),
        ("20", "#56656E"),
    ]


def test_without_minutes_blocks_are_equal_and_no_hour_is_written() -> None:
    spec = strip(minutes_known=False, lang="en")
    held, _ = layers(spec, "rect", fill="level")
    assert {row["under"] - row["over"] for row in rows(spec, held)} == {1}
    assert "one block,\none item" in texts(spec)
    (axis,) = [e["y"]["axis"] for e in encodings(spec) if (e.get("y") or {}).get("axis")]
    assert axis["values"] == [0]


@pytest.mark.parametrize(
    ("lang", "words"), [("sv", {"planerat", "D", "J", "2025"}), ("en", {"planned", "D", "J"})]
)
def test_months_years_and_plans_are_named(lang: str, words: set[str]) -> None:
    table = MEETINGS.replace("2025-12", "2025-10").replace("2026-01", "2025-12")
    table = table.replace("2026-02-10 yes", "2026-01-12 yes")
    frame = meetings(table).assign(meeting=[0, 3, 4])
    spec = specified(strip_chart(items(), frame, minutes_known=True, lang=lang))
    assert words <= texts(spec)


def test_few_meetings_keep_the_width_of_a_column() -> None:
    domains = [e["x"]["scale"]["domain"] for e in encodings(strip()) if "scale" in e["x"]]
    assert {tuple(domain) for domain in domains} == {(-0.05, 13)}


def test_the_tooltip_tells_meeting_item_depth_and_time() -> None:
    spec = strip(lang="en")
    held, _ = layers(spec, "rect", fill="level")
    row = rows(spec, held)[1]
    assert [row[tip["field"]] for tip in held["encoding"]["tooltip"]] == [
        "9 Dec 2025, Board",
        "Item 1",
        "Fix",
        "15 min",
    ]
    assert rows(spec, held)[3]["time"] == "minutes unknown"


@pytest.mark.parametrize("known", [True, False])
def test_a_strip_of_no_meetings_can_be_drawn(known: bool) -> None:
    spec = specified(strip_chart(pd.DataFrame(), pd.DataFrame(), minutes_known=known))
    assert not any(rows(spec, layer) for layer in layers(spec, "rect"))


OLDER = pd.DataFrame(
    [
        (pd.Timestamp(2023, 3, 7), 0, 10, 0.0),
        (pd.Timestamp(2023, 3, 21), 2, 8, 2 / 8),
        (pd.Timestamp(2024, 5, 14), None, None, None),
    ],
    columns=["held_on", "customer", "items", "share"],
).assign(forum="Board")


def test_every_meeting_is_one_cell_of_one_size_and_years_are_rows() -> None:
    spec = specified(heat_chart(OLDER, lang="en"))
    shaded, unknown = layers(spec, "rect")
    cells = [(r["left"], r["right"], r["over"]) for r in rows(spec, shaded)]
    month = 2 + 0.5  # the fullest month has two meetings, and a little air to its right
    assert cells == [(2 * month, 2 * month + 1, 0), (2 * month + 1, 2 * month + 2, 0)]
    assert [(r["left"], r["over"]) for r in rows(spec, unknown)] == [(4 * month, 1)]
    assert [row["told"] for row in rows(spec, shaded)] == ["0 of 10 items, 0%", "2 of 8 items, 25%"]
    assert [(row["over"], row["told"]) for row in rows(spec, unknown)] == [(1, "no agenda")]
    assert unknown["mark"]["strokeDash"]


def test_a_meeting_without_the_customer_has_a_written_zero() -> None:
    spec = specified(heat_chart(OLDER))
    (zero,) = [z for z in layers(spec, "text") if z["encoding"]["text"].get("value") == "0"]
    assert len(rows(spec, zero)) == 1


def shares() -> pd.DataFrame:
    """Periods with the customer's share alone."""
    frame = periods()
    return frame.assign(low=frame.share * 0.5, high=frame.share * 1.5, text="8 %, 3–16 %")


def test_the_share_alone_has_bars_and_its_last_whole_value() -> None:
    spec = specified(share_chart(shares(), Promise(0.2, pd.Timestamp(2025, 1, 1), "Utlovat 20 %")))
    whole, running = layers(spec, "bar")
    assert [row["over"] for row in rows(spec, whole)] == [0.15, 0.08]
    assert [row["over"] for row in rows(spec, running)] == [0.08]
    assert {"8\u00a0%", "0", "Utlovat 20 %"} <= texts(spec)


@pytest.mark.parametrize(("lang", "word"), [("sv", "hittills"), ("en", "so far")])
def test_a_bar_that_is_not_over_says_so_and_the_one_before_has_the_value(
    lang: str, word: str
) -> None:
    frame = shares().assign(share=[0.15, 0, None, 0.08, 0])
    spec = specified(share_chart(frame, lang=lang))
    assert word in texts(spec)
    assert "8%" in {text.replace("\u00a0", "") for text in texts(spec)}
    (zero,) = [z for z in layers(spec, "text") if z["encoding"]["text"].get("value") == "0"]
    assert [row["mid"][:7] for row in rows(spec, zero)] == ["2025-05", "2026-02"]
    over = frame.assign(partial=False)
    assert word not in texts(specified(share_chart(over, lang=lang)))


def test_a_label_of_time_gives_way_to_what_is_written_at_the_end() -> None:
    spec = specified(share_chart(shares(), lang="en"))
    (years,) = [t for t in layers(spec, "text") if "room" in rows(spec, t)[0]]
    found = {row["text"]: row["room"] for row in rows(spec, years)}
    # Five quarters: a label of eight characters and a note of six, the last where a fifth is left.
    assert found["Jan 2026"] > found["Jan 2025"] > 0
    assert abs(found["Jan 2026"] - (8 + 6 + 1) * 0.55 * 13 / (90 / 455)) < 2


def test_twelve_rolling_months_are_a_line_at_the_month_they_end_with() -> None:
    spec = specified(share_chart(shares(), rolling=True))
    (line,) = layers(spec, "line")
    assert [row["mid"][:7] for row in rows(spec, line)] == [
        "2025-03",
        "2025-06",
        "2025-12",
        "2026-03",
    ]
    assert not layers(spec, "bar")


@pytest.mark.parametrize("rolling", [True, False])
def test_no_share_is_said_instead_of_drawn(rolling: bool) -> None:
    spec = specified(share_chart(pd.DataFrame(), rolling=rolling))
    assert texts(spec) == {"Inga möten ännu."}
    empty = specified(heat_chart(pd.DataFrame()))
    assert not rows(empty, layers(empty, "rect")[0])

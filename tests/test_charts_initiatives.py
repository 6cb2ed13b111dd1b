"""The lines of initiatives and the curve of those left: what they hold, and what they leave out."""

import re
from datetime import date
from itertools import pairwise

import pandas as pd
import pytest
import vl_convert

from drawn_charts import layers, rows, texts
from kundagenda.charts.initiative_lines import initiative_chart
from kundagenda.charts.initiative_space import InitiativeDrawn
from kundagenda.charts.life_curve import MONTH, life_curve_chart
from kundagenda.charts.theme import PALETTES, Mode

AS_OF = date(2025, 6, 30)
JAN, FEB, MAY = date(2025, 1, 14), date(2025, 2, 11), date(2025, 5, 13)
FADED = InitiativeDrawn(
    "Tyst", "faded, Feb 2025", (JAN, FEB), (FEB,), ((JAN, FEB),), ((FEB, MAY),), None, False
)
DONE = InitiativeDrawn("Klar", "completed, May 2025", (JAN,), (), ((JAN, MAY),), (), MAY, False)
ALIVE = InitiativeDrawn("Levande", "", (MAY,), (), ((MAY, AS_OF),), (), None, True)
MODES = pytest.mark.parametrize("mode", ["light", "dark"])


def signs(spec: dict, shape: str) -> list[str]:
    """The days of the signs of one shape."""
    found = [x for x in layers(spec, "point") if x["mark"]["shape"] == shape]
    return [row["day"] for layer in found for row in rows(spec, layer)]


def test_a_day_has_one_sign_and_a_decision_goes_before_a_point() -> None:
    spec = initiative_chart([FADED, DONE, ALIVE], AS_OF, lang="en").to_dict()
    assert signs(spec, "circle") == ["2025-01-14", "2025-01-14", "2025-05-13"]
    assert signs(spec, "diamond") == ["2025-02-11"]
    assert signs(spec, "square") == ["2025-05-13"]
    assert len(layers(spec, "point")) == 4, "the arrow of the one that lives"


def test_each_line_has_its_name_and_what_became_of_it() -> None:
    spec = initiative_chart([FADED, DONE, ALIVE], AS_OF, lang="en").to_dict()
    assert {"Tyst", "Klar", "Levande", "faded, Feb 2025", "completed, May 2025"} <= texts(spec)


@MODES
def test_only_silence_fades_and_it_fades_to_the_ground(mode: Mode) -> None:
    spec = initiative_chart([FADED, DONE], AS_OF, mode=mode).to_dict()
    [fade] = layers(spec, "rect")
    assert [(row["from"], row["to"]) for row in rows(spec, fade)] == [("2025-02-11", "2025-05-13")]
    assert fade["mark"]["color"]["stops"][-1]["color"] == PALETTES[mode]["bg"]


def test_the_axis_ends_on_the_day_and_is_never_shorter_than_two_months() -> None:
    young = InitiativeDrawn("Ny", "", (AS_OF,), (), ((AS_OF, AS_OF),), (), None, True)
    spec = initiative_chart([young], AS_OF).to_dict()
    [domain] = [
        layer["encoding"]["x"]["scale"]["domain"]
        for layer in spec["layer"]
        if layer["encoding"]["x"].get("scale", {}).get("domain")
    ]
    assert domain == ["2025-05-01", "2025-06-30"]


def curve(*steps: tuple[float, float, float | None, float | None]) -> pd.DataFrame:
    """Steps as the chart wants them."""
    return pd.DataFrame(steps, columns=["at", "alive", "low", "high"])


@pytest.mark.parametrize(("width", "days"), [(1200, 3), (330, 2), (160, 1)])
def test_as_many_days_are_written_as_have_room_beside_each_other(width: int, days: int) -> None:
    first = date(2023, 7, 4)
    old = InitiativeDrawn("Gammal", "", (first,), (), ((first, AS_OF),), (), None, True)
    chart = initiative_chart([old], AS_OF, lang="en", screen="shared")
    drawn = vl_convert.vegalite_to_svg(chart.properties(width=width).to_dict())
    label = r'translate\(([\d.]+),[\d.]+\)" font[^>]*font-size="(\d+)px"[^>]*>((?:Jan|Jul) \d{4})<'
    seen = [
        each for each in re.findall(label, re.sub(r'<text[^>]*opacity="0".*?</text>', "", drawn))
    ]
    assert len(seen) == days
    for (left, size, text), (right, *_) in pairwise(seen):
        assert float(right) - float(left) > 0.5 * int(size) * len(text)


def test_the_curve_begins_at_all_and_goes_on_to_the_longest_watched() -> None:
    steps = curve((30, 0.75, 0.4, 0.9), (60, 0.5, 0.2, 0.8))
    spec = life_curve_chart(steps, 12 * MONTH, 60, "Half gone, 60 days", lang="en").to_dict()
    [line] = layers(spec, "line")
    drawn = [(row["month"], row["alive"]) for row in rows(spec, line)]
    one, two = round(30 / MONTH, 3), round(60 / MONTH, 3)
    assert drawn == [(0, 1), (one, 0.75), (two, 0.5), (12, 0.5)]
    assert "Half gone, 60 days" in texts(spec)


def test_without_a_half_life_nothing_is_marked_and_one_without_spread_has_no_band() -> None:
    steps = curve((30, 0.75, 0.4, 0.9), (60, 0.0, None, None))
    spec = life_curve_chart(steps, 100, None, "", lang="sv").to_dict()
    assert not layers(spec, "point")
    [area] = layers(spec, "area")
    assert len(rows(spec, area)) == 1

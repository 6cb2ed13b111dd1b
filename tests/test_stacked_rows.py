"""A table too wide for a phone has its rows below each other there, each cell with its column."""

import re

import pytest
from streamlit.testing.v1 import AppTest

from kundagenda.panels.stacked_rows import PHONE, quoted, width

NARROW = {"Period": ["Q3 2026"], "NPS": ["18"]}
WIDE = {
    "Customer group": ["Tillverkning"],
    "Standing": ["silent and failing"],
    "Days since": ["285"],
    "Wanted within": ["90"],
    "Satisfaction, a year": ["NPS 18, from 33: worse, beyond chance"],
}


def shown(columns: dict[str, list[str]]) -> list[str]:
    """What stands beside a table, as HTML."""
    script = f"from kundagenda.panels.table import short_table\nshort_table({columns!r})"
    visit = AppTest.from_string(script).run()
    assert not visit.exception
    return [each.proto.body for each in visit.get("html")]


def test_a_table_that_fits_a_phone_stays_a_table() -> None:
    assert width(NARROW) <= PHONE
    assert not shown(NARROW)


def test_every_cell_of_a_wide_table_has_the_name_of_its_column_but_the_first() -> None:
    assert width(WIDE) > PHONE
    [style] = shown(WIDE)
    named = dict(re.findall(r'nth-child\((\d)\)::before\{content:"(.*?)"', style))
    assert named == {str(place): quoted(name) for place, name in enumerate(list(WIDE)[1:], start=2)}
    assert "@media screen and (max-width:640px)" in style, "neither paper nor a desk"


def test_a_column_needs_its_longest_word_and_air() -> None:
    assert width({"ab": ["cde f", "g"]}) == 12 + 3 * 8


@pytest.mark.parametrize("name", ["</style><img src=x>", 'a"}body{display:none', "a\\\nb"])
def test_the_name_of_a_column_is_never_style_or_html(name: str) -> None:
    assert re.fullmatch(r"(\\[0-9a-f]+ |\w)+", quoted(name))
    [style] = shown(WIDE | {name: ["x"]})
    assert name not in style

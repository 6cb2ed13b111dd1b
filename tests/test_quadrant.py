"""Attention beside trend: who is placed where, what is drawn, and what the page says."""

from dataclasses import replace
from datetime import date
from itertools import pairwise
from pathlib import Path

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from app_pages import EVERY_PAGE, Pages, charts, said
from drawn_charts import texts
from kundagenda.charts.quadrant import QUADRANT_COLUMNS, quadrant_chart, spread
from kundagenda.findings.fix_trap import FixTrap
from kundagenda.findings.group_test import GroupTest, GroupTested
from kundagenda.findings.overview import Change, Figure
from kundagenda.findings.quadrant import quadrant_of
from kundagenda.findings.view import View
from kundagenda.panels.quadrant import _how
from metrics import nps
from metrics.outcomes import outcome
from small_company import fill_small_company

FOLLOW = EVERY_PAGE["follow_through"]
VIEW = View(date(2026, 10, 31))


def groups_of(*groups, others=0):
    """Groups as (items, change of NPS, change of uptime), and items that name other groups."""
    found = [
        GroupTested(
            f"g{n}", f"g{n}", None,
            Figure(outcome("uptime"), None, None, own and Change(own, None, None)),
            None, None, None,
            Figure(nps, None, None, change and Change(*change)),
            items, VIEW,
        )
        for n, (items, change, own) in enumerate(groups)
    ]  # fmt: skip
    named = others + sum(items for items, _, _ in groups)
    return GroupTest(VIEW, tuple(found), named, FixTrap(()))


def test_neglected_decline_is_a_real_fall_with_less_than_an_even_share():
    fell, within = (-20, -30, -10), (-30, -70, 10)
    found = quadrant_of(
        groups_of((1, fell, None), (9, fell, None), (1, within, None), (5, None, -0.1), others=4)
    )
    # Even is a quarter: 1 of 20 is under it, 9 of 20 over. The last has no NPS and is not drawn.
    assert found.even == 1 / 4
    assert [(p.name, p.share, p.neglected) for p in found.placed] == [
        ("g0", 1 / 20, True), ("g2", 1 / 20, False), ("g1", 9 / 20, False),
    ]  # fmt: skip
    assert (found.metric, found.withheld) == (nps, 1)


def test_an_exactly_even_share_is_not_neglect():
    found = quadrant_of(groups_of((5, (-20, -30, -10), None), (5, (1, -9, 11), None)))
    assert not any(place.neglected for place in found.placed)


def test_without_satisfaction_the_outcome_of_most_groups_is_looked_at():
    found = quadrant_of(groups_of((1, None, -0.1), (9, None, 0.1)))
    assert found.metric is not None
    assert found.metric.key == "outcome:uptime"
    assert [(place.name, place.neglected) for place in found.placed] == [
        ("g0", True),
        ("g1", False),
    ]


def test_nothing_is_placed_without_items_or_figures():
    assert quadrant_of(groups_of((0, (-20, -30, -10), None))).placed == ()
    assert quadrant_of(groups_of((3, None, None))).metric is None


CHANGES = st.sampled_from([None, (-20, -30, -10), (-5, -15, 5), (20, 10, 30)])


@given(
    st.lists(st.tuples(st.integers(0, 9), CHANGES, st.none()), min_size=1, max_size=9),
    st.integers(0, 9),
)
def test_the_quadrant_restated(groups, others):
    found = quadrant_of(groups_of(*groups, others=others))
    every = others + sum(items for items, _, _ in groups)
    drawn = {f"g{n}": (items, c) for n, (items, c, _) in enumerate(groups) if c and every}
    assert {place.name for place in found.placed} == set(drawn)
    assert found.withheld == len(groups) - len(drawn)
    for place in found.placed:
        items, (_, _, high) = drawn[place.name]
        assert place.share == items / every
        assert place.neglected == (high < 0 and items * len(groups) < every)


def frame(count):
    """So many groups, the first of them neglected."""
    rows = [
        (f"Grupp {n}", 0.1, -10.0 + n, -20.0, 5.0, n == 0, f"Grupp {n}", "") for n in range(count)
    ]
    return pd.DataFrame(rows, columns=list(QUADRANT_COLUMNS))


@pytest.mark.parametrize("mode", ["light", "dark"])
def test_at_most_twelve_are_named_and_the_corner_has_its_word(mode):
    chart = quadrant_chart(
        frame(20), 0.05, ("längs", "upp"), str, least=20, limits=(-200, 200), mode=mode
    )
    written = texts(chart.to_dict())
    assert {f"Grupp {n}" for n in range(12)} <= written
    assert not {f"Grupp {n}" for n in range(12, 20)} & written
    assert {"Försummad nedgång", "längs", "upp"} <= written


@given(st.lists(st.floats(0, 300), max_size=12))
def test_names_never_run_into_each_other(wanted):
    found = sorted(spread(wanted, 17, 340))
    assert all(b - a > 17 - 1e-6 for a, b in pairwise(found))
    assert max(found, default=0) <= 340


@pytest.mark.parametrize(
    ("lang", "wanted", "corner"),
    [("sv", "edgång: ", "rsummad nedg"), ("en", "decline: ", "Neglected decline")],
)
def test_the_demo_is_drawn_with_its_words(
    demo_database: Path, monkeypatch: pytest.MonkeyPatch, lang: str, wanted: str, corner: str
) -> None:
    visit = Pages(monkeypatch, f"sqlite:///{demo_database}").open(FOLLOW, lang=lang)
    assert wanted in said(visit)
    [drawn] = [chart for chart in charts(visit) if corner in chart.spec]
    assert "NPS" in drawn.spec
    assert "Fastighet" in drawn.alt


@pytest.mark.parametrize(
    ("lang", "wanted"),
    [("sv", "kan inte ställas bredvid"), ("en", "cannot be set beside each other")],
)
def test_items_that_name_no_group_are_said(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, lang: str, wanted: str
) -> None:
    address = f"sqlite:///{tmp_path / 'small.db'}"
    fill_small_company(address).dispose()
    visit = Pages(monkeypatch, address).open(FOLLOW, lang=lang)
    assert wanted in said(visit)
    assert not [
        chart
        for chart in charts(visit)
        if "rsummad nedg" in chart.spec or "Neglected" in chart.spec
    ]


def test_the_name_of_an_outcome_is_told_letter_by_letter() -> None:
    name = "![up](http://x.example)"
    found = quadrant_of(groups_of((1, None, -0.1), (9, None, 0.1)))
    named = replace(found, metric=outcome(name))
    assert named.metric is not None
    told = _how(named, named.metric)
    assert "![" not in told
    assert "x.example" in told

"""The silence clock: what counts as a fall, who stands first, and what the page says."""

from datetime import date, timedelta
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app_pages import EVERY_PAGE, Pages, said, tabled
from kundagenda.findings.changes import figure_of
from kundagenda.findings.group_test import GroupTested, Proof
from kundagenda.findings.overview import Change, Figure
from kundagenda.findings.reading import Sums
from kundagenda.findings.readings import reading_of
from kundagenda.findings.silence import Turn, silences_of, turn_of
from kundagenda.findings.view import View
from metrics import nps
from metrics.outcomes import outcome
from metrics.periods import Grain
from small_company import fill_small_company

AS_OF = date(2026, 10, 31)


def group(name, *, days=None, cadence=None, own=None, said_change=None):
    """A group last discussed so many days ago, with changes of uptime and of NPS."""
    item = None if days is None else Proof("Punkt", AS_OF - timedelta(days), confidential=False)
    uptime = Figure(outcome("uptime"), None, None, own and Change(own, None, None))
    said_of = Figure(nps, None, None, said_change and Change(*said_change))
    return GroupTested(
        name, name, cadence, uptime, None, item, None, said_of, 0, View(AS_OF)
    )  # fmt: skip


@pytest.mark.parametrize(
    ("name", "change", "turn"),
    [
        ("uptime", Change(-0.1, None, None), Turn.LOWER),
        ("uptime", Change(0.1, None, None), Turn.HIGHER),
        ("uptime", Change(0.0, None, None), Turn.HIGHER),
        ("downtime", Change(0.1, None, None), Turn.LOWER),
        ("downtime", Change(-0.1, None, None), Turn.HIGHER),
        ("lamps", Change(-0.1, None, None), Turn.UNKNOWN),  # nobody knows which way is good
        ("uptime", None, Turn.UNKNOWN),
    ],
)
def test_an_outcome_is_judged_by_its_value_and_direction(name, change, turn):
    assert turn_of(Figure(outcome(name), None, None, change)) is turn


COUNTS = st.tuples(st.integers(0, 60), st.integers(10, 20), st.integers(0, 60))


@given(COUNTS, COUNTS)
def test_a_fall_in_nps_is_beyond_its_interval_restated(now, before):
    def reading(counts):
        promoters, _, detractors = counts
        sums = Sums(promoters - detractors, sum(counts), promoters + detractors, sum(counts))
        return reading_of(nps, 24_000, sums, Grain.ROLLING12, 99_999)

    def adjusted(counts):
        """Net share and its variance with 3/4, 3/2 and 3/4 answers added."""
        n = sum(counts) + 3
        up, down = (counts[0] + 0.75) / n, (counts[2] + 0.75) / n
        return up - down, (up + down - (up - down) ** 2) / n

    (mean, variance), (mean_before, variance_before) = adjusted(now), adjusted(before)
    margin = 1.959963985 * (variance + variance_before) ** 0.5
    high, low = mean - mean_before + margin, mean - mean_before - margin
    plain = (now[0] - now[2]) / sum(now) - (before[0] - before[2]) / sum(before)
    if abs(high) > 1e-6 and abs(low) > 1e-6:
        real = high < 0 or low > 0
        expected = (Turn.FELL if plain < 0 else Turn.ROSE) if real else Turn.WITHIN
        assert turn_of(figure_of(nps, reading(now), reading(before))) is expected


def test_silent_and_falling_groups_stand_first():
    fell, within = (-20, -30, -10), (-5, -15, 5)
    found = silences_of(
        [
            group("discussed and fell", days=3, said_change=fell),
            group("silent", days=400, said_change=within),
            group("silent and fell", days=91, said_change=fell),
            group("never and lower", own=-0.1),
            group("own cadence", days=31, cadence=30, own=0.1),
            group("discussed", days=90, own=0.1),
        ]
    )
    assert [clock.group.name for clock in found] == [
        "never and lower", "silent and fell", "silent", "own cadence", "discussed",
        "discussed and fell",
    ]  # fmt: skip


DRAWN = st.tuples(
    st.sampled_from([None, 0, 29, 30, 31, 90, 91, 400]),
    st.sampled_from([None, 30, 180]),
    st.sampled_from([None, -0.1, 0.1]),
    st.sampled_from([None, (-20, -30, -10), (-5, -15, 5), (20, 10, 30)]),
)


@given(st.lists(DRAWN, max_size=8))
def test_the_order_restated(drawn):
    groups = [
        group(f"g{n}", days=d, cadence=c, own=o, said_change=s)
        for n, (d, c, o, s) in enumerate(drawn)
    ]
    rest = {f"g{n}": each for n, each in enumerate(drawn)}

    def is_silent(days, cadence, *_):
        return days is None or days > (cadence if cadence else 90)

    def falls(_days, _cadence, own, said_change):
        return (own is not None and own < 0) or (said_change is not None and said_change[2] < 0)

    found = silences_of(groups)
    for clock in found:
        each = rest[clock.group.name]
        assert (clock.silent, clock.falling) == (is_silent(*each), falls(*each))
    both, silent, others = (
        {name for name, each in rest.items() if wanted(each)}
        for wanted in (
            lambda each: is_silent(*each) and falls(*each),
            lambda each: is_silent(*each) and not falls(*each),
            lambda each: not is_silent(*each),
        )
    )
    names = [clock.group.name for clock in found]
    assert set(names[: len(both)]) == both
    assert set(names[len(both) : len(both) + len(silent)]) == silent
    assert set(names[len(both) + len(silent) :]) == others
    for part in (both, silent, others):
        days = [rest[name][0] for name in names if name in part]
        known = [day for day in days if day is not None]
        assert days == [None] * (len(days) - len(known)) + sorted(known, reverse=True)


@pytest.mark.parametrize(
    ("lang", "wanted", "never"),
    [
        ("sv", "Det har varit tyst om 2 kundgrupper", "aldrig"),
        ("en", "2 customer groups have been silent", "never"),
    ],
)
def test_groups_that_no_item_names_have_never_been_discussed(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, lang: str, wanted: str, never: str
) -> None:
    # No item of the small company names a group, and its answers never change.
    address = f"sqlite:///{tmp_path / 'small.db'}"
    fill_small_company(address).dispose()
    visit = Pages(monkeypatch, address).open(EVERY_PAGE["follow_through"], lang=lang)
    assert wanted in said(visit)
    assert any(never in tabled(table).to_csv() for table in visit.table)

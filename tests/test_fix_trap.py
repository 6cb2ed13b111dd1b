"""The fix-trap: yes, no and too few quarters, from the quarters that have ended."""

from datetime import date
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app_pages import AGENDA, EVERY_PAGE, Pages, said
from kundagenda.findings.counted_rows import Row
from kundagenda.findings.fix_trap import FixTrap, Mending, Trap, fix_trap_of, last_quarters
from kundagenda.findings.view import View
from metrics.periods import parse_month
from small_company import fill_small_company

AS_OF = date(2026, 11, 15)


def found(*quarters):
    """The trap of some quarters as (mending, items)."""
    return FixTrap(tuple(Mending(24_000 + 3 * n, *each) for n, each in enumerate(quarters)))


@pytest.mark.parametrize(
    ("quarters", "trap"),
    [
        ([(7, 10), (7, 10), (1, 1), (9, 9)], Trap.YES),  # 7 of 10 is 70 %
        ([(7, 10), (69, 100), (1, 1), (9, 9)], Trap.NO),
        ([(7, 10), (0, 0), (1, 1), (9, 9)], Trap.NO),  # no customer items break the run
        ([(0, 0), (0, 0), (0, 0), (0, 0)], Trap.NO),
        ([(7, 10), (7, 10), (1, 1)], Trap.TOO_FEW),
        ([], Trap.TOO_FEW),
    ],
)
def test_four_quarters_running_at_seventy_per_cent(quarters, trap):
    assert found(*quarters).trap is trap


@given(st.lists(st.tuples(st.integers(0, 20), st.integers(0, 20)), max_size=4))
def test_the_trap_restated_in_words(drawn):
    quarters = [(min(pair), max(pair)) for pair in drawn]
    if len(quarters) < 4:
        expected = "too few"
    else:
        shares = [mending * 100 // items if items else -1 for mending, items in quarters]
        expected = "yes" if min(shares) >= 70 else "no"
    assert found(*quarters).trap == expected


@pytest.mark.parametrize(
    ("as_of", "newest"),
    [
        (date(2026, 11, 15), "2026-07"),
        (date(2026, 12, 30), "2026-07"),
        (date(2026, 12, 31), "2026-10"),
        (date(2027, 1, 1), "2026-10"),
    ],
)
def test_only_ended_quarters_count(as_of, newest):
    last = parse_month(newest)
    assert last_quarters(View(as_of)) == (last - 9, last - 6, last - 3, last)


@pytest.mark.parametrize(
    ("first", "known"), [(date(2025, 12, 31), 4), (date(2026, 1, 1), 3), (None, 0)]
)
def test_quarters_before_the_first_agenda_are_not_known(first, known):
    rows = {"first agenda": [Row("first agenda", "", "", first, ())]}
    assert len(fix_trap_of(rows, View(AS_OF)).quarters) == known


@pytest.mark.parametrize("page", [AGENDA, EVERY_PAGE["follow_through"]])
@pytest.mark.parametrize(
    ("months", "lang", "wanted"),
    [
        (36, "sv", "Ingen lagningsfälla"),
        (36, "en", "No fix-trap"),
        (2, "sv", "Om ni bara lagar kan sägas"),
        (2, "en", "Whether you only mend can be told"),
    ],
)
def test_both_pages_say_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, page: str, months: int, lang: str, wanted: str
) -> None:
    address = f"sqlite:///{tmp_path / 'small.db'}"
    fill_small_company(address, months).dispose()
    visit = Pages(monkeypatch, address).open(page, lang=lang)
    assert not visit.exception
    assert wanted in said(visit)

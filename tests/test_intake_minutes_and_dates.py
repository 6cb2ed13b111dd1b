"""How long an item takes and when a meeting was, as people write it."""

import math
from datetime import date, datetime, time, timedelta
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kundagenda.intake.dates import (
    AmbiguousDate,
    date_in,
    date_of_cell,
    date_of_path,
    day_comes_first,
)
from kundagenda.intake.minutes import minutes_in, minutes_of_cell, only_minutes


@pytest.mark.parametrize(
    ("line", "title", "minutes"),
    [
        ("Kundlöfte – 25 min", "Kundlöfte", 25),
        ("Kundlöfte (10 min)", "Kundlöfte", 10),
        ("Returns [20 min]", "Returns", 20),
        ("Returns, 15 minutes", "Returns", 15),
        ("Prisbild 7,5 min", "Prisbild", 7.5),
        ("5 mins - Whether to open on Sundays", "Whether to open on Sundays", 5),
        ("09.00–09.10 Inledning", "Inledning", 10),
        ("Budget kl. 12.00-12.45", "Budget", 45),
        ("Strategidag (2 timmar)", "Strategidag", 120),
        ("Churn (5-10 min)", "Churn", 10),
        ("Travel (Mara Time: 20 Minutes)", "Travel", 20),
    ],
)
def test_a_length_is_taken_out_of_the_title(line: str, title: str, minutes: float) -> None:
    words, read = minutes_in(line)
    assert (words, read.minutes, read.problem) == (title, minutes, None)


@pytest.mark.parametrize(
    "line",
    [
        "19/39 Minutes and agenda responsibilities",
        "21/05 Minute approval",
        "Svarstid under 5 min",
        "Answer within 30 minutes",
        "Låna 100 M (100 M SEK)",
        "Budget 2025",
        "Support 24/7",
        "Leverans inom 24 h",
    ],
)
def test_a_number_that_is_no_length_is_left_in_the_title(line: str) -> None:
    words, read = minutes_in(line)
    assert (words, read.minutes, read.as_read) == (line, None, None)


@pytest.mark.parametrize(
    ("cell", "minutes", "as_read"),
    [
        ("7,5", 7.5, 7.5),
        ("30", 30, 30),
        (30, 30, 30),
        (time(0, 40), 40, 40),
        (timedelta(minutes=90), 90, 90),
        ("0:20", 20, 20),
        ("15 min", 15, 15),
        ("09.00–09.30", 30, 30),
        ("1 020,0", None, 1020),
        ("-15", None, -15),
        ("1e9", None, 1_000_000_000),
        (float("inf"), None, "inf"),
        ("abc", None, "abc"),
        ("NaN", None, "NaN"),
        ("", None, None),
        ("–", None, None),
        (None, None, None),
    ],
)
def test_a_cell_is_minutes_or_unknown_never_zero(
    cell: object, minutes: float | None, as_read: object
) -> None:
    read = minutes_of_cell(cell)
    assert (read.minutes, read.as_read) == (minutes, as_read)
    assert (read.problem is not None) == (minutes is None and as_read is not None)


def test_a_recorded_zero_is_kept_and_told() -> None:
    read = minutes_of_cell(0)
    assert read.minutes == 0
    assert read.problem


@given(st.floats(allow_nan=True, allow_infinity=True))
def test_no_number_of_minutes_outside_what_an_item_can_last_is_kept(number: float) -> None:
    read = minutes_of_cell(number)
    if math.isfinite(number) and 0 <= number <= 480:
        assert read.minutes == number
    else:
        assert read.minutes is None
        assert read.problem


def test_a_timebox_below_an_item_is_its_length() -> None:
    assert only_minutes("10 minute timebox").minutes == 10
    assert only_minutes("We spent 10 minutes on prices").minutes is None


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("Ledningsgrupp 2025-02-10", date(2025, 2, 10)),
        ("24 februari 2025", date(2025, 2, 24)),
        ("den 3:e mars 2025", date(2025, 3, 3)),
        ("Wednesday, January 25, 2023", date(2023, 1, 25)),
        ("February 3rd 2024", date(2024, 2, 3)),
        ("Council meeting 2024 08 30", date(2024, 8, 30)),
        ("20250304", date(2025, 3, 4)),
        ("31 februari 2025", None),
        ("v. 10 2025", None),
        ("Budget 2025", None),
    ],
)
def test_a_date_is_read_in_digits_and_in_words(text: str, day: date | None) -> None:
    assert date_in(text) == day


@pytest.mark.parametrize(
    ("name", "day"),
    [
        ("ledning/2025-09-04.md", date(2025, 9, 4)),
        ("023-2025-1-09.md", date(2025, 1, 9)),
        ("2025/09-04-summary.md", date(2025, 9, 4)),
        ("styrelsemote_210708.md", date(2021, 7, 8)),
        ("styrelsemote_210902", date(2021, 9, 2)),
        ("möte 3 mars 2025.xlsx", date(2025, 3, 3)),
        ("agenda.md", None),
    ],
)
def test_a_date_is_read_from_the_name_and_the_folder(name: str, day: date | None) -> None:
    assert date_of_path(Path(name)) == day


def test_one_date_above_twelve_proves_the_order_for_the_whole_file() -> None:
    assert day_comes_first(["4/3/2025", "13/3/2025"]) is True
    assert day_comes_first(["4/3/2025", "3/13/2025"]) is False
    assert day_comes_first(["4/3/2025"]) is None
    assert date_of_cell("4/3/2025", day_first=True) == date(2025, 3, 4)
    assert date_of_cell(datetime(2025, 3, 4), day_first=None) == date(2025, 3, 4)
    with pytest.raises(AmbiguousDate):
        date_of_cell("4/3/2025", day_first=None)
    assert date_of_cell("4/4/2025", day_first=None) == date(2025, 4, 4)

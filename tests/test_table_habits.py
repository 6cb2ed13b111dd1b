"""Numbers, days and marks as offices write them, and files that mean harm."""

from contextlib import suppress
from datetime import date, timedelta
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from kundagenda.errors import ReaderError
from kundagenda.intake.amounts import amount, is_grouped, mark_of, times_of
from kundagenda.intake.cells import BadCell
from kundagenda.intake.dates import MONTH_NAMES
from kundagenda.intake.days import day_of, month_in
from kundagenda.intake.reshape import reshaped
from kundagenda.intake.table_guess import guess
from own_tables import CONTRACTS, MONTHLY, NKI, ORDERS, QUALTRICS, REPORT

DAYS = st.dates(date(1901, 1, 1), date(2098, 12, 31))
QUICK = settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.too_slow])


def grouped(number: int, space: str) -> str:
    return f"{number:,}".replace(",", space)


@QUICK
@given(
    st.integers(-(10**9), 10**9),
    st.sampled_from(["", " ", "\u00a0", "\u202f", "'", "."]),
    st.sampled_from(["{}", "{} kr", "{} SEK", "€{}", "{}:-", " {}kr "]),
)
@example(-1200, "\u00a0", "{} kr")
def test_an_amount_is_the_same_however_it_is_written(number: int, space: str, around: str) -> None:
    text = around.format(grouped(number, space))
    assert amount(text, grouped=space == ".") == number


@QUICK
@given(st.integers(0, 10**6), st.integers(0, 99), st.sampled_from([",", "."]))
def test_a_decimal_mark_is_a_comma_or_a_point(whole: int, hundredths: int, mark: str) -> None:
    expected = pytest.approx((whole * 100 + hundredths) / 100)
    assert amount(f"{grouped(whole, ' ')}{mark}{hundredths:02d} kr") == expected


def test_thousands_and_millions_are_told_by_their_unit() -> None:
    assert amount("12,5 tkr") == 12.5 * 1000
    assert amount("3 mkr") == 3 * 1_000_000
    assert times_of("Belopp (tkr)") == 1000
    assert times_of("Belopp") == 1


@pytest.mark.parametrize("text", ["", "kr", "tolv", "1-2", "1,2,3", "--5", "nan", "inf", "=1+1"])
def test_what_is_no_amount_is_refused(text: str) -> None:
    with pytest.raises(BadCell):
        amount(text)


def test_points_part_thousands_only_where_every_one_stands_before_three_digits() -> None:
    assert is_grouped(["1.200", "12.500", "900"])
    assert not is_grouped(["1.200", "12.5"])
    assert not is_grouped(["900", "12"])
    with pytest.raises(BadCell, match="three digits"):
        amount("1.25", grouped=True)


@QUICK
@given(DAYS, st.sampled_from(["%Y-%m-%d", "%Y%m%d", "%Y/%m/%d", "%Y-%m-%dT%H:%M:%SZ"]))
def test_a_day_is_the_same_however_it_is_written(day: date, form: str) -> None:
    assert day_of(day.strftime(form), None) == day


@QUICK
@given(DAYS, st.sampled_from(sorted(MONTH_NAMES)))
def test_a_day_and_a_month_in_words(day: date, name: str) -> None:
    number = MONTH_NAMES[name]
    words = f"{min(day.day, 28)} {name} {day.year}"
    assert day_of(words, None) == date(day.year, number, min(day.day, 28))
    assert month_in(f"{name} {day.year}") == day.year * 12 + number - 1


@QUICK
@given(st.dates(date(1960, 1, 1), date(2090, 1, 1)), st.booleans())
def test_a_day_as_excel_counts_it_and_with_strokes(day: date, day_first: bool) -> None:
    assert day_of((day - date(1899, 12, 30)) / timedelta(days=1), None) == day
    first, second = (day.day, day.month) if day_first else (day.month, day.day)
    assert day_of(f"{first}/{second}/{day.year} 14:02", day_first) == day


@QUICK
@given(st.integers(-99, 100), st.sampled_from(["{}", "{}.0", "{} - Mycket nöjd", "{} (topp)"]))
def test_a_mark_is_read_without_its_words(mark: int, form: str) -> None:
    assert mark_of(form.format(mark)) == mark


def test_a_day_that_does_not_exist_stays_as_it_was() -> None:
    assert day_of("2025-02-30", None) == "2025-02-30"


def read_all(path: Path) -> None:
    """A file read to its end as whatever it is taken for; only a sentence may come of it."""
    with suppress(ReaderError):
        found = guess(path)
        if found.choice is not None:
            with reshaped(found.source, found.choice) as sheet:
                for line, cells in sheet.rows:
                    assert line > 0
                    assert len(cells) == len(sheet.header)


GOOD = [text.encode() for text in (NKI, CONTRACTS, ORDERS, MONTHLY, REPORT, QUALTRICS)]


@QUICK
@given(st.binary(max_size=400))
@example(b"\0" * 50)
@example(b"a;b\n1;2\n" + b"\xff\xfe")
def test_random_bytes_end_in_a_sentence(content: bytes) -> None:
    with TemporaryDirectory() as folder:
        path = Path(folder) / "file.csv"
        path.write_bytes(content)
        read_all(path)


@QUICK
@given(
    st.sampled_from(GOOD),
    st.lists(st.tuples(st.integers(0, 2000), st.binary(max_size=6)), max_size=6),
)
def test_good_files_with_bytes_changed_end_in_a_sentence(
    good: bytes, changes: list[tuple[int, bytes]]
) -> None:
    content = bytearray(good)
    for place, new in changes:
        at = place % len(content)
        content[at : at + len(new)] = new
    with TemporaryDirectory() as folder:
        path = Path(folder) / "file.csv"
        path.write_bytes(bytes(content))
        read_all(path)


@QUICK
@given(st.lists(st.lists(st.text(max_size=12), min_size=1, max_size=6), min_size=1, max_size=8))
def test_tables_of_any_texts_end_in_a_sentence(rows: list[list[str]]) -> None:
    with TemporaryDirectory() as folder:
        path = Path(folder) / "file.csv"
        text = "\n".join(";".join(row) for row in rows)
        path.write_bytes(text.encode("utf-8", "surrogatepass"))
        read_all(path)

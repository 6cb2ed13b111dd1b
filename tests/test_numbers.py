"""Numbers, dates and words as a reader of Swedish or English writes them."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kundagenda.texts.catalogue import LANGUAGES, say, say_many, translations
from kundagenda.texts.numbers import day, month, number, percent, period, short_day, span
from metrics.periods import Grain, parse_month

NBSP, MINUS, DASH = "\u00a0", "\u2212", "\u2013"
MARCH = parse_month("2025-03")


@pytest.mark.parametrize(
    ("value", "decimals", "swedish", "english"),
    [
        (0, 0, "0", "0"),
        (1234567, 0, f"1{NBSP}234{NBSP}567", "1,234,567"),
        (1685.25, 1, f"1{NBSP}685,2", "1,685.2"),
        (-16.06, 1, f"{MINUS}16,1", f"{MINUS}16.1"),
        (7, 2, "7,00", "7.00"),
        (-0.3, 0, "0", "0"),  # never a minus before nothing
        (-0.04, 1, "0,0", "0.0"),
        (0.96, 1, "1,0", "1.0"),
        (None, 1, DASH, DASH),
    ],
)
def test_a_number_has_the_readers_separators_and_a_true_minus(value, decimals, swedish, english):
    assert number(value, "sv", decimals) == swedish
    assert number(value, "en", decimals) == english


@pytest.mark.parametrize(
    ("share", "decimals", "swedish", "english"),
    [
        (0.08, 0, f"8{NBSP}%", "8%"),
        (0.0825, 1, f"8,2{NBSP}%", "8.2%"),
        (0.29, 0, f"29{NBSP}%", "29%"),
        (1, 0, f"100{NBSP}%", "100%"),
        (-0.031, 1, f"{MINUS}3,1{NBSP}%", f"{MINUS}3.1%"),
        (0.0, 1, f"0,0{NBSP}%", "0.0%"),
        (None, 1, DASH, DASH),
    ],
)
def test_a_share_is_shown_in_percent(share, decimals, swedish, english):
    assert percent(share, "sv", decimals) == swedish
    assert percent(share, "en", decimals) == english


def test_a_span_has_an_en_dash_between_and_a_word_beside_a_minus():
    assert span(16.06, 52.42, "sv", 1) == f"16,1{DASH}52,4"
    assert span(-16.06, 52.42, "sv", 1) == f"{MINUS}16,1\u00a0till\u00a052,4"
    assert span(-11, -2, "en") == f"{MINUS}11\u00a0to\u00a0{MINUS}2"
    assert span(-0.4, 2, "en") == f"0{DASH}2"
    assert span(3, 9, "en") == f"3{DASH}9"


def test_days_are_written_in_words():
    first = date(2025, 3, 1)
    assert (day(first, "sv"), day(first, "en")) == ("1 mars 2025", "1 March 2025")
    assert (short_day(first, "sv"), short_day(first, "en")) == ("1 mars 2025", "1 Mar 2025")
    assert short_day(date(2024, 12, 24), "sv") == "24 dec 2024"


def test_months_and_periods_are_written_in_words():
    assert (month(MARCH, "sv"), month(MARCH, "en")) == ("mars 2025", "March 2025")
    assert period(MARCH, Grain.MONTH, "sv") == "mars 2025"
    assert period(MARCH, Grain.MONTH, "en") == "Mar 2025"
    assert period(MARCH, Grain.ROLLING12, "en") == "Mar 2025"
    assert period(parse_month("2025-10"), Grain.QUARTER, "sv") == "kv 4 2025"
    assert period(parse_month("2025-10"), Grain.QUARTER, "en") == "Q4 2025"
    assert period(parse_month("2025-01"), Grain.YEAR, "sv") == "2025"


@given(value=st.floats(-1e9, 1e9), decimals=st.integers(0, 2))
def test_what_is_written_reads_back_as_the_rounded_number(value, decimals):
    swedish = number(value, "sv", decimals)
    english = number(value, "en", decimals)
    plain = swedish.replace(NBSP, "").replace(MINUS, "-").replace(",", ".")
    assert plain == english.replace(",", "").replace(MINUS, "-")
    assert float(plain) == round(value, decimals)
    assert plain not in ("-0", "-0.0", "-0.00")


@pytest.mark.parametrize("lang", LANGUAGES)
def test_a_text_that_no_catalogue_knows_is_said_as_it_stands(lang):
    assert say(lang, "Nothing says {what} like this.", what="7 %") == "Nothing says 7 % like this."
    assert say_many(lang, "{n} zebu", "{n} zebus", 1) == "1 zebu"
    assert say_many(lang, "{n} zebu", "{n} zebus", 2) == "2 zebus"
    assert say_many(lang, "{shown} zebu", "{shown} zebus", 1000, shown="1 000") == "1 000 zebus"


def test_english_needs_no_catalogue_and_every_language_is_read_once():
    assert translations("en").gettext("Quarter") == "Quarter"
    for lang in LANGUAGES:
        assert translations(lang) is translations(lang)

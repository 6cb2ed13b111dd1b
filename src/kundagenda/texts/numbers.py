"""Numbers and dates as a reader of Swedish or English writes them."""

from datetime import date, datetime
from functools import lru_cache

from babel.dates import format_date, format_skeleton
from babel.numbers import format_decimal

from metrics.periods import Grain, first_day

NO_BREAK = "\u00a0"
UNKNOWN = "\u2013"
_LOCALES = {"sv": "sv_SE", "en": "en_GB"}
_TO = {"sv": "till", "en": "to"}
PERCENT = {"sv": NO_BREAK + "%", "en": "%"}


# A page writes the same numbers and months at every showing.
@lru_cache(maxsize=8192)
def number(value: float | None, lang: str, decimals: int = 0) -> str:
    """A number with the reader's separators and a true minus; unknown is an en dash.

    >>> number(-1685.25, "sv", 1), number(1685, "en")
    ('−1\\xa0685,2', '1,685')
    """
    if value is None:
        return UNKNOWN
    pattern = "#,##0" + ("." + "0" * decimals if decimals else "")
    text = format_decimal(round(value, decimals) + 0, pattern, locale=_LOCALES[lang])
    return text.replace("-", "\u2212")


def percent(share: float | None, lang: str, decimals: int = 0) -> str:
    """A share of 0..1 in percent.

    >>> percent(0.0825, "sv", 1), percent(0.08, "en")
    ('8,2\\xa0%', '8%')
    """
    if share is None:
        return UNKNOWN
    return number(100 * share, lang, decimals) + PERCENT[lang]


def span(low: float, high: float, lang: str, decimals: int = 0) -> str:
    """Two numbers with an en dash between, or a word where a minus would stand beside it.

    >>> span(10, 14, "sv"), span(-11, -2, "sv"), span(-3, 5, "en")
    ('10–14', '−11\\xa0till\\xa0−2', '−3\\xa0to\\xa05')
    """
    ends = number(low, lang, decimals), number(high, lang, decimals)
    word = NO_BREAK + _TO[lang] + NO_BREAK if any("\u2212" in end for end in ends) else "\u2013"
    return word.join(ends)


def day(when: date, lang: str) -> str:
    """A date in words.

    >>> day(date(2025, 1, 14), "sv"), day(date(2025, 1, 14), "en")
    ('14 januari 2025', '14 January 2025')
    """
    return format_date(when, "d MMMM y", locale=_LOCALES[lang])


def bare_day(when: date, lang: str) -> str:
    """A date in words without its year: 3 October."""
    return format_date(when, "d MMMM", locale=_LOCALES[lang])


def short_day(when: date, lang: str) -> str:
    """A date for a chart: 14 jan 2025."""
    return f"{when.day} {SHORT_MONTHS[lang][when.month - 1]} {when.year}"


def moment(when: datetime, lang: str) -> str:
    """A moment as the database keeps it: 14 jan 2025, 06:12 UTC."""
    return f"{short_day(when.date(), lang)}, {when:%H:%M} UTC"


@lru_cache(maxsize=8192)
def month(number_of_month: int, lang: str) -> str:
    """A numbered month in words: mars 2025, March 2025."""
    return format_skeleton("yMMMM", first_day(number_of_month), locale=_LOCALES[lang])


SHORT_MONTHS = {
    "sv": ["jan", "feb", "mars", "apr", "maj", "juni", "juli", "aug", "sep", "okt", "nov", "dec"],
    "en": ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"],
}


def period(number_of_period: int, grain: Grain, lang: str) -> str:
    """A period in words: mars 2025, kv 1 2025, 2025.

    >>> period(2025 * 12, Grain.QUARTER, "sv"), period(2025 * 12, Grain.QUARTER, "en")
    ('kv 1 2025', 'Q1 2025')
    """
    year, index = divmod(number_of_period, 12)
    match grain:
        case Grain.QUARTER:
            return f"kv {index // 3 + 1} {year}" if lang == "sv" else f"Q{index // 3 + 1} {year}"
        case Grain.YEAR:
            return str(year)
        case _:
            return f"{SHORT_MONTHS[lang][index]} {year}"

"""A cell of an export as a day: with a time of day behind it, in words, as Excel counts them."""

import re
from collections.abc import Iterable
from datetime import date, datetime, timedelta
from functools import lru_cache
from typing import Any

from kundagenda.intake.cells import BadCell, month_of_cell
from kundagenda.intake.dates import date_in, date_of_cell, day_comes_first, is_slashed

_TIME = re.compile(r"[T\s,]+(?:kl\.?\s*)?\d{1,2}[:.]\d\d.*$", re.IGNORECASE)
_COMPACT = re.compile(r"(?:19|20)\d{6}")
_QUARTERS = (
    re.compile(
        r"(?P<y>(?:19|20)\d\d)[\s-]*(?:q|kv|kvartal|quarter)\.?\s*(?P<q>[1-4])", re.IGNORECASE
    ),
    re.compile(
        r"(?:q|kv|kvartal|quarter)\.?\s*(?P<q>[1-4])[\s,-]+(?P<y>(?:19|20)\d\d)", re.IGNORECASE
    ),
)
_LONGEST_DAY = 30
_EXCEL = date(1899, 12, 30)
_SERIALS = range(20_000, 80_000)


def day_text(raw: Any) -> str:
    """A cell's text without its time of day.

    >>> day_text("03/13/2025 02:22:10 PM")
    '03/13/2025'
    """
    return _TIME.sub("", str(raw).strip())


def month_in(raw: Any) -> int | None:
    """A month from a cell; a quarter's figure stands on its last month. Null when it is none.

    >>> month_in("mars 2025") == month_in("kv 1 2025") == month_in("2025Q1") == 2025 * 12 + 2
    True
    """
    text = str(raw).strip()
    for pattern in _QUARTERS:
        if (found := pattern.fullmatch(text)) is not None:
            return int(found["y"]) * 12 + int(found["q"]) * 3 - 1
    try:
        return month_of_cell(raw)
    except BadCell:
        short = day_text(text)
        day = date_in(short) if len(short) <= _LONGEST_DAY else None
        return day.year * 12 + day.month - 1 if day is not None else None


def is_day(text: str) -> bool:
    """Whether a text is a day, in one order or the other."""
    short = day_text(text)
    if len(short) > _LONGEST_DAY:
        return False
    return is_slashed(short) or date_in(short) is not None


def day_of(raw: Any, day_first: bool | None, may_be_serial: bool = True) -> Any:
    """A cell as a date; as it was when it is none, so that who reads on can say so.

    Args:
        raw: The cell.
        day_first: Whether 3/4/2025 is in April; null when nobody knows.
        may_be_serial: Whether 45719 is the day that Excel means by it.

    Raises:
        AmbiguousDate: it can be read two ways and nobody said which.
    """
    if isinstance(raw, datetime):
        return raw.date()
    if isinstance(raw, date):
        return raw
    if isinstance(raw, str):
        return _day_of_text(raw, day_first, may_be_serial)
    return _counted(raw, day_text(raw), may_be_serial)


def order_in(cells: Iterable[Any]) -> bool | None:
    """Whether the days of a column begin with the day of the month; null when nothing tells."""
    return day_comes_first(day_text(cell) for cell in cells if isinstance(cell, str))


def needs_order(cells: Iterable[Any]) -> bool:
    """Whether a column has days such as 3/4/2025."""
    return any(isinstance(cell, str) and is_slashed(day_text(cell)) for cell in cells)


@lru_cache(maxsize=4096)
def _day_of_text(raw: str, day_first: bool | None, may_be_serial: bool) -> Any:
    """A million rows have a few thousand days: each is read once."""
    text = day_text(raw)
    if text.isdigit():
        return _counted(raw, text, may_be_serial)
    return date_of_cell(text, day_first) or raw


def _counted(raw: Any, text: str, may_be_serial: bool) -> Any:
    if _COMPACT.fullmatch(text):
        return date_in(text) or raw
    try:
        number = int(float(raw))
    except (ValueError, OverflowError):
        return raw
    if may_be_serial and number in _SERIALS:
        return _EXCEL + timedelta(days=number)
    return raw

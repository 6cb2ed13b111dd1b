"""One cell of a table as the value that its column holds."""

import math
import re
from collections.abc import Collection
from datetime import date, datetime, time
from typing import Any

from sqlalchemy import BigInteger, Boolean, Column, Date, DateTime, Double, Integer, String, Time

from kundagenda.intake.dates import MONTH_NAMES
from metrics.periods import month_number

MISSING = {"", "-", "–", "—", "−", "null", "none", "nan", "n/a", "na", "#n/a"}
_TRUE = {"true", "1", "ja", "yes", "sant", "j", "y", "x"}
_FALSE = {"false", "0", "nej", "no", "falskt", "n"}
_SPACES = re.compile(r"[\s\u00a0\u202f]")
_NUMBER = re.compile(r"[+-]?(?:\d+(?:[.,]\d*)?|[.,]\d+)(?:e[+-]?\d+)?", re.IGNORECASE)
_ISO_MONTH = re.compile(r"((?:19|20)\d\d)[-/]?(0[1-9]|1[0-2])(?:-\d\d)?")
_NAMED_MONTH = re.compile(r"([^\W\d]+)\.?\s+((?:19|20)\d\d)")
_FIRST_MONTH, _LAST_MONTH = 1900 * 12, 2200 * 12
MONTHS = ("month", "cohort_month")
_FIRST_YEAR, _LAST_YEAR = 1900, 2199
# Here a day far ahead (9999-12-31) is how many systems say that no end is known.
_OPEN_ENDS = ("ended_on", "valid_to")
_SHARES = ("declared_share", "level_confidence")


class BadCell(ValueError):
    """A value that a column cannot hold; the text says what it should look like."""


def value_of(column: Column[Any], raw: object, allowed: Collection[str] = ()) -> Any:
    """A cell as a Python value for a column; null when the cell says that nothing is known.

    Args:
        column: Of the table that is loaded.
        raw: A text of a CSV file, or the stored value of a workbook's cell.
        allowed: The only texts that the column may hold; any if empty.

    Raises:
        BadCell: with what was expected.
    """
    if raw is None or (isinstance(raw, str) and is_missing(raw, column)):
        return None
    if column.name in MONTHS:
        return month_of_cell(raw)
    kind = column.type
    if isinstance(kind, Boolean):
        return truth(raw)
    if isinstance(kind, Integer | BigInteger):
        return whole_number(raw)
    if isinstance(kind, Double):
        return _share(raw) if column.name in _SHARES else number(raw)
    if isinstance(kind, DateTime):
        return _moment(raw)
    if isinstance(kind, Date):
        return _day(raw, may_be_open=column.name in _OPEN_ENDS)
    if isinstance(kind, Time):
        return _clock(raw)
    return _text(kind, raw, allowed)


def is_missing(raw: str, column: Column[Any] | None = None) -> bool:
    """Whether a text says that nothing is known: empty, or a dash where a number should be.

    In a column of texts ``none`` and ``NA`` are words.
    """
    text = raw.strip(" \t\u00a0").casefold()
    words = column is not None and isinstance(column.type, String)
    return text == "" if words else text in MISSING


def number(raw: object) -> float:
    """A number with a decimal comma or point, spaces between thousands, or a percent sign."""
    if isinstance(raw, int | float) and not isinstance(raw, bool):
        found = float(raw)
    else:
        text = _SPACES.sub("", str(raw)).replace("−", "-")
        share = text.endswith("%")
        text = _one_decimal_mark(text.removesuffix("%"))
        if not _NUMBER.fullmatch(text):
            raise BadCell("a number")
        found = float(text.replace(",", ".")) / (100 if share else 1)
    if not math.isfinite(found):
        raise BadCell("a finite number")
    return found


def whole_number(raw: object) -> int:
    """A number without a fraction."""
    found = number(raw)
    if found != int(found) or abs(found) > 2**53:
        raise BadCell("a whole number")
    return int(found)


def month_of_cell(raw: object) -> int:
    """A month as its number: from YYYY-MM, "mars 2025", a date, or the number itself."""
    if isinstance(raw, date):
        return month_number(raw)
    text = str(raw).strip()
    if match := _ISO_MONTH.fullmatch(text):
        return int(match[1]) * 12 + int(match[2]) - 1
    if (match := _NAMED_MONTH.fullmatch(text)) and match[1].casefold() in MONTH_NAMES:
        return int(match[2]) * 12 + MONTH_NAMES[match[1].casefold()] - 1
    try:
        found = whole_number(raw)
    except BadCell:
        found = 0
    if not _FIRST_MONTH <= found < _LAST_MONTH:
        raise BadCell("a month as YYYY-MM")
    return found


def _one_decimal_mark(text: str) -> str:
    """Of two kinds of marks the last is the decimal one: 1.020,5 and 1,020.5 are the same."""
    if "," in text and "." in text:
        thousands = "," if text.rindex(",") < text.rindex(".") else "."
        return text.replace(thousands, "")
    return text


def _share(raw: object) -> float:
    found = number(raw)
    if not 0 <= found <= 1:
        raise BadCell("a share from 0 to 1, or with a percent sign")
    return found


def truth(raw: object) -> bool:
    """Whether a cell says yes; BadCell where it says neither yes nor no."""
    text = str(raw).strip().casefold()
    if text in _TRUE:
        return True
    if text in _FALSE:
        return False
    raise BadCell("true or false")


def _day(raw: object, may_be_open: bool) -> date | None:
    day = raw if isinstance(raw, date) and not isinstance(raw, datetime) else _moment(raw).date()
    if may_be_open and day.year > _LAST_YEAR:
        return None
    if not _FIRST_YEAR <= day.year <= _LAST_YEAR:
        raise BadCell(f"a date from {_FIRST_YEAR} to {_LAST_YEAR}")
    return day


def _moment(raw: object) -> datetime:
    if isinstance(raw, datetime):
        return raw.replace(tzinfo=None)
    text = str(raw).strip()
    try:
        if not re.match(r"\d{4}-\d\d-\d\d", text):
            raise ValueError
        return datetime.fromisoformat(text).replace(tzinfo=None)
    except ValueError:
        raise BadCell("a date as YYYY-MM-DD") from None


def _clock(raw: object) -> time:
    if isinstance(raw, datetime | time):
        return raw.time() if isinstance(raw, datetime) else raw
    try:
        return time.fromisoformat(str(raw).strip().replace(".", ":"))
    except ValueError:
        raise BadCell("a time as HH:MM") from None


def _text(kind: Any, raw: object, allowed: Collection[str]) -> str:
    if isinstance(raw, float) and raw.is_integer():
        raw = int(raw)
    text = str(raw).strip(" \t\u00a0")
    if allowed:
        found = next((word for word in allowed if word.casefold() == text.casefold()), None)
        if found is None:
            raise BadCell("one of " + ", ".join(allowed))
        return found
    longest = getattr(kind, "length", None)
    if longest is not None and len(text) > longest:
        raise BadCell(f"at most {longest} characters")
    return text

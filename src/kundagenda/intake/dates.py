"""On what day a meeting was: from a file name, a folder, a heading in words, a cell."""

import re
from collections.abc import Iterable
from datetime import date, datetime
from pathlib import Path

_MONTHS = (
    ("januari", "january"),
    ("februari", "february"),
    ("mars", "march"),
    ("april",),
    ("maj", "may"),
    ("juni", "june"),
    ("juli", "july"),
    ("augusti", "august"),
    ("september", "sept"),
    ("oktober", "october"),
    ("november",),
    ("december",),
)
MONTH_NAMES = {
    name[:length]: number
    for number, names in enumerate(_MONTHS, start=1)
    for name in names
    for length in (3, len(name))
}
_NAME = "|".join(sorted(MONTH_NAMES, key=len, reverse=True))
_YEAR = r"(?P<y>(?:19|20)\d\d)"
_WITH_YEAR = (
    re.compile(rf"(?<!\d){_YEAR}[-_./ ](?P<m>\d{{1,2}})[-_./ ](?P<d>\d{{1,2}})(?!\d)"),
    re.compile(rf"(?<!\d){_YEAR}(?P<m>\d\d)(?P<d>\d\d)(?!\d)"),
    re.compile(
        rf"(?<!\d)(?P<d>\d{{1,2}})(?::?[ae]|st|nd|rd|th)?[ .]+(?P<name>{_NAME})\b\.?,?"
        rf"\s+{_YEAR}(?!\d)",
        re.IGNORECASE,
    ),
    re.compile(
        rf"\b(?P<name>{_NAME})\.?\s+(?P<d>\d{{1,2}})(?:st|nd|rd|th)?,?\s+{_YEAR}(?!\d)",
        re.IGNORECASE,
    ),
)
_SHORT_YEAR = re.compile(r"(?<!\d)(?P<y>\d\d)(?P<m>\d\d)(?P<d>\d\d)(?!\d)")
_WITHOUT_YEAR = (
    re.compile(
        rf"(?<!\d)(?P<d>\d{{1,2}})(?::?[ae]|st|nd|rd|th)?[ .]+(?P<name>{_NAME})\b", re.IGNORECASE
    ),
    re.compile(rf"\b(?P<name>{_NAME})\.?\s+(?P<d>\d{{1,2}})(?:st|nd|rd|th)?\b", re.IGNORECASE),
    re.compile(r"(?<![\d-])(?P<m>\d\d)[-_](?P<d>\d\d)(?![\d])"),
)
_SLASHED = re.compile(r"^(?P<a>\d{1,2})[/.](?P<b>\d{1,2})[/.](?P<y>(?:19|20)\d\d)$")
_ONLY_YEAR = re.compile(rf"(?<!\d){_YEAR}(?!\d)")


# A text's year is one of these too; a workbook's cell can hold any.
_FIRST_YEAR, _LAST_YEAR = 1900, 2099


class AmbiguousDate(ValueError):
    """A day such as 4/3/2025 that can be read two ways; ``args`` holds the text."""


def date_in(text: str, year: int | None = None) -> date | None:
    """The first full date in a text; with ``year``, also a day and month without one.

    >>> date_in("Ledningsgrupp, den 24 februari 2025")
    datetime.date(2025, 2, 24)
    """
    found = _first(_WITH_YEAR, text)
    if found is None and year is not None:
        found = _first(_WITHOUT_YEAR, text, year)
    return found[0] if found else None


def impossible_in(text: str) -> str | None:
    """A day that stands in a text with its year and does not exist; null when there is none.

    >>> impossible_in("Ledningsgrupp 2025-02-30"), impossible_in("Ledningsgrupp 2025-02-28")
    ('2025-02-30', None)
    """
    for pattern in _WITH_YEAR:
        for match in pattern.finditer(text):
            parts = match.groupdict()
            month = int(parts.get("m") or MONTH_NAMES[(parts.get("name") or "").casefold()])
            if _date(int(parts["y"]), month, int(parts["d"])) is None:
                return match[0].strip()
    return None


def without_date(text: str, year: int | None = None) -> str:
    """The text with its date cut out, to see what else a heading says."""
    found = _first(_WITH_YEAR, text) or (_first(_WITHOUT_YEAR, text, year) if year else None)
    return f"{text[: found[1]]} {text[found[2] :]}" if found else text


def date_of_path(path: Path) -> date | None:
    """The date in a file's name, the year from its folder where the name has none."""
    stem = path.stem if re.search(r"[^\W\d]", path.suffix) else path.name
    found = _first(_WITH_YEAR, stem) or _first((_SHORT_YEAR,), stem)
    if found is None and (year := year_in(folder.name for folder in path.parents)):
        found = _first(_WITHOUT_YEAR, stem, year)
    return found[0] if found else None


def year_in(texts: Iterable[str]) -> int | None:
    """The first text's year that has exactly one."""
    for text in texts:
        years = {int(match["y"]) for match in _ONLY_YEAR.finditer(text)}
        if len(years) == 1:
            return years.pop()
    return None


def day_comes_first(texts: Iterable[str]) -> bool | None:
    """Whether dates with strokes are day/month, proved by one with a number above 12.

    One rule holds for a whole file. Null when nothing proves it either way, or when one date
    proves the one and another the other.
    """
    pairs = [(int(m["a"]), int(m["b"])) for m in map(_SLASHED.match, texts) if m]
    day_first = any(a > 12 for a, _ in pairs)
    month_first = any(b > 12 for _, b in pairs)
    return None if day_first == month_first else day_first


def is_slashed(text: str) -> bool:
    """Whether a text is a date with strokes or points, whose order must be proved."""
    return bool(_SLASHED.match(text))


def date_of_cell(value: object, day_first: bool | None, after: date | None = None) -> date | None:
    """A cell of a date column as a date; null when it is none.

    Args:
        value: The cell, as stored.
        day_first: Whether dates with strokes have the day before the month; null if not proved.
        after: The date above, whose year holds for a day and month without one.

    Raises:
        AmbiguousDate: it can be read two ways and nothing in the file says which.
    """
    if isinstance(value, date):
        day = value.date() if isinstance(value, datetime) else value
        return day if _FIRST_YEAR <= day.year <= _LAST_YEAR else None
    text = str(value).strip() if value is not None else ""
    match = _SLASHED.match(text)
    if match is None:
        return date_in(text) or (date_in(text, after.year) if after and _is_day(text) else None)
    a, b = int(match["a"]), int(match["b"])
    if day_first is None and a != b:
        raise AmbiguousDate(text)
    return _date(int(match["y"]), *((b, a) if day_first else (a, b)))


def _is_day(text: str) -> bool:
    """Whether a text is a day and month in words, and nothing else."""
    return any(pattern.fullmatch(text) for pattern in _WITHOUT_YEAR[:2])


def _first(
    patterns: Iterable[re.Pattern[str]], text: str, year: int | None = None
) -> tuple[date, int, int] | None:
    for pattern in patterns:
        for match in pattern.finditer(text):
            parts = match.groupdict()
            month = parts.get("m") or MONTH_NAMES[parts["name"].casefold()]
            found = _date(_full_year(parts.get("y"), year), int(month), int(parts["d"]))
            if found:
                return found, match.start(), match.end()
    return None


def _full_year(text: str | None, default: int | None) -> int:
    if text is None:
        return default or 0
    return int(text) + (2000 if len(text) == 2 else 0)


def _date(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None

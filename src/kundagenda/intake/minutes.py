"""How long an item takes: in words, as a clock interval, in a cell; unknown is never 0."""

import math
import re
from datetime import datetime, time, timedelta

from kundagenda.intake.reading import MOST_MINUTES, UNKNOWN, Minutes

_DIGITS = r"\d{1,3}(?:[ \u00a0\u202f]\d{3})+(?:[.,]\d+)?|\d+(?:[.,]\d+)?"
_NUMBER = rf"-?(?:{_DIGITS})"
_UNIT = r"(?:minuters?|minutes?|min\.?|mins\.?|m|timmar|timme|tim\.?|hours?|hrs?|h)(?![a-zåäö])"
# Of a range, "5-10 min", the longer counts.
_LENGTH = (
    r"(?:ca\.?\s*|~\s*|approx\.?\s*)?(?<![\w.,])(?:\d+\s*[-–]\s*)?"
    rf"(?P<number>{_DIGITS})[\s\u00a0-]*(?P<unit>{_UNIT})"
)
_CLOCK = r"(?:kl\.?\s*)?(?P<h1>\d{1,2})[.:](?P<m1>\d{2})\s*(?:[–—−-]|till|to)\s*" + (
    r"(?:kl\.?\s*)?(?P<h2>\d{1,2})[.:](?P<m2>\d{2})(?!\d)"
)
_INTERVAL = re.compile(rf"[(\[]?{_CLOCK}[)\]]?", re.IGNORECASE)
# With "kl" before it an hour needs no minutes: "kl 9–10.30".
_HOURS = re.compile(
    r"[(\[]?\bkl\.?\s*(?P<h1>\d{1,2})(?:[.:](?P<m1>\d{2}))?\s*(?:[–—−-]|till)\s*(?:kl\.?\s*)?"
    r"(?P<h2>\d{1,2})(?:[.:](?P<m2>\d{2}))?(?!\d)[)\]]?",
    re.IGNORECASE,
)
_BRACKETED = re.compile(rf"[(\[{{][^()\[\]{{}}]*?{_LENGTH}[^()\[\]{{}}]*[)\]}}]", re.IGNORECASE)
_LEADING = re.compile(rf"^\s*{_LENGTH}\s*[-–—:|]\s+", re.IGNORECASE)
_TRAILING = re.compile(
    rf"(?P<before>[-–—:,;|\t]?)\s*{_LENGTH}(?:\s*timebox)?\s*[.)]?\s*$", re.IGNORECASE
)
_ALONE = re.compile(
    r"^(?:(?:expected|estimated|beräknad)?\s*(?:time|tid)(?:\s*estimate)?)?:?\s*"
    rf"{_LENGTH}(?:\s*timebox)?\.?$",
    re.IGNORECASE,
)
_TOLD_FIRST = re.compile(
    rf"^(?:time|tid|tidsåtgång|duration|längd)\s*:\s*{_LENGTH}\.?(?=\s|[,;]|$)", re.IGNORECASE
)
# After these words a length is what the item is about: "svarstid under 5 min".
_ABOUT = re.compile(
    r"\b(under|över|inom|på|till|max|än|per|var|om|från|efter|within|in|than|to|of|every|each|"
    r"after|for|over|below|about|next|first|last|är|is|at|least|minst|and|och|by|with|med)\s*$",
    re.IGNORECASE,
)
_CLOCK_CELL = re.compile(r"^(\d{1,2})[:.](\d{2})(?::\d{2})?$")
_PLAIN = re.compile(rf"^(?:{_NUMBER}|-?\d+(?:[.,]\d+)?e[+-]?\d+)$", re.IGNORECASE)
_MISSING = {"", "-", "–", "—", "−", "?", "??", "n/a", "na", "tbd"}


def minutes_in(text: str) -> tuple[str, Minutes]:
    """A title without its length, and the length.

    >>> minutes_in("Kundlöfte – 25 min")[0], minutes_in("Kundlöfte – 25 min")[1].minutes
    ('Kundlöfte', 25.0)
    """
    for pattern in (_INTERVAL, _HOURS, _BRACKETED, _LEADING, _TRAILING):
        match = pattern.search(text)
        if match is None or _belongs_to_topic(text, match, pattern):
            continue
        rest = f"{text[: match.start()]} {text[match.end() :]}".strip(" \t-–—:,;|")
        if not rest:
            continue
        read = _interval(match) if pattern in (_INTERVAL, _HOURS) else _length(match)
        return " ".join(rest.split()), read
    return text, UNKNOWN


def only_minutes(text: str) -> Minutes:
    """The length when the text is nothing else: ``10 minute timebox``; unknown otherwise."""
    match = _ALONE.match(text.strip())
    return _length(match) if match else UNKNOWN


def minutes_told(text: str) -> Minutes:
    """The length that a note is, or begins by telling: ``Tid: 25 min. Anna föredrog ärendet.``"""
    match = _ALONE.match(text.strip()) or _TOLD_FIRST.match(text.strip())
    return _length(match) if match else UNKNOWN


def minutes_of_cell(value: object) -> Minutes:
    """The length in a cell of a table: a number, a text with a unit, or a time hh:mm."""
    if value is None or isinstance(value, bool):
        return UNKNOWN
    if isinstance(value, int | float):
        return plausible(float(value), str(value))
    if isinstance(value, timedelta):
        return plausible(value.total_seconds() / 60, str(value))
    if isinstance(value, time | datetime):
        return plausible(value.hour * 60 + value.minute + value.second / 60, str(value))
    return _minutes_of_text(str(value).replace("\u00a0", " ").strip())


def clock_of_cell(value: object) -> time | None:
    """A cell as a time of day, if it can be one."""
    if isinstance(value, datetime):
        return value.time() if value.year <= 1900 else None
    if isinstance(value, time):
        return value
    match = _CLOCK_CELL.match(str(value).strip()) if value is not None else None
    hour, minute = (int(match[1]), int(match[2])) if match else (99, 99)
    return time(hour, minute) if hour < 24 and minute < 60 else None


def start_in(text: str) -> time | None:
    """The time of day at which a clock interval begins."""
    match = _INTERVAL.search(text) or _HOURS.search(text)
    if match is None or int(match["h1"]) > 23 or int(match["m1"] or 0) > 59:
        return None
    return time(int(match["h1"]), int(match["m1"] or 0))


def begins_with_hours(text: str) -> bool:
    """Whether a line begins with a clock interval: ``09.00-09.10 Kundlöften``."""
    return bool(_INTERVAL.match(text))


def plausible(number: float, as_read: str) -> Minutes:
    """A number of minutes, kept only when an item can last so long."""
    if not math.isfinite(number):
        return Minutes(None, as_read, f"{as_read} is not a number of minutes; taken as unknown.")
    shown: float = int(number) if number == int(number) else number
    if number < 0:
        return Minutes(None, shown, f"{as_read} minutes is negative; taken as unknown.")
    if number > MOST_MINUTES:
        return Minutes(None, shown, f"{as_read} minutes is too long; taken as unknown.")
    if number == 0:
        return Minutes(0.0, 0, "0 minutes: taken as an item decided without discussion.")
    return Minutes(float(number), shown)


def number_of(text: str) -> float:
    """A number with spaces between thousands and a decimal comma or point.

    >>> number_of("1 020,5")
    1020.5
    """
    return float(re.sub(r"[ \u00a0\u202f]", "", text).replace(",", "."))


def _minutes_of_text(text: str) -> Minutes:
    if text.casefold() in _MISSING:
        return UNKNOWN
    if _PLAIN.match(text):
        return plausible(number_of(text), text)
    if (clock := _CLOCK_CELL.match(text)) is not None:
        return plausible(int(clock[1]) * 60 + int(clock[2]), text)
    if (interval := _INTERVAL.fullmatch(text)) is not None:
        return _interval(interval)
    if (length := _ALONE.match(text)) is not None:
        return _length(length)
    return Minutes(None, text, f"{text!r} is not a number of minutes; taken as unknown.")


def _belongs_to_topic(text: str, match: re.Match[str], pattern: re.Pattern[str]) -> bool:
    """Whether the length is what the item is about, not how long it takes."""
    if pattern is _BRACKETED:
        short = match["unit"].casefold() in ("m", "h")
        return short and text[match.end("unit") : match.end() - 1].strip() != ""
    if pattern is not _TRAILING or match["before"]:
        return False
    return match["unit"].casefold() in ("m", "h") or bool(_ABOUT.search(text[: match.start()]))


def _length(match: re.Match[str]) -> Minutes:
    hours = match["unit"].casefold()[0] in "ht"
    below = match[0].strip("([{ ").startswith(("-", "−")) and match[0].strip()[0] in "([{"
    as_read = f"-{match['number']}" if below else match["number"]
    return plausible(number_of(as_read) * (60 if hours else 1), as_read)


def _interval(match: re.Match[str]) -> Minutes:
    h1, m1, h2, m2 = (int(match[name] or 0) for name in ("h1", "m1", "h2", "m2"))
    if max(h1, h2) > 24 or max(m1, m2) > 59:
        return UNKNOWN
    return plausible((h2 * 60 + m2) - (h1 * 60 + m1), match[0].strip("()[] "))

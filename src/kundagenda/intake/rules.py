"""The rules of repetition that calendar programs write, and no others."""

from datetime import UTC, date, datetime, time
from typing import Any

from icalendar import vRecur

# Other rules could ask for days that never come, and the library would look for them until the
# year 9999, or for every second.
_MOST_EVERY = {"DAILY": 366, "WEEKLY": 104, "MONTHLY": 60, "YEARLY": 10}
_UNDERSTOOD = {
    "DAILY": {"BYDAY"},
    "WEEKLY": {"BYDAY", "BYMONTH"},
    "MONTHLY": {"BYDAY", "BYMONTHDAY", "BYMONTH", "BYSETPOS"},
    "YEARLY": {"BYDAY", "BYMONTHDAY", "BYMONTH", "BYSETPOS"},
}
_PLAIN = {"FREQ", "COUNT", "UNTIL", "INTERVAL", "WKST"}
# A meeting is held at one time of the day, that of its start.
_OF_START = {"BYHOUR", "BYMINUTE", "BYSECOND"}
_WEEKDAYS = {"MO", "TU", "WE", "TH", "FR", "SA", "SU"}


def followed_rule(rule: Any, start: date) -> vRecur | None:
    """A rule of repetition in the form that suits its start; null when it cannot be followed."""
    try:
        return _followed(rule, start) if isinstance(rule, vRecur) else None
    except (ValueError, TypeError, IndexError, AttributeError, OverflowError):
        return None


def _followed(rule: vRecur, start: date) -> vRecur | None:
    every = str(rule["FREQ"][0]).upper() if rule.get("FREQ") else ""
    parts = {str(name).upper() for name in rule}
    interval = _number(rule, "INTERVAL", 1)
    if every not in _UNDERSTOOD or not 1 <= interval <= _MOST_EVERY[every]:
        return None
    if parts - _PLAIN - _OF_START - _UNDERSTOOD[every] or not _comes(rule, every, interval):
        return None
    kept: dict[str, Any] = {"FREQ": every, "INTERVAL": interval}
    kept |= {name: rule[name] for name in sorted(_UNDERSTOOD[every] & parts)}
    if "WKST" in parts:
        kept["WKST"] = rule["WKST"]
    if "UNTIL" in parts:
        kept["UNTIL"] = _until(rule["UNTIL"][0], start)
    elif "COUNT" in parts:
        kept["COUNT"] = max(1, min(_number(rule, "COUNT", 1), 100_000))
    return vRecur(kept)


def _number(rule: vRecur, name: str, default: int) -> int:
    values = rule.get(name)
    return int(values[0] if isinstance(values, list) else values) if values else default


def _comes(rule: vRecur, every: str, interval: int) -> bool:
    """Whether the days that a rule names exist, so that one is soon found."""
    days = [str(day).upper().lstrip("+") for day in rule.get("BYDAY", [])]
    ranks = [day[:-2] for day in days if day[:-2]]
    if any(day[-2:] not in _WEEKDAYS for day in days) or len(days) > 50:
        return False
    if every in ("DAILY", "WEEKLY") and (
        ranks or (every == "DAILY" and days and interval % 7 == 0)
    ):
        return False
    most = 52 if every == "YEARLY" and "BYMONTH" not in rule else 5
    places = [abs(int(place)) for place in rule.get("BYSETPOS", [])]
    return (
        all(1 <= abs(int(rank)) <= most for rank in ranks)
        and all(1 <= place <= max(5, 4 * len(days)) for place in places)
        and (not places or bool(days))
        and all(1 <= int(month) <= 12 for month in rule.get("BYMONTH", []))
        and all(1 <= abs(int(day)) <= 31 for day in rule.get("BYMONTHDAY", []))
    )


def _until(until: date, start: date) -> date:
    """The last day of a series in the form of its start; a day alone is counted in full."""
    if not isinstance(start, datetime):
        return until.date() if isinstance(until, datetime) else until
    if not isinstance(until, datetime):
        until = datetime.combine(until, time(23, 59, 59), start.tzinfo)
    if start.tzinfo is None:
        # UTC beside a local start: which of the two a program meant is not told, so the whole day.
        day_end = time(23, 59, 59) if until.tzinfo is not None else until.time()
        return datetime.combine(until.date(), day_end)
    aware = until if until.tzinfo is not None else until.replace(tzinfo=start.tzinfo)
    return aware.astimezone(UTC)

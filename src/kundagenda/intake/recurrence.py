"""On which days a series of meetings is held, never endlessly and never by the second."""

import time as clock
import warnings
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta, tzinfo
from typing import Any

import recurring_ical_events
from icalendar import Calendar, Event, vBroken, vRecur
from icalendar.timezone import tzp

from kundagenda.errors import ReaderError
from kundagenda.intake.rules import followed_rule

MOST_MEETINGS = 1_000
DAYS_AHEAD = 366
_SOURCE, _RECURS = "X-SOURCE", "X-RECURS"
_DATES = ("RDATE", "EXDATE")
_UTC = ("UTC", "Etc/UTC", "Zulu")
_FIRST_YEAR = 1900
_MOST_SECONDS = 4.0


@dataclass
class Series:
    """The events of one UID, the dates of each, and what could not be followed."""

    events: list[Event]
    remarks: list[str] = field(default_factory=list)


@dataclass(frozen=True)
class Occurrence:
    """One meeting: the index of the event that describes it, its day, and its local start."""

    source: int
    held_on: date
    starts_at: time | None


def zone_of(names: Sequence[str]) -> tzinfo | None:
    """The first time zone that is known, by its IANA or its Windows name."""
    for name in names:
        try:
            zone = tzp.timezone(name.strip('"'))
        except (ValueError, OSError, KeyError):
            continue
        if zone is not None:
            return zone
    return None


def occurrences_of(
    series: Series, zone: tzinfo | None, today: date, deadline: float
) -> list[Occurrence]:
    """The meetings of a series from its first to twelve months after today, in order.

    Args:
        series: Events of one UID; its remarks are added to.
        zone: The calendar's own, in which times in UTC are told.
        today: The end of the window is counted from it.
        deadline: When to give up, by ``time.monotonic``.

    Raises:
        ReaderError: the days cannot be worked out, or not in time.
    """
    slim = [_slim(event, index, zone, series) for index, event in enumerate(series.events)]
    if len(slim) == 1 and not {"RRULE", *_DATES} & set(slim[0]):
        return [_single(slim[0])]
    calendar = Calendar()
    for event in slim:
        calendar.add_component(event)
    last = today + timedelta(days=DAYS_AHEAD)
    found: list[Occurrence] = []
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore", DeprecationWarning)
            query = recurring_ical_events.of(calendar)
            for year in _years(slim, last):
                if clock.monotonic() > deadline:
                    raise ReaderError("The series of the calendar take too long to work out.")
                found.extend(_between(query, year, last))
    except (ValueError, TypeError, OverflowError, AttributeError, KeyError) as error:
        raise ReaderError(f"The days of a series cannot be worked out ({error}).") from error
    if any(_is_endless(event) for event in slim):
        series.remarks.append(f"The series has no end; its meetings up to {last} are read.")
    return _latest(found, series)


def _latest(found: Sequence[Occurrence], series: Series) -> list[Occurrence]:
    """The meetings in order, each once; of too many the last."""
    unique = sorted(dict.fromkeys(found), key=lambda one: (one.held_on, one.starts_at or time()))
    if len(unique) > MOST_MEETINGS:
        series.remarks.append(
            f"The series has {len(unique):,} meetings; the last {MOST_MEETINGS:,} are read."
        )
    return unique[-MOST_MEETINGS:]


def _is_endless(slim: Event) -> bool:
    rule = whole(slim, "RRULE")
    return rule is not None and not {"COUNT", "UNTIL"} & set(rule)


def deadline() -> float:
    """When the series of one file must have been worked out."""
    return clock.monotonic() + _MOST_SECONDS


def start_of(event: Event) -> date | None:
    """When an event begins: a day, a local time, or a time in a zone; null when unreadable."""
    value = getattr(whole(event, "DTSTART"), "dt", None)
    return value if isinstance(value, date) and value.year >= _FIRST_YEAR else None


def whole(event: Event, name: str) -> Any:
    """The first value of a property; null when it has none or one that cannot be read."""
    value = event.get(name)
    if isinstance(value, list):
        value = value[0] if value else None
    return None if isinstance(value, vBroken) else value


def _years(slim: Sequence[Event], last: date) -> Iterator[int]:
    """The years of the window, so that a long series is worked out a year at a time."""
    starts = [day for event in slim if (day := start_of(event)) is not None]
    if starts:
        yield from range(min(start.year for start in starts), last.year + 1)
        yield from sorted({start.year for start in starts if start.year > last.year})


def _between(query: recurring_ical_events.CalendarQuery, year: int, last: date) -> list[Occurrence]:
    found = []
    for event in query.between(date(year, 1, 1), date(year + 1, 1, 1)):
        one = _single(event)
        if one.held_on <= last or not int(event[_RECURS]):
            found.append(one)
    return found


def _single(event: Event) -> Occurrence:
    start = whole(event, "DTSTART").dt
    source = int(whole(event, _SOURCE))
    if not isinstance(start, datetime):
        return Occurrence(source, start, None)
    return Occurrence(source, start.date(), start.time().replace(tzinfo=None))


def _slim(event: Event, index: int, zone: tzinfo | None, series: Series) -> Event:
    """What the library needs of an event: no length, which it would look for meetings by."""
    slim = Event()
    start = _local(whole(event, "DTSTART").dt, zone)
    slim.add("DTSTART", start)
    slim["UID"] = "series"
    slim[_SOURCE] = str(index)
    slim["SEQUENCE"] = sequence_of(event)
    rules: list[vRecur] = []
    moved = whole(event, "RECURRENCE-ID")
    if moved is not None:
        slim.add("RECURRENCE-ID", _like(moved.dt, _master_start(series, zone) or start, zone))
        if str(moved.params.get("RANGE", "")).upper() == "THISANDFUTURE":
            slim["RECURRENCE-ID"].params["RANGE"] = "THISANDFUTURE"
    else:
        rules = _rules(event, start, series)
        for name in _DATES:
            if dates := _dates(event, name, start, zone, series):
                slim.add(name, dates)
    for rule in rules:
        slim.add("RRULE", rule)
    slim[_RECURS] = str(int(bool(rules)))
    return slim


def sequence_of(event: Event) -> int:
    """Which version of an event it is."""
    try:
        return max(0, min(int(whole(event, "SEQUENCE") or 0), 1_000_000))
    except ValueError:
        return 0


def _master_start(series: Series, zone: tzinfo | None) -> date | None:
    masters = [event for event in series.events if whole(event, "RECURRENCE-ID") is None]
    return _local(whole(masters[0], "DTSTART").dt, zone) if masters else None


def _local(value: date, zone: tzinfo | None) -> date:
    """A time in UTC in the calendar's own zone, where that is known."""
    if zone is None or not isinstance(value, datetime) or str(value.tzinfo) not in _UTC:
        return value
    return value.astimezone(zone)


def _like(value: date, start: date, zone: tzinfo | None) -> date:
    """A date of a series in the form of its start, since programs mix the forms.

    A day alone, or one at midnight, means that day's meeting.
    """
    value = _local(value, zone)
    if not isinstance(start, datetime):
        return value.date() if isinstance(value, datetime) else value
    if not isinstance(value, datetime) or value.time() == time():
        return datetime.combine(value, start.timetz())
    if start.tzinfo is None or value.tzinfo is None:
        return value.replace(tzinfo=start.tzinfo)
    return value.astimezone(start.tzinfo)


def _dates(event: Event, name: str, start: date, zone: tzinfo | None, series: Series) -> list[date]:
    lists = event.get(name, [])
    found: list[date] = []
    for part in lists if isinstance(lists, list) else [lists]:
        if isinstance(part, vBroken):
            series.remarks.append(f"The dates {name} {str(part)[:60]!r} cannot be read.")
            continue
        for one in part.dts[:MOST_MEETINGS]:
            value = one.dt[0] if isinstance(one.dt, tuple) else one.dt
            found.append(_like(value, start, zone))
    return found[: 5 * MOST_MEETINGS]


def _rules(event: Event, start: date, series: Series) -> list[vRecur]:
    given = event.get("RRULE", [])
    rules = given if isinstance(given, list) else [given]
    followed = [followed_rule(rule, start) for rule in rules[:3]]
    if None in followed:
        series.remarks.append(
            f"The series repeats in a way that cannot be followed ({_shown(rules)[:80]}); "
            "only its first meeting is read."
        )
        return []
    return [rule for rule in followed if rule is not None]


def _shown(rules: Sequence[Any]) -> str:
    parts = (rule.items() if isinstance(rule, vRecur) else [("", [rule])] for rule in rules)
    return ";".join(f"{name}={values[0]}" for part in parts for name, values in part)

"""What can be said of the agenda itself: the promise, the share, the rhythm and the depth."""

from collections.abc import Iterator
from math import ceil

from kundagenda.findings.overview import Overview, Priority
from kundagenda.findings.reading import Reading
from kundagenda.findings.said import Candidate, Need, Said
from kundagenda.findings.said_levels import level_candidate, verdict_of
from kundagenda.findings.standing import (
    SHARE_FROM_MEETINGS,
    Standing,
    decimals_of,
    meetings_counted,
)
from metrics.periods import first_day, month_number

LONG_SILENCE_DAYS = 60
LONG_GAP_DAYS = 90
LONG_PAUSE_MONTHS = 3
MOSTLY = 0.7
TEN = 10  # meetings: fewer would make a part of an item
YEAR = 12
LONGEST_WAIT_MONTHS = 24
COUNTED = (Standing.NEVER, Standing.SILENT, Standing.THIN, Standing.UNCOUNTABLE)


def promise(overview: Overview, standing: Standing) -> Iterator[Candidate]:
    """What the promise covers, wherever the title alone would let two things be mixed."""
    priority = overview.priority
    if priority is None:
        if standing in COUNTED:
            yield Candidate(Need.GAP, Said("undeclared", {}, "overview"))
        return
    if priority.declared_share is None:
        yield Candidate(Need.MUST, Said("no_share_declared", {}, "overview"))
        return
    if standing in (Standing.MINUTES, Standing.THIN, Standing.UNCOUNTABLE):
        yield Candidate(Need.MUST, _promised(priority, priority.declared_share))
    if standing.is_share:
        yield from _promise_scope(overview, priority)


def _promised(priority: Priority, declared: float) -> Said:
    key = "promise_items" if priority.basis == "items" else "promise_minutes"
    return Said(key, {"declared": declared, "decimals": decimals_of(declared)}, "overview")


def _promise_scope(overview: Overview, priority: Priority) -> Iterator[Candidate]:
    """A promise for one forum beside every forum's figures, or younger than they are."""
    others = len(overview.sources.forums) > 1
    if priority.forum and priority.forum != overview.view.forum and others:
        yield Candidate(Need.MUST, Said("promise_forum", {"forum": priority.forum}))
    if priority.valid_from > first_day(overview.view.last - YEAR + 1):
        yield Candidate(Need.GAP, Said("promise_new", {"day": priority.valid_from}))


def share(overview: Overview, standing: Standing) -> Iterator[Candidate]:
    """What became of the share: by its stored verdict if there is one, else year on year."""
    now, before = overview.share.now, overview.share.before
    if not standing.is_share or now is None:
        return
    if now.numerator is not None and now.denominator:
        counts = {"customer": round(now.numerator), "items": round(now.denominator)}
        yield Candidate(Need.BASE, Said("share_base", counts))
    level = level_candidate(overview, "customer_item_share")
    if level:
        yield level
    elif before is not None and before.value is not None:
        yield _year_on_year(overview, now, before.value)


def keeping(overview: Overview, standing: Standing) -> Iterator[Candidate]:
    """What a promise that is not kept takes, at as many items and meetings as in the last year."""
    priority, now, meetings = overview.priority, overview.share.now, overview.meeting_share.now
    if overview.promise_kept is not False or not standing.is_share:
        return
    if priority is None or now is None or meetings is None or not meetings.denominator:
        return
    of_ten = TEN / meetings.denominator
    needed = ceil(round((priority.declared_share or 0) * (now.denominator or 0) * of_ten, 6))
    customer = round((now.numerator or 0) * of_ten)
    if customer < needed:
        values = {"needed": needed, "customer": customer}
        yield Candidate(Need.NEWS, Said("promise_takes", values, "agenda"))


def _year_on_year(overview: Overview, now: Reading, before: float) -> Candidate:
    """Items of one month hang together, so a verdict that looked at months has the last word."""
    change = overview.share.change
    verdict = verdict_of(overview, "level", "customer_item_share")
    judged = verdict is not None and verdict.status == "no_change"
    values = {"share": now.value, "share_before": before}
    if change is not None and change.real and not judged:
        key = "share_rose" if change.difference > 0 else "share_fell"
        return Candidate(Need.NEWS, Said(key, values))
    within = judged or (change is not None and change.real is False)
    key = "share_within" if within else "share_year_before"
    return Candidate(Need.STATE, Said(key, {"share_before": before}))


def rhythm(overview: Overview, standing: Standing) -> Iterator[Candidate]:
    """When there was last a meeting, and a customer item, where that is long ago."""
    yield from _last_meeting(overview, standing)
    if standing in (Standing.START, Standing.RUNNING, Standing.STALE, Standing.NEVER):
        return
    times = overview.rhythm
    if standing is Standing.SILENT and times.last_customer_day:
        yield Candidate(Need.MUST, Said("last_customer", {"day": times.last_customer_day}))
    elif times.recency_days is not None and times.recency_days >= LONG_SILENCE_DAYS:
        yield Candidate(Need.GAP, Said("silence", {"days": times.recency_days}))
    elif times.gap is not None and times.gap.days >= LONG_GAP_DAYS:
        key = "longest_gap_at_least" if times.gap.at_least else "longest_gap"
        yield Candidate(Need.BASE, Said(key, {"days": times.gap.days}))
    if times.meetings_without_agenda:
        counts = {"meetings": times.meetings_without_agenda}
        yield Candidate(Need.BASE, Said("without_agenda", counts))


def _last_meeting(overview: Overview, standing: Standing) -> Iterator[Candidate]:
    """No meeting in the last month: a Swedish July, so when the last one was."""
    day, last = overview.rhythm.last_meeting_day, overview.view.last
    if day is None or standing is Standing.START:
        return
    if standing is Standing.RUNNING:
        yield Candidate(Need.MUST, Said("latest_meeting", {"day": day}))
    elif last - month_number(day) >= LONG_PAUSE_MONTHS:
        yield Candidate(Need.GAP, Said("no_meeting_since", {"day": day}))
    elif month_number(day) < last:
        yield Candidate(Need.GAP, Said("no_meeting", {"bare_month": last, "day": day}))


def depth(overview: Overview, standing: Standing) -> Iterator[Candidate]:
    """Whether anything new for customers came up, and whether most of it was mending."""
    shares = {level: figure.now for level, figure in overview.levels.items()}
    value = shares.get("value")
    if value is not None and value.value == 0:
        key = "value_never_year" if standing.is_share else "value_never_yet"
        yield Candidate(Need.GAP, Said(key))
    low = [shares.get("measure"), shares.get("fix")]
    mending = sum(reading.value or 0 for reading in low if reading is not None)
    if standing.is_share and mending >= MOSTLY:
        yield Candidate(Need.BASE, Said("mostly_mending", {"share": min(mending, 1.0)}))


def few(overview: Overview, standing: Standing) -> Iterator[Candidate]:
    """What stands instead of a share, and when there will be one; what a "never" rests on."""
    meetings = overview.sources.meetings
    if standing is Standing.NEVER:
        yield Candidate(Need.MUST, Said("never_base", {"meetings": meetings}))
    if standing is not Standing.THIN:
        return
    yield Candidate(Need.MUST, _when_share(overview))
    now = overview.share.now
    if now is not None and now.numerator is not None and now.denominator:
        counts = {"customer": round(now.numerator), "items": round(now.denominator)}
        yield Candidate(Need.BASE, Said("thin_items", counts))


def _when_share(overview: Overview) -> Said:
    meetings = overview.sources.meetings
    if meetings >= SHARE_FROM_MEETINGS:
        return Said("thin_rare", {"few": meetings_counted(overview)[1]})
    started = _first_month(overview)
    if started is None:
        return Said("thin_wait")
    months_so_far = overview.view.last - started + 1
    months_to_come = -(-(SHARE_FROM_MEETINGS - meetings) * months_so_far // meetings)
    if months_to_come > LONGEST_WAIT_MONTHS:
        return Said("thin_wait")
    return Said("thin_when", {"month": overview.view.last + months_to_come})


def _first_month(overview: Overview) -> int | None:
    """The first month of the first period in view with a meeting; null when none has ended."""
    periods = overview.periods
    if not {"first", "meetings"} <= set(periods):
        return None
    held = periods.loc[periods["meetings"].fillna(0) > 0, "first"]
    return int(held.min()) if len(held) and held.min() <= overview.view.last else None


def forums(overview: Overview) -> Iterator[Candidate]:
    """That a single forum is all that has been read in."""
    names = overview.sources.forums
    if overview.sources.meetings and len(names) == 1:
        yield Candidate(Need.BASE, Said("one_forum", {"forum": names[0]}))

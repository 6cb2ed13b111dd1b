"""What becomes of decisions and initiatives once more, in plain Python, row by row."""

from collections import Counter, defaultdict
from datetime import timedelta
from fractions import Fraction

CUSTOMER = ("measure", "fix", "improve", "value")


def alive_by_time(cases):
    """The share not ended by cause 1 after each time at which one was, as exact fractions.

    Cases are ``(duration, cause, entered)``.
    """
    alive, found = Fraction(1), []
    for time in sorted({duration for duration, cause, _ in cases if cause == 1}):
        at_risk = [case for case in cases if watched(case, time)]
        ended = [case for case in at_risk if case[:2] == (time, 1)]
        alive *= 1 - Fraction(len(ended), len(at_risk))
        found.append((time, alive))
    return found


def ended_by_time(cases):
    """The shares ended by cause 1 and 2 after each time at which any was, as exact fractions."""
    alive, shares, found = Fraction(1), [Fraction(0), Fraction(0)], []
    for time in sorted({duration for duration, cause, _ in cases if cause}):
        at_risk = [case for case in cases if watched(case, time)]
        ended = Counter(cause for duration, cause, _ in at_risk if duration == time and cause)
        for cause in (1, 2):
            shares[cause - 1] += alive * Fraction(ended[cause], len(at_risk))
        alive *= 1 - Fraction(ended.total(), len(at_risk))
        found.append((time, tuple(shares)))
    return found


def watched(case, time):
    duration, _, entered = case
    return duration >= time and (entered is None or entered < time)


def completion(forum_of, items, decisions, actions, as_of):
    """Counts of actions by forum and customer; ``forum_of`` maps a meeting to a forum's name."""
    found = defaultdict(Counter)
    for action in actions:
        decision = decisions[action["decision_id"]]
        if decision["decided_on"] > as_of:
            continue
        counts = found[key_of(decision, items, forum_of)]
        due, done = action["due_on"], action["done_on"]
        if action["cancelled"]:
            counts["cancelled"] += 1
        elif due is None:
            counts["no_due_date"] += 1
        elif due > as_of:
            counts["not_yet_due"] += 1
        else:
            counts["denominator"] += 1
            if done is None or done > as_of:
                counts["open_overdue"] += 1
            else:
                counts["completed"] += 1
                counts["on_time"] += done <= due
    return found


def followed_through(forum_of, items, decisions, actions, as_of, horizon):
    """Counts of decisions by forum and customer."""
    found = defaultdict(Counter)
    for number, decision in decisions.items():
        age = (as_of - decision["decided_on"]).days
        if age < 0:
            continue
        counts = found[key_of(decision, items, forum_of)]
        if age < horizon:
            counts["too_young"] += 1
            continue
        counts["denominator"] += 1
        live = [a for a in actions if a["decision_id"] == number and not a["cancelled"]]
        counts["no_action"] += not live
        last = decision["decided_on"] + timedelta(days=horizon)
        in_time = all(a["done_on"] is not None and a["done_on"] <= last for a in live)
        counts["numerator"] += bool(live) and in_time
    return found


def key_of(decision, items, forum_of):
    item = items[decision["agenda_item_id"]]
    return forum_of[item["meeting_id"]], int(item["level_best"] in CUSTOMER)


def discussed_days(meetings, items, as_of):
    """The days on which each initiative was discussed, sorted."""
    days = defaultdict(set)
    for item in items:
        meeting = meetings[item["meeting_id"]]
        on_agenda = meeting["status"] == "held" and meeting["held_on"] <= as_of
        if on_agenda and not item["formal"] and item["outcome"] != "deferred":
            days[item["initiative_id"]].add(meeting["held_on"])
    days.pop(None, None)
    return {number: sorted(found) for number, found in days.items()}


def episode(days, completed_on, as_of, window):
    """``(days, cause, revived)`` by walking from day to day; null when left out."""
    days = {day for day in days if day <= as_of}
    cut_off = as_of - timedelta(days=window)
    if not days or min(days) > cut_off:
        return None
    start = last = day = min(days)
    silent, revived, over = 0, 0, False
    while day < as_of:
        day += timedelta(days=1)
        silent += 1
        if day in days:
            revived += silent >= window
            silent = 0
        over = over or silent >= window or revived > 0
        if day in days and not over:
            last = day
    # Completed before the window after the last day ran out, or never known to be.
    if completed_on is not None and completed_on < last + timedelta(days=window):
        if completed_on <= cut_off:
            return max((completed_on - start).days, 0), 2, revived
        return (cut_off - start).days, 0, revived
    if over or last <= cut_off:
        return (last - start).days, 1, revived
    return (cut_off - start).days, 0, revived

"""Decisions and promises once more, in plain Python, row by row."""

from datetime import timedelta
from math import sqrt

Z = 1.959963984540054


def log(items, decisions, actions, as_of, since):
    """By the id of each decision of the period: its status, date, roles, counts and repetition."""
    found = {}
    for one in decisions:
        if not since <= one["decided_on"] <= as_of:
            continue
        hidden = items[one["agenda_item_id"]]["confidential"]
        own = [action for action in actions if action["decision_id"] == one["id"]]
        kept = [action for action in own if not action["cancelled"]]
        left = [a for a in kept if a["done_on"] is None or a["done_on"] > as_of]
        days = [a["due_on"] for a in left if a["due_on"]]
        every = [a["due_on"] for a in kept if a["due_on"]]
        due = [a for a in kept if a["due_on"] and a["due_on"] <= as_of]
        in_time = [a for a in due if a not in left and a["done_on"] <= a["due_on"]]
        first_or_last = min(days, default=None) if left else max(every, default=None)
        found[one["id"]] = (
            status(own, kept, left, as_of),
            first_or_last,
            tuple(sorted({a["owner_role"] for a in kept if a["owner_role"]})),
            len(due),
            len(in_time),
            taken_before(one, items, decisions),
            tuple(sorted({a["text"] for a in kept})) if not hidden else (),
        )
    return found


def status(own, kept, left, as_of):
    if not own:
        return "no_action"
    if not kept:
        return "cancelled"
    if any(action["due_on"] and action["due_on"] <= as_of for action in left):
        return "overdue"
    if left:
        return "open"
    dated = [action for action in kept if action["due_on"]]
    if any(action["done_on"] > action["due_on"] for action in dated):
        return "late"
    return "on_time" if dated else "done"


def taken_before(one, items, decisions):
    item = items[one["agenda_item_id"]]
    for other in decisions:
        if other["decided_on"] >= one["decided_on"] or other["text"].strip() != one["text"].strip():
            continue
        earlier = items[other["agenda_item_id"]]
        same = (earlier["first_seen_item_id"] or earlier["id"]) == (
            item["first_seen_item_id"] or item["id"]
        )
        started = item["initiative_id"] is not None
        if same or (started and item["initiative_id"] == earlier["initiative_id"]):
            return True
    return False


def last_ended(day, length):
    """The months of the last period of so many months that is over on the evening of a day."""
    while True:
        tomorrow = day + timedelta(days=1)
        month = tomorrow.year * 12 + tomorrow.month - 1
        if tomorrow.day == 1 and month % length == 0:
            return tuple(range(month - length, month))
        day -= timedelta(days=1)


def promised(parts, length, decided_on, due_on, direction, as_of):
    """What became of a promise about a share; ``parts`` is (successes, base) by month."""
    if due_on > as_of:
        return "not due"
    before, after = last_ended(decided_on - timedelta(days=1), length), last_ended(due_on, length)
    if before == after:
        return "cannot tell"
    ends = []
    for months in (before, after):
        there = [parts[month] for month in months if month in parts]
        if not there or not sum(base for _, base in there):
            return "no data"
        ends.append((sum(hits for hits, _ in there), sum(base for _, base in there)))
    (hits_0, base_0), (hits_1, base_1) = ends
    change = hits_1 / base_1 - hits_0 / base_0
    (low_0, high_0), (low_1, high_1) = score(hits_0, base_0), score(hits_1, base_1)
    low = change - sqrt((hits_1 / base_1 - low_1) ** 2 + (high_0 - hits_0 / base_0) ** 2)
    high = change + sqrt((high_1 - hits_1 / base_1) ** 2 + (hits_0 / base_0 - low_0) ** 2)
    if low <= 0 <= high:
        return "inside noise"
    return "met" if (low > 0) == (direction == "up") else "not met"


def score(hits, base):
    """Wilson's interval as the roots of (p - share)^2 = z^2 p (1 - p) / n."""
    share, weight = hits / base, Z * Z / base
    a, b, c = 1 + weight, -(2 * share + weight), share * share
    root = sqrt(max(b * b - 4 * a * c, 0.0))
    return (-b - root) / (2 * a), (-b + root) / (2 * a)

"""Attention once more, in plain Python, item by item and meeting by meeting."""

from collections import defaultdict
from fractions import Fraction

import restatements
from restatements import discussed, is_customer, item_shares, month_of


def attention(forums, meetings, items, decisions):
    """Every agenda metric, by its key."""
    rows = discussed(forums, meetings, items)
    decided = {decision["agenda_item_id"] for decision in decisions}
    return restatements.attention(forums, meetings, items) | {
        "deep_share": item_shares(
            rows, lambda item: item["level_best"] in ("improve", "value"), is_customer
        ),
        "decision_rate": item_shares(rows, lambda item: item["id"] in decided, is_customer),
        "decision_rate_other": item_shares(
            rows, lambda item: item["id"] in decided, lambda item: not is_customer(item)
        ),
        "position_index": position(rows),
        **minutes(forums, meetings, items),
    }


def position(rows):
    found = defaultdict(list)
    for forum, meeting, item in rows:
        places = sorted(other["position"] for _, m, other in rows if m["id"] == meeting["id"])
        if is_customer(item) and len(places) > 1:
            after = len(places) - 1 - places.index(item["position"])
            key = month_of(meeting["held_on"]), forum, item["segment"] or ""
            found[key].append(Fraction(after, len(places) - 1))
    return {key: (sum(v), len(v), sum(x * x for x in v), len(v)) for key, v in found.items()}


def known(row):
    """Minutes as they were, else as planned; unknown when negative."""
    actual, planned = row["actual_minutes"], row["planned_minutes"]
    minutes = planned if actual is None else actual
    return None if minutes is None or minutes < 0 else Fraction(minutes)


def minutes(forums, meetings, items):
    """The six figures about minutes, by their keys, each added over the meetings of a month."""
    names = {forum["id"]: forum["name"] for forum in forums}
    found = defaultdict(dict)
    for meeting in meetings:
        of_meeting = [item for item in items if item["meeting_id"] == meeting["id"]]
        key = month_of(meeting["held_on"]), names[meeting["forum_id"]], ""
        for metric, (numerator, denominator, base) in minutes_of(meeting, of_meeting).items():
            so_far = found[metric].get(key, (0, 0, None, 0))
            found[metric][key] = (
                so_far[0] + numerator, so_far[1] + denominator, None, so_far[3] + base
            )  # fmt: skip
    return dict(found)


def minutes_of(meeting, of_meeting):
    """Numerator, denominator and base that one meeting adds to each figure."""
    heard = [item for item in of_meeting if item["outcome"] != "deferred"]
    items = [item for item in heard if not item["formal"]]
    if meeting["status"] != "held" or not items:
        return {}
    timed = [item for item in items if known(item) is not None]
    missing = [item for item in items if known(item) is None]
    recorded = sum(known(item) for item in timed)
    customer = sum(known(item) for item in timed if is_customer(item))
    formal = sum(known(item) or 0 for item in heard if item["formal"])
    length, left = known(meeting), 0
    if missing and length is not None:
        left = max(0, length - formal - recorded)
    guessed = [Fraction(left, len(missing)) for item in missing if is_customer(item)]
    least = left if len(guessed) == len(missing) else 0
    most = left if guessed else 0
    total, base = recorded + left, len(timed)
    return {
        "minutes_recorded": (customer, recorded, base),
        "minutes_imputed": (customer + sum(guessed), total, base),
        "minutes_low": (customer + least, total, base),
        "minutes_high": (customer + most, total, base),
        "minutes_coverage": (base, len(items), len(items)),
        "meetings_without_length": (int(bool(missing) and length is None), 1, 1),
    }

"""Target groups on the agenda once more, in plain Python, row by row."""

from datetime import date

CUSTOMER = ("measure", "fix", "improve", "value")


def customer_rows(meetings, items, as_of):
    """Every discussed customer item as ``(day, meeting, position, item)``."""
    held = {row["id"]: row for row in meetings if row["status"] == "held"}
    return [
        (held[item["meeting_id"]]["held_on"], item["meeting_id"], item["position"], item)
        for item in items
        if item["meeting_id"] in held
        and held[item["meeting_id"]]["held_on"] <= as_of
        and not item["formal"]
        and item["outcome"] != "deferred"
        and item["level_best"] in CUSTOMER
    ]


def latest_items(meetings, items, as_of):
    """By group the title, day and secrecy of its latest customer item."""
    found = {}
    for day, _, _, item in sorted(customer_rows(meetings, items, as_of), key=lambda row: row[:3]):
        if item["segment"]:
            title = "" if item["confidential"] else item["title"]
            found[item["segment"]] = (title, day, int(item["confidential"]))
    return found


def latest_decisions(meetings, items, decisions, as_of):
    """By group the text, day and secrecy of the latest decision on one of its customer items."""
    counted = {row[3]["id"]: row[3] for row in customer_rows(meetings, items, date.max)}
    found = {}
    for decision in sorted(decisions, key=lambda row: (row["decided_on"], row["id"])):
        item = counted.get(decision["agenda_item_id"])
        if item and item["segment"] and decision["decided_on"] <= as_of:
            text = "" if item["confidential"] else decision["text"]
            found[item["segment"]] = (text, decision["decided_on"], int(item["confidential"]))
    return found


def items_of_year(meetings, items, last):
    """By group the customer items of the twelve months that end with a month."""
    found = {}
    for day, _, _, item in customer_rows(meetings, items, date.max):
        month = day.year * 12 + day.month - 1
        if item["segment"] and last - 12 < month <= last:
            found[item["segment"]] = found.get(item["segment"], 0) + 1
    return found


def mending(meetings, items, as_of, last):
    """The last four ended quarters that the agenda reaches, as ``(first month, mending, items)``.

    Quarters are walked back from the month given, one month at a time.
    """
    held = {row["id"]: row for row in meetings if row["status"] == "held"}
    discussed = [
        held[item["meeting_id"]]["held_on"]
        for item in items
        if item["meeting_id"] in held and not item["formal"] and item["outcome"] != "deferred"
    ]
    known = [day for day in discussed if day <= as_of]
    end = last
    while (end + 1) % 3:
        end -= 1
    found = []
    for first in range(end - 11, end + 1, 3):
        if not known or min(day.year * 12 + day.month - 1 for day in known) > first + 2:
            continue
        levels = [
            item["level_best"]
            for day, _, _, item in customer_rows(meetings, items, date.max)
            if first <= day.year * 12 + day.month - 1 <= first + 2
        ]
        found.append((first, sum(level in ("measure", "fix") for level in levels), len(levels)))
    return found

"""What happened since the last meeting once more, in plain Python, row by row."""

CUSTOMER = ("measure", "fix", "improve", "value")


def discussed(item):
    return not item["formal"] and item["outcome"] != "deferred"


def previous(meetings, items, forums, today, forum=""):
    """The day and forum of the last held meeting with an agenda before a day; leaders first."""
    found = [
        (forums[each["forum_id"]]["kind"] == "leadership team", each["held_on"], each["id"], each)
        for each in meetings
        if each["status"] == "held"
        and each["held_on"] < today
        and forum in ("", forums[each["forum_id"]]["name"])
        and any(item["meeting_id"] == each["id"] and discussed(item) for item in items)
    ]
    if not found:
        return None
    last = max(found, key=lambda each: each[:3])[-1]
    return last["held_on"], forums[last["forum_id"]]["name"]


def happened(rows, day, as_of, today, forum=""):
    """The counts of customer items, decisions and actions from a day on."""
    forums = {each["id"]: each["name"] for each in rows["forums"]}
    of_forum = {
        each["id"]: each for each in rows["meetings"] if forum in ("", forums[each["forum_id"]])
    }
    items = {each["id"]: each for each in rows["items"] if each["meeting_id"] in of_forum}
    taken = [each for each in rows["decisions"] if each["agenda_item_id"] in items]
    since = [each for each in taken if day <= each["decided_on"] <= today]
    known = {each["id"]: each for each in taken if each["decided_on"] <= today}
    kept = [a for a in rows["actions"] if a["decision_id"] in known and not a["cancelled"]]
    about = [item for item in items.values() if item["level_best"] in CUSTOMER]
    lately = [
        item
        for item in about
        if not item["formal"]
        and of_forum[item["meeting_id"]]["status"] == "held"
        and day <= of_forum[item["meeting_id"]]["held_on"] <= as_of
    ]
    undone = [a for a in kept if a["done_on"] is None or a["done_on"] > today]
    return {
        "dealt_with": sum(discussed(item) for item in lately),
        "new": sum(discussed(i) and i["first_seen_item_id"] is None for i in lately),
        "put_off": sum(item["outcome"] == "deferred" for item in lately),
        "taken": len(since),
        "customer": sum(items[d["agenda_item_id"]]["level_best"] in CUSTOMER for d in since),
        "done": sum(a["done_on"] is not None and day <= a["done_on"] <= today for a in kept),
        "overdue": sum(a["due_on"] is not None and day <= a["due_on"] <= today for a in undone),
        "new_actions": sum(day <= known[a["decision_id"]]["decided_on"] <= today for a in kept),
    }


def share_of_month(rows, month, forum=""):
    """Customer items, and items, that were discussed in a month."""
    forums = {each["id"]: each["name"] for each in rows["forums"]}
    held = {
        each["id"]
        for each in rows["meetings"]
        if each["status"] == "held"
        and each["held_on"].year * 12 + each["held_on"].month - 1 == month
        and forum in ("", forums[each["forum_id"]])
    }
    there = [item for item in rows["items"] if item["meeting_id"] in held and discussed(item)]
    return sum(item["level_best"] in CUSTOMER for item in there), len(there)
